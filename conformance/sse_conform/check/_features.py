"""The features of a profile that no other candidate of a tie-break has: kinds of events, and members of their values."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

import attrs

from sse_codec import Event
from sse_codec.ordering import Check, Framing, Profile, Shape
from sse_codec.ordering.pointers import Pointer

_ON_A_PLACE: Final = frozenset({"present", "type", "one_of", "nonempty", "constant"})
"""Rules that ask for a member."""
_REMEMBERED: Final = 64
"""Sets of candidates whose features are remembered."""


@attrs.frozen
class Features:
    """What tells a profile from the others, and words of which an event has one if it may have a feature."""

    kinds: frozenset[str]
    """Kinds that no candidate of the same family has."""
    members: Mapping[str, frozenset[Pointer]]
    """For each kind the members that no other candidate asks for."""
    words: tuple[str, ...] | None
    """An event without any of these words has no feature; None if no words tell."""

    def may_be_in(self, event: Event) -> bool:
        """Return True unless the words tell that the event has no feature. JSON escapes may hide a word."""
        if self.words is None or "\\" in event.data:
            return True
        text = f"{event.type}\n{event.data}".lower()
        for word in self.words:  # noqa: SIM110  # each event pays for this, and a generator costs three times as much
            if word in text:
                return True
        return False


NO_FEATURES: Final = Features(frozenset(), {}, ())


@lru_cache(_REMEMBERED)
def features(profile: Profile, others: tuple[Profile, ...], same: tuple[Profile, ...]) -> Features:
    """Return the features of a profile among `others`, of which `same` are of its family."""
    common = frozenset[Pointer]().union(*(found for other in others for found in _asked(other).values()))
    members = {kind: own for kind, asked in _asked(profile).items() if (own := asked - common)}
    known = {kind for other in same for kind in other.kinds}
    kinds = frozenset(profile.kinds) - known if same else frozenset[str]()
    return Features(kinds, members, _words(profile.framings, kinds, members))


def _asked(profile: Profile) -> Mapping[str, frozenset[Pointer]]:
    """Return for each kind the members that the checks of the profile ask for."""
    asking = [check for check in profile.checks if _asks(profile, check)]
    return {kind: frozenset(check.path for check in asking if kind in check.at) for kind in profile.kinds}


def _asks(profile: Profile, check: Check) -> bool:
    is_off = profile.levels.get(f"{profile.name}:{check.id}") == "off"
    return check.rule in _ON_A_PLACE and not check.track and not is_off


def _words(
    framings: Iterable[Framing], kinds: frozenset[str], members: Mapping[str, frozenset[Pointer]]
) -> tuple[str, ...] | None:
    places = [_word_of_place(place) for own in members.values() for place in own]
    named = [word for framing in framings for kind in kinds for word in _words_of_kind(framing, kind)]
    words = {word.lower() for word in (*places, *named)}
    return None if "" in words else tuple(sorted(words))


def _words_of_kind(framing: Framing, kind: str) -> list[str]:
    """Return the words of which an event of this kind has one; "" among them if it may have none."""
    words = [_word_of_shape(shape) for shape in framing.shapes if shape.kind == kind]
    return words if framing.kind is None else [kind, *words]


def _word_of_shape(shape: Shape) -> str:
    return max(map(_word_of_place, shape.has), key=len, default="")


def _word_of_place(place: Pointer) -> str:
    """Return the last name in a pointer; "" if it has none."""
    return next((token for token in reversed(place) if token != "*" and not token.isdigit()), "")
