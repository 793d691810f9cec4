"""Reads a configuration; what is wrong in it is refused, with the place and with what was probably meant."""

import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, NoReturn, cast

from sse_codec.ordering import shipped_profiles

from ..rules import OptionError, Selection, UnknownRuleError, options_of
from ..rules._catalogue import suggestion
from ._config import Config, PathTable
from ._keys import KEYS, Key

_PROJECT_FILE: Final = "pyproject.toml"
_TABLE: Final = "tool.sse-conform"
_SELECTIONS: Final = ("select", "extend-select", "ignore")


class ConfigError(Exception):
    """A configuration is wrong; the message says where, what, and what to do."""


def read_nearest(paths: Iterable[Path]) -> Config | None:
    """Read the first of these files that has a configuration; None when none has. Raises ConfigError."""
    for path in paths:
        if path.name != _PROJECT_FILE or _tool_table(_parsed(path)) is not None:
            return read_config(path)
    return None


def read_config(path: Path) -> Config:
    """Read a configuration. Raises ConfigError."""
    document = _parsed(path)
    if path.name == _PROJECT_FILE:
        table = _tool_table(document)
        if table is None:
            raise ConfigError(f"{path} has no table [{_TABLE}]")
        return _Reader(path, _TABLE).config(table)
    return _Reader(path, "").config(document)


def _tool_table(document: Mapping[str, Any]) -> Any:
    tools = document.get("tool")
    return cast("dict[str, Any]", tools).get("sse-conform") if isinstance(tools, dict) else None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_bytes(path).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path} is not TOML: {error}; mend it, or say --isolated") from error


class _Reader:
    """Reads the table of one file."""

    def __init__(self, path: Path, table: str) -> None:
        self._path = path
        self._table = table

    def config(self, table: Any) -> Config:
        table = self._checked_table(table, self._table)
        paths, rules = table.pop("paths", []), table.pop("rules", {})
        return Config(
            self._path,
            self._place(self._table),
            self._values(table, self._table, KEYS, beside=("paths", "rules")),
            tuple(self._path_tables(paths)),
            self._options(rules),
        )

    def _path_tables(self, tables: Any) -> Iterable[PathTable]:
        name = self._below("paths")
        if not isinstance(tables, list):
            self._refuse(name, f"it must be an array of tables: write [[{name}]]")
        keys = {key.name: key for key in KEYS.values() if key.of_paths}
        for number, each in enumerate(cast("list[object]", tables), 1):
            place = f"{name}, table {number}"
            table = self._checked_table(each, place)
            match = table.pop("match", None)
            values = self._values(table, place, keys, beside=("match",))
            if not Key("match", "strings").takes(match) or not match:
                self._refuse(place, "match must be an array of patterns, such as ['captures/**']")
            yield PathTable(self._place(place), self._path.parent, tuple(match), values)

    def _values(
        self, table: dict[str, Any], place: str, keys: Mapping[str, Key], beside: tuple[str, ...]
    ) -> dict[str, Any]:
        for name, value in table.items():
            key = keys.get(name)
            if key is None:
                names = (*keys, *beside)
                hint = suggestion(name.replace("_", "-"), names) or f"; there are {', '.join(names)}"
                self._refuse(place, f"there is no key {name!r}{hint}")
            if not key.takes(value):
                self._refuse(place, f"{name} must be {key.words}")
            if name in _SELECTIONS:
                self._check_codes(place, name, value)
        return {name: self._resolved(place, name, value) for name, value in table.items()}

    def _check_codes(self, place: str, name: str, codes: list[str]) -> None:
        try:
            Selection(select=tuple(codes))
        except UnknownRuleError as error:
            self._refuse(place, f"{name}: {error}")

    def _resolved(self, place: str, name: str, value: Any) -> Any:
        """The value, in which paths are those from the working directory."""
        if name == "profile" and value not in ("auto", "none", *shipped_profiles()):
            return self._below_folder(value)
        if name == "baseline":
            return self._below_folder(value)
        if name == "format":
            return [self._target(place, target) for target in value]
        return value

    def _target(self, place: str, target: str) -> str:
        """A format and its file, which lies below the folder: a checkout of a stranger's writes nowhere else."""
        format, colon, path = target.partition(":")
        if not path:
            return target
        folder = os.path.realpath(self._path.parent)
        if os.path.commonpath([folder, os.path.realpath(os.path.join(folder, path))]) != folder:
            self._refuse(
                place, f"format: {path} is not below the folder of the configuration; say so with --format"
            )
        return f"{format}{colon}{self._below_folder(path)}"

    def _below_folder(self, path: str) -> str:
        return os.path.relpath(os.path.join(self._path.parent, path))

    def _options(self, tables: Any) -> dict[tuple[str, str], int]:
        name = self._below("rules")
        try:
            return options_of(self._checked_table(tables, name))
        except (UnknownRuleError, OptionError) as error:
            self._refuse(name, str(error))

    def _checked_table(self, table: Any, place: str) -> dict[str, Any]:
        if not isinstance(table, dict):
            self._refuse(place, "it must be a table")
        return dict(cast("dict[str, Any]", table))

    def _below(self, name: str) -> str:
        return f"{self._table}.{name}" if self._table else name

    def _place(self, table: str) -> str:
        return f"{self._path}: [{table}]" if table else str(self._path)

    def _refuse(self, place: str, problem: str) -> NoReturn:
        raise ConfigError(f"{self._place(place)}: {problem}")
