"""`.ssecap`: what is written is read, byte for byte, wherever the file is cut; what is no line of it is refused by its number."""

import gzip
import io
import json
import re
import tracemalloc
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from sse_conform.captures import Capture, CaptureError, Chunk, read_capture, read_captures
from sse_conform.captures import _ssecap as lines_of_ssecap
from sse_conform.captures._ssecap import ENDINGS
from sse_conform.cli import main
from sse_conform.convert import WriteError
from sse_conform.convert.ssecap import FileWriter
from sse_conform.ending import Ending
from sse_conform.head import RequestHead, ResponseHead
from sse_conform.report import ChunkLines, FilePlace

from ..closed import validator

SCHEMA = validator("ssecap")
HEAD = '{"ssecap":1}\n'
times = st.integers(0, 10**10).map(lambda number: number / 10**6)
texts = st.text(st.characters(codec="utf-8"), max_size=20).map(str.encode)
data = st.one_of(st.binary(max_size=20), texts)
endings = st.builds(
    Ending, st.sampled_from(list(ENDINGS.values())), st.text(st.characters(codec="utf-8"), max_size=9)
)
headers = st.lists(
    st.tuples(st.sampled_from(["Via", "Accept", "Date"]), st.text("ab \xe9\x85", max_size=5))
).map(tuple)


def written(*captures: Capture, captured: str = "", tool: str = "") -> bytes:
    out = io.BytesIO()
    writer = FileWriter(out.write)
    writer.captured, writer.tool = captured, tool
    for capture in captures:
        writer.begin(capture)
        for read in capture.reads:
            if isinstance(read, Chunk):
                writer.read(read)
            else:
                writer.end(read)
    writer.close()
    return out.getvalue()


def capture_of(
    reads: Iterable[Chunk | Ending],
    *,
    fidelity: Any = "timed",
    head: ResponseHead | None = None,
    request: RequestHead | None = None,
    notes: tuple[str, ...] = (),
) -> Capture:
    return Capture("any", "any", fidelity, head, iter(reads), notes, request=request)


