"""What else reads a stream here, to be held against the decoder: scanners, check, and what they could cost at least."""

import json
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import repeat
from typing import Any

import decoders
from contender import Chunks, Contender, Event, Missing, decoder

SCANNER, COMPILED_SCANNER = "scanner, pure", "scanner, compiled"
CHECK, FORMAT = "check", "check, no profile"
PAYLOADS, FLOOR = "json.loads of the payloads", "floor"


def counted(contender: Contender) -> Contender:
    """Let a decoder say how many events there were, which is all that a check says."""
    return contender._replace(results=lambda chunks: [len(contender.results(chunks))])


def pure_scanner() -> Contender:
    return scanner(import_module("sse_codec._scanner").Scanner)


def compiled_scanner() -> Contender:
    package = import_module("sse_codec")
    if not package.ACCELERATED:
        raise Missing("sse-codec is not compiled here")
    return scanner(package.Scanner)


def scanner(scanner_class: Any) -> Contender:
    def decode(chunks: Chunks) -> Iterator[Iterable[Any]]:
        scanner = scanner_class()
        for chunk in chunks:
            yield (event for block in scanner.feed(chunk) if (event := block.event) is not None)

    return counted(decoder("sse-codec", decode, values))


def check(profile: str | None = "auto") -> Contender:
    """The whole of `sse-conform check`, but for reading the file and printing what was found."""
    check_class = import_module("sse_conform.check").StreamCheck

    def run(chunks: Chunks) -> Any:
        check = check_class("bench", profile=profile)
        for chunk in chunks:
            check.feed(chunk)
        check.close()
        return check.report

    return Contender("sse-codec", run, lambda chunks: [run(chunks).events])


def payloads() -> Contender:
    """What anyone who uses such a stream pays after decoding it."""

    def run(texts: list[str]) -> None:
        for text in texts:
            json.loads(text)

    def prepare(chunks: Chunks) -> list[str]:
        decoder = import_module("sse_codec").Decoder()
        return [event.data for chunk in chunks for event in decoder.feed(chunk)]

    return Contender("sse-codec", run, lambda texts: [len(texts)], prepare)


def floor() -> Contender:
    """The least that a stream of equal blocks can cost in C: find the line ends, make the strings, and an object of each.

    It splits at the text around the values of the first block, makes tuples, and looks at nothing else: right for streams
    whose blocks differ in their values alone, in chunks that hold many of them.
    """

    def decode(chunks: Chunks) -> Iterator[list[Event]]:
        first = chunks[0].partition(b"\n\n")[0].decode()
        start = first.index("data:") + len("data:")
        prefix = first[: start + first.startswith(" ", start)]
        type = first[:start].partition("event: ")[2].partition("\n")[0] or "message"
        separator = "\n\n" + prefix
        rest = b""
        for chunk in chunks:
            blocks, _, rest = (rest + chunk).rpartition(b"\n\n")
            values = blocks.decode().removeprefix(prefix).split(separator) if blocks else []
            yield list(zip(repeat(type), values, repeat("")))

    return counted(decoder("sse-codec", decode, lambda event: event))


def values(event: Any) -> Event:
    return event.type, event.data, event.id


CONTENDERS: dict[str, Callable[[], Contender]] = {
    decoders.PURE: lambda: counted(decoders.pure()),
    decoders.COMPILED: lambda: counted(decoders.compiled()),
    SCANNER: pure_scanner,
    COMPILED_SCANNER: compiled_scanner,
    CHECK: check,
    FORMAT: lambda: check(None),
    PAYLOADS: payloads,
    FLOOR: floor,
}
