"""The catalogue as people ask for it: rules on streams and codes of the order of events, in one list by code."""

import difflib
from collections.abc import Iterator

import attrs

from sse_codec.ordering import CODES, Code, load_profile, shipped_profiles

from ..finding import Level
from ._catalogue import all_rules
from ._rule import Example, Option, Rule

_ORDER_SPEC = "an ordering profile"


@attrs.frozen
class Entry:
    """All that there is to say of one code."""

    code: str
    name: str
    level: Level
    default: bool
    """Whether it is applied when nothing is selected."""
    basis: str
    summary: str
    why: str
    help: str
    spec: str
    url: str
    needs: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    evidence: tuple[str, ...] = ()
    bad: Example | None = None
    good: Example | None = None


def entries() -> tuple[Entry, ...]:
    """The entries of all rules and of all codes of the order."""
    return (*map(_of_rule, all_rules()), *map(_of_code, CODES.values()))


def find(wanted: str) -> Entry | None:
    """The entry of a code or a name, in any case; also of a check of a shipped profile, as in `ciniterflow:metadata`."""
    key = wanted.casefold()
    for entry in (*entries(), *profile_entries()):
        if key in (entry.code.casefold(), entry.name.casefold()):
            return entry
    return None


def near(wanted: str) -> list[str]:
    """Codes and names that somebody may have meant."""
    known = [text for entry in (*entries(), *profile_entries()) for text in (entry.code, entry.name)]
    folded = {text.casefold(): text for text in known}
    return [folded[text] for text in difflib.get_close_matches(wanted.casefold(), folded, n=3)]


def _of_rule(rule: type[Rule]) -> Entry:
    return Entry(
        rule.code,
        rule.name,
        rule.level,
        rule.is_default(),
        rule.basis,
        rule.summary,
        rule.why,
        rule.help,
        rule.reference.text,
        rule.reference.url,
        tuple(need.value for need in rule.needs),
        rule.options,
        rule.evidence,
        rule.bad,
        rule.good,
    )


def _of_code(code: Code) -> Entry:
    summary = code.meaning.removesuffix(".")
    level = Level.parse(code.level)
    return Entry(code.code, code.name, level, True, "profile", summary, "", code.help, _ORDER_SPEC, "")


def profile_entries() -> Iterator[Entry]:
    """The entries of the checks of all shipped profiles."""
    for name in shipped_profiles():
        profile = load_profile(name)
        for check in profile.checks:
            code = f"{name}:{check.id}"
            level = profile.levels.get(code, Level.ERROR.label)
            on = level != "off"
            kind = f"check of the values of {', '.join(check.at)}: {check.rule}"
            yield Entry(
                code,
                check.id,
                Level.parse(level) if on else Level.INFO,
                on,
                "profile",
                f"profile {name}, {kind}",
                check.why,
                "",
                profile.spec,
                "",
            )
