"""Two captures held against each other, as the page shows it: what each was, what became of the events, how the times changed."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from ...trace import Contents, Difference, Trace, compare
from .._amounts import count, seconds, size
from ._timeline import Timeline, timeline

if TYPE_CHECKING:
    from ._page import Captured

_SHOWN: Final = 200
"""Events of each sort that are shown; the others are counted."""
_NONE: Final = "\u2013"


@attrs.frozen
class Side:
    """An event of one of the streams."""

    number: int
    byte: int
    t: float | None
    content: tuple[str, str, str] | None
    """Type, data and id; None where they were not kept."""


@attrs.frozen
class Fate:
    """What became of an event."""

    word: str
    """"lost", "added", "changed" or "moved"."""
    before: Side | None
    after: Side | None


@attrs.frozen
class Comparison:
    """What is shown of two streams."""

    facts: tuple[tuple[str, str, str], ...]
    """What was measured or seen, of the first stream and of the second."""
    difference: Difference | None
    """None where the events of one of them could not be read."""
    fates: tuple[Fate, ...]
    more: tuple[tuple[str, int], ...]
    """Events that are not shown, by their fate."""
    timelines: tuple[Timeline, Timeline] | None
    """Both in the same scale; None where one has no times."""
    words: str
    """The comparison in a sentence."""


def comparison(before: "Captured", after: "Captured") -> Comparison:
    """Hold the second capture against the first."""
    traces = before.trace, after.trace
    contents = _contents(before), _contents(after)
    difference = None
    fates: list[Fate] = []
    more: list[tuple[str, int]] = []
    if contents[0] is not None and contents[1] is not None:
        difference = compare(contents[0], contents[1])
        fates, more = _fates(difference, contents[0], contents[1])
    return Comparison(
        tuple(_facts(before, after)),
        difference,
        tuple(fates),
        tuple(more),
        _timelines(traces),
        _words(difference),
    )


def _contents(captured: "Captured") -> Contents | None:
    is_stream = captured.report is not None and captured.report.sniffed is None
    return captured.trace.contents if captured.trace and is_stream else None


def _words(difference: Difference | None) -> str:
    if difference is None:
        return "The events cannot be compared, since one of the inputs is no event stream."
    fates = (
        ("lost", difference.lost),
        ("added", difference.added),
        ("changed", difference.changed),
        ("moved", difference.moved),
    )
    parts = [f"{len(found):,} {word}" for word, found in fates if found]
    same = f"{count(difference.same, 'event')} came through unchanged"
    return f"{same}; {', '.join(parts)}." if parts else f"{same}, in the same order, and nothing else came."


def _fates(
    difference: Difference, before: Contents, after: Contents
) -> tuple[list[Fate], list[tuple[str, int]]]:
    found: dict[str, Sequence[tuple[int | None, int | None]]] = {
        "lost": [(index, None) for index in difference.lost],
        "added": [(None, index) for index in difference.added],
        "changed": difference.changed,
        "moved": difference.moved,
    }
    fates = [
        Fate(
            word,
            None if one is None else _side(before, one),
            None if other is None else _side(after, other),
        )
        for word, pairs in found.items()
        for one, other in pairs[:_SHOWN]
    ]
    more = [(word, len(pairs) - _SHOWN) for word, pairs in found.items() if len(pairs) > _SHOWN]
    return fates, more


def _side(contents: Contents, index: int) -> Side:
    t = contents.times[index]
    return Side(index + 1, contents.bytes[index], None if t < 0 else t, contents.shown(index))


def _timelines(traces: tuple[Trace | None, Trace | None]) -> tuple[Timeline, Timeline] | None:
    until = max((trace.times.last for trace in traces if trace and trace.times), default=0.0)
    drawn = [timeline(trace, until) if trace else None for trace in traces]
    return None if drawn[0] is None or drawn[1] is None else (drawn[0], drawn[1])


def _facts(before: "Captured", after: "Captured") -> Iterator[tuple[str, str, str]]:
    one, other = list(_measured(before)), list(_measured(after))
    for (name, value), (_, second) in zip(one, other, strict=True):
        yield name, value, second
    heads = [_head(each.trace) for each in (before, after)]
    for name in dict.fromkeys([*heads[0], *heads[1]]):
        values = [head.get(name, _NONE) for head in heads]
        if values[0] != values[1]:
            yield name, values[0], values[1]


def _measured(captured: "Captured") -> Iterator[tuple[str, str]]:
    report, trace = captured.report, captured.trace
    times = trace.times if trace else None
    output = trace.output if trace else None
    yield "capture", captured.source
    yield "outcome", report.outcome if report else _NONE
    yield "profile", report.profile or "none" if report else _NONE
    yield "findings", f"{len(captured.findings):,}"
    yield "events", f"{report.events:,}" if report else _NONE
    yield "blocks with a comment", f"{trace.comments:,}" if trace else _NONE
    yield "size", size(report.bytes) if report else _NONE
    yield "line endings", ", ".join(trace.endings) if trace else _NONE
    yield (
        "chunks",
        f"{trace.chunks:,}" if trace and trace.capture.fidelity in ("timed", "chunks") else "not known",
    )
    yield "first chunk", seconds(times.first) if times else "not timed"
    first = output.first if output and times else None
    yield "first token", "not timed" if first is None else seconds(first)
    yield "last chunk", seconds(times.last) if times else "not timed"
    yield (
        "longest gap",
        seconds(times.gaps[0].seconds) if times and times.gaps else "not timed" if not times else "none",
    )
    yield (
        "most events in one chunk",
        f"{times.most_events:,}" if times else "not timed",
    )


def _head(trace: Trace | None) -> dict[str, str]:
    head = trace.capture.head if trace else None
    if head is None:
        return {}
    fields: dict[str, str] = {"status": str(head.status), "HTTP version": head.version}
    for name, value in head.headers:
        key = name.title()
        fields[key] = f"{fields[key]}, {value}" if key in fields else value
    return fields
