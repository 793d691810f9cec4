"""When a stream came: what came first, where it paused or came all at once, and how fast, in a few lines that fit."""

from collections.abc import Iterator

from sse_codec import LimitExceeded, Scanner

from ..captures import Chunk, Ending
from ..render import count, seconds, size, visible
from ._base import BOLD, DIM, Canvas, View
from ._moments import Moments, Strip, is_token

NO_TIMES = "it has no times; `sse-conform check URL -o FILE.ssecap` records them"


class StreamView(View):
    """The numbers, a strip of the events over time, and the moments that stand out."""

    def __init__(self, canvas: Canvas, *, has_edges: bool) -> None:
        super().__init__(canvas, has_edges=has_edges)
        self._scanner: Scanner | None = Scanner()
        self._moments = Moments()
        self._strip = Strip(max(canvas.columns - 24, 20))
        self._bytes = self._chunks = self._events = 0
        self._has_token = False

    @property
    def is_without_events(self) -> bool:
        return not self._events

    def read(self, chunk: Chunk) -> Iterator[str]:
        self._bytes += len(chunk.data)
        self._chunks += 1
        if chunk.t is not None:
            self._moments.came(chunk.t, self._events, len(chunk.data))
            self._strip.add(chunk.t, self._feed(chunk))
        else:
            self._feed(chunk)
        yield from ()

    def _feed(self, chunk: Chunk) -> int:
        """How many events a read completes."""
        if self._scanner is None:
            return 0
        try:
            blocks = self._scanner.feed(chunk.data)
        except LimitExceeded:
            self._scanner = None
            return 0
        events = [block.event for block in blocks if block.event is not None]
        self._events += len(events)
        if events and chunk.t is not None:
            self._moments.first(chunk.t, f"first event: {visible(events[0].type)}", "event")
            if not self._has_token and any(map(is_token, events)):
                self._has_token = True
                self._moments.first(chunk.t, "first token", "token")
        return len(events)

    def end(self, ending: Ending) -> Iterator[str]:
        chunks = f" in {count(self._chunks, 'chunk')}" if self._has_edges else ""
        yield f"{self._canvas.paint(BOLD, count(self._events, 'event'))}, {size(self._bytes)}{chunks}\n"
        if self._scanner is None:
            yield "an event is too large: those behind it are not counted\n"
        last = self._moments.last
        if last is None:
            yield f"{NO_TIMES}\n" if self._chunks else ""
            yield self._canvas.paint(DIM, f"-- {ending.words}") + "\n"
            return
        yield from self._moments.pace(self._events)
        over = last if ending.t is None else max(ending.t, last)
        yield f"{'0 s':>9} |{self._strip.drawn(over, is_unicode=self._canvas.is_unicode)}| {seconds(over)}\n"
        self._moments.close(self._events)
        for t, words in self._moments.told():
            yield f"{seconds(t):>9}  {words}\n"
        when = "" if ending.t is None else seconds(ending.t)
        yield self._canvas.paint(DIM, f"{when:>9}  {ending.words}") + "\n"
