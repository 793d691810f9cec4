"""Make an input that fails smaller, as long as it still fails: fewer chunks, fewer bytes, plainer bytes, no limit."""

from collections.abc import Callable, Iterator

Given = tuple[list[bytes], str, int | None]
"""Chunks, last event id, limit."""


def smaller(given: Given, fails: Callable[[Given], bool]) -> Given:
    """Return an input that fails, of which no single step that is tried here makes a smaller one that does."""
    again = True
    while again:
        again = False
        for other in steps(given):
            if fails(other):
                given, again = other, True
                break
    return given


def steps(given: Given) -> Iterator[Given]:
    """Yield what is one step smaller, the big steps first."""
    chunks, last_event_id, limit = given
    if limit is not None:
        yield chunks, last_event_id, None
    if last_event_id:
        yield chunks, "", limit
    for fewer in fewer_chunks(chunks):
        yield fewer, last_event_id, limit
    for at, chunk in enumerate(chunks):
        for other in shorter(chunk):
            yield [*chunks[:at], other, *chunks[at + 1 :]], last_event_id, limit


def fewer_chunks(chunks: list[bytes]) -> Iterator[list[bytes]]:
    """Leave out a stretch, long ones first, or join two neighbours."""
    length = len(chunks)
    while length:
        for start in range(0, len(chunks) - length + 1):
            yield chunks[:start] + chunks[start + length :]
        length //= 2
    for at in range(len(chunks) - 1):
        yield [*chunks[:at], chunks[at] + chunks[at + 1], *chunks[at + 2 :]]


def shorter(chunk: bytes) -> Iterator[bytes]:
    """Leave out a stretch of bytes, or put a plain letter in a byte's place."""
    length = len(chunk) - 1
    while length > 0:
        for start in range(0, len(chunk) - length + 1):
            yield chunk[:start] + chunk[start + length :]
        length //= 2
    for at, byte in enumerate(chunk):
        if byte not in b"a\n\r:":
            yield chunk[:at] + b"a" + chunk[at + 1 :]
