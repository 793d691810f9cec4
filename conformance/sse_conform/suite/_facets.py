"""The plain view of what is compared: of an expectation what an implementation can say, of its reply the same.

Both are dicts of strings, numbers and lists, so that equality decides, and any renderer can show them.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, cast

from ._case import Dispatched, Expectation, OrderCase
from ._replies import Checking, Reading

Facets = dict[str, Any]

SHOWN = 160
"""Characters of a text that a verdict shows whole."""


def wanted_facets(expectation: Expectation, capabilities: frozenset[str]) -> Facets:
    """What an expectation demands of a decoder that can say these things."""
    facets: Facets = {"error": True if expectation.error else None}
    if expectation.events is not None:
        stamped = any(event.chunk for event in expectation.events)
        facets["events"] = [_event(event, capabilities, stamped) for event in expectation.events]
    if expectation.comments is not None and "comments" in capabilities:
        facets["comments"] = list(expectation.comments)
    for name, value in expectation.state.items():
        if name in capabilities:
            facets[name] = value
    return facets


def got_facets(reading: Reading, wanted: Facets, capabilities: frozenset[str]) -> Facets:
    """Of what a decoder said, that which is wanted."""
    facets: Facets = {"error": reading.error}
    if wanted["error"]:
        facets["error"] = reading.error is not None
    if "events" in wanted:
        stamped = any("chunk" in event for event in wanted["events"])
        facets["events"] = [_event(event, capabilities, stamped) for event in reading.events]
    if "comments" in wanted:
        facets["comments"] = list(reading.comments or ())
    for name in wanted.keys() & {"last_event_id", "retry", "discarded"}:
        facets[name] = reading.state.get(name)
    return facets


def _event(event: Dispatched, capabilities: frozenset[str], stamped: bool) -> Facets:
    facets: Facets = {"type": event.type, "data": event.data}
    if "id" in capabilities:
        facets["id"] = event.id
    if stamped:
        facets["chunk"] = event.chunk
    return facets


def order_facets(case: OrderCase | Checking, capabilities: frozenset[str]) -> Facets:
    """The expected or the actual answer of a checker, cut down to the members that it can report."""
    facets: Facets = {name: getattr(case, name) for name in sorted(capabilities) if name != "findings"}
    if "findings" in capabilities:
        facets["findings"] = sorted(
            f"{found.code} {found.level} at byte {found.byte}, line {found.line}, event {found.event}"
            for found in case.findings or ()
        )
    return facets


def missing_promise(reading: Reading, capabilities: frozenset[str]) -> str | None:
    """A capability that the implementation declared and did not keep in this reply; one that gave up may be silent."""
    if reading.error is not None:
        return None
    if "comments" in capabilities and reading.comments is None:
        return "comments"
    if "prompt" in capabilities and any(event.chunk is None for event in reading.events):
        return "prompt"
    stated = capabilities & {"last_event_id", "retry", "discarded"}
    return min(stated - reading.state.keys(), default=None)


def difference(wanted: Facets, got: Facets) -> str:
    """The first thing that differs, as a sentence without a full stop; something must."""
    name = min((name for name in wanted if wanted[name] != got[name]), key=_ORDER.index)
    if name == "events":
        return _events_difference(wanted[name], got[name])
    if name == "findings":
        return _findings_difference(wanted[name], got[name])
    if name == "error" and not wanted[name]:
        return f"it gave up: {got[name]}"
    return f"{name} is {show(got[name])} where {show(wanted[name])} is wanted"


_ORDER = (
    *("refused", "error", "events", "comments", "last_event_id", "retry", "discarded"),
    *("framing", "outcome", "text", "findings"),
)


def _findings_difference(wanted: Sequence[str], got: Sequence[str]) -> str:
    for finding in wanted:
        if finding not in got:
            return f"it does not find {finding}"
    for finding in got:
        if finding not in wanted:
            return f"it finds {finding}, which is not there"
    return "it gives a finding more than once"


def _events_difference(wanted: Sequence[Facets], got: Sequence[Facets]) -> str:
    for number, (left, right) in enumerate(zip(wanted, got, strict=False), 1):
        for name in left:
            if left[name] != right[name]:
                return f"{name} of event {number} is {show(right[name])} where {show(left[name])} is wanted"
    number, more = len(got), len(wanted)
    if number > more:
        return f"{_events(number)} where {more} is right: the first too many is {show(got[more])}"
    return f"{_events(number)} where {more} is right: the first missing is {show(wanted[number])}"


def _events(number: int) -> str:
    return f"{number} event" if number == 1 else f"{number} events"


def show(value: object) -> str:
    """A value for a sentence."""
    return repr(abridge(value))


def abridge(value: object) -> Any:
    """The same value with long texts cut; a digest tells two of them apart."""
    if isinstance(value, str):
        if len(value) <= SHOWN:
            return value
        digest = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        return f"{value[:60]} ... {value[-20:]} ({len(value)} characters, sha256 {digest})"
    if isinstance(value, Mapping):
        return {name: abridge(part) for name, part in cast("Mapping[str, object]", value).items()}
    if isinstance(value, list):
        return [abridge(part) for part in cast("list[object]", value)]
    return value
