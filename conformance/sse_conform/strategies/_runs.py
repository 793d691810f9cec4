"""Streams of a profile: runs, which are in order, and near misses, which have one fault each."""

from collections.abc import Callable
from typing import Final, TypeVar

from hypothesis import reject
from hypothesis import strategies as st

from sse_codec import Event
from sse_codec.ordering import Checker, Framing, Profile

from ._build import Built
from ._faults import Faults, NearMiss
from ._solve import Choices
from ._standing import demanded
from ._walk import Walker

_DIGITS: Final = st.integers(0, 2**24 - 1)
"""Of this size Hypothesis draws all alike; of greater ones, mostly small numbers."""
_NUMBERS: Final = st.tuples(_DIGITS, _DIGITS).map(lambda pair: pair[0] + (pair[1] << 24))
_MOST_STEPS: Final = 16

_Drawn = TypeVar("_Drawn")
_Made = TypeVar("_Made")
_Walk = tuple[Framing, list[Built]]


def runs(profile: Profile) -> st.SearchStrategy[list[Event]]:
    """Valid streams of a profile, each in one of its framings: a checker finds no error and no warning in them.

    It may find information. They shrink to the nearest way through the profile, with the plainest values.

    :raises ValueError: no such stream can be made.
    """
    return _walks(profile).map(lambda walk: [built.event for built in walk[1]])


def near_misses(profile: Profile) -> st.SearchStrategy[NearMiss]:
    """Streams of a profile with one fault, and what a checker has to find in them.

    An event is dropped, sent twice, or has changed places with the one before; it has a wrong key or none, a wrong value, or
    the name of another; one of no known kind is among them; the stream stops early, or goes on after its end.

    :raises ValueError: no stream of the profile can be made.
    """
    return _made(
        st.tuples(_walks(profile), _NUMBERS), lambda drawn: Faults(profile, *drawn[0]).pick(Choices(drawn[1]))
    )


def _walks(profile: Profile) -> st.SearchStrategy[_Walk]:
    walker = Walker(profile)
    framings = [framing for framing in profile.framings if walker.walk(framing, []) is not None]
    if not framings:
        raise ValueError(
            f"no stream of the profile {profile.name} can be made: nothing meets all that it demands {walker.stuck}"
        )
    drawn = st.tuples(st.sampled_from(framings), st.lists(_NUMBERS, max_size=_MOST_STEPS))
    return _made(drawn, lambda pair: _walked(walker, *pair))


def _walked(walker: Walker, framing: Framing, numbers: list[int]) -> _Walk | None:
    run = walker.walk(framing, numbers)
    return None if run is None or not _lets_pass(walker.profile, run) else (framing, run)


def _lets_pass(profile: Profile, run: list[Built]) -> bool:
    """Whether the checks that nothing was made for have nothing to say: those that count within slices."""
    if not any(check.rule == "count" and check.track for check in demanded(profile)):
        return True
    checker = Checker(profile)
    found = [finding for built in run for finding in checker.feed(built.event)]
    return all(finding.level == "info" for finding in (*found, *checker.close()))


def _made(
    drawn: st.SearchStrategy[_Drawn], make: Callable[[_Drawn], _Made | None]
) -> st.SearchStrategy[_Made]:
    """What is made of what is drawn; where nothing is, it is drawn again."""

    def made(of: _Drawn) -> _Made:
        found = make(of)
        return reject() if found is None else found

    return drawn.map(made)
