"""Rules 5xx: what their examples do not show."""

import pytest

from sse_conform.check import StreamCheck
from sse_conform.finding import Level

LIMIT = 64 * 1024

LINES = [
    pytest.param(b"data: " + b"x" * (LIMIT - 6) + b"\n\n", [6], id="a line of 64 KiB"),
    pytest.param(b"data: " + b"x" * (LIMIT - 7) + b"\r\n\r\n", [], id="a byte less, and CR LF"),
    pytest.param(b"data: a\ndata: " + b"x" * LIMIT + b"\n\n", [6], id="the second line of an event"),
    pytest.param(b"data: x\n" * 10_000 + b"\n", [], id="an event of short lines"),
    pytest.param(b": " + b"x" * LIMIT + b"\n\ndata: a\n\n", [6], id="a comment"),
    pytest.param((b"data: " + b"x" * LIMIT + b"\n\n") * 3, [6], id="three of them are told once"),
]


@pytest.mark.parametrize(("stream", "sizes"), LINES)
def test_long_lines(stream: bytes, sizes: list[int]) -> None:
    check = StreamCheck("stream", profile=None)
    found = [
        finding for start in range(0, len(stream), 999) for finding in check.feed(stream[start : start + 999])
    ]
    found += check.close()
    assert [(finding.code, finding.level) for finding in found] == [("SSE507", Level.WARNING) for _ in sizes]


def test_long_lines_are_counted_beside_an_event_over_the_limit() -> None:
    check = StreamCheck("stream", profile=None, max_event_size=LIMIT + 100)
    found = (
        check.feed((b"data: " + b"x" * LIMIT + b"\n\n") * 2) + check.feed(b"y" * LIMIT * 2) + check.close()
    )
    assert [(finding.pos.byte, finding.message) for finding in found] == [
        (0, "a line of 65,542 bytes: common readers give up at 64 KiB"),
        (131088, "the event is larger than 65,636 bytes; from here on the stream is not checked"),
    ]
    (total,) = check.report.totals
    assert (total.level, total.reported, total.occurrences) == (Level.ERROR, 2, 3)
