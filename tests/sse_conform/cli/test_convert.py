"""`convert`: each format holds what it says it holds, there and back; what it cannot hold is told by name, and nothing half is left."""

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from sse_conform import convert
from sse_conform.captures import Capture, Chunk, open_captures
from sse_conform.convert import TARGETS, target_of
from sse_conform.ending import Ending

Run = Callable[..., Result]
HEAD = '"response":{"version":"1.1","status":200,"headers":[["Content-Type","text/event-stream"],["Set-Cookie","sid=12345678"]]}'
REQUEST = '"request":{"method":"POST","url":"https://example.com/a?key=12345678","headers":[["Authorization","Bearer abcdefgh"],["Via","a"],["Via","b"]]}'
TAPE = f"""{{"ssecap":1,{REQUEST},{HEAD}}}
[0.100000,"d","id: 1\\ndata: \u00fc\\n\\n"]
[0.200000,"d",": \\u0007\\"\\\\😀\\u2028\\ndata: b\\n\\n"]
[0.300000,"eof",""]
"""
BODY = 'id: 1\ndata: ü\n\n: \x07"\\😀\u2028\ndata: b\n\n'.encode()
TWO = TAPE + '[null,"conn",{"fidelity":"timed"}]\n[0.5,"x","data: \\u00ff\\n\\n"]\n[0.6,"rst","gone"]\n'

LACKS = {
    "a.ssecap": "",
    "a.sse": "times, chunk edges, the request and the response head",
    "A.HTTP": "times, chunk edges and the request",
    "a.har": "times and chunk edges",
    "a.yaml": "times and chunk edges",
    "a.chunks.json": "the request and the response head",
    "a.jsonl": "times, chunk edges, the request, the response head and comments and line ends",
}
"""A file of each format, and what of the tape it does not hold."""


@pytest.fixture
def tape(captures: Path) -> Path:
    path = captures / "tape.ssecap"
    path.write_text(TAPE)
    return path


def read(path: Path) -> list[tuple[Capture, bytes, Ending]]:
    streams: list[tuple[Capture, bytes, Ending]] = []
    with open_captures(path) as found:
        for capture in found:
            assert isinstance(capture, Capture)
            *chunks, ending = capture.reads
            assert isinstance(ending, Ending)
            streams.append(
                (capture, b"".join(each.data for each in chunks if isinstance(each, Chunk)), ending)
            )
    return streams


def test_each_format_has_its_row_and_its_words() -> None:
    files = {path.stem for path in Path(convert.__file__).parent.glob("[!_]*.py")}
    assert files == set(TARGETS), "give each file of a format its row in convert/_targets.py"
    page = (Path(__file__).parents[3] / "docs" / "show.md").read_text(encoding="utf-8")
    for target in TARGETS.values():
        ends = ", ".join(f"`*{end}`" for end in target.suffixes)
        assert any(target_of(name) is target for name in LACKS), f"name a file of {target.name} in LACKS"
        assert f"| `{target.name}` | {ends} |" in page, f"tell of {target.name} in the table of docs/show.md"


@pytest.mark.parametrize(("name", "lacks"), LACKS.items())
def test_what_a_format_does_not_hold_is_told(run: Run, tape: Path, name: str, lacks: str) -> None:
    result = run("convert", tape, "-o", name)
    target = target_of(name)
    assert target is not None
    told = f"sse-conform: {name}: the format {target.name} does not hold {lacks}\n" if lacks else ""
    assert (result.stdout, result.stderr, result.exit_code) == ("", told, 0)
    assert run("convert", tape, "-o", name, "--quiet").output == ""
    written = Path(name).read_bytes()
    assert b"12345678" not in written
    assert b"abcdefgh" not in written


def test_every_format_is_known_by_the_names_of_its_files() -> None:
    for target in TARGETS.values():
        assert all(target_of(f"x{suffix}") is target for suffix in target.suffixes)
    assert target_of("x.txt") is None


def test_to_ssecap_and_back(run: Run, tape: Path) -> None:
    run("convert", tape, "-o", "a.ssecap")
    lines = Path("a.ssecap").read_text().splitlines()
    assert lines[1:] == TAPE.splitlines()[1:]
    opening = json.loads(lines[0])
    assert opening["request"] == {
        "method": "POST",
        "url": "https://example.com/a?key=REDACTED",
        "headers": [["Authorization", "REDACTED"], ["Via", "a"], ["Via", "b"]],
    }
    assert opening["response"]["headers"] == [
        ["Content-Type", "text/event-stream"],
        ["Set-Cookie", "REDACTED"],
    ]
    run("convert", "a.ssecap", "-o", "b.ssecap")
    assert Path("b.ssecap").read_text() == Path("a.ssecap").read_text()


def test_to_raw_and_back(run: Run, tape: Path) -> None:
    run("convert", tape, "-o", "a.sse")
    assert Path("a.sse").read_bytes() == BODY
    run("convert", "a.sse", "-o", "b.ssecap")
    ((capture, body, ending),) = read(Path("b.ssecap"))
    assert (capture.fidelity, capture.head, body, ending) == ("bytes", None, BODY, Ending())
    run("convert", "b.ssecap", "-o", "b.sse")
    assert Path("b.sse").read_bytes() == BODY


