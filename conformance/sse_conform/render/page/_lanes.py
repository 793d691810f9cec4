"""The order of a stream as a drawing: a lane for each kind, the events from left to right, and what was awaited where the order broke."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

import attrs

from ...finding import Finding
from ...trace import Break, Fold, Row, Trace, is_about_head
from .._amounts import count
from .._visible import visible

STEP, LANE, HEAD = 34, 26, 26
"""Measures of the drawing: a column, a lane, and the room above the lanes."""
_LETTER: Final = 8.8
"""Room for a letter of a name."""
_ALIKE: Final = 4
"""Events of one kind in a row that share a column."""
_COLUMNS: Final = 90
_FIRST, _AROUND, _LAST = 40, 2, 15
"""Columns at the beginning, around a place of interest and at the end that are drawn of a long stream."""
_LANES: Final = 24
_NAME: Final = 27
"""Characters of a name that have room."""


@attrs.define
class Column:
    """Events that are drawn as one."""

    first: int
    last: int
    kinds: tuple[str, ...]
    """Names of the lanes; none where events of several kinds are folded."""
    events: int
    is_marked: bool = False
    """Whether a finding or a break is at it."""
    breaks: list[Break] = attrs.Factory(list[Break])
    x: float = 0.0

    @property
    def words(self) -> str:
        """The events, in words."""
        if not self.events:
            return "the end"
        which = (
            f"event {self.first:,}" if self.first == self.last else f"events {self.first:,} to {self.last:,}"
        )
        what = self.kinds[0] if self.kinds else f"{count(self.events, 'event')} of several kinds, folded"
        return f"{which}: {what}" + (f", {self.events:,} times" if self.kinds and self.events > 1 else "")


@attrs.frozen
class Lane:
    """A kind."""

    name: str
    short: str
    y: float
    came: int
    """How many events of this kind came; 0 for a kind that was only awaited."""


@attrs.frozen
class Lanes:
    """What is drawn."""

    lanes: tuple[Lane, ...]
    columns: tuple[Column, ...]
    margin: float
    """Room for the names."""
    width: float
    height: float
    path: str
    """The way from event to event, as SVG has it."""
    awaited: tuple[tuple[float, float, str], ...]
    """Place of each kind that was awaited, and words."""
    breaks: tuple[tuple[str, Break], ...]
    """Each place at which the order broke, in words."""

    def y(self, name: str) -> float:
        """The middle of the lane of a kind; that of all others where it has none of its own."""
        return next((lane.y for lane in self.lanes if lane.name == name), self.lanes[-1].y)


def lanes(trace: Trace, findings: Sequence[Finding]) -> Lanes | None:
    """Return the drawing of a trace; None where no event came and none was awaited."""
    order = [finding for finding in findings if finding.basis == "profile"]
    breaks = {number: told for number, told in trace.breaks.items() if _is_told(number, told, order)}
    marked = {finding.pos.event for finding in findings if not is_about_head(finding)}
    columns = _drawn(list(_columns(trace.rows, marked, breaks)))
    if 0 in breaks:
        columns.append(Column(0, 0, (), 0, is_marked=True, breaks=breaks[0]))
    if not columns:
        return None
    names = _names(trace, columns)
    drawn = tuple(
        Lane(name, _short(name), HEAD + LANE * (index + 0.5), came)
        for index, (name, came) in enumerate(names.items())
    )
    margin = 24 + _LETTER * max(len(lane.short) for lane in drawn)
    for index, column in enumerate(columns):
        column.x = margin + STEP * (index + 0.5)
    width, height = margin + STEP * len(columns) + 10, HEAD + LANE * len(drawn) + 6
    picture = Lanes(drawn, tuple(columns), margin, width, height, "", (), _told(columns))
    return attrs.evolve(picture, path=_path(picture), awaited=tuple(_awaited(picture)))


def _is_told(number: int, told: Sequence[Break], order: Sequence[Finding]) -> bool:
    """Return True if the check tells one of these breaks: it may have been left out."""
    codes = {each.code for each in told}
    return any(finding.code in codes and (number == 0 or finding.pos.event == number) for finding in order)


def _columns(rows: Sequence[Row], marked: set[int], breaks: dict[int, list[Break]]) -> Iterator[Column]:
    def alike(row: Row) -> object:
        if isinstance(row, Fold):
            return (next(iter(row.kinds)),) if len(row.kinds) == 1 else id(row)
        return row.number if row.number in marked or row.number in breaks else (row.kind,)

    events = [row for row in rows if isinstance(row, Fold) or row.is_event]
    for _, group in groupby(events, key=alike):
        each = list(group)
        number = sum(1 if not isinstance(row, Fold) else row.blocks for row in each)
        first, last = each[0], each[-1]
        if number >= _ALIKE or isinstance(first, Fold):
            yield Column(_first(first), _last(last), _kinds(each), number)
        else:
            for row in each:
                found = breaks.get(_first(row), [])
                yield Column(
                    _first(row), _last(row), _kinds([row]), 1, _first(row) in marked or bool(found), found
                )


def _first(row: Row) -> int:
    return row.first if isinstance(row, Fold) else row.number


def _last(row: Row) -> int:
    return row.last if isinstance(row, Fold) else row.number


def _kinds(rows: Sequence[Row]) -> tuple[str, ...]:
    kinds = {kind for row in rows for kind in (row.kinds if isinstance(row, Fold) else (row.kind,))}
    return tuple(kinds) if len(kinds) == 1 else ()


def _drawn(columns: list[Column]) -> list[Column]:
    """Those that are drawn; what lies between is one column."""
    if len(columns) <= _COLUMNS:
        return columns
    places = [index for index, column in enumerate(columns) if column.is_marked][: _COLUMNS // 3]
    kept = {near for place in places for near in range(place - _AROUND, place + _AROUND + 1)}
    kept.update(range(_FIRST), range(len(columns) - _LAST, len(columns)))
    drawn: list[Column] = []
    for is_kept, group in groupby(enumerate(columns), key=lambda each: each[0] in kept):
        each = [column for _, column in group]
        if is_kept:
            drawn += each
        else:
            kinds = {kind for column in each for kind in column.kinds or ("", " ")}
            events = sum(column.events for column in each)
            drawn.append(
                Column(each[0].first, each[-1].last, tuple(kinds) if len(kinds) == 1 else (), events)
            )
    return drawn


def _names(trace: Trace, columns: Sequence[Column]) -> dict[str, int]:
    """The lanes with how often each kind came: the kinds that were awaited, then those that came, as many as have room."""
    came = {kind.kind: kind.events for kind in trace.kinds}
    awaited = [
        kind for column in columns for each in column.breaks for kind in (*each.missing, *each.expected)
    ]
    wanted = dict.fromkeys(
        [kind for column in columns if column.is_marked for kind in column.kinds] + awaited
    )
    room = list(dict.fromkeys([*list(wanted)[: _LANES // 2], *came]))[:_LANES]
    names = {kind: came[kind] for kind in came if kind in room}
    names |= {kind: 0 for kind in room if kind not in names}
    rest = sum(number for kind, number in came.items() if kind not in names)
    return names | {"other kinds": rest} if rest or not names else names


def _short(name: str) -> str:
    words = visible(name)
    return words if len(words) <= _NAME else f"{words[: _NAME - 1]}\u2026"


def _path(picture: Lanes) -> str:
    points = [(column.x, picture.y(column.kinds[0])) for column in picture.columns if column.kinds]
    return " ".join(f"{'L' if index else 'M'}{x:.0f} {y:.0f}" for index, (x, y) in enumerate(points))


def _awaited(picture: Lanes) -> Iterator[tuple[float, float, str]]:
    names = {lane.name for lane in picture.lanes}
    for column in picture.columns:
        kinds = dict.fromkeys(kind for each in column.breaks for kind in (*each.missing, *each.expected))
        for kind in kinds:
            if kind in names:
                yield column.x, picture.y(kind), f"{kind} was awaited here"


def _told(columns: Sequence[Column]) -> tuple[tuple[str, Break], ...]:
    return tuple(
        (f"At event {column.first:,}" if column.events else "At the end", each)
        for column in columns
        for each in column.breaks
    )
