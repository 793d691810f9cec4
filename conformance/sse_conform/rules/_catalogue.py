"""All rules by code, each imported when it is asked for. A code is never used again, and never changes its meaning."""

from collections.abc import Iterable
from functools import cache

from sse_codec.ordering import CODES, load_profile, shipped_profiles

from ..suggest import did_you_mean, nearest
from ._rule import Rule
from ._table import TABLE

_FOUND_BY = {key: listed for listed in TABLE for key in (listed.code.lower(), listed.name)}


class UnknownRuleError(ValueError):
    """There is no rule of that code; the message says which is near."""


def get(code: str) -> type[Rule]:
    """The rule of a code or a name, in any case: "SSE105", "incomplete-final-event".

    Raises UnknownRuleError.
    """
    listed = _FOUND_BY.get(code.lower())
    if listed is None:
        raise UnknownRuleError(f"there is no rule {code}{suggestion(code, _FOUND_BY)}")
    return listed.load()


@cache
def all_rules() -> tuple[type[Rule], ...]:
    """Every rule, by code."""
    return tuple(listed.load() for listed in TABLE)


@cache
def known_codes() -> tuple[str, ...]:
    """The codes of everything that can be found: of rules, of the order, and of the checks of shipped profiles."""
    profiles = (load_profile(name) for name in shipped_profiles())
    checks = (f"{profile.name}:{check.id}" for profile in profiles for check in profile.checks)
    return (*(listed.code for listed in TABLE), *CODES, *checks)


def suggestion(word: str, known: Iterable[str]) -> str:
    """As :func:`did_you_mean`, with the code of a rule whose name is near."""
    near = nearest(word, known)
    listed = _FOUND_BY.get(near) if near else None
    return did_you_mean(word, known) if listed is None else f"; did you mean {listed.code}?"
