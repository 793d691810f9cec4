"""The output of ``curl --trace``: requests, responses, and every piece of the body as it came, with its time for ``--trace-time``.

Older curls trace the body as it came over the wire, newer ones after they undid the chunked transfer coding; the body tells.
Transfers that went on at the same time are told apart by ``--trace-ids``.
"""

from collections import deque
from collections.abc import Iterator

import attrs

from ..ending import Ending
from ..head import RequestHead
from ._curl_words import CUT, ending_of, is_end
from ._dechunk import dechunked, is_chunked
from ._exchange import Exchange, peeked
from ._lines import lines_of
from ._shape import ByteSource, CaptureError, Chunk, Format, Found, Skipped
from ._trace_records import Record, records
from .chunked import UNDONE
from .curl import MAX_HEAD_SIZE, parse_head

MAX_HELD = 64 * 1024 * 1024
"""Bytes of other transfers that the reader holds while it reads one transfer."""

_BLANK = (b"\r\n\r\n", b"\n\n")
_FOLLOWED = b"Issue another request"


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Found]:
    transfers = _Transfers(source, records(source, lines_of(source, start, stream)))
    number = 0
    while (first := transfers.next_request()) is not None:
        number += 1
        transfer = _Transfer(source, number, first, transfers)
        yield transfer.found()
        transfer.drain()
    if not number:
        yield CaptureError(source, f"no request was sent{_said(transfers.words)}")


def _said(words: bytes) -> str:
    return f"; curl says: {words.decode('utf-8', 'replace')}" if words else ""


class _Transfers:
    """The records of a file, to be had for one transfer at a time."""

    def __init__(self, source: str, records: Iterator[Record]) -> None:
        self.words = b""
        """What curl said last."""
        self.is_secure = False
        """True once anything was sent over TLS."""
        self._source = source
        self._all: Iterator[Record] = map(self._noticed, records)
        self._held: deque[Record] = deque()
        self._size = 0

    def next_request(self) -> Record | None:
        """The next head of a request, of any transfer; what stands before it is of no exchange."""
        while (record := self._held.popleft() if self._held else next(self._all, None)) is not None:
            if record.kind == "=> Send header":
                break
            self.words = record.data if record.kind == "info" else self.words
        self._size = sum(len(each.data) for each in self._held)
        return record

    def next_of(self, transfer: bytes) -> Record | None:
        """The next record of a transfer; those of others are kept."""
        for place, record in enumerate(self._held):
            if record.transfer == transfer:
                del self._held[place]
                self._size -= len(record.data)
                return record
        for record in self._all:
            if record.transfer == transfer:
                return record
            self._held.append(record)
            self._size += len(record.data)
            if self._size > MAX_HELD:
                self._held.clear()
                self._all = iter(())
                raise CaptureError(
                    self._source, f"it mixes transfers, and more than {MAX_HELD:,} bytes of them overlap"
                )
        return None

    def put_back(self, record: Record) -> None:
        """Give a record back, to be the next."""
        self._held.appendleft(record)
        self._size += len(record.data)

    def _noticed(self, record: Record) -> Record:
        self.is_secure = self.is_secure or record.kind == "other"
        return record


class _Transfer:
    """One request and its response, from the head of the request on."""

    def __init__(self, source: str, number: int, first: Record, transfers: _Transfers) -> None:
        self._source = source
        self._number = number
        self._first = first
        self._transfers = transfers
        self._pending: Record | None = None
        self._is_over = False
        self._ending = CUT

    def found(self) -> Found:
        """What came for the request."""
        try:
            return self._found(self._exchange())
        except CaptureError as problem:
            return problem

    def _found(self, exchange: Exchange) -> Found:
        if exchange.head is None:
            return CaptureError(exchange.source, f"no response came{_said(self._transfers.words)}")
        reads = self._body()
        if 300 <= exchange.head.status < 400 and exchange.head.get("Location") and self._is_followed():
            return Skipped(exchange.source, "redirect that curl followed")
        if "chunked" in exchange.head.tokens("Transfer-Encoding"):
            start, reads = peeked(reads)
            if is_chunked(start, is_all=True):
                reads = dechunked(reads, whole=False)
                exchange = attrs.evolve(exchange, notes=(UNDONE,))
        return exchange.found(reads)

    def drain(self) -> None:
        """Read what nobody read of the exchange."""
        while self._next() is not None:
            pass

    def _exchange(self) -> Exchange:
        request = request_head(self._first.data, "https" if self._transfers.is_secure else "http")
        lines = self._head().rstrip(b"\r\n")
        return Exchange(
            container=self._source,
            format=FORMAT.name,
            number=self._number,
            line=self._first.line,
            request=request,
            head=parse_head(self._source, lines) if lines else None,
            fidelity="chunks" if self._first.t is None else "timed",
        )

    def _head(self) -> bytes:
        """The lines of the last head: others are of interim responses."""
        lines = b""
        while (record := self._next()) is not None and record.kind == "<= Recv header":
            lines = record.data if lines.endswith(_BLANK) else lines + record.data
            if len(lines) > MAX_HEAD_SIZE:
                raise CaptureError(self._source, f"its response head is longer than {MAX_HEAD_SIZE} bytes")
        self._pending = record
        return lines

    def _body(self) -> Iterator[Chunk | Ending]:
        while (record := self._next()) is not None:
            if record.kind == "<= Recv data" and record.data:  # and not the trailers
                yield Chunk(record.data, self._since(record))
        yield self._ending

    def _since(self, record: Record) -> float | None:
        return None if record.t is None or self._first.t is None else record.t - self._first.t

    def _is_followed(self) -> bool:
        """Return True if curl asked the address that a response names; its body is passed over."""
        self.drain()
        record = self._transfers.next_of(self._first.transfer)
        if record is not None:
            self._transfers.put_back(record)
        return record is not None and (record.kind == "=> Send header" or _FOLLOWED in record.data)

    def _next(self) -> Record | None:
        """The next piece that came in answer; None when the exchange is over."""
        if (pending := self._pending) is not None:
            self._pending = None
            return pending
        while not self._is_over:
            record = self._transfers.next_of(self._first.transfer)
            if record is None:
                break
            if record.kind == "=> Send header":
                self._transfers.put_back(record)
                self._ending = Ending() if self._ending is CUT else self._ending
                break
            if record.kind in ("<= Recv header", "<= Recv data"):
                return record
            if record.kind == "info":
                self._hear(record.data)
        self._is_over = True
        return None

    def _hear(self, words: bytes) -> None:
        self._transfers.words = words
        self._ending = ending_of(words) or self._ending
        if is_end(words):
            self._is_over = True
            self._ending = Ending() if self._ending is CUT else self._ending


def request_head(head: bytes, scheme: str) -> RequestHead:
    """The head of a request from its lines; an address without a host is as much of it as there is."""
    first, *lines = head.decode("latin-1").splitlines() or [""]
    method, target, *_ = [*first.split(" "), "", ""]
    fields = (line.partition(":") for line in lines if ":" in line)
    headers = tuple((name, value.strip()) for name, _, value in fields)
    host = next((value for name, value in headers if name.lower() == "host"), "")
    is_path = target.startswith("/") and host
    return RequestHead(method, f"{scheme}://{host}{target}" if is_path else target, headers)


FORMAT = Format("curl-trace", read)
