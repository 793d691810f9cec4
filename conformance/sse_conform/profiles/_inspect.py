"""What is odd in a profile that can be used all the same: said with the line, as for a profile that is refused."""

import json
import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any, cast

import attrs

from sse_codec.ordering import Profile, load_profile, shipped_profiles

from ..finding import Level

_HEADER = re.compile(r"\s*\[+\s*([A-Za-z0-9_-]+)")
_NAME = re.compile(r"[^\s()|*+?]+")
_PROSE = ("title", "spec", "kinds")
"""Top-level keys whose strings are for people, and use no name."""
_ABOUT = {
    "title": "say in a line what the protocol is",
    "spec": "say where the rules come from, so that readers can look them up",
    "date": "say when the rules were taken from there, as in: date = 2026-11-23",
}


@attrs.frozen
class Remark:
    """Something about a profile file."""

    level: Level
    name: str
    """What it is about, in stable words such as ``unused-group``."""
    file: str
    line: int
    """Counted from 1; 0 when it is about the file as a whole."""
    key: str
    message: str


def inspect(path: Path) -> list[Remark]:
    """What is odd in the profile file at this path.

    Raises :class:`sse_codec.ordering.ProfileError` when it cannot be used.
    """
    profile = load_profile(path)
    text = path.read_text(encoding="utf-8-sig")
    found = [*_unsaid(profile), *_unreachable(profile), *_unused(path, tomllib.loads(text))]
    return [
        Remark(
            Level.WARNING,
            name,
            str(path),
            _line(text, table, key),
            f"{table}.{key}" if table else key,
            message,
        )
        for name, table, key, message in found
    ]


_Odd = tuple[str, str, str, str]
"""The name, the table, the key and the message of a remark."""


def _unsaid(profile: Profile) -> Iterator[_Odd]:
    for key, cure in _ABOUT.items():
        if not getattr(profile, key):
            yield f"no-{key}", "", key, f"is not there; {cure}"


def _unreachable(profile: Profile) -> Iterator[_Odd]:
    reached = {kind for row in profile.automaton.moves for kind in row}
    for kind in profile.kinds:
        if kind not in reached:
            yield (
                "unreachable-kind",
                "kinds",
                kind,
                "may come nowhere, so each event of it is an error; put it into grammar, anywhere or before of [order], "
                "or on or then of [abort]",
            )


def _unused(path: Path, data: dict[str, Any]) -> Iterator[_Odd]:
    used = {word for part in lineage(path, data) for word in _uses(part)}
    for group in data.get("group", {}):
        if group not in used:
            yield (
                "unused-group",
                "group",
                group,
                "is used nowhere; take it out, or use it in place of its kinds",
            )


def shipped_tables(name: str) -> dict[str, Any]:
    """The data of a shipped profile, as its file has it."""
    lines = (
        (resources.files("sse_codec.ordering") / "profiles.jsonl").read_text(encoding="utf-8").splitlines()
    )
    return next(data for data in map(json.loads, lines) if data["profile"] == name)


def lineage(path: Path, data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The data of a profile and of those that it extends."""
    yield data
    name = data.get("extends")
    if name in shipped_profiles():
        yield from lineage(path, shipped_tables(name))
    elif name is not None:
        base = path.parent / name
        yield from lineage(base, tomllib.loads(base.read_text(encoding="utf-8-sig")))


def _uses(data: dict[str, Any]) -> Iterator[str]:
    """Every name that the data of a profile uses, and does not just explain or give to a group."""
    for key, value in data.items():
        if key == "group":
            yield from _words(list(value.values()))
        elif key not in _PROSE:
            yield from _words(value)


def _words(value: object) -> Iterator[str]:
    """The words of all strings and keys in a value."""
    if isinstance(value, str):
        yield from _NAME.findall(value)
    elif isinstance(value, list):
        for member in cast("list[object]", value):
            yield from _words(member)
    elif isinstance(value, dict):
        for key, member in cast("dict[str, object]", value).items():
            if key != "why":
                yield from (key, *_words(member))


def _line(text: str, table: str, key: str) -> int:
    """The line of a key in a table of this name; 0 when it is not found."""
    written = re.compile(rf"""\s*(["']?){re.escape(key)}\1\s*=""")
    within = ""
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header is not None:
            within = header[1]
        elif within == table and written.match(line):
            return number
    return 0
