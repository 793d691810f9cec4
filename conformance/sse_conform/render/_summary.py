"""The lines for people after the findings: one about each capture, then a summary of the run.

The summary calls nothing right that was not checked.
"""

from collections import Counter
from collections.abc import Iterator

from ..finding import Level
from ..report import NOT_ASKED, Report
from ._amounts import count, seconds, size
from ._notes import counted_notes, drift_notes, known_note, lacking_notes
from ._totals import Totals
from ._visible import visible

_NOUNS = ((Level.ERROR, "error"), (Level.WARNING, "warning"), (Level.INFO, "note"))
_PARTS = {
    "format": "The format",
    "http": "The response head",
    "order": "The order",
    "values": "The values in the events",
}
_CURE = "name a --profile, or see `sse-conform profile list`"


def capture_lines(report: Report) -> Iterator[str]:
    """Names the profile and its evidence, the amount of the stream, and the outcome."""
    # A profile may be a stranger's file, so its words are spelled out too.
    yield from map(visible, _capture_lines(report))


def _capture_lines(report: Report) -> Iterator[str]:
    source = report.source
    for note in (*counted_notes(report.totals), *drift_notes(report), *filter(None, (known_note(report),))):
        yield f"{source}: {note}"
    if report.sniffed not in (None, "empty"):
        return  # whoever opened it says what it is instead
    yield f"{source}: {_what(report)}: {report.outcome}"
    if report.notice and report.sniffed is None:
        yield f"{source}: {report.notice}"


def summary_lines(totals: Totals) -> Iterator[str]:
    if totals.captures:
        yield f"{_found(totals)}{_amount(totals)}."
    if totals.captures > 1 and totals.profiles:
        yield f"Order checked by profile: {_by_number(totals.profiles)}."
    if unknown := totals.unchecked - sum(n for part, n in totals.left_out.items() if part.name == "order"):
        which = "Its order" if totals.captures == 1 else f"The order of {count(unknown, 'capture')}"
        yield f"{which} was not checked: {NOT_ASKED if totals.unasked else _CURE}."
    yield from _left_out(totals)
    if known := totals.known.total():
        yield f"{count(known, 'finding')} known to the baseline: not shown, and no reason to fail."
    if totals.drift:
        yield f"The baseline says otherwise in {count(totals.drift, 'place')}."
    if totals.unread:
        yield f"{count(len(totals.unread), 'input')} could not be checked."
    if totals.interrupted:
        yield "Interrupted: this report is partial."


def statistics_lines(totals: Totals) -> Iterator[str]:
    """How often each rule struck, and which could not be decided."""
    for total in totals.by_code():
        yield f"{total.occurrences:>8,}  {visible(total.code):<8}  {total.level.label:<7}  {visible(total.name)}"
    yield from lacking_notes(totals.not_applicable)


def _what(report: Report) -> str:
    amount = ", ".join(_amounts(report.events, report.bytes, report.duration))
    if report.profile is not None:
        told, _, _ = report.profile_reason.partition(";")
        framing = f"; framing {report.framing}" if report.framing else ""
        return f"{report.profile} ({told}{framing}), {amount}"
    if not report.events:
        return amount
    near = f"; most like {report.nearest}" if report.nearest else ""
    return f"order not checked ({report.profile_reason}{near}), {amount}"


def _found(totals: Totals) -> str:
    captures = count(totals.captures, "capture")
    new = totals.levels - totals.known
    parts = [count(new[level], noun) for level, noun in _NOUNS if new[level]]
    if parts:
        return f"Found {', '.join(parts)} in {captures}"
    if totals.known or totals.drift:
        return f"Found {'no new finding' if totals.drift else 'nothing new'} in {captures}"
    if totals.formless == totals.captures:
        return f"{'Saw no fault' if totals.unchecked else 'Found nothing wrong'} in the events of {captures}"
    reservations = " and ".join(_reservations(totals))
    if totals.untouched == totals.captures:
        right = f"Nothing was checked of {captures}"
    elif totals.left_out or totals.broken_off:
        right = f"Found nothing wrong in what was checked of {captures}"
    elif reservations or totals.unchecked:
        right = f"The format of {captures} is right"
    else:
        right = f"Found nothing wrong in {captures}"
    return f"{right}, but {reservations}" if reservations else right


def _left_out(totals: Totals) -> Iterator[str]:
    """The parts about which no rule was selected, or none that could be decided."""
    for part, number in totals.left_out.items():
        what = _PARTS[part.name]
        whose = "" if number == totals.captures else f" of {count(number, 'capture')}"
        yield f"{what}{whose} {'were' if part.name == 'values' else 'was'} not checked: {part.lacks}."


def _reservations(totals: Totals) -> Iterator[str]:
    """What keeps captures without a finding from being called right."""
    for number, one, several in (
        (totals.failed, "tells of a failure", "tell of a failure"),
        (totals.empty, "has no event", "have no event"),
        (totals.formless, "has only its events", "have only their events"),
    ):
        if number:
            which = "it" if totals.captures == 1 else f"{number:,}"
            yield f"{which} {one if number == 1 else several}"


def _amount(totals: Totals) -> str:
    """How much was checked, and how it went; for one capture its own line says so."""
    if totals.captures == 1:
        return ""
    amounts = ", ".join(_amounts(totals.events, totals.bytes, totals.duration))
    return f" ({amounts}): {_by_number(totals.outcomes)}"


def _amounts(events: int, length: int, duration: float | None) -> Iterator[str]:
    yield count(events, "event")
    yield size(length)
    if duration is not None:
        yield seconds(duration)


def _by_number(counts: Counter[str]) -> str:
    return ", ".join(f"{number:,} {visible(word)}" for word, number in counts.most_common())
