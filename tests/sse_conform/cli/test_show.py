"""`show`: every view of a stream, with hostile bytes spelled out, secrets blanked, and what it cannot show said."""

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from sse_codec import Event
from sse_conform import show
from sse_conform.captures import Chunk
from sse_conform.ending import Ending
from sse_conform.show import VIEWS, Canvas, view_of
from sse_conform.show._moments import Strip, is_token

Run = Callable[..., Result]


def tape(path: Path, *lines: tuple[float | None, str, str], head: str = "") -> Path:
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    path.write_text(f'{{"ssecap":1{head}}}\n{text}')
    return path


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")


def test_each_view_has_its_row_its_words_and_its_test() -> None:
    files = {path.stem for path in Path(show.__file__).parent.glob("[!_]*.py")}
    assert files == set(VIEWS), "give each file of a view its row in show/_views.py"
    page = (Path(__file__).parents[3] / "docs" / "show.md").read_text(encoding="utf-8")
    here = Path(__file__).read_text(encoding="utf-8")
    for name in VIEWS:
        assert f"| `{name}` |" in page, f"tell of {name} in the table of docs/show.md"
        assert f'"--view", "{name}"' in here or f"def test_{name}(" in here, (
            f"test what {name} shows in this file"
        )


def test_events(run: Run) -> None:
    stream = (
        b": hi\nid: 7\nevent: token\ndata: a\ndata: b\nretry: 5\n\nretry: 9\n\ndata: "
        + b"c" * 70
        + b"\n\ndata: cut"
    )
    assert run("show", stdin=stream).stdout.splitlines() == [
        "-",
        ": hi",
        "#1 token  id 7  retry 5",
        "    a",
        "    b",
        "--  retry 9",
        "#2 message  id 7",
        "    " + "c" * 56,
        "    " + "c" * 14,
        "-- 9 B without an empty line behind it, discarded:",
        "    data: cut",
        "-- the end of what is there",
    ]


def test_text_is_folded_by_the_cells_that_it_takes(run: Run) -> None:
    lines = run("show", stdin=f"data: {'字' * 30}\n\n".encode()).stdout.splitlines()
    assert lines[2:4] == ["    " + "字" * 28, "    字字"]


def test_an_event_that_ends_with_the_stream(run: Run) -> None:
    assert "    a" in run("show", stdin=b"data: a\r\r").stdout.splitlines()


def test_times_stand_beside(run: Run, captures: Path) -> None:
    tape(captures / "a.ssecap", (0.25, "d", "data: a\n\n"), (2.5, "rst", ""))
    assert run("show", "a.ssecap").stdout.splitlines() == [
        "a.ssecap#1", "#1 message  0.250 s", "    a", "-- the connection was reset, 2.5 s"
    ]  # fmt: skip


def test_wire(run: Run, captures: Path) -> None:
    tape(captures / "a.ssecap", (0.1, "d", "data: a\r\n\rx"), (0.2, "x", "\xff\x1b[2J"), (0.3, "eof", ""))
    assert run("show", "a.ssecap", "--view", "wire").stdout.splitlines() == [
        "a.ssecap#1",
        "-- chunk 1, 0.100 s, 11 B",
        "data: a\\r\\n",
        "\\r",
        "x",
        "-- chunk 2, 0.200 s, 5 B",
        "\\xff\\x1b[2J",
        "-- the server ended the stream, 0.300 s",
    ]


def test_wire_without_edges_cuts_no_line(run: Run, captures: Path) -> None:
    chunks = ("data: a", "b\r", "\nc", "\r", "d\n", "e")
    tape(
        captures / "a.ssecap",
        *((None, "d", chunk) for chunk in chunks),
        (None, "eof", ""),
        head=',"fidelity":"bytes"',
    )
    lines = run("show", "a.ssecap", "--view", "wire").stdout.splitlines()
    assert lines[1:-1] == ["data: ab\\r\\n", "c\\r", "d\\n", "e"]


def test_a_line_without_an_end_does_not_wait_for_ever(run: Run) -> None:
    lines = run("show", "--view", "wire", stdin=b"data: " + b"a" * 200_000).stdout.splitlines()
    assert sum(map(len, lines[1:-1])) == 200_006


