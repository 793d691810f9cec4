"""Faults in how the stream is put together from chunks, and in when an event is given."""

from collections.abc import Iterator

from sse_conform.suite import Dispatched

from ..fault import Fault
from ..plain import ENDS, Plain

SCANNER_LIMIT = 65536
LINE_LIMIT = 131072
READ_SIZE = 1024


class ChunkEndsLine(Plain):
    def feed(self, chunk: bytes) -> None:
        super().feed(chunk)
        if self.rest:
            self.line(self.take())


class ChunkTailLost(Plain):
    def feed(self, chunk: bytes) -> None:
        super().feed(chunk)
        self.rest.clear()


class ChunkEndsEvent(Plain):
    def feed(self, chunk: bytes) -> None:
        super().feed(chunk)
        if self.rest:
            self.line(self.take())
        self.blank()


class ChunkStartsLine(Plain):
    """Joins what it kept, but strips the line end it waited for from the new chunk's start."""

    def feed(self, chunk: bytes) -> None:
        super().feed(chunk.lstrip(b"\r\n") if self.rest else chunk)


class FirstOfChunk(Plain):
    def feed(self, chunk: bytes) -> None:
        self.given = False
        super().feed(chunk)

    def dispatch(self, type: str, data: str) -> None:
        if not self.given:
            super().dispatch(type, data)
        self.given = True


class LastOfChunk(Plain):
    def feed(self, chunk: bytes) -> None:
        self.before = len(self.events)
        super().feed(chunk)
        self.events[self.before : -1] = []


class OneEachCall(Plain):
    """Keeps what came after the first event of a chunk until the next chunk."""

    def open(self, last_event_id: str) -> None:
        super().open(last_event_id)
        self.waiting: list[Dispatched] = []
        self.given = False

    def feed(self, chunk: bytes) -> None:
        self.given = False
        if self.waiting:
            event = self.waiting.pop(0)
            self.given = True
            self.events.append(Dispatched(event.type, event.data, event.id, self.chunk))
        super().feed(chunk)

    def dispatch(self, type: str, data: str) -> None:
        if self.given:
            self.waiting.append(Dispatched(type, data, self.last_event_id))
        else:
            self.given = True
            super().dispatch(type, data)


class EmptyChunkEnds(Plain):
    def open(self, last_event_id: str) -> None:
        super().open(last_event_id)
        self.ended = False

    def feed(self, chunk: bytes) -> None:
        self.ended = self.ended or chunk == b""
        if not self.ended:
            super().feed(chunk)


class HoldsBackAfterCr(Plain):
    def open(self, last_event_id: str) -> None:
        super().open(last_event_id)
        self.held = b""

    def feed(self, chunk: bytes) -> None:
        chunk = self.held + chunk
        self.held = b"\r" if chunk.endswith(b"\r") else b""
        super().feed(chunk.removesuffix(b"\r"))

    def close(self) -> None:
        super().feed(self.held)


class WaitsForNextChunk(Plain):
    def open(self, last_event_id: str) -> None:
        super().open(last_event_id)
        self.held = b""

    def feed(self, chunk: bytes) -> None:
        held, self.held = self.held, chunk[-1:]
        super().feed(held + chunk[:-1])

    def close(self) -> None:
        super().feed(self.held)


class WaitsForFullRead(Plain):
    def open(self, last_event_id: str) -> None:
        super().open(last_event_id)
        self.held = b""

    def feed(self, chunk: bytes) -> None:
        self.held += chunk
        full = len(self.held) // READ_SIZE * READ_SIZE
        read, self.held = self.held[:full], self.held[full:]
        super().feed(read)

    def close(self) -> None:
        super().feed(self.held)


