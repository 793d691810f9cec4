"""All rules by code. A code is never used again, and never changes its meaning."""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache

from sse_codec.ordering import CODES, load_profile, shipped_profiles

from . import demands, encoding, fields, framing, http, payload, timing
from ._rule import Rule

RULES: tuple[type[Rule], ...] = (
    *framing.RULES,
    *encoding.RULES,
    *http.RULES,
    *fields.RULES,
    *payload.RULES,
    *timing.RULES,
    *demands.RULES,
)
"""Every rule, by code."""

_FOUND_BY = {key: rule for rule in RULES for key in (rule.code.lower(), rule.name)}


class UnknownRuleError(ValueError):
    """There is no rule of that code; the message says which is near."""


def get(code: str) -> type[Rule]:
    """The rule of a code or a name, in any case: "SSE105", "incomplete-final-event".

    Raises UnknownRuleError.
    """
    rule = _FOUND_BY.get(code.lower())
    if rule is None:
        raise UnknownRuleError(f"there is no rule {code}{suggestion(code, _FOUND_BY)}")
    return rule


@cache
def known_codes() -> tuple[str, ...]:
    """The codes of everything that can be found: of rules, of the order, and of the checks of shipped profiles."""
    profiles = (load_profile(name) for name in shipped_profiles())
    checks = (f"{profile.name}:{check.id}" for profile in profiles for check in profile.checks)
    return (*(rule.code for rule in RULES), *CODES, *checks)


def suggestion(word: str, known: Iterable[str]) -> str:
    """ "; did you mean ...?" when something is near, else nothing."""
    written = {name.lower(): name for name in known}
    near = get_close_matches(word.lower(), written, 1, cutoff=0.7)
    if not near:
        return ""
    rule = _FOUND_BY.get(near[0])
    return f"; did you mean {rule.code if rule else written[near[0]]}?"
