"""The shipped profiles find in streams of real servers what `known.toml` lists and explains, and no other error."""

import os
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from sse_codec.ordering import load_profile
from sse_conform.check import StreamCheck

from .folders import PROFILES


def load() -> dict[str, dict[str, Any]]:
    """What is known, by file; a malformed entry stops the run before any test."""
    path = Path(__file__).with_name("known.toml")
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["capture"]
    for entry in entries:
        if set(entry) - {"profile"} != {"file", "findings", "why"}:
            raise pytest.UsageError(f"{path}: keys of {entry.get('file')} are missing or unknown")
    return {entry["file"]: entry for entry in entries}


KNOWN: Final = load()


@pytest.mark.parametrize("file", KNOWN)
def test_what_is_known_is_still_there(file: str) -> None:
    assert (Path(os.environ["SSE_CAPTURES"]) / file).is_file()


def test_nothing_else_is_found(capture: Path) -> None:
    file = capture.relative_to(os.environ["SSE_CAPTURES"])
    known = KNOWN.get(file.as_posix(), {})
    profile = known.get("profile", PROFILES[file.parts[0]])
    check = StreamCheck(file.as_posix(), profile=load_profile(profile) if profile else None)
    found = check.feed(capture.read_bytes()) + check.close()
    errors = [f"{finding.code} at {finding.pos.event}" for finding in found if finding.level.label == "error"]
    assert errors == known.get("findings", [])