class WaitsForNextLine(Plain):
    """An event is given when the line after its blank line begins."""

    def open(self, last_event_id: str) -> None:
        super().open(last_event_id)
        self.ready: list[Dispatched] = []

    def dispatch(self, type: str, data: str) -> None:
        self.ready.append(Dispatched(type, data, self.last_event_id))

    def lines(self, data: bytes) -> Iterator[bytes]:
        if data.strip(b"\r\n"):
            self.give()
        for line in super().lines(data):
            yield line
            if not data.endswith(ENDS):
                self.give()

    def give(self) -> None:
        self.events += [Dispatched(each.type, each.data, each.id, self.chunk) for each in self.ready]
        self.ready.clear()


class ScannerLimit(Plain):
    def open(self, last_event_id: str) -> None:
        super().open(last_event_id)
        self.ended = False

    def lines(self, data: bytes) -> Iterator[bytes]:
        for line in super().lines(data):
            self.ended = self.ended or len(line) >= SCANNER_LIMIT
            if not self.ended:
                yield line


class CutsLongLines(Plain):
    def line(self, line: bytes) -> None:
        for place in range(0, len(line) or 1, LINE_LIMIT):
            super().line(line[place : place + LINE_LIMIT])


FAULTS = (
    Fault(
        "chunk-ends-line",
        "the end of a chunk ends the line",
        "spiceai/spiceai#12588, ai-forever/gigachat-js#14, LearningCircuit/local-deep-research#4693",
        ChunkEndsLine,
    ),
    Fault(
        "chunk-tail-lost",
        "what stands after the last line end of a chunk is lost",
        "quarkusio/quarkus#37625",
        ChunkTailLost,
    ),
    Fault(
        "chunk-ends-event",
        "the end of a chunk ends the event",
        "zoedsoupe/anubis-mcp#232, alex-ilgayev/MCPSpy#84, doctolib/neurow#60",
        ChunkEndsEvent,
    ),
    Fault(
        "chunk-start-trimmed",
        "line ends at the start of a chunk are lost while a line is unfinished",
        "clients that trim each chunk before they join it",
        ChunkStartsLine,
    ),
    Fault(
        "first-event-of-chunk",
        "of the events in one chunk only the first is given",
        "jawah/urllib3.future#344, launchdarkly/rust-eventsource-client#6",
        FirstOfChunk,
    ),
    Fault(
        "last-event-of-chunk",
        "of the events in one chunk only the last is given",
        "clients that overwrite one variable in a loop over the blocks",
        LastOfChunk,
    ),
    Fault(
        "one-event-each-call",
        "each chunk gives one event, and what is left waits for the next chunk, or for ever",
        "odradev/odra#624",
        OneEachCall,
    ),
    Fault(
        "empty-chunk-ends-stream",
        "a chunk without a byte is taken for the end",
        "btubbs/sseclient: `if not next_chunk: raise EOFError()`",
        EmptyChunkEnds,
    ),
    Fault(
        "holds-back-after-cr",
        "a CR at the end of a chunk waits for the next chunk to see whether LF follows",
        "florimondmanca/httpx-sse, rexxars/eventsource-parser, cohere-ai/cohere-typescript#301",
        HoldsBackAfterCr,
    ),
    Fault(
        "waits-for-next-chunk",
        "the last byte of a chunk is looked at when the next chunk has come",
        "cohere-ai/cohere-typescript#301",
        WaitsForNextChunk,
    ),
    Fault(
        "waits-for-full-read",
        "nothing is read until 1024 bytes have come",
        "btubbs/sseclient#8, btubbs/sseclient#9",
        WaitsForFullRead,
    ),
    Fault(
        "waits-for-next-line",
        "an event is given when the next one begins, so the last one never is",
        "btubbs/sseclient#9: the event is stuck until more are sent",
        WaitsForNextLine,
    ),
    Fault(
        "line-limit-64k",
        "a line of 64 KiB ends the stream without a word",
        "TencentCloud/tencentcloud-sdk-go#315, infiniflow/ragflow#15381, mark3labs/mcp-go#61: bufio.Scanner",
        ScannerLimit,
    ),
    Fault(
        "cuts-long-lines",
        "a line longer than the buffer becomes several",
        "readers with a buffer of fixed size, as fgets",
        CutsLongLines,
    ),
)
