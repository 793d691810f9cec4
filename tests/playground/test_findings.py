"""What the page finds is what the command finds, byte for byte, whatever the capture and the options."""

import gzip
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from sse_codec.ordering import shipped_profiles

from .page import Page

FIXTURES = Path(__file__).parents[2] / "fixtures"
BROKEN = b'event: message_start\ndata: {"type": "message_start"}\n\ndta: \xff\n\ndata: cut'
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
HOSTILE = (
    "<img src=x onerror=alert(1)>.sse",
    "--format=json:x.sse",
    "[a-z]*.sse",
    "a\x1b[31m\u202eb\nc.sse",
    "-",
    "https:",
    "sse-conform.toml",
    "\u00fc \u2028.sse",
)


def run(folder: Path, names: Iterable[str], *options: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a folder."""
    words = [sys.executable, "-P", "-m", "sse_conform", "check", "--isolated", *options, "--", *names]
    return subprocess.run(words, cwd=folder, capture_output=True, check=False)


def command(folder: Path, names: Iterable[str], *options: str) -> bytes:
    """The report of the command."""
    return run(folder, names, "--format=json", *options).stdout


def streams(profile: str) -> Iterator[Path]:
    """A fixture of the profile that conforms, and one with an error."""
    folder = FIXTURES / "profiles" / profile
    if profile in ("ciniterflow", "flowise"):
        folder = FIXTURES / "ciniterflow" / {"ciniterflow": "orders", "flowise": "wire"}[profile]
    listed = tomllib.loads((folder / "expectations.toml").read_text("utf-8"))["stream"]
    listed = [each for each in listed if each.get("profile", profile) == profile]
    for is_faulty in (False, True):
        found = next(
            each
            for each in listed
            if any(finding["level"] == "error" for finding in each["findings"]) is is_faulty
        )
        (path,) = folder.glob(f"{found['id'].partition('/')[2]}.*")
        yield path


def test_streams_of_every_profile(page: Page, tmp_path: Path) -> None:
    names = []
    for profile in shipped_profiles():
        for path in streams(profile):
            names.append(f"{profile}-{path.name}")
            shutil.copy(path, tmp_path / names[-1])
    assert len(names) == 2 * len(shipped_profiles())
    expected = command(tmp_path, names)
    assert expected.count(b'"level": "error"') >= len(shipped_profiles())
    assert page.check(*(tmp_path / name for name in names)) == expected


@pytest.mark.parametrize("profile", shipped_profiles())
def test_a_profile_that_is_chosen(page: Page, tmp_path: Path, profile: str) -> None:
    _, faulty = streams(profile)
    page.set("profile", profile)
    found = page.check(faulty)
    assert found == command(faulty.parent, [faulty.name], f"--profile={profile}")


RECORDINGS = sorted(path.name for path in (FIXTURES / "verdicts").glob("recording-*"))


@pytest.mark.parametrize("name", RECORDINGS)
def test_recordings(page: Page, name: str) -> None:
    folder = FIXTURES / "verdicts"
    expected = run(folder, [name], "--format=json")
    assert page.check(folder / name) == expected.stdout
    assert page.text("errors") == expected.stderr.decode().strip()
    assert page.text("text").endswith(f"exit code {expected.returncode}")


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(BROKEN, mtime=0),
        gzip.compress(BROKEN, mtime=0)[:-9],
    ],
    ids=["whole", "cut"],
)
def test_a_compressed_body(page: Page, tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "a.http"
    path.write_bytes(HEAD + b"Content-Encoding: gzip\r\n\r\n" + body)
    found = page.check(path)
    assert b"SSE" in found
    assert found == command(tmp_path, [path.name])


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names(page: Page, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BROKEN)
    found = page.check(tmp_path / name)
    # "-" is standard input wherever it stands.
    assert found == command(tmp_path, ["./-" if name == "-" else name])
    assert b'"findings": []' not in found


def test_rules_that_are_chosen(page: Page, tmp_path: Path) -> None:
    (tmp_path / "a.sse").write_bytes(BROKEN)
    page.set("extend-select", "ALL")
    page.set("ignore", "SSE2")
    page.set("require-profile", True)
    options = ("--extend-select=ALL", "--ignore=SSE2", "--require-profile")
    found = page.check(tmp_path / "a.sse")
    assert found == command(tmp_path, ["a.sse"], *options)
    assert found != command(tmp_path, ["a.sse"])


def test_the_other_reports(page: Page, tmp_path: Path) -> None:
    (tmp_path / "a.sse").write_bytes(BROKEN)
    page.check(tmp_path / "a.sse")
    for name in ("html", "sarif"):
        assert page.saved(name) == run(tmp_path, ["a.sse"], f"--format={name}").stdout


def test_two_files_of_one_name(page: Page, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.sse").write_bytes(BROKEN)
    found = page.check(tmp_path / "a" / "x.sse", tmp_path / "b" / "x.sse")
    shutil.copy(tmp_path / "a" / "x.sse", tmp_path / "x.sse")
    shutil.copy(tmp_path / "a" / "x.sse", tmp_path / "x (2).sse")
    assert found == command(tmp_path, ["x.sse", "x (2).sse"])


def test_a_pasted_stream(page: Page, tmp_path: Path) -> None:
    (tmp_path / "pasted").write_bytes(b"event: end\ndata: [DONE]\n")
    page.value("document.getElementById('pasted').focus()")
    page.ask("Input.insertText", text="event: end\ndata: [DONE]\n")
    page.act("document.getElementById('check').click()")
    assert page.saved("json") == command(tmp_path, ["pasted"])


def test_every_example_has_an_error(page: Page) -> None:
    count = page.value("document.getElementById('example').options.length")
    assert count > len(list((FIXTURES / "profiles").iterdir()))
    for number in range(1, count):
        page.act(
            f"document.getElementById('example').selectedIndex = {number};"
            "document.getElementById('example').dispatchEvent(new Event('change'))"
        )
        assert page.text("verdict") == "There are errors (exit code 1)."