def test_hex(run: Run, captures: Path) -> None:
    assert run("show", "--view", "hex", stdin=b"data: \xe2\x82\xac 0123456789\n\n").stdout.splitlines()[
        1:-1
    ] == [
        "00000000  64 61 74 61 3a 20 e2 82  ac 20 30 31 32 33 34 35  data: ... 012345",
        "00000010  36 37 38 39 0a 0a                                 6789..",
    ]
    tape(captures / "a.ssecap", (0.1, "d", "data"), (0.2, "d", ": a\n\n"), (0.3, "eof", ""))
    assert run("show", "a.ssecap", "--view", "hex").stdout.splitlines()[1:-1] == [
        "-- chunk 1, 0.100 s, 4 B",
        "00000000  64 61 74 61                                       data",
        "-- chunk 2, 0.200 s, 5 B",
        "00000004  3a 20 61 0a 0a                                    : a..",
    ]


def test_timeline(run: Run, captures: Path) -> None:
    words = [
        (4.0 + 0.05 * number, "d", 'data: {"choices":[{"delta":{"content":"a"}}]}\n\n') for number in range(8)
    ]
    burst = (10.0, "d", "data: a\n\n" * 12)
    tape(
        captures / "a.ssecap",
        (0.5, "d", ": hi\n\n"),
        (1.0, "d", 'event: start\ndata: {"content":""}\n\n'),
        *words,
        burst,
        (12.0, "eof", ""),
    )
    lines = run("show", "a.ssecap", "--view", "timeline").stdout.splitlines()
    assert lines[1:3] == [
        "21 events, 525 B in 11 chunks",
        "pace: 2.2 events a second after the first byte, a chunk every 0.050 s (median)",
    ]
    assert lines[3].startswith("      0 s |   ")
    assert lines[3].endswith("| 12.0 s")
    assert max(map(len, lines)) < 80
    assert lines[4:] == [
        "  0.500 s  first byte",
        "  0.500 s  gap: nothing for 0.500 s, after 0 events",
        "    1.0 s  first event: start",
        "    1.0 s  gap: nothing for 3.0 s, after 1 event",
        "    4.0 s  first token",
        "    4.3 s  gap: nothing for 5.7 s, after 9 events",
        "   10.0 s  burst: 12 events within 0.000 s",
        "   12.0 s  the server ended the stream",
    ]


def test_a_timeline_without_times_says_so(run: Run) -> None:
    assert run("show", "--view", "timeline", stdin=b"data: a\n\n").stdout.splitlines() == [
        "-",
        "1 event, 9 B",
        "it has no times; `sse-conform check URL -o FILE.ssecap` records them",
        "-- the end of what is there",
    ]


def test_a_timeline_of_one_chunk_and_of_hours(run: Run, captures: Path) -> None:
    tape(captures / "a.ssecap", (0.0, "d", "data: a\n\n"), (None, "stopped", ""))
    lines = run("show", "a.ssecap", "--view", "timeline").stdout.splitlines()
    assert lines[1] == "1 event, 9 B in 1 chunk"
    assert not any(line.startswith("pace") for line in lines)
    tape(
        captures / "b.ssecap",
        *((float(at), "d", "data: a\n\n") for at in range(0, 20_000, 500)),
        (20_000.0, "eof", ""),
    )
    lines = run("show", "b.ssecap", "--view", "timeline").stdout.splitlines()
    assert sum("gap: nothing for 8 min 20 s" in line for line in lines) == 5
    assert "█" in lines[3]


def test_a_burst_of_several_chunks(run: Run, captures: Path) -> None:
    burst = [(1.0 + 0.001 * number, "d", "data: a\n\n") for number in range(12)]
    tape(captures / "a.ssecap", *burst, (2.0, "d", "data: a\n\n"), (2.1, "eof", ""))
    assert (
        "    1.0 s  burst: 12 events within 0.011 s"
        in run("show", "a.ssecap", "--view", "timeline").stdout.splitlines()
    )


def test_an_ascii_terminal_gets_ascii() -> None:
    strip = Strip(20)
    strip.add(0.0, 1)
    strip.add(0.1, 9)
    assert strip.drawn(0.1, is_unicode=False).isascii()
    assert len(strip.drawn(0.1, is_unicode=False)) == 20


@pytest.mark.parametrize("view", ["events", "timeline"])
def test_an_event_that_is_too_large_is_said(run: Run, captures: Path, view: str) -> None:
    (captures / "a.sse").write_bytes(b"data: a\n\ndata: " + b"a" * (17 << 20) + b"\n\ndata: b\n\n")
    result = run("show", "a.sse", "--view", view)
    assert ("nothing can be shown" in result.stdout) or ("too large" in result.stdout)
    assert result.exit_code == 0


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_reaches_the_terminal_that_it_would_act_on(run: Run, captures: Path, view: str) -> None:
    hostile = "".join(map(chr, range(0x20))) + "\x7f\x85\x9b31m\u202e\u2028"
    stream = f": {hostile}\nevent: {hostile}\nid: x\u202e\ndata: {hostile}\n\n{hostile}".encode()
    result = run("show", "--view", view, stdin=stream)
    assert all(line.isprintable() for line in result.stdout.split("\n"))


