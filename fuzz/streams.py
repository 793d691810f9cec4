"""Random streams, cut at random: junk, fields in any order, and runs of one shape, which decoders take shortcuts for."""

from random import Random

ENDINGS = [b"\n", b"\r\n", b"\r"]
NAMES = [b"data", b"data", b"event", b"id", b"retry", b"", b"foo", b"message", b"Data", b" data", b"dat"]
COLONS = [b": ", b": ", b":", b":  ", b""]
VALUES = [b"", b"a", b" a", b"token", b"12", b"007", b"99999999999999999999999", b"-1", b"\xd9\xa3", b"\0", b"a\0", b":", b"a: b", b"data: x", b"\xe2\x82\xac", b"\xf0\x9f\x98\x80", b"\xe2\x82", b"\xff", b"\xc2\x85", b"\xe2\x80\xa8", b"\x0b\x0c\x1c\x1e"]  # fmt: skip
# What a scanner tells facts of, on either side of the bytes that it looks at together.
VALUES += [b"error", b"RROR", b"failed", b"ailes", b'{"a":1}', b'"{', b"{'", b"[{'", b"b'", b"<", b"a)", b"\\n", b"\\ndata", b"\\ud83d", b"\\uDead", b"\\uFFFD", b"\\ufffd", b"\xef\xbf\xbd", b"\xe2\x80\xa9", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"open", b"x" * 59, b"x" * 64, b"[" * 300]  # fmt: skip
JUNK = [*ENDINGS, b"\n\n", b"\r\n\r\n", b"\r\r", b"\n\r", b"\r\n\r", b"\xef\xbb\xbf", b"\xef\xbb", b"\xef", b"\xbf", b"\0", b":", b" ", b"data", b"data:", b"id", b"event: "]  # fmt: skip
# What repeats from block to block, around an id and data or data alone.
SHAPES = [
    (b"data: ",),
    (b"data:",),
    (b"event: token\ndata: ",),
    (b"event:token\ndata:",),
    (b"message:\ndata:",),
    (b"message\ndata:",),
    (b"id: ", b"\ndata: "),
    (b"id: ", b"\nevent: token\ndata: "),
    (b"event: token\nid: ", b"\ndata: "),
    (b"id:", b"\ndata:"),
    (b"data: ", b"\ndata: "),
    (b"data: ", b"\nevent: "),
    (b"retry: ", b"\ndata: "),
    (b": ", b"\ndata: "),
]


def a_line(source: Random) -> bytes:
    return b"".join(map(source.choice, (NAMES, COLONS, VALUES, ENDINGS)))


def a_block(source: Random) -> bytes:
    return b"".join(a_line(source) for _ in range(source.randint(0, 4))) + source.choice(ENDINGS)


def a_run(source: Random) -> list[bytes]:
    """Blocks of one shape, mostly; here and there a value is more than a value, or an ending is another."""
    shape, ending = source.choice(SHAPES), source.choice([b"\n", b"\n", b"\r\n", b"\r"])
    blocks: list[bytes] = []
    for _ in range(source.randint(1, 20)):
        if source.random() < 0.05:
            shape = source.choice(SHAPES)
        block = b"".join(part + a_value(source) for part in shape) + b"\n\n"
        blocks.append(block.replace(b"\n", ending))
    return blocks


def a_value(source: Random) -> bytes:
    value = source.choice(VALUES)
    return value + source.choice(JUNK) + source.choice(VALUES) if source.random() < 0.05 else value


def a_stream(source: Random) -> list[bytes]:
    """Return the chunks of a stream."""
    kind = source.randrange(4)
    if kind == 0:
        pieces = a_run(source)
        if source.random() < 0.5:
            return pieces
    elif kind == 1:
        pieces = [source.randbytes(source.randint(0, 40))]
    else:
        makers = (a_line, a_line, a_block, lambda source: source.choice(JUNK))
        pieces = [source.choice(makers)(source) for _ in range(source.randint(0, 12))]
    mark = b"\xef\xbb\xbf" if source.random() < 0.1 else b""
    return cut(source, mark + b"".join(pieces))


def cut(source: Random, stream: bytes) -> list[bytes]:
    """Cut at random: not at all, everywhere, or now and then; a chunk may be empty."""
    longest = source.choice([len(stream) or 1, 1, 3, 12, 40])
    chunks: list[bytes] = [b""] if source.random() < 0.05 else []
    start = 0
    while start < len(stream):
        end = start + source.randint(1, longest)
        chunks.append(stream[start:end])
        start = end
    return chunks
