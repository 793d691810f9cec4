"""The tables [[framing]] become framings; one that cannot decide anything, or contradicts itself, is refused."""

from collections.abc import Iterable
from typing import Any, Final, Literal, NoReturn

from ..classify import Framing, Shape
from ..pointers import Pointer, is_array, is_object, parse_pointer
from ..values import Scalar
from ._errors import ProfileError
from ._names import Names
from ._toml import Table

_FRAMING: Final = ("name", "shapes", "kind", "value", "types", "other_types", "members", "agree", "json")
_EVENT: Final = ("data", "type")
"""The conditions of a shape that only an event can meet."""
_VALUE: Final = ("has", "lacks", "empty", "equals", "like")
"""Those that any value can meet."""


def build_framings(table: Table, names: Names) -> tuple[Framing, ...]:
    """The framings of a profile, each kind of which at least one can give."""
    entries = table.entries("framing")
    framings = tuple(_framing(entry, names) for entry in entries)
    if not framings:
        table.fail("framing", "at least one [[framing]] has to say where the kind of an event stands")
    for kind in names.kinds:
        if not any(framing.gives(kind) for framing in framings):
            table.table("kinds").fail(
                kind, "no framing can give this kind; see shapes, types and other_types of [[framing]]"
            )
    return framings


def read_shapes(
    table: Table, key: str, kinds: Iterable[str], *, of_events: bool = False
) -> tuple[Shape, ...]:
    """The shapes in the list under a key, each of one of the kinds.

    Those of events may have conditions on data and type; the others are those of values within an event.
    """
    shapes: list[Shape] = []
    for entry in _inline_tables(table, key):
        shape = _shape(entry, tuple(kinds), of_events)
        if shape.needs_object and any(earlier.fits_any_object for earlier in shapes):
            entry.fail(
                "",
                "can never fit: one before it has no condition, and so takes every object; put that one last",
            )
        shapes.append(shape)
    return tuple(shapes)


def read_pointer(table: Table, key: str) -> Pointer:
    """The JSON pointer under a key, that of the whole value when it is not there."""
    return parsed_pointer(table, key, table.text(key, ""))


def parsed_pointer(table: Table, key: str, text: str) -> Pointer:
    """A JSON pointer that stands under a key."""
    try:
        return parse_pointer(text)
    except ValueError as error:
        table.fail(key, str(error))


def _framing(table: Table, names: Names) -> Framing:
    table.only(*_FRAMING)
    if "types" in table and "other_types" in table:
        table.fail(
            "other_types",
            "types says already to which event types the framing applies; leave one of them out",
        )
    shapes = read_shapes(table, "shapes", names.kinds, of_events=True) if "shapes" in table else ()
    kind = _kind(table, shapes)
    _refuse_meaningless(table, kind, shapes)
    return Framing(
        table.entry,
        shapes=shapes,
        kind=kind,
        value=read_pointer(table, "value"),
        types=table.words("types") if "types" in table else None,
        other_types=table.words("other_types", ()),
        members=table.words("members") if "members" in table else None,
        agree=_agree(table),
        json=names.read(table, "json"),
        names=names.kinds if isinstance(kind, tuple) else (),
    )


def _kind(table: Table, shapes: tuple[Shape, ...]) -> Pointer | Literal["type"] | None:
    if "kind" not in table:
        if not shapes:
            table.fail("kind", "is missing, and so is shapes: one of them has to give the kind of an event")
        return None
    if table.text("kind") == "type":
        return "type"
    if any(shape.fits_any_object for shape in shapes):
        table.fail("kind", "is never asked: a shape without a condition takes every object")
    return read_pointer(table, "kind")


def _refuse_meaningless(
    table: Table, kind: Pointer | Literal["type"] | None, shapes: tuple[Shape, ...]
) -> None:
    if kind is None:
        _refuse(table, ("members", "agree", "json"), "shapes alone give the kind")
    elif kind == "type":
        keys = ("members", "agree") if shapes else ("value", "members", "agree")
        _refuse(table, keys, 'kind = "type" takes the data as it is')
    else:
        _refuse(table, ("json",), 'the whole data is JSON already unless kind = "type"')


def _refuse(table: Table, keys: tuple[str, ...], reason: str) -> None:
    for key in keys:
        if key in table:
            table.fail(key, f"has no meaning here: {reason}")


def _agree(table: Table) -> bool | Literal["if-named"]:
    value = table.raw("agree") if "agree" in table else False
    if not isinstance(value, bool) and value != "if-named":
        table.fail("agree", 'must be true, false, or "if-named": true for the events that have a type')
    return "if-named" if value == "if-named" else value


class _InlineTable(Table):
    """A table in a list. It has no header, so complaints about it give the line of the list and its place there."""

    __slots__ = ("_list", "_number", "_table")

    def __init__(self, table: Table, key: str, number: int, data: dict[str, Any]) -> None:
        super().__init__([], data)
        self._table = table
        self._list = key
        self._number = number

    def fail(self, key: str, problem: str) -> NoReturn:
        try:
            self._table.fail(self._list, problem)
        except ProfileError as error:
            place = f"{error.key}[{self._number}]"
            full = f"{place}.{key}" if key else place
            raise ProfileError(error.file, problem, key=full, line=error.line) from None

    def pairs(self, key: str) -> list[tuple[Pointer, Any]]:
        """Pointers and what they are paired with; none when the key is not there."""
        if key not in self:
            return []
        value: object = self.raw(key)
        if not is_object(value) or not value:
            self.fail(key, 'must be a table that is not empty: { "/pointer" = value }')
        return [(parsed_pointer(self, key, pointer), paired) for pointer, paired in value.items()]


def _inline_tables(table: Table, key: str) -> list[_InlineTable]:
    value = table.raw(key)
    if not is_array(value) or not value or not all(is_object(entry) for entry in value):
        table.fail(key, 'must be a list of tables that is not empty: [{ kind = "name", has = "/pointer" }]')
    return [_InlineTable(table, key, number, entry) for number, entry in enumerate(value, 1)]


def _shape(table: _InlineTable, kinds: tuple[str, ...], of_events: bool) -> Shape:
    table.only("kind", *(_EVENT if of_events else ()), *_VALUE)
    return Shape(
        table.one_of("kind", kinds),
        data=table.text("data") if "data" in table else None,
        types=_some(table, "type") if "type" in table else None,
        has=_pointers(table, "has"),
        lacks=_pointers(table, "lacks"),
        empty=_pointers(table, "empty"),
        equals=_scalars(table, "equals"),
        like=_patterns(table, "like"),
    )


def _some(table: Table, key: str) -> tuple[str, ...]:
    words = table.words(key)
    if not words:
        table.fail(key, "must not be empty; leave the key out where there is no condition")
    return words


def _pointers(table: Table, key: str) -> list[Pointer]:
    return [parsed_pointer(table, key, pointer) for pointer in _some(table, key)] if key in table else []


def _scalars(table: _InlineTable, key: str) -> list[tuple[Pointer, Scalar]]:
    pairs = table.pairs(key)
    if not all(isinstance(value, str | int | float) for _, value in pairs):
        table.fail(key, "must hold strings, numbers and booleans")
    return pairs


def _patterns(table: _InlineTable, key: str) -> list[tuple[Pointer, str]]:
    pairs = table.pairs(key)
    if not all(isinstance(value, str) for _, value in pairs):
        table.fail(key, "must hold strings, where * stands for any characters, and ? for one")
    return pairs
