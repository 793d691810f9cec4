"""What a check finds in a recording, to be held against what it finds in the stream itself."""

from pathlib import Path

import attrs

from sse_conform.captures import Capture, CaptureError, Chunk, Ending, Skipped, open_captures
from sse_conform.check import StreamCheck


@attrs.frozen
class Checked:
    """One stream of a recording, read and checked."""

    capture: Capture
    chunks: list[bytes]
    times: list[float | None]
    ending: Ending
    findings: list[tuple[str, int, str]]
    """Code, byte and message of each finding."""
    outcome: str

    @property
    def body(self) -> bytes:
        return b"".join(self.chunks)


def checked(path: Path) -> list[Checked]:
    """The streams of a recording; what is no stream is left out, and what cannot be read is raised."""
    found: list[Checked] = []
    with open_captures(path) as all_of_them:
        for each in all_of_them:
            if isinstance(each, CaptureError):
                raise each
            if not isinstance(each, Skipped):
                found.append(_check(each))
    return found


def _check(capture: Capture) -> Checked:
    check = StreamCheck(
        capture.source,
        head=capture.head,
        fidelity=capture.fidelity,
        method=capture.request.method if capture.request else None,
    )
    chunks: list[Chunk] = []
    findings = []
    while isinstance(read := next(capture.reads), Chunk):
        chunks.append(read)
        findings += check.feed(read.data, read.t)
    findings += check.close(read.kind, read.detail, read.t)
    return Checked(
        capture,
        [chunk.data for chunk in chunks],
        [chunk.t for chunk in chunks],
        read,
        [(finding.code, finding.pos.byte, finding.message) for finding in findings],
        check.report.outcome,
    )
