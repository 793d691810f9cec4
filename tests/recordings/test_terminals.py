"""What HTTPie and wget write of a stream is that stream, where its bytes can be told apart from the rest."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .reading import checked
from .streams import STREAMS, Sent
from .test_cassettes import raw

HTTPIE = [str(Path(sys.executable).with_name("http")), "--ignore-stdin", "--pretty=none"]
COMMANDS = {
    "HTTPie": [*HTTPIE, "--print=HBhb", "POST", "{}", "stream:=true"],
    "HTTPie, a piece at a time": [*HTTPIE, "--print=Hhb", "--stream", "POST", "{}", "stream:=true"],
    "HTTPie, the response": [*HTTPIE, "--print=hb", "POST", "{}"],
    "wget": ["wget", "-q", "--save-headers", "-O", "-", "--post-data={{}}", "{}"],
}


@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS)
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_the_output_has_the_findings_of_the_stream(
    paced_server: Any, tmp_path: Path, command: list[str], stream: Sent
) -> None:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    paced = paced_server(stream.chunks, headers=stream.headers)
    path = tmp_path / "output.txt"
    done = subprocess.run(
        [word.format(paced.url) for word in command], capture_output=True, timeout=60, check=True
    )
    path.write_bytes(done.stdout)
    (found,) = checked(path)
    plain = raw(tmp_path, paced.url)
    assert (found.body, found.findings, found.outcome) == (stream.body, plain.findings, plain.outcome)


@pytest.mark.skipif(not shutil.which("wget"), reason="wget is not installed")
@pytest.mark.parametrize("options", ["-S", "-qS"])
def test_messages_of_wget_in_the_body_are_named(paced_server: Any, tmp_path: Path, options: str) -> None:
    path = tmp_path / "output.txt"
    command = ["wget", options, "-O", "-", paced_server().url]
    path.write_bytes(
        subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=True
        ).stdout
    )
    (found,) = checked(path)
    assert found.outcome == "not a stream"
