"""Runs one attack in this process, and prints its bytes, its seconds of processor time, and the growth of the peak memory."""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from sse_codec import Decoder, Event, Scanner
from sse_codec._decoder import Decoder as Pure
from sse_codec.ordering import Checker, ProfileError, parse_profile
from sse_conform.check import StreamCheck

CHUNK = 1 << 16

BLOCKS: dict[str, tuple[bytes, bytes, bytes]] = {
    "data lines": (b"", b"data: x\n", b""),
    "lines of no data": (b"", b"data\n", b""),
    "lines that end with CR": (b"", b"data\r", b""),
    "ids": (b"data: x\n", b"id:\n", b""),
    "unknown fields": (b"data: x\n", b"a\n", b""),
    "lines that are no UTF-8": (b"", b"data:\xff\n", b""),
    "one line": (b"data: ", b"x", b""),
    "one line that is no UTF-8": (b"data: ", b"\xff", b""),
    "an emoji in one line": ("data: \U0001f600".encode(), b"x", b""),
    "an emoji in many lines": ("data: \U0001f600\n".encode(), b"data: x\n", b""),
    "JSON of one string": (b'data: {"type":"x","delta":"', b"x", b'"}'),
    "JSON of one string with an emoji": ('data: {"type":"x","delta":"\U0001f600'.encode(), b"x", b'"}'),
    "JSON of empty arrays": (b'data: {"type":"x","a":[', b"[],", b"0]}"),
    "JSON of small objects": (b'data: {"type":"x","a":[', b'{"":0},', b"0]}"),
    "JSON that is deep": (b"data: ", b"[", b""),
}
READERS = ("pure decoder", "decoder", "Scanner", "StreamCheck")
PROFILE = """
profile = "boxes"
[kinds]
open = ""
part = ""
shut = ""
tag = ""
[[framing]]
name = "typed"
kind = "/type"
[order]
grammar = "(open | part | shut | tag)*"
[[track]]
name = "box"
key = "/box"
grammar = "open part* shut?"
[[check]]
id = "text"
rule = "concat"
track = "box"
deltas = "part"
delta = "/d"
final_at = "shut"
final = "/text"
[[check]]
id = "once"
rule = "unique"
at = "tag"
path = "/n"
"""
ORDERS: dict[str, Callable[[int], Iterator[dict[str, Any]]]] = {
    "10,000 keys of 60 kB": lambda size: (
        {"type": "open", "box": f"{n}" + "x" * 60_000} for n in range(10_000)
    ),
    "1,000 keys of 1 MB": lambda size: (
        {"type": "open", "box": f"{n}" + "x" * 1_000_000} for n in range(1_000)
    ),
    "100,000 keys": lambda size: ({"type": "open", "box": n} for n in range(100_000)),
    "200,000 values": lambda size: ({"type": "tag", "n": n} for n in range(200_000)),
    "texts of 9,000 slices": lambda size: (
        {"type": kind, "box": n, "d": "xyz" * 1000} for n in range(9_000) for kind in ("open", "part")
    ),
}
HEAD = 'profile = "p"\n[kinds]\na = ""\n[[framing]]\nname = "t"\nkind = "type"\njson = ["a"]\n[order]\n'
PROFILES = {
    "a? a hundred times": HEAD + f'grammar = "{"a? " * 100}"\n',
    "a 4,000 times": HEAD + f'grammar = "{"a " * 4000}"\n',
    "+ of + of +": HEAD + f'grammar = "{"(" * 60}a{")+" * 60}"\n',
    "a group in itself, doubled": HEAD
    + 'grammar = "a*"\n[group]\n'
    + "".join(f'g{n} = ["g{n + 1}", "g{n + 1}"]\n' for n in range(30))
    + 'g30 = "a"\n',
}


def feeder(reader: str) -> Callable[[bytes], Any]:
    if reader == "Scanner":
        return Scanner().feed
    if reader == "StreamCheck":
        return StreamCheck("x").feed
    if reader == "pure decoder":
        return Pure().feed
    return Decoder().feed


def block(attack: str, reader: str, size: int) -> Iterator[int]:
    """Read a small block, then a block of about this size."""
    start, unit, end = BLOCKS[attack]
    feed = feeder(reader)
    feed(b'event: x\ndata: {"type":"x"}\n\n' * 3)
    yield 0
    pool = unit * (CHUNK // len(unit))
    times = size // len(pool)
    for _ in range(times):
        feed(start + pool if start else pool)
        start = b""
    feed(end + b"\n\n")
    yield times * len(pool) + len(BLOCKS[attack][0]) + len(end)


def order(attack: str, _: str, size: int) -> Iterator[int]:
    """Check the events of one stream against a profile that remembers."""
    checker = Checker(parse_profile(PROFILE))
    checker.feed(Event("message", '{"type":"tag","n":-1}'))
    yield 0
    sent = 0
    for members in ORDERS[attack](size):
        data = json.dumps(members)
        sent += len(data)
        checker.feed(Event("message", data))
    yield sent


def profile(attack: str, _: str, size: int) -> Iterator[int]:
    """Read a profile, or refuse it."""
    parse_profile(HEAD + 'grammar = "a*"\n')
    yield 0
    with suppress(ProfileError):
        parse_profile(PROFILES[attack])
    yield len(PROFILES[attack])


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> None:
    group, attack, target, size = sys.argv[1:]
    steps = {"block": block, "order": order, "profile": profile}[group](attack, target, int(size))
    next(steps)
    before, start = peak(), time.process_time()
    sent = next(steps)
    print(json.dumps([sent, time.process_time() - start, peak() - before]))


if __name__ == "__main__":
    main()
