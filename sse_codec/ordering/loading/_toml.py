"""TOML text as tables that are read key by key, where every complaint knows the file, the line and the key; and the files of a profile."""

import datetime
import errno
import os
import re
from collections.abc import Iterable
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any, Final, NoReturn

from ..pointers import is_array, is_object
from ..wording import clip, did_you_mean
from ._errors import ProfileError

# Compiled when a file is read: the shipped profiles need none of them.
_HEADER: Final = r"""\s*\[\[?\s*([A-Za-z0-9_-]+(?:\.(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+))*)\s*\]"""
_QUOTES: Final = "[\"']"
_KEY: Final = r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*=\s*(.*)"""
_LINE: Final = r"\(at line (\d+), column \d+\)"

MAX_ENTRIES: Final = 500
"""Entries of one list of tables; the longest of a shipped profile has 40."""

NAMED: Final = {"framing": "name", "track": "name", "check": "id"}
"""Lists of tables, and the key that tells their entries apart."""


class _Section:
    """Where one table of the text stands, and its keys."""

    __slots__ = ("header", "keys", "line")

    def __init__(self, header: str, line: int) -> None:
        self.header = header
        self.line = line
        self.keys: dict[str, tuple[int, str]] = {}


class Source:
    """One profile as it is written: the name of its file, its data, and the lines of its keys."""

    __slots__ = ("_sections", "data", "file")

    def __init__(self, file: str, data: dict[str, Any], sections: Iterable[_Section] = ()) -> None:
        self.file = file
        self.data = data
        self._sections = sections

    def line(self, header: str, entry: str, key: str) -> int:
        """The line of a key; of its table when the key is ``""``; 0 when it is not found."""
        for section in self._sections:
            if section.header == header and (not entry or _is_entry(section, entry)):
                found = section.keys.get(key, (0, ""))[0] if key else section.line
                if found:
                    return found
            elif not header and section.header == key:
                return section.line
        return 0


def read_toml(file: str, text: str) -> Source:
    """Read TOML text; the lines of its keys are known as far as a plain search finds them.

    :raises ProfileError: it is not TOML.
    """
    import tomllib  # noqa: PLC0415 - it takes as long to import as a shipped profile to be made

    try:
        return Source(file, tomllib.loads(text), _sections(text))
    except (ValueError, RecursionError) as error:
        found = re.search(_LINE, str(error))
        raise ProfileError(file, f"not TOML: {error}", line=int(found[1]) if found else 0) from None


def _sections(text: str) -> list[_Section]:
    sections = [_Section("", 0)]
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(_HEADER, line):
            sections.append(_Section(re.sub(_QUOTES, "", header[1]), number))
        elif key := re.match(_KEY, line):
            name = next(group for group in key.groups() if group is not None)
            sections[-1].keys.setdefault(name, (number, key[4]))
    return sections


def _is_entry(section: _Section, entry: str) -> bool:
    _, written = section.keys.get(NAMED[section.header], (0, ""))
    return written.startswith((f'"{entry}"', f"'{entry}'"))


class Table:
    """One table, read key by key."""

    __slots__ = ("_data", "_header", "_sources", "entry")

    entry: Final[str]
    """Its name in a list of `NAMED`; ``""`` for any other table."""

    def __init__(
        self, sources: list[Source], data: dict[str, Any], header: str = "", entry: str = ""
    ) -> None:
        self._sources = sources
        self._data = data
        self._header = header
        self.entry = entry

    @property
    def origin(self) -> str:
        """The name of the profile at the bottom, which extends no other."""
        return str(self._sources[-1].data["profile"])

    def __contains__(self, key: str) -> bool:
        return key in self._data

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys, in their order."""
        return tuple(self._data)

    def fail(self, key: str, problem: str) -> NoReturn:
        """Raise a ProfileError about a key; about the table, when the key is ``""``."""
        place = f"{self._header}[{self.entry}]" if self.entry else self._header
        full = ".".join(part for part in (place, key) if part)
        for name in (key, ""):
            for source in self._sources:
                line = source.line(self._header, self.entry, name)
                if line:
                    raise ProfileError(source.file, problem, key=full, line=line)
        raise ProfileError(self._sources[0].file, problem, key=full)

    def only(self, *known: str) -> None:
        """Refuse every other key."""
        for key in self._data:
            if key not in known:
                self.fail(key, f"unknown key{did_you_mean(key, known)}; known here: {', '.join(known)}")

    def text(self, key: str, default: str | None = None) -> str:
        """A string; required unless there is a default."""
        value = self._get(key, default)
        if not isinstance(value, str):
            self.fail(key, f"must be a string, is {_kind(value)}")
        return value

    def word(self, key: str, default: str | None = None) -> str:
        """A string that is not empty and has no white space in it."""
        value = self.text(key, default)
        if value != default and not re.fullmatch(r"\S+", value):
            self.fail(key, "must be a word: not empty, and without white space")
        return value

    def one_of(self, key: str, known: tuple[str, ...], default: str | None = None) -> str:
        """One of a few words."""
        value = self.text(key, default)
        if value not in known:
            self.fail(key, f"{clip(value)} is none of {', '.join(known)}{did_you_mean(value, known)}")
        return value

    def words(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """One string or a list of strings, none of them empty."""
        value = self._get(key, default)
        if value is default:
            return () if default is None else default
        found: object = [value] if isinstance(value, str) else value
        if not is_array(found) or not all(isinstance(word, str) and word for word in found):
            self.fail(key, f"must be a string or a list of strings that are not empty, is {_kind(value)}")
        return tuple(found)

    def scalars(self, key: str) -> tuple[str | int | float | bool, ...]:
        """A list of strings, numbers and booleans, not empty."""
        value = self._get(key, None)
        if not is_array(value) or not value:
            self.fail(key, "must be a list that is not empty")
        for scalar in value:
            if not isinstance(scalar, str | int | float):
                self.fail(key, f"must hold strings, numbers and booleans, holds {_kind(scalar)}")
        return tuple(value)

    def raw(self, key: str) -> Any:
        """What is there, of whatever type; required."""
        return self._get(key, None)

    def folder(self, key: str) -> Path:
        """The folder of the file from which this entry of a list in `NAMED` has the key."""
        name = NAMED[self._header]
        return next(
            Path(source.file).parent
            for source in self._sources
            for entry in source.data.get(self._header, ())
            if entry[name] == self.entry and key in entry
        )

    def date(self, key: str) -> str:
        """A date, as ISO 8601 has it; ``""`` when it is not there."""
        value = self._data.get(key)
        if value is None:
            return ""
        if type(value) is not datetime.date:
            self.fail(key, f"must be a date without quotes, such as 2025-11-23, is {_kind(value)}")
        return value.isoformat()

    def flag(self, key: str) -> bool:
        """true or false; false when it is not there."""
        value = self._data.get(key, False)
        if not isinstance(value, bool):
            self.fail(key, f"must be true or false, is {_kind(value)}")
        return value

    def count(self, key: str) -> int | None:
        """An integer from 0; None when it is not there."""
        value = self._data.get(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.fail(key, "must be a whole number, 0 or more")
        return value

    def table(self, key: str) -> "Table":
        """The table of that name; an empty one when it is not there."""
        value: object = self._data.get(key, {})
        if not is_object(value):
            self.fail(key, f"must be a table [{key}], is {_kind(value)}")
        return Table(self._sources, value, f"{self._header}.{key}" if self._header else key)

    def entries(self, key: str) -> list["Table"]:
        """The tables of a list in `NAMED`; none when it is not there."""
        value: object = self._data.get(key, [])
        if not is_array(value):
            self.fail(key, f"must be a list of tables [[{key}]], is {_kind(value)}")
        if len(value) > MAX_ENTRIES:
            self.fail(key, f"has {len(value)} entries, and up to {MAX_ENTRIES} are read")
        return [self._named(key, entry) for entry in value]

    def _named(self, key: str, entry: object) -> "Table":
        name = entry.get(NAMED[key]) if is_object(entry) else None
        if not is_object(entry) or not isinstance(name, str) or not name:
            self.fail(key, f"every table [[{key}]] needs {NAMED[key]}, a string that is not empty")
        return Table(self._sources, entry, key, name)

    def _get(self, key: str, default: object) -> Any:
        if key not in self._data and default is None:
            self.fail(key, "is missing, and is required here")
        return self._data.get(key, default)


def merge(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """A profile on top of the one that it extends: tables by key, named lists by name, all else replaced."""
    merged = dict(base)
    for key, value in own.items():
        under: object = base.get(key)
        if key in NAMED and is_array(under):
            merged[key] = _merge_named(NAMED[key], under, value)
        elif is_object(under) and is_object(value):
            merged[key] = {**under, **value}
        else:
            merged[key] = value
    return merged


def _merge_named(name: str, base: list[dict[str, Any]], own: list[dict[str, Any]]) -> list[dict[str, Any]]:
    entries = {entry[name]: entry for entry in base}
    for entry in own:
        entries[entry[name]] = {**entries.get(entry[name], {}), **entry}
    return list(entries.values())


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "a date or time")


_KINDS: Final[dict[type, str]] = {
    str: "a string",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "a table",
}


class TooLarge(Exception):
    """A file that is larger than what is read."""


def read_file(path: Path, largest: int) -> bytes:
    """The bytes of a file. A pipe or a device is never opened, since it may have no end.

    :raises OSError: it cannot be read.
    :raises TooLarge: it has more than so many bytes.
    """
    mode = os.stat(path).st_mode
    if S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not S_ISREG(mode):
        raise OSError(errno.EINVAL, "not a regular file")
    with path.open("rb") as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        raise TooLarge(f"has more than {largest} bytes")
    return data