def test_to_a_response_with_its_head_and_back(run: Run, tape: Path) -> None:
    run("convert", tape, "-o", "a.http")
    ((capture, body, _),) = read(Path("a.http"))
    assert capture.head is not None
    assert (capture.head.status, capture.head.get("Content-Type"), body) == (200, "text/event-stream", BODY)
    run("convert", "a.http", "-o", "b.ssecap")
    run("convert", "b.ssecap", "-o", "b.http")
    assert Path("b.http").read_bytes() == Path("a.http").read_bytes()


def test_to_har(run: Run, tape: Path) -> None:
    tape.write_text(TWO)
    assert (
        "does not hold times, chunk edges and how a stream ended"
        in run("convert", tape, "-o", "a.har").stderr
    )
    one, two = json.loads(Path("a.har").read_bytes())["log"]["entries"]
    assert (one["request"]["method"], one["request"]["url"]) == ("POST", "https://example.com/a?key=REDACTED")
    assert one["request"]["headers"][0] == {"name": "Authorization", "value": "REDACTED"}
    assert (one["response"]["status"], one["response"]["content"]["mimeType"]) == (200, "text/event-stream")
    assert one["response"]["content"]["text"].encode() == BODY
    assert "encoding" not in one["response"]["content"]
    assert one["response"]["content"]["size"] == len(BODY)
    assert two["response"]["content"]["encoding"] == "base64"
    assert base64.b64decode(two["response"]["content"]["text"]) == b"data: \xff\n\n"


def test_the_text_of_a_cassette(run: Run, tape: Path) -> None:
    tape.write_text(TWO.replace('"status":200', '"status":404'))
    run("convert", tape, "-o", "a.yml")
    text = Path("a.yml").read_text(encoding="utf-8")
    assert '      string: "id: 1\\ndata: ü\\n\\n: \\u0007\\"\\\\😀\\u2028\\ndata: b\\n\\n"\n' in text
    assert '      string: !!binary "ZGF0YTog/woK"\n' in text
    assert '      code: 404\n      message: ""\n' in text
    assert '    headers: {}\n    method: "GET"\n    uri: ""\n' in text


def test_what_is_hidden_beyond_the_first_plane_is_spelled_out_in_a_cassette(run: Run, captures: Path) -> None:
    (captures / "a.sse").write_text("data: \U000e0001\n\n")
    run("convert", "a.sse", "-o", "a.yml")
    assert 'string: "data: \\U000e0001\\n\\n"' in Path("a.yml").read_text()


@pytest.mark.parametrize("name", ["a.har", "a.yml"])
def test_a_large_body_is_whole(run: Run, captures: Path, name: str) -> None:
    body = "data: ü€\n\n" * 300_000
    (captures / "a.sse").write_text(body)
    (captures / "b.sse").write_bytes(body.encode() + b": \xff")
    for source in ("a.sse", "b.sse"):
        assert run("convert", source, "-o", name, "-q").exit_code == 0
        text = Path(name).read_text()
        if source == "a.sse":
            assert text.count("€" if name == "a.yml" else "\\u20ac") == 300_000
        else:
            quoted = max(text.split('"'), key=len)
            assert base64.b64decode(quoted) == body.encode() + b": \xff"


def test_to_a_list_of_chunks(run: Run, tape: Path) -> None:
    run("convert", tape, "-o", "a.chunks.json")
    entries = json.loads(Path("a.chunks.json").read_text())
    assert "".join(entry["chunk"] for entry in entries).encode() == BODY
    assert [entry["elapsed_ms"] for entry in entries] == [100, 200]
    with open_captures(Path("a.chunks.json")) as found:
        (capture,) = found
        assert isinstance(capture, Capture)
        assert [read.t for read in capture.reads] == [0.1, 0.2, None]
    Path("c.ssecap").write_text(
        '{"ssecap":1,"fidelity":"chunks"}\n[null,"d","data: a\\n\\n"]\n[null,"eof",""]\n'
    )
    run("convert", "c.ssecap", "-o", "c.chunks.json")
    assert json.loads(Path("c.chunks.json").read_text()) == ["data: a\n\n"]
    Path("b.ssecap").write_text('{"ssecap":1}\n[0,"eof",""]\n')
    run("convert", "b.ssecap", "-o", "b.chunks.json")
    assert json.loads(Path("b.chunks.json").read_text()) == []


def test_to_events_and_back(run: Run, tape: Path) -> None:
    tape.write_text(
        TAPE.replace('[0.300000,"eof"', '[0.2,"d","data: c\\r\\r"]\n[0.25,"d","data: lost"]\n[0.3,"eof"')
    )
    result = run("convert", tape, "--to", "jsonl", "-o", "-", "-q")
    assert result.stdout == run("decode", tape).stdout
    assert [json.loads(line)["data"] for line in result.stdout.splitlines()] == ["ü", "b", "c"]
    encoded = run("encode", stdin=result.stdout_bytes).stdout_bytes
    assert run("decode", stdin=encoded).stdout == result.stdout


