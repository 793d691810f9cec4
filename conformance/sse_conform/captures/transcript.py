"""A request and the response to it as they were sent, one behind the other: what HTTPie prints with `-v`, and `--print=HBhb`.

The response is read as that of ``curl -i``.
"""

import re
from collections.abc import Iterator

import attrs

from ..head import RequestHead
from . import curl
from ._shape import CHUNK_SIZE, ByteSource, Capture, CaptureError, Format

MAX_REQUEST = 16 * 1024 * 1024
"""Bytes that the request may have."""

_REQUEST_LINE = re.compile(rb"([A-Z]+) (\S+) HTTP/\d(?:\.\d)?\r?\n")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_RESPONSE = re.compile(rb"(?<=\n)HTTP/\d(?:\.\d)? \d{3}[ \r\n]")
_LONGEST_MARK = 16


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Capture]:
    sent, rest = _taken(source, start, stream)
    request = _request(source, sent)
    skipped = sent.count(b"\n")
    for capture in curl.read(source, rest, stream):
        place = capture.place and attrs.evolve(capture.place, line=capture.place.line + skipped)
        yield attrs.evolve(capture, format=FORMAT.name, request=request, place=place)


def _taken(source: str, start: bytes, stream: ByteSource) -> tuple[bytes, bytes]:
    """The bytes before the response, and as many of the response as were read."""
    data = bytearray(start)
    looked = 0
    while (found := _RESPONSE.search(data, looked)) is None:
        looked = max(0, len(data) - _LONGEST_MARK)
        more = stream.read1(CHUNK_SIZE)
        data += more
        if not more:
            raise CaptureError(source, "it is a request without its response, which may be in another file")
        if len(data) > MAX_REQUEST:
            raise CaptureError(source, f"it is a request of more than {MAX_REQUEST:,} bytes")
    return bytes(data[: found.start()]), bytes(data[found.start() :])


def _request(source: str, sent: bytes) -> RequestHead | None:
    """The head of the request; None where its lines are none."""
    line = _REQUEST_LINE.match(sent)
    if line is None:
        return None
    head = _BLANK_LINE.split(sent[line.end() - 1 :], maxsplit=1)[0]
    fields = curl.parse_fields(source, head.splitlines()[1:], "request")
    target = line[2].decode("latin-1")
    host = next((value for name, value in fields if name.lower() == "host"), "")
    return RequestHead(line[1].decode(), f"{host}{target}" if target.startswith("/") else target, fields)


FORMAT = Format("transcript", read)
