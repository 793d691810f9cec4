"""Bytes made of other bytes: some are changed, left out, doubled, or come from another seed or from a list of traps."""

from collections.abc import Iterator, Sequence
from random import Random

TRAPS = [b"\0", b"\xff", b"\xef\xbb\xbf", b"\r\n", b"\n\n", b"\r", b"\x1b[2J", b"\xc2\x9b", b"\xe2\x80\xae", b"\xed\xa0\x80", b"99999999999999999999", b"-1", b"1e999", b"NaN", b"true", b"null", b'"', b"[", b"]" * 50, b"{", b"[" * 200, b"'", b"=", b"#", b"\\", b"\\ud83d", b"\\u0000", b"%s", b"(a+)+$", b"/*/*", b"a" * 300]  # fmt: skip
MOST_BYTES = 20_000


def mutated(seeds: Sequence[bytes], source: Random) -> Iterator[bytes]:
    """Endless inputs; the seeds themselves come first."""
    yield from seeds
    while True:
        data = source.choice(seeds)
        for _ in range(source.choice([1, 1, 2, 4, 16])):
            data = _changed(data, seeds, source)
        yield data[:MOST_BYTES]


def _changed(data: bytes, seeds: Sequence[bytes], source: Random) -> bytes:
    start = source.randint(0, len(data))
    end = min(len(data), start + source.choice([0, 1, 1, 4, 16, 64, 400]))
    match source.randrange(6):
        case 0:
            new = bytes([source.randrange(256)])
        case 1:
            new = b""
        case 2:
            new = data[start:end] * source.randint(2, 4)
        case 3:
            new = source.choice(TRAPS)
        case 4:
            other = source.choice(seeds)
            place = source.randint(0, len(other))
            new = other[place : place + source.choice([4, 16, 64, 400])]
        case _:
            new, end = source.choice(TRAPS), start
    return data[:start] + new + data[end:]
