"""An address without its scheme: one of this machine is asked by http, and of others the whole address is suggested."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sse_conform.cli import main

from .conftest import Stage

Run = Callable[..., Result]
CHOICE = "the scheme is http, since none was given for this machine"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="sse-conform")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("command", ["check", "decode", "show"])
def test_an_address_of_this_machine(command: str, stage: Stage) -> None:
    url = stage.play(b"data: a\n\n")
    result = run(command, url.removeprefix("http://"))
    assert result.stderr == f"sse-conform: {url}: {CHOICE}\n"
    assert result.exit_code == 0


@pytest.mark.parametrize(
    "address", ["localhost:{}", "LOCALHOST:{}/x", "a.localhost:{}?q=1", "127.0.0.1:{}/x", "[::1]:{}/x"]
)
def test_what_is_an_address_of_this_machine(address: str, closed_port: int) -> None:
    address = address.format(closed_port)
    result = run("check", address)
    assert f"sse-conform: http://{address}: " in result.stderr
    assert result.exit_code == 3


@pytest.mark.parametrize(
    "address", ["example.com/stream", "api.example.com:8443", "api:8443/x?y=z", "10.0.0.7:80/x"]
)
@pytest.mark.parametrize("command", ["check", "decode", "show"])
def test_the_whole_address_is_suggested(address: str, command: str) -> None:
    result = run(command, address)
    hint = f"{address}: there is no such file or directory; if it is an address, write https://{address}\n"
    assert hint in result.stderr
    assert result.exit_code == 2


@pytest.mark.parametrize("address", ["ftp://example.com/x", "s3://bucket/x", "file:///x", "ws://example.com"])
def test_an_address_of_another_scheme_is_named(address: str) -> None:
    result = run("check", address)
    scheme = address.partition(":")[0]
    assert f"{address}: an address of {scheme} is not read; give one that begins with http" in result.stderr
    assert result.exit_code == 2


@pytest.mark.parametrize(
    "path", ["chat.sse", "captures/chat.sse", "v1.2/chat.sse", "example.com", "a b.com/x"]
)
def test_what_is_a_path(path: str) -> None:
    result = run("check", path)
    assert f"sse-conform: {path}: there is no such file or directory\n" in result.stderr


def test_a_file_is_a_file(tmp_path: Path) -> None:
    Path("localhost:80").write_bytes(b"data: a\n\n")
    assert "localhost:80: order not checked" in run("check", "localhost:80").stdout


def test_two_ways_to_write_an_address_are_one(stage: Stage) -> None:
    url = stage.play(b"data: a\n\n")
    run("check", url, url.removeprefix("http://"))
    assert len(stage.requests) == 1