@pytest.mark.parametrize("view", VIEWS)
def test_color_is_there_on_request(run: Run, view: str) -> None:
    assert "\x1b[" in run("show", "--view", view, "--color", stdin=b"data: a\n\n").stdout
    assert "\x1b[" not in run("show", "--view", view, stdin=b"data: a\n\n").stdout


@pytest.mark.parametrize("view", ["events", "wire", "timeline"])
def test_secrets_of_a_recorded_request_are_blanked(run: Run, captures: Path, view: str) -> None:
    secret = "sk-0123456789"
    head = f',"request":{{"method":"GET","url":"http://h/?key={secret}","headers":[["Authorization","Bearer {secret}"]]}}'
    tape(
        captures / "a.ssecap", (0.1, "d", f"event: {secret}\ndata: {secret}\n\n"), (0.2, "eof", ""), head=head
    )
    result = run("show", "a.ssecap", "--view", view)
    assert secret not in result.output
    assert "REDACTED" in result.stdout


def test_many_streams_and_those_that_are_named(run: Run, captures: Path) -> None:
    tape(captures / "a.ssecap", (0.1, "d", "data: a\n\n"), (0.2, "eof", ""))
    with (captures / "a.ssecap").open("a") as file:
        file.write('[0,"conn",{}]\n[0.1,"d","data: b\\n\\n"]\n[0.2,"eof",""]\n')
    (captures / "b.sse").write_bytes(b"data: c\n\n")
    (captures / "c.md").write_bytes(b"no")
    result = run("show", ".")
    assert [line for line in result.stdout.splitlines() if line[0] not in "#- "] == [
        "a.ssecap#1",
        "a.ssecap#2",
        "b.sse",
    ]
    assert "passed over 1 file below ./: 1 *.md" in result.stderr
    result = run("show", "a.ssecap", "--only", "2")
    assert "    b" in result.stdout.splitlines()
    assert "    a" not in result.stdout.splitlines()
    assert result.stderr == "sse-conform: a.ssecap: passed over 1 stream that --only does not name\n"


def test_what_cannot_be_read_is_told_and_the_others_are_shown(run: Run, captures: Path) -> None:
    (captures / "a.ssecap").write_text(
        '{"ssecap":1}\n{\n[0,"conn",{}]\n[0,"d","data: a\\n\\n"]\n[0,"eof",""]\n[0,"eof",""]\n'
    )
    result = run("show", "none.sse", "a.ssecap")
    assert "    a" in result.stdout.splitlines()
    assert result.stderr.splitlines() == [
        "sse-conform: none.sse: there is no such file or directory",
        "sse-conform: a.ssecap: line 2 of the recording cannot be read: it is not JSON",
        "sse-conform: a.ssecap: line 6 of the recording cannot be read: it follows the end of its connection",
    ]
    assert result.exit_code == 2


def test_what_is_no_event_stream_is_said(run: Run) -> None:
    result = run("show", stdin=b"<!doctype html><html></html>")
    assert "not an event stream" in result.stderr
    assert result.exit_code == 2
    assert run("show", "--view", "hex", stdin=b"<!doctype html>").exit_code == 0


def test_options_of_a_request_are_for_urls(run: Run) -> None:
    result = run("show", "-H", "A: b", stdin=b"data: a\n\n")
    assert "for URLs, and none is given" in result.stderr
    assert result.exit_code == 2


@pytest.mark.unmeasured
@pytest.mark.parametrize("view", VIEWS)
def test_memory_does_not_grow_with_the_stream(captures: Path, view: str) -> None:
    shown = view_of(view, Canvas(), has_edges=True)
    tracemalloc.start()
    for number in range(3_000):
        for _ in shown.read(Chunk(b"data: " + b"a" * 200 + b"\n\n", number / 10)):
            pass
    list(shown.end(Ending()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 500_000


@pytest.mark.parametrize(
    ("data", "is_text"),
    [
        ("[DONE]", False),
        ("", False),
        ("Once", True),
        ("1", False),
        ('"a"', True),
        ('[{"text":"a"}]', True),
        ('{"delta":{"content":""}}', False),
        ('{"a":' * 8 + '{"text":"a"}' + "}" * 8, False),
        ("[" * 70_000, True),
        ("[" * 60_000, True),
    ],
)
def test_what_is_taken_for_text_of_an_answer(data: str, is_text: bool) -> None:
    assert is_token(Event("message", data)) is is_text
    assert not is_token(Event("ping", data))
