"""A server that repeats the secrets of the request does not get them printed, whatever the format and wherever it says them."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from sse_conform.cli import main

from .conftest import Stage, Wire

SECRET = 'sk-live/7"Zq\\9+xK2'
FORMS = {
    "as it is": SECRET,
    "in JSON": json.dumps(SECRET)[1:-1],
    "percent-encoded": quote(SECRET, safe=""),
    "in base64": base64.b64encode(SECRET.encode()).decode(),
    "cut": SECRET[:9],
}
TYPE = b"Content-Type: text/event-stream\r\n"
PLACES: dict[str, Callable[[bytes], bytes]] = {
    "an error body": lambda secret: b'HTTP/1.1 401 No\r\nContent-Type: text/plain\r\n\r\nbad key "%s"' % secret,
    "a media type": lambda secret: b"HTTP/1.1 200 OK\r\nContent-Type: text/x; a=%s\r\n\r\n" % secret,
    "a status line": lambda secret: b"HTTP/1.1 OK %s\r\n\r\n" % secret,
    "a Location": lambda secret: b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:99999/%s\r\n\r\n" % secret,
    "a coding": lambda secret: b"HTTP/1.1 200 OK\r\n%sContent-Encoding: %s\r\n\r\n\x1f\x8b" % (TYPE, secret),
    "an event that is reported": lambda secret: b"HTTP/1.1 200 OK\r\n%s\r\nevent: error\ndata: %s\n\n" % (TYPE, secret),
    "a field that is none": lambda secret: b"HTTP/1.1 200 OK\r\n%s\r\n%s: a\ndata: a\n\n" % (TYPE, secret),
    "an excerpt that is cut": lambda secret: b"HTTP/1.1 200 OK\r\n%s\r\n: %s\nData: %s%s\ndata: a\n\n" % (TYPE, secret, b"x" * 140, secret),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("form", FORMS)
def test_a_secret_that_comes_back(
    wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    url = wire.play(PLACES[place](FORMS[form].encode()))
    arguments = ["check", url, "-H", f"X-Api-Key: {SECRET}", "--select", "ALL", "--format", "text"]
    result = CliRunner().invoke(main, [*arguments, "--format", "json:r.json", "--format", "concise:r.txt"])
    written = result.output + Path("r.json").read_text() + Path("r.txt").read_text()
    assert FORMS[form] not in written
    assert SECRET[:8] not in written
    assert json.loads(Path("r.json").read_text())["v"] == 1
    assert b"X-Api-Key" in wire.request
    assert result.exit_code in (0, 1, 2, 3)
    assert "REDACTED" in written


def test_secrets_of_the_url_are_in_no_message(stage: Stage) -> None:
    url = stage.play(b"event: error\ndata: no token swordfish1 for me:hunter22\n\n")
    secret = url.replace("://", "://me:hunter22@") + "?%74oken=swordfish1#session=swordfish1"
    result = CliRunner().invoke(main, ["check", secret])
    assert "swordfish1" not in result.output
    assert "hunter22" not in result.output
    assert f"{url}?%74oken=REDACTED#session=REDACTED" in result.output
    assert "no token REDACTED for REDACTED" in result.output


def test_a_fault_of_one_address_does_not_keep_the_others_from_being_checked(
    wire: Wire, tmp_path: Path
) -> None:
    url = wire.play(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:99999/\r\n\r\n")
    file = tmp_path / "cut.sse"
    file.write_bytes(b"data: a")
    result = CliRunner().invoke(main, ["check", url, str(file), "--format", "json"])
    report = json.loads(result.stdout)
    assert [each["source"] for each in report["captures"]] == [str(file)]
    assert [each["source"] for each in report["summary"]["unread"]] == [url]
    assert result.exit_code == 3
