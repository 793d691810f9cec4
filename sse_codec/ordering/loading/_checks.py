"""The tables [[check]] become checks: each rule has its keys, and one that could never hold, or never fail, is refused."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from ..checks import TYPES, Check
from ..pointers import Pointer, is_array, is_object
from ..slices import Track
from ..wording import clip, did_you_mean
from ._framing import read_pointer
from ._names import Names
from ._toml import Table, TooLarge, read_file

MAX_SCHEMA: Final = 1 << 20
"""Bytes of a JSON Schema."""
_COMMON: Final = ("id", "rule", "track", "severity", "why")
_KEYS: Final = {
    "type": ("at", "path", "type", "required"),
    "present": ("at", "path"),
    "absent": ("at", "path"),
    "nonempty": ("at", "path", "required"),
    "one_of": ("at", "path", "values", "required"),
    "constant": ("at", "path", "required"),
    "increasing": ("at", "path", "start", "step", "required"),
    "unique": ("at", "path", "required"),
    "reference": ("at", "path", "in", "required"),
    "same_as_opener": ("at", "path", "opener", "required"),
    "pairs": ("at", "path", "opener", "table", "required"),
    "concat": ("deltas", "delta", "final_at", "final"),
    "json": ("deltas", "delta", "final_at"),
    "count": ("at", "min", "max", "unless"),
    "schema": ("at", "path", "schema", "required"),
}
"""The keys of each rule beside those of every check."""
_IN_SLICES: Final = ("same_as_opener", "pairs", "concat", "json")
"""The rules that need an event that opens a slice, or a text that ends with it."""
_PATH: Final = {"concat": "final", "json": "delta"}
"""The key of the place, where it is not ``path``."""


def read_checks(table: Table, names: Names, tracks: Mapping[str, Track]) -> tuple[Check, ...]:
    """The checks of a profile, whose tracks are known by name. Raises ProfileError."""
    return tuple(_check(entry, names, tracks) for entry in table.entries("check"))


def _check(table: Table, names: Names, tracks: Mapping[str, Track]) -> Check:
    table.word("id")
    rule = table.one_of("rule", tuple(_KEYS))
    table.only(*_COMMON, *_KEYS[rule])
    track = _track(table, "track", tracks) if "track" in table else None
    if track is None and rule in _IN_SLICES:
        table.fail("track", f"{rule} reads at the slices of a track, so name one")
    minimum, maximum = _bounds(table, rule)
    return Check(
        table.entry,
        rule,
        _at(table, rule, names, track),
        path=read_pointer(table, _PATH.get(rule, "path")),
        track="" if track is None else track.name,
        types=_types(table) if rule == "type" else (),
        values=table.scalars("values") if rule == "one_of" else (),
        start=table.count("start"),
        step=_step(table),
        required=table.flag("required"),
        reference=_reference(table, tracks) if rule == "reference" else "",
        opener=_opener(table, rule),
        rows=_rows(table) if rule == "pairs" else {},
        deltas=_kinds(table, "deltas", names, track) if "deltas" in _KEYS[rule] else (),
        delta=read_pointer(table, "delta"),
        minimum=minimum,
        maximum=maximum,
        unless=_kinds(table, "unless", names, track) if "unless" in table else (),
        schema=_schema(table) if rule == "schema" else None,
        unknown="at" not in table and "at" in _KEYS[rule] and track is None and rule != "count",
        why=table.text("why", ""),
    )


def _track(table: Table, key: str, tracks: Mapping[str, Track]) -> Track:
    name = table.text(key)
    if name not in tracks:
        there = f"there are: {', '.join(tracks)}" if tracks else "the profile has no [[track]]"
        table.fail(key, f"there is no track {clip(name)}{did_you_mean(name, tracks)}; {there}")
    return tracks[name]


def _reference(table: Table, tracks: Mapping[str, Track]) -> str:
    track = _track(table, "in", tracks)
    if not track.key:
        table.fail("in", f"names the track {track.name}, which has no key, so no value could refer to it")
    return track.name


def _at(table: Table, rule: str, names: Names, track: Track | None) -> tuple[str, ...]:
    """The kinds that a check judges: all, unless it says which; ``json`` judges at the end of the slice anyway."""
    if rule == "concat":
        return _kinds(table, "final_at", names, track)
    if rule == "json":
        return _kinds(table, "final_at", names, track) if table.words("final_at", ()) else ()
    if "at" in table:
        return _kinds(table, "at", names, track)
    return tuple(names.kinds) if track is None else track.kinds


def _kinds(table: Table, key: str, names: Names, track: Track | None) -> tuple[str, ...]:
    """The kinds that the names under a key stand for; those of the track, when there is one."""
    found = names.read(table, key, None) if track is None else _in_track(table, key, names, track)
    if not found:
        table.fail(key, "names no kind, so the check would never look at anything")
    return found


def _in_track(table: Table, key: str, names: Names, track: Track) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in table.words(key):
        kinds = (name,) if name in track.kinds else names.groups.get(name, (name,))
        if not set(kinds).issubset(track.kinds):
            near = did_you_mean(name, track.kinds)
            known = ", ".join(track.kinds)
            table.fail(key, f"{clip(name)} is not of the track {track.name}{near}; it has: {known}")
        found.update(dict.fromkeys(kinds))
    return tuple(found)


def _types(table: Table) -> tuple[str, ...]:
    types = table.words("type")
    for name in types:
        if name not in TYPES:
            table.fail(
                "type",
                f"{clip(name)} is no type of JSON{did_you_mean(name, TYPES)}; there are: {', '.join(TYPES)}",
            )
    return types


def _bounds(table: Table, rule: str) -> tuple[int, int | None]:
    minimum, maximum = table.count("min") or 0, table.count("max")
    if rule == "count" and not minimum and maximum is None:
        table.fail("rule", "count needs min, max or both")
    if maximum is not None and maximum < minimum:
        table.fail("max", "is less than min, so no stream would do")
    return minimum, maximum


def _step(table: Table) -> int | None:
    step = table.count("step")
    if step == 0:
        table.fail("step", "must be 1 or more; for a number that stays the same there is the rule constant")
    return step


def _opener(table: Table, rule: str) -> Pointer:
    """Where to look in the event that opened the slice: at the place itself, unless the check says where."""
    if rule == "pairs":
        table.text("opener")
    return read_pointer(table, "opener" if "opener" in table else "path")


def _rows(table: Table) -> dict[str, tuple[str, ...]]:
    rows = table.raw("table")
    if not is_object(rows) or not rows:
        table.fail("table", "must be a table: for each value at opener, a list of those that go with it")
    return {name: _row(table, name, row) for name, row in rows.items()}


def _row(table: Table, name: str, row: object) -> tuple[str, ...]:
    found: object = [row] if isinstance(row, str) else row
    if not is_array(found) or not found or not all(isinstance(word, str) for word in found):
        table.fail("table", f"{clip(name)} must be a string or a list of strings, with at least one")
    return tuple(found)


def _schema(table: Table) -> Callable[[Any], str]:
    schema = table.raw("schema")
    if isinstance(schema, str):
        schema = _read_json(table, schema)
    if not is_object(schema):
        table.fail("schema", "must be a JSON Schema, as a table or as the path of a JSON file with an object")
    try:
        from ..checks._schema import compile_schema  # noqa: PLC0415 - it needs an extra
    except ModuleNotFoundError:
        table.fail("schema", 'needs the package jsonschema; install it with: pip install "sse-codec[schema]"')
    try:
        return compile_schema(schema)
    except ValueError as error:
        table.fail("schema", str(error))


def _read_json(table: Table, name: str) -> object:
    """What is in a JSON file beside the profile, or in a folder there: a profile must not choose any file."""
    folder = table.folder("schema")
    try:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            table.fail("schema", f"{clip(name)} is not beside the profile; put the file there")
        # Editors on Windows begin a file with a byte order mark, which JSON does not have (RFC 8259, 8.1).
        return json.loads(read_file(path, MAX_SCHEMA).decode("utf-8-sig"))
    except OSError as error:
        table.fail("schema", f"{clip(name)} cannot be read: {error.strerror}")
    except TooLarge as error:
        table.fail("schema", f"{clip(name)} {error}")
    except (ValueError, RecursionError) as error:
        table.fail("schema", f"{clip(name)} cannot be read as JSON in UTF-8: {error}")
