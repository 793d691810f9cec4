"""The shipped profiles find in streams of real servers what `known.toml` lists and explains, and no other error."""

import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from sse_codec.ordering import load_profile
from sse_conform.check import StreamCheck

from .conftest import folders, name_of
from .folders import profile_of


def load() -> dict[str, dict[str, Any]]:
    """What is known, by file; a malformed entry stops the run before any test."""
    path = Path(__file__).with_name("known.toml")
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["capture"]
    for entry in entries:
        if set(entry) - {"profile"} != {"file", "findings", "why"}:
            raise pytest.UsageError(f"{path}: keys of {entry.get('file')} are missing or unknown")
    return {entry["file"]: entry for entry in entries}


KNOWN: Final = load()


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_what_is_known_is_still_there(folder: Path) -> None:
    known = [file for file in KNOWN if file.startswith(f"{folder.name}/")]
    assert known
    assert [file for file in known if not (folder.parent / file).is_file()] == []


def test_nothing_else_is_found(capture: Path) -> None:
    known = KNOWN.get(name_of(capture), {})
    profile = known.get("profile", profile_of(capture))
    check = StreamCheck(capture.name, profile=load_profile(profile) if profile else None)
    found = check.feed(capture.read_bytes()) + check.close()
    errors = [f"{finding.code} at {finding.pos.event}" for finding in found if finding.level.label == "error"]
    assert errors == known.get("findings", [])
