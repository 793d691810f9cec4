"""JSON pointers (RFC 6901): written as text, kept as reference tokens, resolved against a parsed value."""

from collections.abc import Iterable
from typing import Any, Final, TypeGuard

Pointer = tuple[str, ...]
STAR: Final = "*"
"""In pointers that may name several places: each member of an array or an object."""


class Absent:
    """Nothing is at the place that a pointer names: the only two instances are `MISSING` and `BLOCKED`."""

    __slots__ = ()


MISSING: Final = Absent()
"""An object or an array is there and lacks the member."""
BLOCKED: Final = Absent()
"""Something that has no members is in the way, so the question does not arise."""


def parse_pointer(text: str) -> Pointer:
    """The reference tokens of a pointer.

    :raises ValueError: the text is no JSON pointer; with the reason.
    """
    if text == "":
        return ()
    if not text.startswith("/"):
        raise ValueError("a JSON pointer is empty or begins with /")
    return tuple(_unescape(token) for token in text[1:].split("/"))


def _unescape(token: str) -> str:
    plain = token.replace("~0", "").replace("~1", "")
    if "~" in plain:
        raise ValueError("~ in a JSON pointer is written ~0, and / inside a name ~1")
    return token.replace("~1", "/").replace("~0", "~")


def write_pointer(pointer: Pointer) -> str:
    """The text of a pointer."""
    return "".join("/" + token.replace("~", "~0").replace("/", "~1") for token in pointer)


def resolve(pointer: Pointer, value: Any) -> Any:
    """The value that the pointer names, or `MISSING`, or `BLOCKED`."""
    for token in pointer:
        # What JSON gives is of these very types, and this is the hottest loop of a check.
        found = value.__class__
        if found is dict:
            value = value.get(token, MISSING)
        elif found is list:
            value = _element(token, value)
        else:
            return value if isinstance(value, Absent) else BLOCKED
    return value


def resolve_each(pointer: Pointer, value: Any) -> list[tuple[Pointer, Any]]:
    """Every value that the pointer names, with its place; a token ``*`` stands for each member of an array or object.

    Where nothing is, there is no value in the list.
    """
    found: list[tuple[Pointer, Any]] = [((), value)]
    for token in pointer:
        found = [below for place, at in found for below in _below(place, at, token)]
    return found


def _below(place: Pointer, at: Any, token: str) -> list[tuple[Pointer, Any]]:
    if token != STAR:
        found = resolve((token,), at)
        return [] if isinstance(found, Absent) else [((*place, token), found)]
    return [((*place, name), member) for name, member in members(at)]


def members(value: Any) -> Iterable[tuple[str, Any]]:
    """The members of an array or an object, each with its name or number; all else has none."""
    if is_array(value):
        return [(str(number), member) for number, member in enumerate(value)]
    return value.items() if is_object(value) else ()


def children(value: Any) -> Iterable[Any]:
    """The same without their names."""
    if is_array(value):
        return value
    return value.values() if is_object(value) else ()


def _element(token: str, array: list[Any]) -> Any:
    # RFC 6901, 4: digits without a leading zero; int() alone would take signs, spaces and other scripts' digits.
    if not (token.isascii() and token.isdigit()) or (token[0] == "0" and token != "0") or len(token) > 9:
        return BLOCKED
    index = int(token)
    return array[index] if index < len(array) else MISSING


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Return True if a parsed value is an object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Return True if a parsed value is an array."""
    return isinstance(value, list)
