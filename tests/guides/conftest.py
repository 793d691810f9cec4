"""The servers of the guides, started as their pages say."""

import os
import shlex
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ..docs.console import PATH
from .programs import Program, programs, write

SERVERS = [
    program
    for page in ("fastapi", "starlette", "aiohttp", "flask", "django")
    for program in programs(f"server-{page}.md")
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(condition: Callable[[], bool], problem: Callable[[], str], seconds: float = 20) -> None:
    """Wait for something; AssertionError with the problem when it does not come."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, problem()
        time.sleep(0.02)


@contextmanager
def sending(first: bytes, rest: bytes) -> Iterator[tuple[str, threading.Event]]:
    """A server for one request that sends some bytes, and the rest when the flag is set; its address, and the flag."""
    go_on = threading.Event()

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(first)
            go_on.wait(20)
            connection.sendall(rest)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/", go_on
        go_on.set()
        thread.join()


class Server:
    """A server of a guide that runs, with what it prints."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.program = program
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = folder / "log"
        write(folder, "stream.md")
        (folder / "model.py").rename(folder / "shown.py")
        (folder / "model.py").write_text((Path(__file__).parent / "model.py").read_text())
        write(folder, program.page, self.port)
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                shlex.split(program.command.replace("8000", str(self.port))),
                cwd=folder,
                env=os.environ | {"PATH": PATH, "HOME": str(folder)},
                stdout=log,
                stderr=log,
            )
        until(self._answers, lambda: f"the server did not start:\n{self.log}")

    def _answers(self) -> bool:
        assert self.process.poll() is None, f"the server has ended:\n{self.log}"
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    @property
    def log(self) -> str:
        return self._log.read_text()

    def close(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@pytest.fixture(
    scope="module", params=SERVERS, ids=lambda server: f"{server.page.removesuffix('.md')}/{server.name}"
)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(request.param, tmp_path_factory.mktemp("server"))
    yield running
    running.close()
