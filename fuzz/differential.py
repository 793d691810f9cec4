"""Every reader of the package against the oracle of the tests, on streams that no person would think of.

    python fuzz/differential.py --seconds 20 --seed 1

A difference is made small and printed as a row for the tests; the exit code is then 1.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

# After everything else: the installed package is tested when there is one, and that of this checkout otherwise.
sys.path.append(str(Path(__file__).parents[1]))

from shrink import smaller
from streams import a_stream

from tests.sse_codec.oracle import Reading, read, read_lossless
from tests.sse_codec.readers import blocks_of, decode, decode_with_comments, scan


class Input(NamedTuple):
    """All that a reading depends on."""

    chunks: list[bytes]
    last_event_id: str
    limit: int | None


def decoder(given: Input) -> tuple[object, object]:
    return decode(*given), read(*given).without_comments()


def decoder_with_comments(given: Input) -> tuple[object, object]:
    return decode_with_comments(*given), read(*given)


def scanner(given: Input) -> tuple[object, object]:
    return scan(*given), read_lossless(*given)


def scanner_loses_nothing(given: Input) -> tuple[object, object]:
    blocks = blocks_of(given.chunks)
    return b"".join(block.raw for block in blocks), b"".join(given.chunks)


def lines_are_the_block(given: Input) -> tuple[object, object]:
    blocks = blocks_of(given.chunks)
    return [b"".join(line.raw for line in block.lines) for block in blocks], [block.raw for block in blocks]


def scanner_agrees_with_decoder(given: Input) -> tuple[object, object]:
    """Without a limit, since theirs count different bytes, and without calls, since a CR waits in the scanner."""
    free = given._replace(limit=None)
    return summary(scan(*free)), summary(decode(*free))


def summary(reading: Reading) -> tuple[object, ...]:
    return reading.events, reading.last_event_id, reading.retry, reading.discarded


PROPERTIES: tuple[Callable[[Input], tuple[object, object]], ...] = (
    decoder,
    decoder_with_comments,
    scanner,
    scanner_loses_nothing,
    lines_are_the_block,
    scanner_agrees_with_decoder,
)


def broken(given: Input) -> str:
    """Return the name of the first property that does not hold, or nothing."""
    for check in PROPERTIES:
        try:
            got, wanted = check(given)
        except (
            Exception
        ) as error:  # whatever a reader raises but a limit, which its reading holds, is a finding
            return f"{check.__name__} raised {type(error).__name__}: {error}"
        if got != wanted:
            return check.__name__
    return ""


def an_input(source: random.Random) -> Input:
    limit = source.choice([None, None, source.randint(1, 24)])
    return Input(a_stream(source), source.choice(["", "7"]), limit)


def report(given: Input, origin: str) -> None:
    """Print what fails, as small as it gets, and the row that holds it in the tests."""
    least = Input(*smaller(given, lambda other: bool(broken(Input(*other)))))
    fault = broken(least)
    print(f"{origin}: {fault}")
    for check in PROPERTIES:
        if check.__name__ == fault:
            got, wanted = check(least)
            print(f"  got     {got!r}\n  wanted  {wanted!r}")
    print(f"  from    {least!r}")
    print(
        f"\nrow for tests/sse_codec/cases.py, whose tests cut it everywhere:\n\n{row(b''.join(least.chunks))}"
    )


def row(stream: bytes) -> str:
    """Return the test row that says what the stream means to the oracle."""
    reading = read([stream])
    facts = {
        f"last_event_id={reading.last_event_id!r}": reading.last_event_id != "",
        f"retry={reading.retry!r}": reading.retry is not None,
        f"discarded={reading.discarded!r}": reading.discarded > 0,
        f"comments={tuple(reading.comments)!r}": reading.comments != [],
    }
    values = [repr(stream), repr(reading.events), *(fact for fact, told in facts.items() if told)]
    return f'    Case("say what it shows", {", ".join(values)}),'


def fuzz(seed: int, seconds: float, count: int | None) -> int:
    """Return how many inputs passed; -1 for a difference, which was reported."""
    source = random.Random(seed)
    end = time.monotonic() + seconds
    number = 0
    while number < count if count is not None else time.monotonic() < end:
        number += 1
        given = an_input(source)
        if broken(given):
            report(given, f"seed {seed}, input {number}")
            return -1
    return number


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=20, help="how long (default: 20)")
    parser.add_argument("--count", type=int, help="how many inputs, instead of how long")
    parser.add_argument(
        "--seed", type=int, default=None, help="repeats a run (default: a new one, which is printed)"
    )
    options = parser.parse_args(arguments)
    seed = random.SystemRandom().randrange(2**32) if options.seed is None else options.seed
    passed = fuzz(seed, options.seconds, options.count)
    if passed < 0:
        return 1
    print(f"seed {seed}: {passed:,} inputs, {len(PROPERTIES)} properties each, no difference")
    return 0


if __name__ == "__main__":
    sys.exit(main())