def test_the_last_event_may_end_with_the_stream(run: Run, captures: Path) -> None:
    (captures / "a.sse").write_bytes(b"data: c\r\r")
    assert json.loads(run("convert", "a.sse", "--to", "jsonl", "-o", "-", "-q").stdout)["data"] == "c"


def test_streams_of_a_folder_go_into_one_file(run: Run, captures: Path) -> None:
    folder = captures / "in"
    folder.mkdir()
    (folder / "a.sse").write_bytes(b"data: a\n\n")
    (folder / "b.ssecap").write_text(TWO)
    (folder / "c.md").write_text("no")
    assert run("convert", folder, "-o", "out.ssecap").exit_code == 0
    assert [body for _, body, _ in read(Path("out.ssecap"))] == [b"data: a\n\n", BODY, b"data: \xff\n\n"]


def test_only_what_is_named_is_written(run: Run, tape: Path) -> None:
    tape.write_text(TWO)
    result = run("convert", tape, "--only", "2", "-o", "a.sse", "-q")
    assert (result.output, Path("a.sse").read_bytes()) == ("", b"data: \xff\n\n")
    result = run("convert", "tape.ssecap", "--only", "2", "-o", "a.ssecap")
    assert result.stderr == "sse-conform: tape.ssecap: passed over 1 stream that --only does not name\n"


def test_standard_input_and_output(run: Run, captures: Path) -> None:
    result = run("convert", "-", "--to", "ssecap", "-o", "-", stdin=b"data: a\n\n")
    assert result.stdout.splitlines()[1:] == ['[null,"d","data: a\\n\\n"]', '[null,"eof",""]']


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["tape.ssecap", "-o", "a.txt"], "the name of a.txt tells no format; choose one with --to: ssecap, raw, http"),
        (["tape.ssecap", "-o", "-"], "the name of - tells no format"),
        (["https://example.com/", "-o", "a.ssecap"], "to record a URL, use: sse-conform check URL -o FILE.ssecap"),
        (["tape.ssecap", "-o", "tape.ssecap"], "tape.ssecap is an input too"),
        (["tape.ssecap", "-o", "no/a.ssecap"], "no/a.ssecap cannot be written: No such file or directory"),
        (["tape.ssecap", "-o", "a.sse"], "a.sse: a file of this format holds one stream; name one with --only, as in: --only 1"),
        (["tape.ssecap", "--only", "2", "-o", "a.http"], "tape.ssecap#2 has no response head; write the body alone, to a file *.sse"),
        (["tape.ssecap", "--only", "2", "-o", "a.chunks.json"], "chunk 1 is not UTF-8 by itself, and a list of texts cannot hold it"),
        (["tape.ssecap", "--only", "3", "-o", "a.sse"], "nothing was converted"),
        (["none.sse", "-o", "a.sse"], "none.sse: there is no such file or directory"),
        (["broken.ssecap", "-o", "a.sse"], "line 2 of the recording cannot be read: it is not JSON"),
        (["lines.ssecap", "-o", "a.http"], "lines.ssecap#1 has a header with a line break in it"),
        (["large.sse", "-o", "a.jsonl"], "a.jsonl: an event is larger than 16 MiB, the limit of readers"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_and_leaves_no_file(
    run: Run, tape: Path, arguments: list[str], words: str
) -> None:
    tape.write_text(TWO)
    Path("broken.ssecap").write_text('{"ssecap":1}\n{\n[0,"eof",""]\n')
    Path("lines.ssecap").write_text(
        '{"ssecap":1,"response":{"status":200,"headers":[["a","b\\nc"]]}}\n[0,"eof",""]\n'
    )
    if arguments[0] == "large.sse":
        Path("large.sse").write_bytes(b"data: " + b"a" * (17 << 20))
    before = sorted(Path().iterdir())
    result = run("convert", *arguments)
    assert words in result.stderr
    assert result.exit_code == 2
    assert sorted(Path().iterdir()) == before


def test_a_part_that_cannot_be_read_does_not_keep_others_from_being_written(run: Run, tape: Path) -> None:
    tape.write_text(TAPE + '[0,"d","behind"]\n[0,"conn",{}]\n[0,"eof",""]\n')
    result = run("convert", tape, "-o", "a.ssecap")
    assert "line 5 of the recording cannot be read: it follows the end" in result.stderr
    assert (result.exit_code, len(read(Path("a.ssecap")))) == (2, 2)


def test_what_was_there_stays_when_nothing_takes_its_place(run: Run, tape: Path) -> None:
    Path("a.sse").write_text("before")
    tape.write_text(TWO)
    assert run("convert", tape, "-o", "a.sse").exit_code == 2
    assert Path("a.sse").read_text() == "before"
