"""The side of the server that touches the network: it reads requests, writes plans, and breaks connections where one says so."""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, cast

import attrs

from ...redaction import redacted_url
from ._plan import Plan

_POLL: Final = 0.02
"""Seconds between two looks whether a client that is kept waiting has left."""
_BODILESS: Final = frozenset({204, 304})


@attrs.frozen(repr=False)
class Received:
    """A request that came."""

    method: str
    path: str
    """With its query."""
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The value of a field in any case; None when it is not there."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def json(self) -> Any:
        """The body, which is JSON. Raises ValueError when it is not."""
        return json.loads(self.body)

    def __repr__(self) -> str:
        # Fields and body may hold keys, and a failed test prints this.
        return f"<{self.method} {redacted_url(self.path)}, {len(self.body)} bytes>"


class Listener(ThreadingHTTPServer):
    """A server at a free port of 127.0.0.1, each connection in a thread."""

    # Closing waits for the threads: none may outlive the test that started it.
    daemon_threads = False
    block_on_close = True

    def __init__(self, answer: Callable[[Received], Plan]) -> None:
        self.answer = answer
        self.is_closing = threading.Event()
        self._connections: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), _Handler)
        self._thread = threading.Thread(target=self.serve_forever, args=(_POLL,), name="sse_server")
        self._thread.start()

    def close(self) -> None:
        """Break all connections, and wait until nothing runs."""
        self.is_closing.set()
        self.shutdown()
        self._thread.join()
        with self._lock:
            for connection in self._connections:
                with suppress(OSError):  # the client was faster
                    connection.shutdown(socket.SHUT_RDWR)
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client may leave whenever it wants to."""


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    # Each chunk is to leave when it is written.
    wbufsize = 0
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the output belongs to the test."""

    @property
    def _listener(self) -> Listener:
        return cast("Listener", self.server)

    def _take(self) -> None:
        plan = self._listener.answer(
            Received(self.command, self.path, tuple(self.headers.items()), self._request_body())
        )
        self._send_head(plan)
        if self.command != "HEAD" and plan.status not in _BODILESS:
            self._send_body(plan)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_HEAD = do_QUERY = _take

    def _request_body(self) -> bytes:
        if "chunked" not in (self.headers.get("Transfer-Encoding") or "").lower():
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0] or b"0", 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass
        return body

    def _send_head(self, plan: Plan) -> None:
        self.send_response_only(plan.status)
        for name, value in plan.headers:
            self.send_header(name, self.path if (name, value) == ("Location", "") else value)
        if plan.status not in _BODILESS:
            if plan.length is None:
                self.send_header("Transfer-Encoding", "chunked")
            else:
                self.send_header("Content-Length", str(plan.length))
        self.end_headers()

    def _send_body(self, plan: Plan) -> None:
        for pause, data in plan.chunks:
            if pause and self._listener.is_closing.wait(pause):
                return
            if data:
                self._send(data if plan.length is not None else b"%x\r\n%b\r\n" % (len(data), data))
        match plan.end:
            case "complete":
                self._send(b"0\r\n\r\n" if plan.length is None else b"")
            case "stall":
                self._wait_for_the_client()
            case "reset":
                # A linger of no seconds makes the system send a reset.
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                # What is still on its way would be lost with the connection.
                time.sleep(_POLL)
                self.connection.close()
                self.close_connection = True
            case _:
                self.close_connection = True

    def _send(self, data: bytes) -> None:
        self.wfile.write(data)

    def _wait_for_the_client(self) -> None:
        self.close_connection = True
        self.connection.settimeout(_POLL)
        while not self._listener.is_closing.is_set():
            try:
                if not self.connection.recv(1, socket.MSG_PEEK):
                    return
                self._listener.is_closing.wait(_POLL)
            except TimeoutError:
                pass
