"""Where lines and blocks end: what the decoder only saves time with is looked at here by itself."""

import pytest

from sse_codec._frame import LONG, MAX_FRAME_SIZE
from sse_codec._lines import ended_lines, outline, spans

BEFORE = b"data: " + b"x" * MAX_FRAME_SIZE + b"\n\n"
FULL = b": " + b"c" * (MAX_FRAME_SIZE - 3) + b"\n"


# fmt: off
@pytest.mark.parametrize("before", [b"", BEFORE], ids=["at the start", "behind another block"])
@pytest.mark.parametrize(("block", "text"), [
    pytest.param(b"data: hello\n\n", "data: \n\n", id="one line"),
    pytest.param(b"event: t\nid: 1\ndata: hello\n\n", "event: t\nid: 1\ndata: \n\n", id="several lines"),
    pytest.param(b"id: 7\ndat\n\n", "id: 7\ndat\n\n", id="a short last line"),
    pytest.param("event: é\ndata: a\n\n".encode(), "event: é\ndata: \n\n", id="what is not ASCII"),
    pytest.param(b"event: \xff\ndata: a\n\n", "event: \ufffd\ndata: \n\n", id="what is not UTF-8"),
    pytest.param(FULL + b"data: a\n\n", FULL.decode() + "data: \n\n", id="as much before the last line as may be"),
    pytest.param(b":" + FULL + b"data: a\n\n", "\n\n", id="more before it"),
])
def test_the_outline_of_a_block(before: bytes, block: bytes, text: str) -> None:
    blocks = before + block
    assert outline(blocks + b"data: after\n\n", len(before), len(blocks)) == text
# fmt: on


def test_the_lines_that_have_ended() -> None:
    assert list(ended_lines(b"data: a\n:\nrest")) == [b"data: a", b":"]
    assert list(ended_lines(b"rest")) == []


def test_short_blocks_come_together_and_long_ones_alone() -> None:
    short, long = b"data: a\n\n", b"data: " + b"x" * LONG + b"\n\n"
    blocks = short * 2 + long + short
    ends = [2 * len(short), 2 * len(short) + len(long), len(blocks)]
    assert list(spans(blocks)) == list(zip([0, *ends], ends, strict=False))
    assert list(spans(long + b"\n")) == [(0, len(long))]
