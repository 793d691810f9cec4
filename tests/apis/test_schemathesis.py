"""Schemathesis over a service that FastAPI describes: the check passes its stream, and fails each that the description does not have."""

import os
import subprocess
import sys
import sysconfig
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sse_codec.ordering import parse_profile

HERE = Path(__file__).parent
SCRIPTS = Path(sysconfig.get_path("scripts"))
Start = Callable[[str], str]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start the service with a fault; its address."""
    started: list[subprocess.Popen[bytes]] = []

    def run(fault: str) -> str:
        code = (
            "import socket, sys, uvicorn; s = socket.create_server(('127.0.0.1', 0)); "
            "print(s.getsockname()[1], flush=True); "
            "uvicorn.Server(uvicorn.Config('app:app', log_level='critical')).run([s])"
        )
        command = [sys.executable, "-B", "-c", code]
        server = subprocess.Popen(
            command, cwd=HERE, env=os.environ | {"BREAK": fault}, stdout=subprocess.PIPE
        )
        started.append(server)
        assert server.stdout is not None
        url = f"http://127.0.0.1:{int(server.stdout.readline())}"
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{url}/openapi.json", timeout=5).close()
                return url
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the service did not start")

    yield run
    for server in started:
        server.terminate()
        server.communicate()


def tried(url: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    command = [SCRIPTS / "schemathesis", "run", f"{url}/openapi.json", "--checks", "sse_stream"]
    options = ["--phases", "fuzzing", "--max-examples", "3", "--seed", "1", "--no-color"]
    hooks = {"SCHEMATHESIS_HOOKS": "sse_conform.testing.schemathesis"}
    return subprocess.run([*command, *options], cwd=tmp_path, env=os.environ | hooks, capture_output=True, text=True, check=False)  # fmt: skip


def test_a_service_that_sends_what_it_describes_passes(start: Start, tmp_path: Path) -> None:
    run = tried(start(""), tmp_path)
    assert run.returncode == 0, run.stdout
    assert "No issues found" in run.stdout


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        pytest.param('"text">"txet"', "answer-answer-get:token/data", id="another member"),
        pytest.param('"end">"over"', "ORD301", id="an unknown kind"),
        pytest.param("}>", "ORD302", id="no JSON"),
        pytest.param("data>date", "error SSE", id="no data"),
    ],
)
def test_a_service_that_sends_something_else_fails(
    start: Start, tmp_path: Path, fault: str, words: str
) -> None:
    run = tried(start(fault), tmp_path)
    assert run.returncode == 1, run.stdout + run.stderr
    assert "Custom check failed: `sse_stream`" in run.stdout
    assert words in run.stdout, run.stdout


def test_the_description_of_the_service_becomes_a_profile(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    path.write_bytes(urllib.request.urlopen(f"{start('')}/openapi.json", timeout=5).read())
    run = subprocess.run([SCRIPTS / "sse-conform", "profile", "import", path], capture_output=True, text=True, check=True)  # fmt: skip
    assert list(parse_profile(run.stdout).kinds) == ["token", "end"]
    assert "Not told" not in run.stdout
