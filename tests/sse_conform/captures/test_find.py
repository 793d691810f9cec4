"""Which files an argument names, and what is said when it names none."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sse_conform.captures import CaptureError, find

STREAM = b"data: x\n\n"
TREE = {
    "a.sse": b"not even a stream",
    "b.HTTP": b"",
    "c.txt": STREAM,
    "notes.txt": b"Some prose: with a colon.\n",
    "d.bin": b"\x00\x01data: no\n",
    "e.json": STREAM,
    "f.log": b"HTTP/1.1 200 OK\n\n",
    "g": STREAM,
    ".hidden.sse": STREAM,
    ".git/x.sse": STREAM,
    "z/h.eventstream": STREAM,
    "z/y/i.sse": STREAM,
    "[odd].sse": STREAM,
}


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name, data in TREE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(argument: str) -> list[str]:
    return [item.as_posix() if isinstance(item, Path) else item.reason for item in find(argument)]


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        pytest.param("notes.txt", ["notes.txt"], id="a file, whatever it holds"),
        pytest.param("[odd].sse", ["[odd].sse"], id="a file whose name looks like a pattern"),
        pytest.param("z", ["z/h.eventstream", "z/y/i.sse"], id="a directory and those below it"),
        pytest.param(
            ".",
            ["[odd].sse", "a.sse", "b.HTTP", "c.txt", "f.log", "z/h.eventstream", "z/y/i.sse"],
            id="by name or content, hidden ones left out, sorted",
        ),
        pytest.param("*.sse", ["[odd].sse", "a.sse"], id="a pattern"),
        pytest.param("**/*.sse", ["[odd].sse", "a.sse", "z/y/i.sse"], id="a pattern over any folders"),
        pytest.param("*.json", ["e.json"], id="a file that a pattern matches, whatever its name"),
        pytest.param(
            "z/*", ["z/h.eventstream"], id="a pattern that matches files and folders means the files"
        ),
        pytest.param(
            "z*", ["z/h.eventstream", "z/y/i.sse"], id="a pattern that matches only folders means them"
        ),
        pytest.param("*.pcap", ["no file matches this pattern"], id="a pattern without a match"),
        pytest.param("a.sse/x", ["there is no such file or directory"], id="a name below a file"),
        pytest.param("x" * 5000, ["it cannot be read: File name too long"], id="a name that cannot be"),
        pytest.param("nowhere", ["there is no such file or directory"], id="a name without a file"),
    ],
)
@pytest.mark.usefixtures("tree")
def test_found(argument: str, expected: list[str]) -> None:
    assert found(argument) == expected


def test_a_directory_without_captures_says_what_was_looked_for(tmp_path: Path) -> None:
    (tmp_path / "readme.md").write_bytes(STREAM)
    (item,) = find(str(tmp_path))
    assert isinstance(item, CaptureError)
    assert item.source == str(tmp_path)
    assert item.reason == (
        "no captures below this directory; looked for *.eventstream, *.http, *.sse, "
        "and for event streams in *.bin, *.body, *.dump, *.log, *.out, *.raw, *.txt"
    )


def test_a_folder_that_cannot_be_listed_is_told_beside_the_others(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = os.scandir

    def scandir(path: Any) -> Any:
        if os.fspath(path).endswith("y"):
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert found("z") == ["z/h.eventstream", "it cannot be listed: Permission denied"]


def test_a_file_that_cannot_be_read_is_left_to_whoever_opens_it(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "notes.txt" in found(".")
