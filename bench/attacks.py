"""Streams that make a careless reader slow or large: each is a size in, chunks out, and costs no memory itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, repeat

KIB, MIB = 1024, 1024 * 1024


@dataclass(frozen=True)
class Attack:
    """One kind of stream."""

    name: str
    size: int
    """In bytes; the second measurement takes twice that."""
    chunks: Callable[[int], Iterator[bytes]]
    limited: bool = False
    """Whether the reader keeps its default limit. The others are measured without one, so that nothing stops them."""
    flat: bool = False
    """Whether blocks come to their ends, so that a longer stream must not cost more memory."""


def filled(unit: bytes, chunk: int) -> Callable[[int], Iterator[bytes]]:
    """Return a stream of ``unit`` again and again, in chunks of that size, of whole units as far as the size allows."""

    def chunks(size: int) -> Iterator[bytes]:
        units = max(1, size // len(unit))
        pool = unit * min(units, max(1, MIB // len(unit)))
        for start in range(0, units * len(unit), len(pool)):
            part = pool[: units * len(unit) - start]
            for at in range(0, len(part), chunk):
                yield part[at : at + chunk]

    return chunks


def begun(start: bytes, stream: Callable[[int], Iterator[bytes]]) -> Callable[[int], Iterator[bytes]]:
    return lambda size: chain((start,), stream(size))


def bytewise(unit: bytes) -> Callable[[int], Iterator[bytes]]:
    def chunks(size: int) -> Iterator[bytes]:
        for part in repeat([unit[at : at + 1] for at in range(len(unit))], size // len(unit)):
            yield from part

    return chunks


START = b"event: start\ndata:\n\n"
TOKEN = b"event: token\ndata: Once upon a time\n\n"
# Each line is a fault or a suspicion of its own, and some are faults of order.
JUNK = (
    b"message:\ndata:{}\n\n"
    b"foo: 1\nDATA: 1\n data: 1\ndata : 1\nretry: x\nretry: -1\nid: \0\nevent\n\n"
    b"id: \xff\xfe\r\ndata: \xf0\x9f\x98\r\n\r\n"
    b"\xef\xbb\xbfdata: bom\n\n\n\n"
    b'{"event": "token"}\ndata: [DONE]\n\n'
    b"event: TOKEN\ndata: once\rdata: mixed\r\r"
    b"event: end\ndata: [DONE]\n\n"
    b"event: metadata\ndata: {no json\n\n"
)

ATTACKS = {
    attack.name: attack
    for attack in (
        Attack("one line", 64 * MIB, begun(b"data: ", filled(b"x", 4 * KIB))),
        Attack("one line, limited", 64 * MIB, begun(b"data: ", filled(b"x", 4 * KIB)), limited=True),
        Attack("one comment", 64 * MIB, begun(b": ", filled(b"x", 4 * KIB))),
        Attack("one line, bytewise", MIB, begun(b"data: ", bytewise(b"x"))),
        Attack("events, bytewise", MIB, bytewise(TOKEN), flat=True),
        Attack("data lines", 8_000_000, filled(b"data: x\n", 64 * KIB)),
        Attack("comment lines", 7_000_000, filled(b": ping\n", 64 * KIB)),
        Attack("comments in a block", 7_000_000, begun(b"data: x\n", filled(b": ping\n", 64 * KIB))),
        Attack("blank lines", 1_000_000, filled(b"\n", 64 * KIB), flat=True),
        Attack("carriage returns", 1_000_000, begun(b"data: x", filled(b"\r", 64 * KIB)), flat=True),
        Attack("junk", 8 * MIB, filled(JUNK, 64 * KIB), flat=True),
        Attack("endless", 64 * MIB, begun(START, filled(TOKEN, 4 * KIB)), limited=True, flat=True),
    )
}
