"""The trace of one stream, and the recorder that makes it from the chunks as they are read."""

import re
from collections.abc import Sequence
from typing import Final, Literal

import attrs

from sse_codec import Block, Fact, LimitExceeded, Line, Scanner
from sse_codec.ordering import Profile

from ..captures import Capture, Chunk
from ..ending import BY_US, Ending
from ..finding import Finding
from ..redaction import BLANK, Redactor, is_secret
from ._clipped import MARGIN, clipped
from ._contents import Contents
from ._order import Break, Order
from ._rows import KindTotal, Rows, Waiting
from ._times import Times
from ._values import Row, Seen, Surroundings
from ._window import Window

_SHOWN: Final = 500
"""Characters of a text that are shown."""
_NAMED: Final = 64
"""Characters of a name, such as that of a kind."""
_LARGEST: Final = 1 << 20
"""Characters of an event that is read for its kind."""
_UNKNOWN_FIELDS: Final = 100
_KINDS: Final = 1000
_SERVER: Final = re.compile(
    r"(https?)://(?:[^/?#@]*@)?(\[[^\]]*\]|[^/:?#]*)(?::([0-9]{1,5}))?", re.IGNORECASE
)
_PORTS: Final = {"http": "80", "https": "443"}


@attrs.frozen
class Settings:
    """Settings of the traces of a run. The check of the same streams uses the same values."""

    redactor: Redactor
    profile: Profile | Literal["auto"] | None = "auto"
    framing: str | None = None
    max_event_size: int | None = None
    max_events: int | None = None
    keeps_contents: bool = False
    """Whether what each event says is kept, to compare streams."""
    now: int = 0
    """When the run is, in nanoseconds since 1970."""


@attrs.frozen
class Trace:
    """What a report shows of one stream beside its findings."""

    capture: Capture
    """The capture without secrets; its reads are over."""
    rows: tuple[Row, ...]
    kinds: tuple[KindTotal, ...]
    """Events by kind, in the order in which the kinds came."""
    breaks: dict[int, list[Break]]
    """Where the order broke, by the number of the event; 0 stands for the end."""
    profile: str
    """Name of the profile that gave the kinds; "" where the SSE types stand for them."""
    surroundings: tuple[Surroundings | None, ...]
    """The bytes around each finding, in the order of the findings; None for one that has no place among the bytes."""
    events: int
    chunks: int
    endings: tuple[str, ...]
    """The line endings that came: "LF", "CR LF", "CR"."""
    comments: int
    """Blocks with a comment."""
    cut: str
    """Why blocks at the end are not in the rows; "" when all are."""
    tokens: int | None
    """Tokens of the answer, as the stream counts them; None where it does not."""
    model: str
    """Name of the model, as the stream tells it."""
    times: Times | None
    """None where the capture has no times."""
    contents: Contents | None

    @property
    def server(self) -> tuple[tuple[str, str], ...]:
        """Address and port of the server, in the names of OpenTelemetry; nothing for a stream that is not from a URL."""
        match = _SERVER.match(self.capture.source)
        if match is None:
            return ()
        port = match[3] or _PORTS[match[1].lower()]
        return ("server.address", match[2].strip("[]")), ("server.port", port)

    @property
    def output(self) -> KindTotal | None:
        """The kind that carries the answer: of several that came, the one that came most often; None without an event."""
        return max(self.kinds, key=lambda kind: kind.events, default=None)


