"""What recorders of tests in Python write of a stream is that stream, and its check finds the same."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import betamax
import httpx
import pytest
import requests
import vcr
from responses import _recorder

from sse_conform.captures import Ending

from .reading import Checked, checked
from .streams import STREAMS, Sent

SECRET = {"Authorization": "Bearer harbour-master-7"}


def with_httpx(url: str) -> None:
    with httpx.stream("POST", url, json={"stream": True}, headers=SECRET) as response:
        for _ in response.iter_bytes():
            pass


def with_requests(url: str) -> None:
    with requests.post(url, json={"stream": True}, headers=SECRET, stream=True, timeout=30) as response:
        for _ in response.iter_content(None):
            pass


def in_vcrpy(folder: Path, fetch: Callable[[str], None], url: str, **options: Any) -> Path:
    path = folder / f"tape.{options.get('serializer', 'yaml')}"
    with vcr.VCR(**options).use_cassette(str(path)):
        fetch(url)
    return path


def in_betamax(folder: Path, url: str, **options: Any) -> Path:
    session = requests.Session()
    with betamax.Betamax(session, str(folder)).use_cassette("tape", **options):
        # Not a piece at a time: what betamax gives in place of a response never ends then.
        session.post(url, json={"stream": True}, timeout=30)
    return folder / "tape.json"


PLUGIN = """
import pytest, requests

@pytest.mark.vcr
def test_it():
    assert requests.post({url!r}, json={{"stream": True}}, timeout=30).status_code == 200
"""


def in_pytest_recording(folder: Path, url: str) -> Path:
    test = folder / "test_recorded.py"
    test.write_text(PLUGIN.format(url=url), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--record-mode=once",
        "-p",
        "no:cacheprovider",
        test.name,
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout
    return folder / "cassettes" / "test_recorded" / "test_it.yaml"


def in_responses(folder: Path, url: str) -> Path:
    path = folder / "tape.yaml"

    @_recorder.record(file_path=str(path))
    def fetch() -> None:
        with_requests(url)

    fetch()
    return path


RECORDERS = {
    "vcrpy and httpx": lambda folder, url: in_vcrpy(folder, with_httpx, url),
    "vcrpy and requests": lambda folder, url: in_vcrpy(folder, with_requests, url),
    "vcrpy, decoded": lambda folder, url: in_vcrpy(folder, with_requests, url, decode_compressed_response=True),
    "pytest-recording": in_pytest_recording,
    "betamax": in_betamax,
    "responses": in_responses,
    "betamax in bytes": lambda folder, url: in_betamax(folder, url, preserve_exact_body_bytes=True),
}  # fmt: skip
TAKEN = {"vcrpy, decoded": "SSE307", "responses": "SSE307"}
"""Findings about what a recorder takes away: here the coding of the body."""


def raw(folder: Path, url: str) -> Checked:
    """The stream as a file of `curl -i` has it."""
    path = folder / "raw.http"
    command = ["curl", "-isN", "-d", "{}", url]
    path.write_bytes(subprocess.run(command, capture_output=True, timeout=60, check=True).stdout)
    (only,) = checked(path)
    return only


def without(checked: Checked, recorder: str) -> tuple[list[Any], str]:
    """The findings and the outcome, but for what a recorder takes away."""
    return [finding for finding in checked.findings if finding[0] != TAKEN.get(recorder)], checked.outcome


@pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning")  # betamax calls it
@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS)
@pytest.mark.parametrize("recorder", RECORDERS)
def test_a_cassette_has_the_findings_of_the_stream(
    paced_server: Any, tmp_path: Path, recorder: str, stream: Sent
) -> None:
    paced = paced_server(stream.chunks, headers=stream.headers)
    (found,) = checked(RECORDERS[recorder](tmp_path, paced.url))
    plain = raw(tmp_path, paced.url)
    assert (found.body, found.ending) == (stream.body, Ending())
    assert without(found, recorder) == without(plain, recorder)
    assert found.capture.source.endswith(f"#1 POST {paced.url}")


def test_several_streams_and_other_answers_in_one_cassette(paced_server: Any, tmp_path: Path) -> None:
    good, bad = STREAMS["good"], STREAMS["bad"]
    one, two = paced_server(good.chunks), paced_server(bad.chunks)
    page = paced_server((b"{}",), headers={"Content-Type": "application/json"})
    path = tmp_path / "tape.yaml"
    with vcr.VCR().use_cassette(str(path)):
        for each in (one, page, two):
            with_httpx(each.url)
    assert [(each.capture.source.partition("#")[2], each.body) for each in checked(path)] == [
        (f"1 POST {one.url}", good.body),
        (f"3 POST {two.url}", bad.body),
    ]


def test_vcrpy_in_json(paced_server: Any, tmp_path: Path) -> None:
    paced = paced_server()
    (found,) = checked(in_vcrpy(tmp_path, with_requests, paced.url, serializer="json"))
    assert found.body == paced.body
