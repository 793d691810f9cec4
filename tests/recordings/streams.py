"""What recorders get to record: a stream in order, one with faults, and one that is compressed."""

import gzip
from typing import NamedTuple

from .conftest import CHUNKS, HEADERS


class Sent(NamedTuple):
    """What a server sends, and the stream that it is."""

    chunks: tuple[bytes, ...]
    headers: dict[str, str]
    body: bytes


BAD = (b"event: token\ndata: a\nData: b\n\n", b"data: caf\xe9\n\n", b"data: cut")
"""Chunks with something to find in them."""
ODD = (
    b"\xef\xbb\xbfdata: a\r\n\r\n",
    b"data: b\r\r",
    b": \xc2\x85 \xe2\x80\xa8 \x00 '\"\n",
    b"data:  two\tblanks \n\n",
)
"""Bytes that writers of YAML and JSON have to escape."""


def sent(chunks: tuple[bytes, ...]) -> Sent:
    return Sent(chunks, HEADERS, b"".join(chunks))


def compressed(chunks: tuple[bytes, ...]) -> Sent:
    body = b"".join(chunks)
    packed = gzip.compress(body, mtime=0)
    return Sent((packed[:20], packed[20:]), {**HEADERS, "Content-Encoding": "gzip"}, body)


STREAMS = {
    "good": sent(CHUNKS),
    "bad": sent(BAD),
    "odd": sent(ODD),
    "compressed": compressed(CHUNKS),
}
