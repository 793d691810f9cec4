"""What rules find in a stream, as short words: `SSE105 9:3` is that code at byte 9 in line 3."""

from collections.abc import Callable

import pytest

from sse_conform.check import StreamCheck
from sse_conform.head import ResponseHead
from sse_conform.rules import Selection

Found = Callable[..., list[str]]


def words(
    *chunks: bytes,
    select: str = "",
    extend: str = "",
    head: ResponseHead | None = None,
    origin: str | None = None,
    fidelity: str = "bytes",
    ending: str = "eof",
) -> list[str]:
    selection = Selection(select=tuple(select.split()), extend_select=tuple(extend.split()))
    check = StreamCheck(
        "stream", head=head, selection=selection, profile=None, fidelity=fidelity, origin=origin
    )
    found = [finding for chunk in chunks for finding in check.feed(chunk)]
    found += check.close(ending)
    return [f"{finding.code} {finding.pos.byte}:{finding.pos.line}" for finding in found]


@pytest.fixture
def found() -> Found:
    return words


@pytest.fixture
def message_of() -> Callable[..., str]:
    """The message of the only finding."""

    def message(*chunks: bytes, head: ResponseHead | None = None, ending: str = "eof", **options: str) -> str:
        check = StreamCheck("stream", head=head, profile=None, **options)
        findings = [finding for chunk in chunks for finding in check.feed(chunk)]
        (finding,) = findings + check.close(ending)
        return finding.message

    return message
