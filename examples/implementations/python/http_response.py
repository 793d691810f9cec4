"""An HTTP/1.1 response in memory, each chunk of the stream one chunk of the body, for packages that want urllib3's.

The head and the framing of chunks are read by the package's own HTTP stack; only the socket is not there.
"""

import http.client
import io

from urllib3 import HTTPResponse

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"


def response(chunks, url):
    """The response as urllib3 gives it to those who stream."""
    answer = http.client.HTTPResponse(_Socket(chunks), method="GET")
    answer.begin()
    return HTTPResponse(
        answer, answer.getheaders(), 200, preload_content=False, original_response=answer, request_url=url
    )


class _Socket:
    def __init__(self, chunks):
        self._chunks = chunks

    def makefile(self, mode):
        return io.BufferedReader(_Wire(self._chunks))


class _Wire(io.RawIOBase):
    """Gives what is left of the current piece and never more, as a socket does."""

    def __init__(self, chunks):
        self._pieces = _pieces(chunks)
        self._rest = b""

    def readable(self):
        return True

    def readinto(self, buffer):
        self._rest = self._rest or next(self._pieces, b"")
        part, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def _pieces(chunks):
    yield HEAD
    for chunk in chunks:
        yield b"%x\r\n%b\r\n" % (len(chunk), chunk)
    yield b"0\r\n\r\n"
