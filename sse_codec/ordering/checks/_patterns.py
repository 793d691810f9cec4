"""Regular expressions that a profile may bring along: those that cannot run for ever, whatever text they meet.

Python's engine tries every way in which a pattern fits. So how many ways there are is weighed first: repetitions of no
fixed length multiply them by the length of the text, choices and options by a constant.
"""

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any, Final, NamedTuple

_MOST_WAYS: Final = 1000
"""Ways through the choices and options of one pattern."""
_MOST_REPETITIONS: Final = 2
"""Repetitions of no fixed length; the place where a match begins counts as one, unless the pattern begins with ^."""
_FEW: Final = 16
"""Lengths of a repetition up to which each is a way of its own."""
_SHOWN: Final = 60
"""Characters of a pattern that a message shows."""
LONGEST: Final = 1000
"""Characters of a text for a pattern with two of them; one with fewer takes any."""

_parser: Final[Any] = import_module("re._parser")
_SINGLE: Final = frozenset({"LITERAL", "NOT_LITERAL", "ANY", "IN", "AT", "CATEGORY"})
_REPEATS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_CURE: Final = (
    "begin it with ^, repeat single characters only, and take at most two repetitions of no fixed length (+, *, {2,}), "
    "or one without ^"
)


class _Weight(NamedTuple):
    ways: int
    repetitions: int


class Pattern:
    """A pattern with a search time that the length of the text bounds."""

    __slots__ = ("_pattern", "is_free")

    def __init__(self, text: str) -> None:
        """Raises ValueError with the reason when it is no pattern, or could run for ever."""
        try:
            parsed = _parser.parse(text)
            self._pattern = re.compile(text)
        except (re.error, OverflowError, RecursionError) as error:
            raise ValueError(f"{_shown(text)} is no regular expression: {error}") from None
        weight = _weigh(parsed, text)
        is_anchored = bool(parsed) and str(parsed[0][0]) == "AT" and "BEGINNING" in str(parsed[0][1])
        repetitions = weight.repetitions + (not is_anchored)
        if repetitions > _MOST_REPETITIONS or weight.ways > _MOST_WAYS:
            raise ValueError(f"the pattern {_shown(text)} could run for ever: {_CURE}")
        self.is_free = repetitions < _MOST_REPETITIONS
        """Whether a text of any length may be searched."""

    def fits(self, text: str) -> bool:
        """Return True if it is found in a text. Raises ValueError for one that is too long for it."""
        if len(text) > LONGEST and not self.is_free:
            raise ValueError("the text is too long for the pattern")
        return self._pattern.search(text) is not None


def _weigh(parsed: Iterable[tuple[Any, Any]], text: str) -> _Weight:
    ways, repetitions = 1, 0
    for sign, argument in parsed:
        weight = _weigh_one(str(sign), argument, text)
        ways = min(ways * weight.ways, _MOST_WAYS + 1)
        repetitions += weight.repetitions
    return _Weight(ways, repetitions)


def _weigh_one(sign: str, argument: Any, text: str) -> _Weight:
    if sign in _SINGLE:
        return _Weight(1, 0)
    if sign == "SUBPATTERN":
        return _weigh(argument[3], text)
    if sign == "ATOMIC_GROUP":
        return _weigh(argument, text)
    if sign == "BRANCH":
        branches = [_weigh(branch, text) for branch in argument[1]]
        return _Weight(sum(each.ways for each in branches), max(each.repetitions for each in branches))
    if sign in _REPEATS:
        return _weigh_repeat(argument[0], argument[1], argument[2], text)
    raise ValueError(f"the pattern {_shown(text)} reads around or back, which could run for ever")


def _weigh_repeat(least: int, most: int, repeated: Any, text: str) -> _Weight:
    inner = _weigh(repeated, text)
    if most == 1:
        return _Weight(inner.ways + (least != most), inner.repetitions)
    if least == most and not inner.repetitions:
        return _Weight(inner.ways ** min(least, _FEW), 0)
    if inner.ways > 1 or inner.repetitions:
        raise ValueError(f"the pattern {_shown(text)} repeats a choice or a repetition: {_CURE}")
    return _Weight(most - least + 1, 0) if most - least < _FEW else _Weight(1, 1)


def _shown(text: str) -> str:
    return repr(text) if len(text) <= _SHOWN else f"{text[:_SHOWN]!r}..."