class Dribble:
    """A source that gives a few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self._file = io.BytesIO(data)
        self._size = size

    def read1(self, size: int, /) -> bytes:
        return self._file.read(min(size, self._size))


def read(text: str | bytes, size: int = 65536) -> list[Any]:
    """What a file holds, each capture with its reads."""
    data = text.encode() if isinstance(text, str) else text
    found: list[Any] = []
    for each in read_captures("f", Dribble(data, size)):
        found.append(each)
        if isinstance(each, Capture):
            try:
                found += each.reads
            except CaptureError as problem:
                found.append(problem)
    return found


def told(found: Iterable[Any]) -> list[Any]:
    """What was found, in short."""
    names = {CaptureError: str, Capture: lambda capture: capture.source, Chunk: lambda chunk: chunk.data}
    return [
        next((name(each) for sort, name in names.items() if isinstance(each, sort)), each) for each in found
    ]


@given(
    chunks=st.lists(st.builds(Chunk, data, times), max_size=6),
    ending=endings,
    ended=times,
    version=st.sampled_from(["1.1", "2"]),
    fields=headers,
    notes=st.lists(st.text(max_size=5), max_size=2).map(tuple),
    size=st.sampled_from([1, 7, 65536]),
)
def test_what_is_written_is_read(
    chunks: list[Chunk],
    ending: Ending,
    ended: float,
    version: str,
    fields: tuple[tuple[str, str], ...],
    notes: tuple[str, ...],
    size: int,
) -> None:
    head = ResponseHead(version, 200, fields)
    request = RequestHead("POST", "https://example.com/x", fields)
    ending = Ending(ending.kind, ending.detail, ended)
    file = written(capture_of([*chunks, ending], head=head, request=request, notes=notes))
    for line in file.splitlines():
        assert SCHEMA.is_valid(json.loads(line))
        assert line.decode().isprintable()
    capture, *reads = read(file, size)
    assert reads == [*chunks, ending]
    assert reads[-1].t == ended
    assert (capture.head, capture.request, capture.notes, capture.fidelity) == (head, request, notes, "timed")
    assert written(capture_of(reads, head=capture.head, request=capture.request, notes=capture.notes)) == file


@given(
    stream=st.lists(
        st.sampled_from([b"data: a\n", b"\n", b"\r\n", b"\r", "ü".encode(), b"\xff", b"x" * 40_000])
    ).map(b"".join),
    cuts=st.lists(st.integers(0, 90_000)).map(sorted),
    fidelity=st.sampled_from(["bytes", "events"]),
)
def test_where_edges_say_nothing_the_bytes_are_the_same(
    stream: bytes, cuts: list[int], fidelity: str
) -> None:
    edges = [0, *cuts, len(stream)]
    chunks = [Chunk(stream[start:end]) for start, end in pairwise(edges)]
    capture, *reads, ending = read(written(capture_of([*chunks, Ending()], fidelity=fidelity)))
    assert (capture.fidelity, ending) == (fidelity, Ending())
    assert b"".join(chunk.data for chunk in reads) == stream


def test_without_edges_each_block_is_a_line() -> None:
    chunks = [Chunk(b"data: a\n\nda"), Chunk(b"ta: \xc3"), Chunk(b"\xbc\r\n\r\n: b")]
    lines = written(capture_of([*chunks, Ending()], fidelity="bytes")).decode().splitlines()
    assert [json.loads(line)[2] for line in lines[1:]] == ["data: a\n\n", "data: ü\r\n\r\n", ": b", ""]


def test_each_line_end_and_what_hides_is_spelled_out() -> None:
    text = "a\r\n\x00\x7f\x85\xa0\u2028\u202e\ufeff\U000e0001é字😀"
    line = written(capture_of([Chunk(text.encode(), 1.0), Ending()])).decode().splitlines()[1]
    assert line == (
        '[1.000000,"d","a\\r\\n\\u0000\\u007f\\u0085\\u00a0\\u2028\\u202e\\ufeff\\udb40\\udc01é字😀"]'
    )


def test_the_first_line_says_what_is_known() -> None:
    file = written(capture_of([Ending()]), captured="2026-12-01T00:00:00Z", tool="sse-conform 1")
    assert json.loads(file.splitlines()[0]) == {
        "ssecap": 1, "captured": "2026-12-01T00:00:00Z", "tool": "sse-conform 1", "fidelity": "timed"
    }  # fmt: skip


def test_secrets_of_a_request_are_not_written() -> None:
    secret = "sk-0123456789"
    request = RequestHead(
        "POST",
        f"https://me:{secret}@example.com/?token={secret}&a=1",
        (("Authorization", f"Bearer {secret}"), ("Accept", "a")),
    )
    head = ResponseHead("1.1", 200, (("Set-Cookie", "sid=1234"), ("X-Echo", f"got {secret}"), ("Via", "x")))
    file = written(capture_of([Ending()], head=head, request=request, notes=(f"led to {secret}",)))
    assert secret.encode() not in file
    opening = json.loads(file.splitlines()[0])
    assert opening["request"] == {
        "method": "POST",
        "url": "https://example.com/?token=REDACTED&a=1",
        "headers": [["Authorization", "REDACTED"], ["Accept", "a"]],
    }
    assert opening["response"]["headers"] == [
        ["Set-Cookie", "REDACTED"],
        ["X-Echo", "got REDACTED"],
        ["Via", "x"],
    ]


def test_a_read_that_fits_no_line_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sse_conform.convert.ssecap.MAX_LINE", 50)
    with pytest.raises(WriteError, match="a read is larger than a line of"):
        written(capture_of([Chunk(b"x" * 60, 0.0), Ending()]))


def test_connections_lie_in_one_file_each_with_its_head() -> None:
    get = RequestHead("GET", "http://h/1")
    first = capture_of([Chunk(b"a", 0.1), Ending("reset")], head=ResponseHead("2", 200), request=get)
    second = capture_of([Chunk(b"b"), Ending()], fidelity="chunks", notes=("n",))
    found = read(written(first, second))
    assert told(found) == ["f#1 GET http://h/1", b"a", Ending("reset"), "f#2", b"b", Ending()]
    one, two = (each for each in found if isinstance(each, Capture))
    assert (one.head, one.fidelity, two.head, two.fidelity) == (
        ResponseHead("2", 200),
        "timed",
        None,
        "chunks",
    )
    assert (one.place.line, two.place.line, two.place.is_verbatim) == (1, 4, False)


def test_a_connection_that_nobody_reads_to_its_end_hides_none() -> None:
    file = HEAD + '[0,"d","a"]\n{\n[0,"d","b"]\n[0,"conn",{}]\n[0,"eof",""]\n'
    sources = [each.source for each in read_captures("f", io.BytesIO(file.encode()))]
    assert sources == ["f#1", "f#2"]


def test_a_connection_without_an_end_goes_no_further_than_the_next() -> None:
    file = HEAD + '[0,"d","a"]\n[0,"conn",{}]\n[0,"eof",""]\n'
    assert told(read(file)) == ["f#1", b"a", CUT, "f#2", Ending()]


def test_comments_and_empty_lines_say_nothing() -> None:
    file = '{"ssecap":1}\n# a [0,"d"]\n\n  \n[0,"d","a"]\r\n[1,"eof",""]'
    assert told(read(file)) == ["f#1", b"a", Ending()]


CUT = Ending("stopped", "the recording goes no further")


@pytest.mark.parametrize("end", ["", "[", '[0.5,"d","da', '[0.5,"d","data\\', "# half a comm"])
def test_a_file_that_breaks_off_is_whole_up_to_there(end: str) -> None:
    assert told(read(HEAD + '[0,"d","a"]\n' + end)) == ["f#1", b"a", CUT]


def test_a_last_line_that_is_whole_counts_without_a_line_end() -> None:
    assert told(read(HEAD + '[0,"d","a"]')) == ["f#1", b"a", CUT]


def test_the_codings_of_a_body_are_undone_unless_they_are() -> None:
    head = '"response":{"status":200,"headers":[["Content-Encoding","gzip"]]}'
    coded = json.dumps(gzip.compress(b"data: a\n\n").decode("latin-1"))
    assert told(read(f'{{"ssecap":1,{head}}}\n[0,"x",{coded}]\n[1,"eof",""]\n'))[1:] == [
        b"data: a\n\n",
        Ending(),
    ]
    assert told(read(f'{{"ssecap":1,"decoded":true,{head}}}\n[0,"d","data"]\n[1,"eof",""]\n'))[1:] == [
        b"data",
        Ending(),
    ]
    file = written(
        capture_of([Chunk(b"a", 0.0), Ending()], head=ResponseHead("1.1", 200, (("Content-Encoding", "br"),)))
    )
    assert json.loads(file.splitlines()[0])["decoded"] is True
    assert told(read(file)) == ["f#1", b"a", Ending()]


def test_codings_that_cannot_be_undone_are_told() -> None:
    codings = ",".join(["gzip"] * 6)
    file = f'{{"ssecap":1,"response":{{"status":200,"headers":[["Content-Encoding","{codings}"]]}}}}\n[0,"eof",""]\n[0,"conn",{{}}]\n'
    assert told(read(file)) == ["f#1: its body has 6 content codings; 5 are the limit", "f#2", CUT]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"ssecap":"1"}', 'the version in "ssecap" must be a number from 1'),
        ('{"ssecap":true}', 'the version in "ssecap" must be a number from 1'),
        ('{"ssecap":0}', 'the version in "ssecap" must be a number from 1'),
        ('{"ssecap":2}', "it is of version 2, and this program reads up to version 1"),
        ('{"ssecap":1', "it is not JSON"),
        ('{"ssecap":1,"fidelity":"good"}', "its fidelity must be one of timed, chunks, bytes, events"),
        ('{"ssecap":1,"fidelity":[]}', "its fidelity must be one of timed, chunks, bytes, events"),
        ('{"ssecap":1,"decoded":1}', '"decoded" must be true or false'),
        ('{"ssecap":1,"notes":"a"}', '"notes" must be a list of strings'),
        ('{"ssecap":1,"notes":[1]}', '"notes" must be a list of strings'),
        ('{"ssecap":1,"request":{}}', '"request" must have a method and a url'),
        ('{"ssecap":1,"response":{"status":99}}', '"response" must have a status of three digits'),
        ('{"ssecap":1,"response":{"status":true}}', '"response" must have a status of three digits'),
        ('{"ssecap":1,"response":{"status":200,"version":1.1}}', 'the "version" of the response must be a string, such as "1.1"'),
        ('{"ssecap":1,"response":{"status":200,"headers":{}}}', '"headers" must be a list'),
        ('{"ssecap":1,"response":{"status":200,"headers":[["a"]]}}', "each header must be a pair of a name and a value"),
    ],
)  # fmt: skip
def test_a_first_line_that_is_none_ends_the_reading(line: str, reason: str) -> None:
    file = f'{line}\n[0,"conn",{{}}]\n[0,"eof",""]\n'
    assert told(read(file)) == [f"f: line 1 of the recording cannot be read: {reason}"]


ENTRY = 'it must be [time, code, text], as in [0.25,"d","data: a\\n\\n"]'


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("9" * 5000, "it is not JSON"),
        ("{}", ENTRY),
        ('[0,"d"]', ENTRY),
        ('[0,"d","a","b"]', ENTRY),
        ('["0","d","a"]', ENTRY),
        ('[true,"d","a"]', ENTRY),
        ('[-1,"d","a"]', ENTRY),
        ('[NaN,"d","a"]', ENTRY),
        ('[1e999,"d","a"]', ENTRY),
        (f'[{"9" * 400},"d","a"]', ENTRY),
        ('[0,"d",1]', "its third member must be a string"),
        ('[0,"q","a"]', "there is no code 'q'"),
        ('[null,"d","a"]', 'it has no time, and the recording is "timed"'),
        ('[0,"d","\\ud83d"]', "half of a character cannot be UTF-8"),
        ('[0,"x","\\u0100"]', "its characters must be bytes"),
    ],
)
def test_a_line_that_is_none_ends_its_connection_and_no_other(line: str, reason: str) -> None:
    file = HEAD + f'[0,"d","a"]\n{line}\n[0,"d","b"]\n[0,"conn",{{}}]\n[null,"eof",""]\n'
    error = f"f: line 3 of the recording cannot be read: {reason}"
    assert told(read(file)) == ["f#1", b"a", error, "f#2", Ending()]


def test_what_follows_an_end_is_told_once() -> None:
    file = HEAD + '[0,"eof",""]\n[0,"d","a"]\n[0,"d","b"]\n[0,"conn",[]]\n[0,"conn",{}]\n'
    assert told(read(file)) == [
        "f#1",
        Ending(),
        "f: line 3 of the recording cannot be read: it follows the end of its connection",
        "f: line 5 of the recording cannot be read: a connection begins with an object",
        "f#3",
        CUT,
    ]


def test_a_line_that_never_ends_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_of_ssecap, "MAX_LINE", 1 << 20)
    with pytest.raises(CaptureError, match="line 2 is longer than 1 MiB"):
        list(read_capture("f", io.BytesIO(HEAD.encode() + b"[" * (1 << 21))).reads)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "long.ssecap"
    line = '[0.1,"d",' + json.dumps("data: " + "a" * 1000 + "\n\n") + "]\n"
    path.write_text(HEAD + line * 5_000)
    tracemalloc.start()
    with path.open("rb") as file:
        size = sum(len(chunk.data) for chunk in read_capture("f", file).reads if isinstance(chunk, Chunk))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size == 5_000 * 1008
    assert peak < 2_000_000


def test_a_finding_stands_at_the_line_of_its_chunk(tmp_path: Path) -> None:
    path = tmp_path / "x.ssecap"
    path.write_text(
        '{"ssecap":1,"fidelity":"timed"}\n# a comment\n[0.1,"d","Data: a\\n\\n"]\n[0.2,"d",""]\n'
        '\n[0.3,"d","Data: b\\n"]\n[0.4,"d","\\nData: c\\n\\n"]\n[0.5,"eof",""]\n'
    )
    result = CliRunner().invoke(main, ["check", str(path), "--format", "github"])
    lines = re.findall(r"line=(\d+),title=SSE108", result.stdout)
    assert lines == ["3", "6", "7"]


def test_lines_of_chunks() -> None:
    lines = ChunkLines()
    for line in (2, 3, 4, 7, 8, 12):
        lines.add(line)
    assert [lines.line_of(chunk) for chunk in range(8)] == [None, 2, 3, 4, 7, 8, 12, None]
    place = FilePlace("x.ssecap", 1, is_verbatim=False, chunks=lines)
    assert [place.line_of(9), place.line_of(9, 4), place.line_of(9, 40)] == [1, 7, 1]
