"""One exchange of a recording: its body tells if it is a stream, and gets the shape of a capture."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import attrs

from ..ending import Ending
from ..head import RequestHead, ResponseHead
from ..redaction import redacted_url
from ..report import FilePlace
from ..sniff import SNIFF_BYTES, sniff
from . import raw
from ._coding import codings, is_coded, undone
from ._events import OURS, event_bytes, timed
from ._length import measured
from ._shape import Capture, CaptureError, Chunk, Fidelity, Skipped

EVENT_STREAM = "text/event-stream"
WITHOUT_EXCHANGE = "recording without an exchange"
"""Why there is no stream in a recording of nothing."""

_Reads = Iterator[Chunk | Ending]


@attrs.frozen(kw_only=True)
class Exchange:
    """A request and its response, as a recording holds them."""

    container: str
    """The file that holds it."""
    format: str
    """Name of the format of that file."""
    number: int
    """Which one of its file, from 1; people name the stream by it."""
    line: int
    """The line of the file, from 1, on which it begins."""
    request: RequestHead | None
    head: ResponseHead | None
    fidelity: Fidelity = "bytes"
    is_exact: bool = True
    """False if the recorder may have changed the bytes, as text does, so that their number says nothing."""
    notes: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """What people call its stream: ``tape.yaml#3 POST https://example.com/chat``."""
        name = f"{self.container}#{self.number}"
        if self.request is None:
            return name
        return f"{name} {self.request.method} {redacted_url(self.request.url)}".rstrip()

    def found(self, reads: _Reads) -> Capture | Skipped | CaptureError:
        """The stream in the body, or the reason why the exchange has none.

        A body is a stream by its Content-Type, or by its first lines where they are those of a stream. Content codings are undone,
        unless the recorder has undone them.
        """
        start, reads = peeked(reads)
        applied = codings(self.head)
        is_undone = bool(applied) and not is_coded(start, applied[-1])
        if self.head is not None and self.is_exact and not is_undone:
            reads = measured(reads, self.head.content_length)
        capture = Capture(
            self.source,
            self.format,
            self.fidelity,
            self.head,
            reads,
            self.notes,
            request=self.request,
            place=FilePlace(self.container, self.line, is_verbatim=False),
        )
        try:
            if not is_undone:
                capture = undone(capture)
            start, reads = peeked(capture.reads)
        except CaptureError as problem:
            return problem
        reason = self._no_stream(start)
        return Skipped(self.source, reason) if reason else attrs.evolve(capture, reads=reads)

    def of_events(
        self, events: Iterable[tuple[bytes, float | None]], ending: Ending | None = None
    ) -> Capture:
        """The stream of which only the events are known, each as :func:`event_bytes` gives it, with its time, and how it ended."""
        place = FilePlace(self.container, self.line, is_verbatim=False)
        return Capture(
            self.source,
            self.format,
            "events",
            None,
            timed(events, ending),
            (OURS,),
            request=self.request,
            place=place,
        )

    def of_messages(self, sent: Sequence[tuple[str, float | None]]) -> Capture | Skipped:
        """The texts that the server sent over a WebSocket, with their times, as events; they are taken where they are JSON."""
        if not sent or not sent[0][0].lstrip().startswith(("{", "[")):
            return Skipped(self.source, "WebSocket without messages in JSON")
        return self.of_events(
            [
                (event_bytes(self.source, f"message {number}", text), t)
                for number, (text, t) in enumerate(sent, 1)
            ]
        )

    def _no_stream(self, start: bytes) -> str:
        """Why a body that begins so is no stream, as a noun phrase; "" when it is one."""
        name = media_type(self.head)
        if name == EVENT_STREAM or (raw.claims(start) and sniff(start) is None):
            return ""
        if not start:
            return "without a body"
        return name or "without a Content-Type"


def media_type(head: ResponseHead | None) -> str:
    """The media type that the Content-Type says, in lower case and without parameters; "" for none."""
    value = None if head is None else head.get("Content-Type")
    return (value or "").partition(";")[0].strip().lower()


def whole(body: bytes, ending: Ending | None = None) -> _Reads:
    """The reads of a body that is at hand; where no ending is known, the server ended it."""
    if body:
        yield Chunk(body)
    yield ending or Ending()


def peeked(reads: _Reads) -> tuple[bytes, _Reads]:
    """The first bytes of a body, as many as tell what it is where there are so many, and all of its reads again."""
    start = b""
    taken: list[Chunk | Ending] = []
    while len(start) < SNIFF_BYTES:
        taken.append(read := next(reads))
        if not isinstance(read, Chunk):
            break
        start += read.data
    return start, chain(taken, reads)
