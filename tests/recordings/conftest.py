"""A server that sends a stream in chunks at a pace of its own, and knows when it sent each: what recorders record."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence

import attrs
import pytest

CHUNKS = (
    b'event: token\ndata: {"text": "a"}\n\n',
    b": keep-alive\n\n",
    b'event: token\ndata: {"text": "\xe2\x82\xac',
    b' and more"}\n\n',
    b"event: end\ndata: {}\n\n",
)
"""A stream that is well-formed, with an event in two chunks and a character that is not ASCII."""
HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
_PATIENCE = 30


@attrs.define
class Paced:
    """A stream that a server sends to whoever asks, and what it saw of it."""

    url: str
    chunks: Sequence[bytes]
    sent: list[list[float]] = attrs.field(factory=list)
    """For each answer, the seconds of `time.time` at which each chunk was sent."""
    asked: list[float] = attrs.field(factory=list)
    """For each answer, the seconds of `time.time` at which its request was read."""

    @property
    def body(self) -> bytes:
        """The stream in one piece."""
        return b"".join(self.chunks)


@attrs.frozen
class Pace:
    """How an answer is sent."""

    chunks: Sequence[bytes]
    pace: float
    """Seconds before each chunk."""
    headers: dict[str, str]
    is_chunked: bool
    is_broken: bool
    """True if the connection closes before the last chunk."""
    status: str


class Server:
    """Answers any request whose path begins as a script says; one thread for each connection."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.base = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._scripts: dict[str, tuple[Pace, Paced]] = {}
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def add(self, pace: Pace) -> Paced:
        path = f"/{len(self._scripts)}"
        paced = Paced(self.base + path, pace.chunks)
        self._scripts[path] = pace, paced
        return paced

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(_PATIENCE)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # Whoever records may leave before the end.
        with connection, contextlib.suppress(OSError):
            path = _requested(connection).partition("?")[0]
            if path in self._scripts:
                _answer(connection, *self._scripts[path])


def _requested(connection: socket.socket) -> str:
    """The path of the request, once its head is read whole."""
    head = b""
    while b"\r\n\r\n" not in head and (more := connection.recv(65536)):
        head += more
    words = head.split(b" ", 2)
    return words[1].decode() if len(words) == 3 else ""


def _answer(connection: socket.socket, pace: Pace, paced: Paced) -> None:
    paced.asked.append(time.time())
    fields = {**pace.headers, "Connection": "close"}
    if pace.is_chunked:
        fields["Transfer-Encoding"] = "chunked"
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    connection.sendall(f"HTTP/1.1 {pace.status}\r\n{lines}\r\n".encode())
    sent: list[float] = []
    paced.sent.append(sent)
    for chunk in pace.chunks:
        time.sleep(pace.pace)
        sent.append(time.time())
        connection.sendall(b"%x\r\n%b\r\n" % (len(chunk), chunk) if pace.is_chunked else chunk)
    if pace.is_chunked and not pace.is_broken:
        connection.sendall(b"0\r\n\r\n")


PacedServer = Callable[..., Paced]
"""What the fixture `paced_server` gives: its arguments are those of `serve` there."""


@pytest.fixture
def paced_server() -> Iterator[PacedServer]:
    """Gives a function that puts a stream on the server, by default the same one, and tells its URL."""
    server = Server()

    def serve(
        chunks: Sequence[bytes] = CHUNKS,
        *,
        pace: float = 0.05,
        headers: dict[str, str] | None = None,
        is_chunked: bool = True,
        is_broken: bool = False,
        status: str = "200 OK",
    ) -> Paced:
        fields = HEADERS if headers is None else headers
        return server.add(Pace(chunks, pace, fields, is_chunked, is_broken, status))

    yield serve
    server.close()