class Recorder:
    """Records one stream."""

    def __init__(self, capture: Capture, settings: Settings, limit: int) -> None:
        """:param limit: rows that the trace may have, beside those near findings and the last."""
        self._capture = capture
        self._settings = settings
        self._rows = Rows(limit, self._shown)
        self._window = Window(settings.redactor)
        self._order = Order(settings.profile, settings.framing)
        self._scanner = Scanner(max_event_size=settings.max_event_size)
        self._times = Times()
        self._contents = Contents(settings.redactor) if settings.keeps_contents else None
        self._names: dict[str, str] = {}
        self._unknown: set[str] = set()
        self._is_named = False
        self._facts = 0
        self._comments = self._events = self._chunks = 0
        self._cut = ""
        self._is_over = False

    def read(self, read: Chunk | Ending) -> None:
        """Take a chunk of the stream, or its ending."""
        if isinstance(read, Ending):
            self._end(complete=read.kind not in BY_US)
        elif read.data:
            self._take(read)

    def mark(self, finding: Finding) -> None:
        """Keep what is around the place of a finding."""
        self._rows.pin(finding.pos.event)
        self._window.ask(finding)

    def finish(self) -> Trace:
        """Return the trace of what was read."""
        if not self._is_over:
            self._end(complete=False)
        order = self._order
        return Trace(
            capture=self._harmless(),
            rows=self._rows.finish(),
            kinds=tuple(self._rows.kinds.values()),
            breaks=order.breaks,
            profile=order.profile.name if order.profile else "",
            surroundings=self._window.finish(),
            events=self._events,
            chunks=self._chunks,
            endings=tuple(name for bit, name in _ENDINGS if self._facts & bit),
            comments=self._comments,
            cut=self._cut,
            tokens=order.tokens,
            model=clipped(order.model, _NAMED, self._settings.redactor)[0],
            times=self._times if self._times.chunks else None,
            contents=self._contents,
        )

    def _harmless(self) -> Capture:
        """The capture without secrets, and without the stream."""
        capture, text = self._capture, self._settings.redactor.text
        head = capture.head
        if head is not None:
            fields = [(name, BLANK if is_secret(name) else text(value)) for name, value in head.headers]
            head = attrs.evolve(head, headers=tuple(fields))
        notes = tuple(map(text, capture.notes))
        return attrs.evolve(
            capture,
            source=text(capture.source),
            head=head,
            notes=notes,
            reads=iter(()),
            request=None,
            place=None,
        )

    def _take(self, chunk: Chunk) -> None:
        self._chunks += 1
        self._window.add(chunk.data)
        if self._cut:
            return
        next_event = self._events + 1
        try:
            blocks: Sequence[Block] = self._scanner.feed(chunk.data)
        except LimitExceeded:
            self._cut, blocks = "an event is too large to be read", ()
        self._read(blocks, chunk.t)
        if chunk.t is not None:
            self._times.add(chunk.t, len(chunk.data), self._events + 1 - next_event, next_event)

    def _end(self, *, complete: bool) -> None:
        self._is_over = True
        try:
            last = self._scanner.close()
        except LimitExceeded:
            self._cut, last = "an event is too large to be read", None
        self._read([last] if last else [], self._times.last if self._times.chunks else None)
        self._order.close(self._unknown, complete=complete)
        self._name()

    def _read(self, blocks: Sequence[Block], t: float | None) -> None:
        for block in blocks:
            if self._events == self._settings.max_events:
                self._cut = "the check stopped there, as it was told"
                return
            self._facts |= block.facts
            self._comments += bool(block.facts & Fact.COMMENT)
            if block.facts & Fact.UNKNOWN_FIELD and len(self._unknown) < _UNKNOWN_FIELDS:
                self._unknown.update(line.name[:_NAMED] for line in block.lines if _is_unknown(line))
            if block.event is not None:
                self._events += 1
                self._order.feed(block.event, self._unknown)
                self._name()
                if self._contents is not None:
                    self._contents.add(block.event, block.offset, t)
            if block.fate != "empty":
                self._rows.add(self._waiting(block, t))

    def _name(self) -> None:
        """Name the kinds of the events that came before the profile was known."""
        if self._order.profile is not None and not self._is_named:
            self._is_named = True
            self._rows.name(self._late_kind)

    def _late_kind(self, waiting: Waiting) -> str:
        is_whole = waiting.is_event and len(waiting.text) == waiting.length
        return self._named(self._order.kind(waiting.type, waiting.text)) if is_whole else waiting.kind

    def _named(self, kind: str) -> str:
        """The name of a kind as it is shown; kinds come again and again."""
        if kind not in self._names:
            if len(self._names) > _KINDS:
                self._names.clear()
            self._names[kind] = clipped(kind, _NAMED, self._settings.redactor)[0]
        return self._names[kind]

    def _waiting(self, block: Block, t: float | None) -> Waiting:
        event, known = block.event, _SHOWN + MARGIN
        if event is None:
            number, kind, type, id = self._events + 1, _kind_without(block), "", ""
            text, length = block.raw[:known].decode("utf-8", "surrogateescape"), len(block.raw)
        else:
            number, kind, type, id = self._events, event.type, event.type[:known], event.id[:known]
            text, length = event.data, len(event.data)
            if self._is_named and length <= _LARGEST:
                kind = self._order.kind(event.type, text)
            kind, text = self._named(kind), text[:known]
        return Waiting(
            number=number,
            is_event=event is not None,
            kind=kind,
            type=type,
            id=id,
            text=text,
            length=length,
            byte=block.offset,
            size=len(block.raw),
            line=block.number,
            chunk=self._chunks if self._capture.fidelity in ("timed", "chunks") else None,
            t=t,
        )

    def _shown(self, waiting: Waiting) -> Seen:
        redactor = self._settings.redactor
        text, more = clipped(waiting.text, _SHOWN, redactor, length=waiting.length)
        return Seen(
            waiting.number,
            waiting.is_event,
            waiting.kind,
            clipped(waiting.type, _NAMED, redactor)[0],
            clipped(waiting.id, _NAMED, redactor)[0],
            text,
            more,
            waiting.byte,
            waiting.size,
            waiting.line,
            waiting.chunk,
            waiting.t,
        )


_ENDINGS: Final = ((Fact.LF, "LF"), (Fact.CR_LF, "CR LF"), (Fact.CR, "CR"))
_SAYS_MORE: Final = Fact.EVENT | Fact.ID | Fact.RETRY | Fact.UNKNOWN_FIELD


def _kind_without(block: Block) -> str:
    """What stands for the kind of a block that dispatched nothing."""
    if block.fate == "unterminated":
        return "(unfinished)"
    if block.facts & Fact.RETRY:
        return "(retry)"
    return "(no data)" if block.facts & _SAYS_MORE else "(comment)"


def _is_unknown(line: Line) -> bool:
    return line.kind == "field" and line.name not in ("data", "event", "id", "retry")
