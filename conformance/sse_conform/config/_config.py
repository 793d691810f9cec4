"""A configuration: values, tables for some paths, and the numbers of rules."""

import os
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import Any

import attrs


@attrs.frozen
class PathTable:
    """What holds for some streams in place of, or beside, what holds for all."""

    place: str
    """Where it stands, for messages."""
    folder: Path
    """The folder that its patterns start from."""
    match: tuple[str, ...]
    """Patterns with slashes: `*`, `?` and `[...]` stay within a folder, and `**` is any folders. A folder means all below it."""
    values: Mapping[str, Any]

    def matches(self, source: str) -> bool:
        """Return True if the source is a path that one of the patterns means."""
        if source == "-" or "://" in source:
            return False
        try:
            parts = PurePath(os.path.relpath(source, self.folder)).parts
        except ValueError:  # on Windows, where another drive has no relative path
            return False
        return any(_matches(PurePath(pattern).parts, parts) for pattern in self.match)


def _matches(pattern: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    if not pattern:
        return True
    if pattern[0] == "**" and _matches(pattern[1:], parts):
        return True
    if not parts:
        return False
    rest = pattern if pattern[0] == "**" else pattern[1:]
    return (pattern[0] == "**" or fnmatchcase(parts[0], pattern[0])) and _matches(rest, parts[1:])


@attrs.frozen
class Config:
    """What a file says; its relative paths are those from the working directory."""

    path: Path
    """The file."""
    place: str
    """The file and the table, for messages."""
    values: Mapping[str, Any]
    """By key, as TOML has them."""
    paths: tuple[PathTable, ...] = ()
    options: Mapping[tuple[str, str], int] = {}
    """Numbers of rules, by code and name."""

    def table_for(self, source: str) -> PathTable | None:
        """The last table that means this source; None when none does."""
        return next((table for table in reversed(self.paths) if table.matches(source)), None)
