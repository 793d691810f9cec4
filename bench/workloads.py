"""What decoders are timed on: events and the bytes that carry them, in the chunks that a transport makes of them.

A workload is made from its events, so what a decoder must return is known without asking any decoder.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from contender import Event

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


BULK, SINGLE, RANDOM, BYTES = "64 KiB", "per event", "1 to 200 B", "1 byte"
CUTS: Mapping[str, Callable[[Sequence[bytes]], list[bytes]]] = MappingProxyType(
    {BULK: every(1 << 16), SINGLE: list, RANDOM: at_random, BYTES: every(1)}
)
"""Sizes of chunks: a reader of files or a gateway under load, a server that flushes each event, a network, the worst."""

TOKENS, CHATS, ENVELOPES, LARGE = "tokens, 25 B", "chat, 300 B", "envelopes", "1 MiB events"
# Name, blocks, line ending, cuts.
KINDS = (
    (TOKENS, tokens, b"\n", (BULK, SINGLE, RANDOM, BYTES)),
    (CHATS, chat, b"\n", (BULK, SINGLE, RANDOM, BYTES)),
    ("chat, not ASCII", emoji, b"\n", (BULK, SINGLE)),
    (ENVELOPES, envelopes, b"\n", (BULK, SINGLE)),
    ("tokens, CR LF", tokens, b"\r\n", (BULK, SINGLE)),
    ("tokens, CR", tokens, b"\r", (BULK, SINGLE)),
    ("an id each", ids, b"\n", (BULK, SINGLE, RANDOM)),
    ("three data lines", several_lines, b"\n", (BULK, SINGLE)),
    ("heartbeats", heartbeats, b"\n", (BULK, SINGLE)),
    ("mixed kinds", mixed_kinds, b"\n", (BULK, SINGLE)),
    (LARGE, mebibytes, b"\n", (BULK,)),
)


def workloads(count: int) -> Iterator[Workload]:
    """Yield each workload, of ``count`` events, or fewer where each of them takes long."""
    for name, block, ending, cuts in KINDS:
        for cut in cuts:
            blocks = [block(number) for number in range(share(count, name, cut))]
            chunks = CUTS[cut]([raw.replace(b"\n", ending) for raw, _ in blocks])
            yield Workload(name, cut, chunks, [event for _, event in blocks if event is not None])


def share(count: int, name: str, cut: str) -> int:
    if name == LARGE:
        return max(1, count // 1000)
    if cut == BYTES:
        return max(4, count // (100 if name == CHATS else 10))
    return count
