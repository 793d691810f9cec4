"""What decoders are timed on: events and the bytes that carry them, in the chunks that a transport makes of them.

A workload is made from its events, so what a decoder must return is known without asking any decoder.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

Event = tuple[str, str, str]
"""Type, data, and the last event id when it was dispatched."""
Block = tuple[bytes, Event | None]
"""The bytes of a block, and its event if it has one."""


class Workload(NamedTuple):
    """A stream in chunks, and what it says."""

    name: str
    cut: str
    """How it was cut."""
    chunks: list[bytes]
    events: list[Event]

    @property
    def size(self) -> int:
        return sum(map(len, self.chunks))


def tokens(number: int) -> Block:
    return b"event: token\ndata: w%04d x\n\n" % (number % 10_000), ("token", f"w{number % 10_000:04} x", "")


CHAT = (
    '{"id":"chatcmpl-1234567890","object":"chat.completion.chunk","created":1700000000,"model":"any",'
    '"choices":[{"index":0,"delta":{"content":"%s"},"logprobs":null,"finish_reason":null}],"usage":null,'
    '"system_fingerprint":"fp_0123456789","service_tier":"default","obfuscation":"abcdefghijklmnopqrstuvwxyz0123"}'
)


def chat(number: int) -> Block:
    data = CHAT % f"w{number % 10_000:04}"
    return f"data: {data}\n\n".encode(), ("message", data, "")


def emoji(number: int) -> Block:
    data = CHAT % f"\N{EURO SIGN}\N{GRINNING FACE}{number % 10_000:04}"
    return f"data: {data}\n\n".encode(), ("message", data, "")


def envelopes(number: int) -> Block:
    data = f'{{"event":"token","data":"w{number % 10_000:04}"}}'
    return f"message:\ndata:{data}\n\n".encode(), ("message", data, "")


def ids(number: int) -> Block:
    text = f"w{number % 10_000:04} x"
    return f"id: {number}\nevent: token\ndata: {text}\n\n".encode(), ("token", text, str(number))


def several_lines(number: int) -> Block:
    text = f"line one\nline two\nw{number % 10_000:04} x"
    return ("event: token\ndata: " + text.replace("\n", "\ndata: ") + "\n\n").encode(), ("token", text, "")


def heartbeats(number: int) -> Block:
    return (b": ping\n\n", None) if number % 2 else tokens(number)


def mixed_kinds(number: int) -> Block:
    kinds: tuple[Block, ...] = (
        (b"event: token\ndata: abc\n\n", ("token", "abc", "")),
        (b"event: ping\ndata: {}\n\n", ("ping", "{}", "")),
        (b"data: hello\n\n", ("message", "hello", "")),
        (b": c\n\n", None),
    )
    return kinds[number % 4]


def mebibytes(_number: int) -> Block:
    data = "x" * (1 << 20)
    return b"data: " + data.encode() + b"\n\n", ("message", data, "")


def one_each(blocks: Sequence[bytes]) -> list[bytes]:
    return list(blocks)


def every(size: int) -> Callable[[Sequence[bytes]], list[bytes]]:
    def cut(blocks: Sequence[bytes]) -> list[bytes]:
        stream = b"".join(blocks)
        return [stream[start : start + size] for start in range(0, len(stream), size)]

    return cut


def at_random(blocks: Sequence[bytes]) -> list[bytes]:
    stream = b"".join(blocks)
    sizes = random.Random(1)
    chunks: list[bytes] = []
    start = 0
    while start < len(stream):
        end = start + sizes.randint(1, 200)
        chunks.append(stream[start:end])
        start = end
    return chunks


BULK = ("64 KiB", every(1 << 16))
SINGLE = ("per event", one_each)
RANDOM = ("1 to 200 B", at_random)
BYTES = ("1 byte", every(1))

# Name, blocks, line ending, cuts.
KINDS = (
    ("tokens, 25 B", tokens, b"\n", (BULK, SINGLE, RANDOM, BYTES)),
    ("chat, 300 B", chat, b"\n", (BULK, SINGLE, RANDOM, BYTES)),
    ("chat, not ASCII", emoji, b"\n", (BULK, SINGLE)),
    ("envelopes", envelopes, b"\n", (BULK, SINGLE)),
    ("tokens, CR LF", tokens, b"\r\n", (BULK, SINGLE)),
    ("tokens, CR", tokens, b"\r", (BULK, SINGLE)),
    ("an id each", ids, b"\n", (BULK, SINGLE, RANDOM)),
    ("three data lines", several_lines, b"\n", (BULK, SINGLE)),
    ("heartbeats", heartbeats, b"\n", (BULK, SINGLE)),
    ("mixed kinds", mixed_kinds, b"\n", (BULK, SINGLE)),
    ("1 MiB events", mebibytes, b"\n", (BULK,)),
)


def workloads(count: int) -> Iterator[Workload]:
    """Yield each workload, of ``count`` events, or fewer where each of them takes long."""
    for name, block, ending, cuts in KINDS:
        for cut, chop in cuts:
            blocks = [block(number) for number in range(share(count, name, cut))]
            chunks = chop([raw.replace(b"\n", ending) for raw, _ in blocks])
            yield Workload(name, cut, chunks, [event for _, event in blocks if event is not None])


def share(count: int, name: str, cut: str) -> int:
    if name == "1 MiB events":
        return max(1, count // 1000)
    return max(4, count // 10) if cut == "1 byte" else count
