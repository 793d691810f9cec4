"""Which files an argument names, and what is said when it names none."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sse_conform.captures import CaptureError, PassedOver, find

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
    """The files that are taken, and what cannot be."""
    items = [item for item in find(argument) if not isinstance(item, PassedOver)]
    return [item.as_posix() if isinstance(item, Path) else item.reason for item in items]


def passed_over(argument: str) -> list[str]:
    return [item.words for item in find(argument) if isinstance(item, PassedOver)]


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
    item, others = find(str(tmp_path))
    assert isinstance(others, PassedOver)
    assert isinstance(item, CaptureError)
    assert item.source == str(tmp_path)
    assert item.reason == (
        "no captures below this directory; looked for *.eventstream, *.har, *.http, *.sse, *.ssecap, "
        "for event streams in *.bin, *.body, *.dump, *.flow, *.flows, *.jsonl, *.log, *.mitm, *.ndjson, *.out, *.raw, "
        "*.trace, *.txt, and for recordings in *.json, *.yaml, *.yml, *.zip"
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


@pytest.mark.parametrize(
    ("argument", "words"),
    [
        pytest.param(
            ".",
            [
                "passed over 4 files below ./: 1 without a suffix, 1 *.bin (no event stream), 1 *.json (no event stream), "
                "1 *.txt (no event stream); name a file to check it anyway"
            ],
            id="by name and by content, hidden ones not counted",
        ),
        pytest.param("z", [], id="a directory of nothing but captures"),
        pytest.param("a.sse", [], id="a file"),
        pytest.param("nowhere", [], id="nothing"),
    ],
)
@pytest.mark.usefixtures("tree")
def test_what_is_passed_over_is_counted(argument: str, words: list[str]) -> None:
    assert passed_over(argument) == words


def test_the_most_kinds_are_named_and_the_others_counted(tmp_path: Path) -> None:
    for suffix, count in {"pdf": 3, "YAML": 2, "yaml": 2, "n3": 1, "m4": 1, "z1": 1, "z2": 1}.items():
        for number in range(count):
            (tmp_path / f"{number}.{suffix}").write_bytes(STREAM)
    (tmp_path / ".pdf").write_bytes(STREAM)
    (tmp_path / "z3.log").write_bytes(b"2026-01-01 started\n")
    (tmp_path / ("x." + "y" * 100)).write_bytes(STREAM)
    below = f"{tmp_path}{os.sep}"
    assert passed_over(below)[0].startswith(
        f"passed over 13 files below {below}: 4 *.yaml (no event stream), 3 *.pdf, 1 *.log (no event stream), 1 *.m4, 1 *.n3, 3 others; "
    )


def test_a_long_suffix_is_cut(tmp_path: Path) -> None:
    (tmp_path / ("x." + "y" * 100)).write_bytes(STREAM)
    below = f"{tmp_path}{os.sep}"
    assert passed_over(below) == [
        f"passed over 1 file below {below}: 1 *.{'y' * 19}; name a file to check it anyway"
    ]


@pytest.mark.skipif(os.name == "nt", reason="there are no such pipes, and no links")
@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 that is no regular file"), (2, "2 that are no regular files")]
)
def test_a_pipe_below_a_directory_is_never_opened(tmp_path: Path, number: int, words: str) -> None:
    for name in ["pipe.sse", "pipe.txt"][:number]:
        os.mkfifo(tmp_path / name)
    (tmp_path / "a.sse").write_bytes(STREAM)
    assert found(str(tmp_path)) == [(tmp_path / "a.sse").as_posix()]
    assert words in passed_over(str(tmp_path))[0]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
@pytest.mark.parametrize(("number", "words"), [(1, "1 linked folder;"), (2, "2 linked folders;")])
def test_a_linked_folder_is_not_entered(tmp_path: Path, number: int, words: str) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.sse").write_bytes(STREAM)
    for name in range(number):
        (tmp_path / f"link{name}").symlink_to(tmp_path / "real")
    assert found(str(tmp_path)) == [(tmp_path / "real" / "a.sse").as_posix()]
    assert words in passed_over(str(tmp_path))[0]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_to_nothing_with_the_name_of_a_capture_is_left_to_whoever_opens_it(tmp_path: Path) -> None:
    (tmp_path / "gone.sse").symlink_to(tmp_path / "nowhere")
    assert found(str(tmp_path)) == [(tmp_path / "gone.sse").as_posix()]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_that_a_pattern_matches_is_passed_over_and_one_that_is_named_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.sse")
    pattern = str(tmp_path / "*.sse")
    (error,) = find(pattern)
    assert str(error).endswith("only pipes and devices match this pattern; name one to read it")
    (tmp_path / "a.sse").write_bytes(b"data: a\n\n")
    path, passed_over = find(pattern)
    assert path == tmp_path / "a.sse"
    assert isinstance(passed_over, PassedOver)
    assert "1 that is no regular file" in passed_over.words
    assert list(find(str(tmp_path / "pipe.sse"))) == [tmp_path / "pipe.sse"]


CASSETTE = b"interactions:\n- request: {}\n"
RECORDINGS = [
    pytest.param("a.yaml", CASSETTE, True, id="a cassette"),
    pytest.param("a.yml", b"---\nhttp_interactions:\n- request: {}\n", True, id="a cassette of VCR"),
    pytest.param("a.YAML", CASSETTE, True, id="a suffix in capitals"),
    pytest.param("a.json", b'{"interactions": [{"request": {}}]}', True, id="a cassette in JSON"),
    pytest.param("a.json", b'{"log": {"entries": []}}', True, id="a HAR by another name"),
    pytest.param("a.json", b'["data: a\\n\\n"]', True, id="a list of chunks"),
    pytest.param("a.har", b"{}", True, id="a HAR by its name"),
    pytest.param("a.yaml", b"apiVersion: v1\ndata:\n  a: b\n", False, id="a configuration"),
    pytest.param("a.json", b'[{"type": "a"}, {"type": "b"}]', False, id="objects in JSON"),
    pytest.param("a.json", STREAM, False, id="a stream with the name of JSON"),
]


@pytest.mark.parametrize(("name", "data", "is_taken"), RECORDINGS)
def test_recordings_below_a_directory(tmp_path: Path, name: str, data: bytes, is_taken: bool) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert (path in list(find(str(tmp_path)))) == is_taken


@pytest.mark.skipif(os.name == "nt", reason="there are no such pipes, and no links")
def test_what_is_passed_over_has_a_reason_for_programs(tmp_path: Path) -> None:
    for name in ("a.md", "b.md", "c.txt", "d"):
        (tmp_path / name).write_bytes(b"Hello\n")
    os.mkfifo(tmp_path / "p.txt")
    (tmp_path / "l").symlink_to(tmp_path)
    (found,) = (each for each in find(str(tmp_path)) if isinstance(each, PassedOver))
    assert found.reasons == [
        ("*.md", 2),
        ("linked folder", 1),
        ("without a suffix", 1),
        ("no regular file", 1),
        ("*.txt (no event stream)", 1),
    ]
