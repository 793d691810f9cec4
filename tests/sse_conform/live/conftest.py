"""Two servers that play what a test tells them: an ASGI one, and one that writes its own bytes to the socket.

A script is bytes to send and events to wait for, so a test decides what has been seen before the stream goes on.
"""

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

Gate = threading.Event
Step = bytes | Gate | Callable[[], None]
STREAM = {"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}


class Cut(Exception):
    """Ends the connection in the middle of a response."""


class Stage:
    """The scripts that are to be played, and the requests that came."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.bodies: list[bytes] = []
        self.base = ""
        self._scripts: list[tuple[Sequence[Step], int, dict[str, str]]] = []
        self._gates: list[Gate] = []

    def gate(self) -> Gate:
        self._gates.append(Gate())
        return self._gates[-1]

    def play(self, *steps: Step, status: int = 200, headers: dict[str, str] = STREAM) -> str:
        """The URL at which the script is played."""
        self._scripts.append((steps, status, headers))
        return f"{self.base}/play/{len(self._scripts) - 1}"

    def open_all(self) -> None:
        for gate in self._gates:
            gate.set()

    async def serve(self, request: Request) -> Response:
        self.requests.append(request)
        self.bodies.append(await request.body())
        steps, status, headers = self._scripts[request.path_params["number"]]
        return StreamingResponse(self._steps(steps), status, headers)

    async def redirect(self, request: Request) -> Response:
        return RedirectResponse(request.query_params["to"], int(request.query_params.get("status", "307")))

    async def _steps(self, steps: Sequence[Step]) -> AsyncIterator[bytes]:
        for step in steps:
            if isinstance(step, bytes):
                yield step
            elif isinstance(step, Gate):
                await asyncio.to_thread(step.wait)
            else:
                step()


def cut() -> None:
    raise Cut


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    app = Starlette(
        routes=[
            Route("/play/{number:int}", stage.serve, methods=["GET", "POST", "QUERY"]),
            Route("/redirect", stage.redirect, methods=["GET", "POST", "QUERY"]),
            Route("/loop", lambda request: RedirectResponse("/loop")),
        ]
    )
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None, log_level="critical"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        stage.base = f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield stage
        stage.open_all()
        server.should_exit = True
        thread.join()


class Wire:
    """Answers one connection with raw bytes, and keeps the request that it read."""

    def __init__(self) -> None:
        self.request = b""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._gates: list[Gate] = []
        self._thread: threading.Thread | None = None

    def gate(self) -> Gate:
        self._gates.append(Gate())
        return self._gates[-1]

    def play(self, *steps: Step, reset: bool = False, scheme: str = "http") -> str:
        """The URL at which the script is played, once; then the connection is closed, or reset."""
        self._thread = threading.Thread(target=self._run, args=(steps, reset))
        self._thread.start()
        return f"{scheme}://127.0.0.1:{self._listener.getsockname()[1]}/"

    def close(self) -> None:
        for gate in self._gates:
            gate.set()
        self._listener.close()
        if self._thread is not None:
            self._thread.join()

    def _run(self, steps: Sequence[Step], reset: bool) -> None:
        # A client that has what it wants closes the connection, whatever is still to be sent.
        with contextlib.suppress(OSError):
            connection, _ = self._listener.accept()
            with connection:
                if reset:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.request = connection.recv(65536)
                for step in steps:
                    if isinstance(step, bytes):
                        connection.sendall(step)
                    elif isinstance(step, Gate):
                        step.wait()


@pytest.fixture
def wire() -> Iterator[Wire]:
    wire = Wire()
    yield wire
    wire.close()


@pytest.fixture
def closed_port() -> int:
    """A port of this machine at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
