"""A verdict in words: the bytes as they were cut, what was wanted, what came, and what the standard has to say."""

from collections.abc import Iterator

from ._verdict import Verdict

SHOWN_CHUNKS = 12
SHOWN_BYTES = 160


def explain(verdict: Verdict) -> str:
    """Several lines of plain text, without a final line end."""
    return "\n".join(_lines(verdict))


def _lines(verdict: Verdict) -> Iterator[str]:
    case = verdict.case
    split = f" [{verdict.split}]" if verdict.split else ""
    yield f"{case.id}{split}: {verdict.outcome}{': ' if verdict.message else ''}{verdict.message}"
    yield f"  {case.why}"
    for number, chunks in enumerate(verdict.wire, 1):
        name = f"connection {number}" if len(verdict.wire) > 1 else "wire"
        yield f"  {name}: {wire_text(chunks)}"
    for name, wanted in verdict.wanted.items():
        if wanted != verdict.got.get(name):
            yield f"  wanted {name}: {wanted!r}"
            yield f"  got    {name}: {verdict.got.get(name)!r}"
    yield from _trouble(verdict)
    section = f"{case.spec.section}: " if case.spec.section else ""
    yield f"  {section}{case.spec.words}"
    if case.spec.url:
        yield f"  {case.spec.url}"


def _trouble(verdict: Verdict) -> Iterator[str]:
    if verdict.trouble is None:
        return
    if verdict.trouble.exit_code is not None:
        yield f"  exit code: {verdict.trouble.exit_code}"
    for line in verdict.trouble.stderr.splitlines():
        yield f"  stderr: {line}"


def wire_text(chunks: tuple[bytes, ...]) -> str:
    """The chunks with a bar at each cut; of many, and of long ones, only the beginning."""
    shown = " | ".join(_chunk_text(chunk) for chunk in chunks[:SHOWN_CHUNKS])
    more = len(chunks) - SHOWN_CHUNKS
    if more > 0:
        return f"{shown} | and {more} more chunks"
    return shown or "(nothing)"


def _chunk_text(chunk: bytes) -> str:
    if len(chunk) <= SHOWN_BYTES:
        return repr(chunk)[1:]
    return f"{repr(chunk[:SHOWN_BYTES])[1:]}... ({len(chunk)} bytes)"
