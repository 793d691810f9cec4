"""What the installed curl records of a stream at a pace is that stream: bytes, chunks, times and findings."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sse_conform.captures import CaptureError, Ending

from .reading import Checked, checked

CLOSE = 0.05
"""Seconds within which curl has a chunk that the server sent."""
BAD = (b"event: token\ndata: a\nData: b\n\n", b"data: caf\xe9\n\n", b"data: cut")
"""Chunks with something to find in them."""


def curl(*arguments: str) -> bytes:
    """What curl writes to its standard output."""
    return subprocess.run(["curl", "-sN", *arguments], capture_output=True, timeout=60, check=False).stdout


def raw(url: str, folder: Path) -> Checked:
    """The stream as a file of `curl -i` has it."""
    path = folder / "raw.http"
    path.write_bytes(curl("-i", url))
    (only,) = checked(path)
    return only


def traced(url: str, folder: Path, *arguments: str) -> list[Checked]:
    path = folder / "trace.txt"
    curl("--trace", str(path), *arguments, "-o", "/dev/null", url)
    return checked(path)


@pytest.mark.parametrize("chunks", [None, BAD], ids=["good", "bad"])
def test_a_trace_has_the_findings_of_the_stream(
    paced_server, tmp_path: Path, chunks: tuple[bytes, ...] | None
) -> None:
    paced = paced_server(chunks) if chunks else paced_server()
    (found,) = traced(paced.url, tmp_path)
    plain = raw(paced.url, tmp_path)
    assert (found.capture.fidelity, found.body) == ("chunks", paced.body)
    assert (found.findings, found.outcome) == (plain.findings, plain.outcome)


def test_a_trace_has_the_chunks_with_the_times_of_the_server(paced_server, tmp_path: Path) -> None:
    paced = paced_server()
    (found,) = traced(paced.url, tmp_path, "--trace-time")
    assert (found.capture.fidelity, found.chunks, found.ending) == ("timed", list(paced.chunks), Ending())
    (sent,) = paced.sent
    (asked,) = paced.asked
    assert [t for t in found.times if t is not None] == pytest.approx([t - asked for t in sent], abs=CLOSE)


@pytest.mark.parametrize("chunks", [None, BAD], ids=["good", "bad"])
def test_a_trace_and_a_recorded_check_agree(
    paced_server, tmp_path: Path, chunks: tuple[bytes, ...] | None
) -> None:
    paced = paced_server(chunks) if chunks else paced_server()
    recorded = tmp_path / "recorded.ssecap"
    command = ["check", paced.url, "--profile", "none", "--output", str(recorded)]
    done = subprocess.run(
        [sys.executable, "-m", "sse_conform", *command], capture_output=True, timeout=60, check=False
    )
    assert done.returncode == (1 if chunks else 0), done.stderr
    (live,) = checked(recorded)
    (curled,) = traced(paced.url, tmp_path, "--trace-time")
    assert live.chunks == curled.chunks == list(paced.chunks)
    assert (live.findings, live.outcome) == (curled.findings, curled.outcome)
    for found, asked, sent in zip((live, curled), paced.asked, paced.sent, strict=True):
        assert found.times == pytest.approx([t - asked for t in sent], abs=CLOSE)


def test_several_transfers_in_one_trace(paced_server, tmp_path: Path) -> None:
    one, two = paced_server(), paced_server(BAD, is_chunked=False)
    path = tmp_path / "trace.txt"
    curl("--trace", str(path), "--trace-time", one.url, "-o", "/dev/null", two.url, "-o", "/dev/null")
    first, second = checked(path)
    assert (first.body, second.body) == (one.body, two.body)
    assert second.findings == raw(two.url, tmp_path).findings


def test_a_redirect_is_passed_over(paced_server, tmp_path: Path) -> None:
    paced = paced_server()
    moved = paced_server((b"moved",), status="302 Found", headers={"Location": paced.url})
    (found,) = traced(moved.url, tmp_path, "-L")
    assert found.body == paced.body


@pytest.mark.parametrize(
    ("options", "is_broken", "kind"),
    [
        pytest.param((), True, "incomplete", id="no last chunk"),
        pytest.param(("-m", "0.12"), False, "time-up", id="no more time"),
    ],
)
def test_how_a_trace_ends(
    paced_server, tmp_path: Path, options: tuple[str, ...], is_broken: bool, kind: str
) -> None:
    paced = paced_server(is_broken=is_broken)
    (found,) = traced(paced.url, tmp_path, *options)
    assert found.ending.kind == kind
    assert paced.body.startswith(found.body)


def test_a_trace_on_the_terminal_with_the_body_between(paced_server, tmp_path: Path) -> None:
    paced = paced_server()
    path = tmp_path / "trace.txt"
    path.write_bytes(curl("--trace", "-", "--trace-time", paced.url))
    (found,) = checked(path)
    assert found.chunks == list(paced.chunks)


def test_the_ascii_trace_is_named(paced_server, tmp_path: Path) -> None:
    path = tmp_path / "trace.txt"
    curl("--trace-ascii", str(path), "-o", "/dev/null", paced_server().url)
    (found,) = checked(path)
    assert found.outcome == "not a stream"


def test_raw_chunks_are_those_of_the_server(paced_server, tmp_path: Path) -> None:
    paced = paced_server(BAD)
    path = tmp_path / "raw-chunks.http"
    path.write_bytes(curl("-i", "--raw", paced.url))
    (found,) = checked(path)
    assert (found.capture.fidelity, found.chunks, found.ending) == ("chunks", list(BAD), Ending())
    plain = raw(paced.url, tmp_path)
    assert (found.findings, found.outcome) == (plain.findings, plain.outcome)


Run = Callable[[str], str]
WAYS = [
    pytest.param("curl -vsN {} 2>&1", id="without progress"),
    pytest.param("curl -vN {} 2>&1", id="with progress"),
    pytest.param("curl -vs {} 2>&1", id="held back"),
    pytest.param("curl -ivsN {} 2>&1", id="with the head in the body"),
]


@pytest.mark.parametrize("chunks", [None, BAD], ids=["good", "bad"])
@pytest.mark.parametrize("command", WAYS)
def test_verbose_output_with_the_body_in_it(
    paced_server, tmp_path: Path, command: str, chunks: tuple[bytes, ...] | None
) -> None:
    paced = paced_server(chunks, pace=0.3) if chunks else paced_server(pace=0.3)
    path = tmp_path / "verbose.txt"
    path.write_bytes(
        subprocess.run(
            ["sh", "-c", command.format(paced.url)], capture_output=True, timeout=60, check=False
        ).stdout
    )
    (found,) = checked(path)
    assert found.body == paced.body
    plain = raw(paced.url, tmp_path)
    assert (found.findings, found.outcome) == (plain.findings, plain.outcome)


def test_no_connection_is_told(tmp_path: Path) -> None:
    with pytest.raises(CaptureError, match="no request was sent; curl says: "):
        traced("http://127.0.0.1:9/", tmp_path)
