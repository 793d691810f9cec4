"""The rows of a trace within a limit: long runs of one kind keep their ends, and what lies between is folded and counted."""

from collections import deque
from collections.abc import Callable
from typing import Final

import attrs

from ._values import OTHERS, Fold, Row, Seen

EDGE: Final = 3
"""Blocks at each end of a run that are shown."""
FREE: Final = 300
"""Rows before anything is folded: a short stream is shown whole."""
NEAR: Final = 2
"""Blocks before and after a finding that are always shown."""
WINDOW: Final = 256
"""Blocks that wait, so that a finding made somewhat later still finds those around its place."""
WAITING: Final = 1 << 20
"""Characters of blocks that wait, at most."""
LAST: Final = 40
"""Blocks at the end of a stream that are shown though the rows before them took all the room."""


KINDS: Final = 200
"""Kinds that are counted one by one; the others are counted together."""


@attrs.define
class Waiting:
    """A block that is not settled: it may be shown, or counted."""

    number: int
    is_event: bool
    kind: str
    type: str
    id: str
    text: str
    """The data of an event, or the bytes of another block; the beginning of what is long."""
    length: int
    """Characters of the whole text."""
    byte: int
    size: int
    line: int
    chunk: int | None
    t: float | None


@attrs.define
class KindTotal:
    """How often a kind came, and when."""

    kind: str
    events: int = 0
    first: float | None = None
    """When the first came, in seconds after the request."""
    last: float | None = None


class Rows:
    """Takes the blocks of a stream in their order.

    :param limit: how many rows there may be, beside those near findings and the last.
    :param show: makes a row of a block.
    """

    def __init__(self, limit: int, show: Callable[[Waiting], Seen]) -> None:
        self.kinds: dict[str, KindTotal] = {}
        """Events by kind, in the order in which the kinds came."""
        self._limit = limit
        self._last = min(LAST, limit)
        self._make = show
        self._rows: list[Row] = []
        self._waiting: deque[Waiting] = deque()
        self._weight = 0
        self._pinned: set[int] = set()
        self._run = ""
        self._length = 0
        self._tail: deque[Waiting] = deque()
        self.shown = 0
        """Rows that show a block."""

    def add(self, waiting: Waiting) -> None:
        """Take the next block."""
        self._waiting.append(waiting)
        self._weight += len(waiting.text)
        while len(self._waiting) > WINDOW or self._weight > WAITING:
            self._settle_first()

    def pin(self, number: int) -> None:
        """Show the blocks around the event of this number, as far as they have not been folded."""
        self._pinned.update(range(number - NEAR, number + NEAR + 1))

    def name(self, kind_of: Callable[[Waiting], str]) -> None:
        """Give each block that waits a kind."""
        for waiting in self._waiting:
            waiting.kind = kind_of(waiting)

    def finish(self) -> tuple[Row, ...]:
        """Return all rows; the stream is over."""
        while self._waiting:
            self._settle_first()
        self._end_run()
        return tuple(self._rows)

    def _settle_first(self) -> None:
        waiting = self._waiting.popleft()
        self._weight -= len(waiting.text)
        if waiting.is_event:
            self._count(waiting)
        if waiting.number in self._pinned:
            self._end_run()
            self._show(waiting)
            return
        if waiting.kind != self._run and not self._is_full:
            self._end_run()
            self._run = waiting.kind
        self._length += 1
        if (self._length <= EDGE or self.shown < FREE) and not self._is_full:
            self._show(waiting)
            return
        self._tail.append(waiting)
        if len(self._tail) > (self._last if self._is_full else EDGE):
            self._fold(self._tail.popleft())

    def _count(self, waiting: Waiting) -> None:
        kind = waiting.kind if waiting.kind in self.kinds or len(self.kinds) < KINDS else OTHERS
        total = self.kinds.setdefault(kind, KindTotal(kind))
        total.events += 1
        total.first = waiting.t if total.first is None else total.first
        total.last = waiting.t

    @property
    def _is_full(self) -> bool:
        """Whether the rows have taken their room: then everything is one run, whatever its kinds."""
        return self.shown >= self._limit

    def _end_run(self) -> None:
        for waiting in self._tail:
            self._show(waiting)
        self._tail.clear()
        self._run, self._length = "", 0

    def _show(self, waiting: Waiting) -> None:
        self._rows.append(self._make(waiting))
        self.shown += 1

    def _fold(self, waiting: Waiting) -> None:
        last = self._rows[-1] if self._rows else None
        if not isinstance(last, Fold):
            last = Fold(waiting.number, waiting.number)
            self._rows.append(last)
        last.add(waiting.kind, waiting.number, waiting.size, waiting.t)
