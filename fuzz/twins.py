"""The compiled decoder and scanner against the pure ones: after each call the same result, attributes and failure.

    python fuzz/twins.py --bytes 1000000 --seed 1

A difference is made small and printed; the exit code is then 1.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from differential import Input, an_input
from shrink import smaller

from sse_codec import ACCELERATED, Block, Decoder, Scanner
from sse_codec._decoder import Decoder as PureDecoder
from sse_codec._scanner import Scanner as PureScanner

Call = Callable[[Any, bytes], Any]
Step = tuple[object, ...]

FEED: Sequence[Call] = [lambda reader, chunk: reader.feed(chunk)]
WITH_COMMENTS: Sequence[Call] = [
    lambda reader, chunk: reader.feed_with_comments(chunk),
    lambda reader, chunk: reader.feed(chunk=bytearray(chunk)),
    lambda reader, chunk: reader.feed_with_comments(chunk=memoryview(chunk)),
    lambda reader, chunk: reader.feed(chunk),
]
IN_BUFFERS: Sequence[Call] = [
    lambda reader, chunk: reader.feed(chunk=bytearray(chunk)),
    lambda reader, chunk: reader.feed(memoryview(chunk)),
]


class Pair(NamedTuple):
    """Two twins, and the calls that both get in turns."""

    compiled: Any
    pure: Any
    calls: Sequence[Call]


PAIRS = [
    Pair(Decoder, PureDecoder, FEED),
    Pair(Decoder, PureDecoder, WITH_COMMENTS),
    Pair(Scanner, PureScanner, FEED),
    Pair(Scanner, PureScanner, IN_BUFFERS),
]


def steps(twin: Any, given: Input, calls: Sequence[Call]) -> Iterator[Step]:
    """Yield what each call does: its result or failure, and what the reader then says of itself."""
    reader = twin(last_event_id=given.last_event_id, max_event_size=given.limit)
    for number, chunk in enumerate(given.chunks):
        yield step(reader, calls[number % len(calls)], chunk)
    for _ in range(2):  # closing again does nothing
        yield step(reader, lambda reader, _: reader.close(), b"")
    yield step(reader, calls[0], b"data: a\n\n")  # the reader is closed


def step(reader: Any, call: Call, chunk: bytes) -> Step:
    try:
        result = call(reader, chunk)
    except Exception as error:
        result = type(error), error.args
    return comparable(result), reader.last_event_id, reader.retry


def comparable(result: Any) -> Any:
    """Return what can be compared: events as they are, and all that a block holds."""
    if isinstance(result, list):
        return [comparable(each) for each in result]
    if isinstance(result, Block):
        return (
            result.raw,
            result.offset,
            result.number,
            result.event,
            result.fate,
            result.facts,
        )
    return result


def differing(given: Input) -> Iterator[Pair]:
    for pair in PAIRS:
        compiled, pure = (list(steps(twin, given, pair.calls)) for twin in (pair.compiled, pair.pure))
        if compiled != pure:
            yield pair


def differs(given: Input) -> bool:
    return any(True for _ in differing(given))


def some_input(source: random.Random) -> Input:
    """Mostly one short stream; now and then many behind each other, so that buffers grow and are given back."""
    if source.random() < 0.9:
        return an_input(source)
    chunks = [chunk for _ in range(source.randint(2, 60)) for chunk in an_input(source).chunks]
    if source.random() < 0.5:
        chunks = [b"".join(chunks)]
    return Input(chunks, "", source.choice([None, 100, 1000]))


def report(given: Input, origin: str) -> None:
    least = Input(*smaller(given, lambda other: differs(Input(*other))))
    print(f"{origin}: the twins differ\n  from      {least!r}")
    for pair in differing(least):
        both = (steps(twin, least, pair.calls) for twin in (pair.compiled, pair.pure))
        for compiled, pure in zip(*both, strict=True):
            if compiled != pure:
                print(f"  compiled  {compiled!r}\n  pure      {pure!r}")


def fuzz(seed: int, size: int, seconds: float) -> tuple[int, int]:
    """Return how many inputs and bytes passed, the bytes negative if a difference was reported."""
    source = random.Random(seed)
    end = time.monotonic() + seconds
    number = done = 0
    while done < size and time.monotonic() < end:
        number += 1
        given = some_input(source)
        if differs(given):
            report(given, f"seed {seed}, input {number}")
            return number, -1
        done += sum(map(len, given.chunks))
    return number, done


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bytes", type=int, default=1_000_000, help="how many (default: 1,000,000)")
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after so long (default: never)")
    parser.add_argument("--seed", type=int, help="repeats a run (default: a new one, which is printed)")
    options = parser.parse_args(arguments)
    if not ACCELERATED:
        print("there are no compiled readers here: build the wheel where a C compiler is", file=sys.stderr)
        return 2
    seed = random.SystemRandom().randrange(2**32) if options.seed is None else options.seed
    number, done = fuzz(seed, options.bytes, options.seconds)
    if done < 0:
        return 1
    print(f"seed {seed}: {number:,} inputs, {done:,} bytes, each in {len(PAIRS)} ways, no difference")
    return 0


if __name__ == "__main__":
    sys.exit(main())
