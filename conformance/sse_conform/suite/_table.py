"""Reads one table, of a case file or of a program's answer: every key is taken by name and kind.

A key that nobody took is refused; null, which TOML does not have, is as good as absent.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TypeVar, cast

from ..suggest import nearest
from ._errors import CaseError

_T = TypeVar("_T")
_KINDS: dict[object, str] = {
    str: "a string",
    int: "an integer",
    bool: "true or false",
    list: "a list",
    dict: "a table",
    date: "a date, as 2026-12-01",
}


class Table:
    """The keys of one table that have not been taken yet, and the place to name when one is wrong."""

    def __init__(self, values: object, file: str, case: str) -> None:
        self.file = file
        self.case = case
        if not isinstance(values, dict):
            self.refuse(f"{values!r} stands where a table must be", "write a table")
        self._values = cast("dict[str, object]", values)
        self._taken: list[str] = []

    def refuse(self, problem: str, cure: str) -> NoReturn:
        """Raise the error that names this place."""
        raise CaseError(self.file, self.case, problem, cure)

    def has(self, key: str) -> bool:
        """Is the key there?"""
        return key in self._values

    def names(self) -> list[str]:
        """The keys that are there, in their order."""
        return list(self._values)

    def any(self, key: str, default: object = None) -> object:
        """Take a value of any kind."""
        self._taken.append(key)
        value = self._values.get(key)
        return default if value is None else value

    def take(self, key: str, kind: type[_T], default: _T | None = None) -> _T:
        """Take a value of one kind; without a default it must be there."""
        value = self.any(key, default)
        if value is None:
            self.refuse(f"{key} is missing", f"add it: {_KINDS[kind]}")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.refuse(f"{key} is {value!r}", f"it must be {_KINDS[kind]}")
        return value

    def inner(self, key: str) -> "Table":
        """Take a table, empty when the key is not there."""
        return Table(self.any(key, {}), self.file, self.case)

    def words(self, key: str) -> tuple[str, ...]:
        """Take a list of strings, empty when the key is not there."""
        values = cast("list[object]", self.take(key, list, []))
        for value in values:
            if not isinstance(value, str):
                self.refuse(f"{key} holds {value!r}", "it must be a list of strings")
        return tuple(cast("list[str]", values))

    def choice(self, key: str, options: Mapping[str, object] | tuple[str, ...], default: str = "") -> str:
        """Take one of a few words."""
        value = self.take(key, str, default or None)
        if value not in options:
            self.refuse(f"{key} is {value!r}", f"choose one of {', '.join(options)}")
        return value

    def tables(self, key: str) -> "list[Table]":
        """Take a list of tables, empty when the key is not there."""
        values = cast("list[object]", self.take(key, list, []))
        return [Table(value, self.file, self.case) for value in values]

    def named(self, key: str) -> "dict[str, Table]":
        """Take a table of tables by name, empty when the key is not there."""
        tables = self.inner(key)
        return {name: tables.inner(name) for name in tables.names()}

    def end(self) -> None:
        """Refuse whatever nobody took."""
        for key in self._values:
            if key not in self._taken:
                near = nearest(key, self._taken)
                cure = f"did you mean {near!r}?" if near else f"the keys are {', '.join(self._taken)}"
                self.refuse(f"unknown key {key!r}", cure)


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of one file."""
    try:
        return tomllib.loads(path.read_bytes().decode())
    except OSError as error:
        raise CaseError(
            str(path), "", f"cannot be read: {error.strerror}", "name a folder of fixtures"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CaseError(str(path), "", f"is not TOML: {error}", "mend the file at that place") from error
