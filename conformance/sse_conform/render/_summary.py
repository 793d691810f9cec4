"""The last words of a run for people: how much was found, in how much, and how the streams went."""

from collections.abc import Iterator

from ..finding import Level
from ._totals import Totals
from ._visible import visible
from ._words import count, seconds, size

_NOUNS = ((Level.ERROR, "error"), (Level.WARNING, "warning"), (Level.INFO, "note"))


def summary_lines(totals: Totals) -> Iterator[str]:
    if totals.captures:
        yield f"{_found(totals)} in {count(totals.captures, 'capture')} ({_amount(totals)}): {_outcomes(totals)}."
    if totals.unread:
        yield f"{count(len(totals.unread), 'input')} could not be checked."
    if totals.interrupted:
        yield "Interrupted: this report is partial."


def statistics_lines(totals: Totals) -> Iterator[str]:
    """How often each rule struck, and which could not be decided."""
    for total in totals.by_code():
        yield f"{total.occurrences:>8,}  {total.code:<8}  {total.level.label:<7}  {total.name}"
    lacking: dict[str, list[str]] = {}
    for rule in sorted(totals.not_applicable, key=lambda rule: rule.code):
        lacking.setdefault(rule.lacks, []).append(rule.code)
    for lacks, codes in lacking.items():
        yield f"Not applicable, for want of {lacks}: {', '.join(dict.fromkeys(codes))}."


def _found(totals: Totals) -> str:
    parts = [count(totals.levels[level], noun) for level, noun in _NOUNS if totals.levels[level]]
    return f"Found {', '.join(parts)}" if parts else "Found nothing wrong"


def _amount(totals: Totals) -> str:
    parts = [count(totals.events, "event"), size(totals.bytes)]
    if totals.duration is not None:
        parts.append(seconds(totals.duration))
    return ", ".join(parts)


def _outcomes(totals: Totals) -> str:
    if len(totals.outcomes) == 1:
        return visible(next(iter(totals.outcomes)))
    return ", ".join(f"{number:,} {visible(outcome)}" for outcome, number in totals.outcomes.most_common())
