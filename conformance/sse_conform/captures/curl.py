"""The output of ``curl -i``: one or more response heads, then the body of the last one, which curl may have decoded.

Several heads come in a row for interim responses, followed redirects, proxies and authentication (RFC 9110,
section 15.2; curl writes no body for any of those). Only the last is the head of the stream. Content codings are still
there unless curl was run with ``--compressed``, and the chunked transfer coding is there with ``--raw``; the body tells.
"""

import re
from collections.abc import Iterator

from ..head import ResponseHead
from ..report import FilePlace
from ._coding import codings, is_coded, undone
from ._dechunk import dechunked, is_chunked
from ._length import measured
from ._shape import CHUNK_SIZE, ByteSource, Capture, CaptureError, Format, remaining
from .chunked import UNDONE

MAX_HEAD_SIZE = 256 * 1024
"""Bytes that one head may take; curl itself gives up at 300 KB."""

_STATUS_LINE = re.compile(rb"HTTP/(\d(?:\.\d)?) (\d{3})(?: [^\r\n]*)?")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_LINE_END = re.compile(rb"\r?\n")
_MARK = b"HTTP/"
_TELLING = 8
"""Bytes that tell if a body is compressed; no flushed piece of compressed data is shorter."""


def claims(start: bytes) -> bool:
    """Whether the first line is a status line, as far as it goes."""
    line = _LINE_END.split(start[:256], maxsplit=1)[0]
    return _STATUS_LINE.fullmatch(line) is not None


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Capture]:
    window = _Window(source, start, stream)
    head = parse_head(source, window.take_head())
    while window.begins_with(_MARK):
        head = parse_head(source, window.take_head())
    applied = codings(head)
    if _is_raw(head, window):
        reads = dechunked(remaining(window.buffer, stream), whole=True)
        place = FilePlace(source, window.line, is_verbatim=False)
        yield undone(Capture(source, FORMAT.name, "chunks", head, reads, (UNDONE,), place=place))
        return
    if applied and not is_coded(window.look(_TELLING), applied[-1]):
        # curl undid the coding, and the bytes that Content-Length counts are not here.
        place = FilePlace(source, window.line, is_verbatim=True)
        yield Capture(source, FORMAT.name, "bytes", head, remaining(window.buffer, stream), place=place)
        return
    reads = measured(remaining(window.buffer, stream), head.content_length)
    place = FilePlace(source, window.line, is_verbatim=not applied)
    yield undone(Capture(source, FORMAT.name, "bytes", head, reads, place=place))


def _is_raw(head: ResponseHead, window: "_Window") -> bool:
    """Return True if the body is still cut into the chunks that the head tells of."""
    if "chunked" not in head.tokens("Transfer-Encoding"):
        return False
    size = 1
    while len(start := window.look(size)) >= size:
        if (told := is_chunked(start, is_all=False)) is not None:
            return told
        size = len(start) + 1
    return bool(is_chunked(start, is_all=True))


class _Window:
    """The bytes that were read and not yet used."""

    def __init__(self, source: str, start: bytes, stream: ByteSource) -> None:
        self.source = source
        self.buffer = start
        self.stream = stream
        self.line = 1
        """The line on which the bytes of the buffer begin."""

    def begins_with(self, mark: bytes) -> bool:
        while len(self.buffer) < len(mark) and mark.startswith(self.buffer) and self._fill():
            pass
        return self.buffer.startswith(mark)

    def look(self, size: int) -> bytes:
        """The next bytes, which stay: as many as asked for, unless the input ends before."""
        while len(self.buffer) < size and self._fill():
            pass
        return self.buffer

    def take_head(self) -> bytes:
        while (blank := _BLANK_LINE.search(self.buffer)) is None:
            if len(self.buffer) > MAX_HEAD_SIZE:
                raise CaptureError(self.source, f"its response head is longer than {MAX_HEAD_SIZE} bytes")
            if not self._fill():
                raise CaptureError(
                    self.source, "it ends inside the response head; no blank line follows the headers"
                )
        head, self.buffer = self.buffer[: blank.start()], self.buffer[blank.end() :]
        self.line += head.count(b"\n") + 2
        return head

    def _fill(self) -> bool:
        more = self.stream.read1(CHUNK_SIZE)
        self.buffer += more
        return bool(more)


def parse_head(source: str, head: bytes) -> ResponseHead:
    """A response head from its lines, without the blank one; raises :class:`CaptureError` when they are none."""
    status_line, *lines = _LINE_END.split(head)
    status = _STATUS_LINE.fullmatch(status_line)
    if status is None:
        raise CaptureError(source, f"it begins like a response head, but with {status_line[:60]!r}")
    return ResponseHead(status[1].decode(), int(status[2]), parse_fields(source, lines, "response"))


def parse_fields(source: str, lines: list[bytes], message: str) -> tuple[tuple[str, str], ...]:
    """The header fields of a message; raises :class:`CaptureError` when a line is none."""
    headers: list[tuple[str, str]] = []
    for line in lines:
        # RFC 9110, section 5.5: what is not ASCII in a header is opaque bytes; Latin-1 keeps every one.
        text = line.decode("latin-1")
        if text[:1] in (" ", "\t") and headers:
            # RFC 9112, section 5.2: a folded line continues the one before it.
            name, value = headers[-1]
            headers[-1] = (name, f"{value} {text.strip()}")
            continue
        name, colon, value = text.partition(":")
        if not colon:
            raise CaptureError(source, f"its {message} head has a line that is no header: {text[:60]!r}")
        headers.append((name, value.strip(" \t")))
    return tuple(headers)


FORMAT = Format("curl", read, claims)
