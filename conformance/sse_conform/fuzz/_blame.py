"""Finds what a difference rests on: a demand is the cause if the difference goes once the input no longer makes it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeAlias, TypeVar, cast

import attrs

from ..suite import Verdict

Facets: TypeAlias = dict[str, object]
G = TypeVar("G")


def _as_it_is(given: G) -> G:
    return given


@attrs.frozen
class Cause(Generic[G]):
    """A demand that an input makes, and how to take it back."""

    requirement: str
    """The statement of fixtures/standard.toml, as `--skip` names it."""
    says: str
    """What in the input makes the demand, in a few words."""
    plain: Callable[[G], G] = attrs.field(default=_as_it_is, eq=False)
    """The input without it; the same input if it does not make this demand."""
    probe: bool = attrs.field(default=False, eq=False)
    """What it makes of an input is larger, and shows the cause without being plainer."""


def blamed(given: G, causes: Iterable[Cause[G]], differs: Callable[[G], bool]) -> tuple[G, Cause[G] | None]:
    """The input as plain as it gets with its difference, and the first cause; None if no cause is in it."""
    found: Cause[G] | None = None
    for cause in causes:
        plain = cause.plain(given)
        if plain == given:
            continue
        if differs(plain):
            given = given if cause.probe else plain
        elif found is None:
            found = cause
    return given, found


def without(given: G, causes: Iterable[Cause[G]]) -> G:
    """The input without what any of the causes is about."""
    for cause in causes:
        given = cause.plain(given)
    return given


_BY_FACET = {
    "comments": ("comment", "the text of comments"),
    "retry": ("retry-field", "the reconnection time"),
    "last_event_id": ("id-at-dispatch", "the last event id at the end"),
    "discarded": ("end-of-stream", "how much is discarded"),
    "id": ("id-at-dispatch", "the last event id"),
    "type": ("event-type", "the type"),
    "data": ("data-field", "the data"),
    "refused": ("grammar", "what can be written"),
    "error": ("data-field", "plain data"),
}
_TOO_MANY = ("blank-line", "where there is no event")
_TOO_FEW = ("data-field", "plain data")


def by_what_differs(verdict: Verdict) -> tuple[str, str]:
    """The requirement of a difference in a plain input, by the first differing facet, and a few words for it."""
    name = next(differing(verdict), "error")
    if name == "events":
        wanted, got = (len(cast("list[object]", each["events"])) for each in (verdict.wanted, verdict.got))
        return _TOO_FEW if got < wanted else _TOO_MANY
    return _BY_FACET.get(name, _TOO_FEW)


def differing(verdict: Verdict) -> Iterator[str]:
    """What differs: members of events where there are as many as wanted, or else the names of what was compared."""
    for name, wanted in verdict.wanted.items():
        got = verdict.got.get(name)
        if wanted == got:
            continue
        pairs = _pairs(wanted, got) if name == "events" else None
        if pairs is None:
            yield name
        else:
            for left, right in pairs:
                yield from (member for member in left if left[member] != right[member])


def _pairs(wanted: object, got: object) -> list[tuple[Facets, Facets]] | None:
    """The wanted and the given events side by side; None if their numbers differ."""
    left, right = (cast("list[Facets]", events) for events in (wanted, got))
    return list(zip(left, right, strict=True)) if len(left) == len(right) else None
