"""A comment that nothing follows for a while ends with an empty line, or it waits where blocks are passed on whole."""

import re

from sse_codec import Block

from ...finding import Level
from .._rule import AUTHORING, Example, Need
from ._silence import AfterSilence

_COMMENT = re.compile(rb"(?:\A|[\r\n])(?P<comment>:[^\r\n]*)(?:\r\n|\r|\n)\Z")
_LINE_END = re.compile(rb"[\r\n]")


class CommentWithoutBlankLine(AfterSilence):
    code = "SSE603"
    name = "comment-without-blank-line"
    level = Level.INFO
    basis = "interop"
    summary = "Before a silence came a comment without an empty line behind it"
    why = (
        "It is legal: a comment is a line. But readers and proxies that pass on whole blocks hold it until an empty line comes, so "
        "whoever waits behind them hears nothing, and takes the connection for dead."
    )
    help = "end a comment that keeps the connection alive with an empty line"
    reference = AUTHORING
    needs = (Need.TIMES,)
    per = "stream"
    bad = Example((b"data: a\n\n", b": ping\n", b"data: b\n\n"), at=(9, 3), times=(0.1, 10.0, 20.0))
    good = Example((b"data: a\n\n", b": ping\n\n", b"data: b\n\n"), times=(0.1, 10.0, 20.0))

    shortest = 5.0
    _comment: int | None = None
    """Where the comment begins with which the last chunk ended."""
    _is_inside = False
    """Whether the last chunk ended inside a line."""

    def chunk(self, chunk: bytes, offset: int) -> None:
        super().chunk(chunk, offset)
        match = _COMMENT.search(chunk)
        begins = None if match is None else match.start("comment")
        self._comment = None if begins is None or (begins == 0 and self._is_inside) else offset + begins
        self._is_inside = chunk[-1:] not in (b"\r", b"\n")

    def place_of(self, offset: int) -> int | None:
        return self._comment

    def judge(self, block: Block, index: int, silence: float) -> None:
        words = f"{silence:.1f} s of silence follow this comment, and no empty line ends it"
        self.mark_bytes(block, index, len(_LINE_END.split(block.raw[index:], maxsplit=1)[0]), words)
