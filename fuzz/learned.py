"""A checker that learns what events repeat against one that takes every event for new, on the order of random streams.

    python fuzz/learned.py --streams 100000 --seed 1

The streams are those of the fixtures, near misses of every shipped profile, and streams of random profiles; events come many
times over with other leaves, and are spelled otherwise. A difference is made small and printed; the exit code is then 1.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

# After everything else: the installed package is tested when there is one, and that of this checkout otherwise.
sys.path.append(str(Path(__file__).parents[1]))

from sse_codec import Decoder, Event
from sse_codec.ordering import Profile, load_profile, shipped_profiles
from sse_codec.ordering.state import MAX_HELD
from sse_conform.strategies._faults import Faults
from sse_conform.strategies._solve import Choices
from sse_conform.strategies._walk import Walker
from tests.sse_codec.ordering.templates.learned import outcome, repetitions
from tests.sse_codec.ordering.templates.random_profiles import random_protocol, random_stream
from tests.sse_codec.ordering.templates.respelled import longer

ROOT = Path(__file__).parents[1]


class Case(NamedTuple):
    """A stream and the profile that it is held against."""

    profile: Profile
    text: str
    """The profile's name, or all of it."""
    events: list[Event]
    room: int = MAX_HELD
    """Bytes that a checker may hold of the stream."""


ROOMS: Sequence[int] = (*[MAX_HELD] * 9, 100_000, 20_000, 3000, 1000, 0)
"""Mostly there is more room than a stream of this length could fill."""


def of_a_fixture(luck: random.Random) -> Case:
    name = luck.choice(shipped_profiles())
    return Case(load_profile(name), name, luck.choice(fixtures(name)))


@cache
def fixtures(name: str) -> list[list[Event]]:
    folder = ROOT / "fixtures" / ("ciniterflow" if name in ("ciniterflow", "flowise") else f"profiles/{name}")
    return [Decoder().feed(path.read_bytes()) for path in sorted(folder.rglob("*.sse"))]


def of_a_run(luck: random.Random) -> Case:
    """A run of a profile, seldom with one fault in it."""
    while True:
        name = luck.choice(shipped_profiles())
        profile = load_profile(name)
        framing = luck.choice(profile.framings)
        run = Walker(profile).walk(framing, [luck.getrandbits(48) for _ in range(luck.randrange(16))])
        if run:
            is_miss = luck.random() < 0.3
            miss = Faults(profile, framing, run).pick(Choices(luck.getrandbits(48))) if is_miss else None
            return Case(profile, name, list(miss.events if miss else (built.event for built in run)))


def of_a_random_profile(luck: random.Random) -> Case:
    protocol = random_protocol(luck)
    return Case(protocol.profile, protocol.text, random_stream(protocol, luck))


EACH = 5
"""Streams that are made out of one."""
SOURCES: Sequence[Callable[[random.Random], Case]] = (of_a_fixture, of_a_run, of_a_random_profile)


@lru_cache(maxsize=1)
def a_base(seed: int, number: int) -> Case:
    luck = random.Random(f"{seed}/{number}")
    return luck.choice(SOURCES)(luck)


def a_case(seed: int, number: int) -> Case:
    """A stream, made out of the same as its neighbours: a profile takes longer than a stream."""
    base = a_base(seed, number // EACH)
    luck = random.Random(f"{seed}:{number}")
    return base._replace(events=longer(base.profile, base.events, luck), room=luck.choice(ROOMS))


def both(case: Case) -> tuple[list[Any], list[Any]]:
    """What a checker says that learns, and one that takes every event for new."""
    learned, anew = (
        outcome(case.profile, case.events, learn=learn, room=case.room) for learn in (True, False)
    )
    return learned, anew


def differs(case: Case) -> bool:
    learned, anew = both(case)
    return learned != anew


def smaller(case: Case) -> Case:
    """Leave out events, as long as the two differ."""
    events, length = case.events, len(case.events) // 2
    while length:
        for start in range(len(events) - length, -1, -1):
            fewer = events[:start] + events[start + length :]
            if differs(case._replace(events=fewer)):
                events = fewer
        length //= 2
    return case._replace(events=events)


def report(case: Case, origin: str) -> None:
    least = smaller(case)
    print(f"{origin}: learned and not learned differ, with room for {least.room:,} bytes\n{least.text}")
    learned, anew = both(least)
    for event in least.events:
        print(f"  {event.type}: {event.data}")
    for one, other in zip(learned, anew, strict=True):
        if one != other:
            print(f"  learned      {one!r}\n  not learned  {other!r}")


def fuzz(seed: int, streams: int, seconds: float) -> Counter[str] | None:
    """What was done: streams, events, and events that were taken for repetitions; None when a difference was reported."""
    done: Counter[str] = Counter()
    end = time.monotonic() + seconds
    while done["streams"] < streams and time.monotonic() < end:
        case = a_case(seed, done["streams"])
        if differs(case):
            report(case, f"seed {seed}, stream {done['streams']}")
            return None
        done.update(streams=1, events=len(case.events), repetitions=repetitions(case.profile, case.events))
    return done


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--streams", type=int, default=10_000, help="how many (default: 10,000)")
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after so long (default: never)")
    parser.add_argument("--seed", type=int, help="repeats a run (default: a new one, which is printed)")
    options = parser.parse_args(arguments)
    seed = random.SystemRandom().randrange(2**32) if options.seed is None else options.seed
    done = fuzz(seed, options.streams, options.seconds)
    if done is None:
        return 1
    print(
        f"seed {seed}: {done['streams']:,} streams, {done['events']:,} events, {done['repetitions']:,} of them"
        " by what was learnt, no difference"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
