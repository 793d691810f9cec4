"""What a user's type checker makes of the lazy names of `sse_conform`. Checked, never run."""

from typing import assert_type

from sse_conform import Finding, Level, Report, StreamCheck


def checking(chunk: bytes) -> None:
    check = StreamCheck("chat.sse")
    for finding in [*check.feed(chunk, 0.5), *check.close("eof")]:
        assert_type(finding, Finding)
        assert_type(finding.level, Level)
        assert_type((finding.code, finding.pos.byte, finding.pos.line), tuple[str, int, int])
    assert_type(check.report, Report)
