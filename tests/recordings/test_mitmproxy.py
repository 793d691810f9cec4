"""What mitmdump writes of a stream is that stream. It has an environment of its own, since it pins other versions of what we need."""

import signal
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from sse_conform.captures import CaptureError

from .reading import checked

BAD = (b"event: token\ndata: a\nData: b\n\n", b"data: caf\xe9\n\n", b"data: cut")
PATIENCE = 60


@pytest.fixture(scope="module")
def mitmdump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, installed anew."""
    folder = tmp_path_factory.mktemp("mitmproxy")
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run(
        [scripts / "python", "-m", "pip", "install", "--quiet", "mitmproxy"], check=True, capture_output=True
    )
    return scripts / "mitmdump"


@attrs.frozen
class Proxy:
    """A mitmdump that runs, and the files that it writes."""

    port: int
    file: Path
    har: Path
    process: subprocess.Popen[bytes]

    def fetch(self, url: str, *options: str) -> None:
        proxy = f"http://127.0.0.1:{self.port}"
        subprocess.run(
            ["curl", "-sN", "-x", proxy, *options, url], capture_output=True, timeout=PATIENCE, check=True
        )

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)


@pytest.fixture(
    params=[
        (),
        ("--set", "stream_large_bodies=1"),
        ("--set", "stream_large_bodies=1", "--set", "store_streamed_bodies=true"),
    ],
    ids=["whole", "streamed", "streamed and stored"],
)
def proxy(mitmdump: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Proxy]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    file = tmp_path / "flows.mitm"
    har = tmp_path / "flows.har"
    command = [
        mitmdump,
        "-q",
        "--set",
        f"confdir={tmp_path}",
        "-p",
        str(port),
        "-w",
        str(file),
        "--set",
        f"hardump={har}",
        *request.param,
    ]
    process = subprocess.Popen(command)
    made = Proxy(port, file, har, process)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            break
    yield made
    if process.poll() is None:
        made.stop()


@pytest.mark.parametrize("chunks", [None, BAD], ids=["good", "bad"])
def test_flows_have_the_findings_of_the_stream(
    paced_server,
    proxy: Proxy,
    tmp_path: Path,
    chunks: tuple[bytes, ...] | None,
    request: pytest.FixtureRequest,
) -> None:
    paced = paced_server(chunks) if chunks else paced_server()
    proxy.fetch(f"{paced.url}?key=s3cret", "-d", "{}")
    proxy.stop()
    if "streamed-" in request.node.name:
        for lost in (proxy.file, proxy.har):
            with pytest.raises(CaptureError, match="store_streamed_bodies"):
                checked(lost)
        return
    (found,) = checked(proxy.file)
    assert found.body == paced.body
    assert found.capture.source.endswith("#1 POST " + paced.url + "?key=REDACTED")
    raw = tmp_path / "raw.http"
    raw.write_bytes(
        subprocess.run(
            ["curl", "-isN", paced.url, "-d", "{}"], capture_output=True, timeout=PATIENCE, check=True
        ).stdout
    )
    (plain,) = checked(raw)
    assert (found.findings, found.outcome) == (plain.findings, plain.outcome)
    (in_har,) = checked(proxy.har)
    assert (in_har.body, in_har.findings, in_har.outcome) == (paced.body, plain.findings, plain.outcome)
