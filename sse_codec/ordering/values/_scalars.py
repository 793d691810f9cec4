"""JSON values as checks compare and show them: numbers by value, true is no number, and no text is held for long."""

import json
from typing import TYPE_CHECKING, Any, Final

from ..pointers import is_array, is_object
from ..wording import shorten

if TYPE_CHECKING:
    from hashlib import blake2b

TYPES: Final = ("string", "integer", "number", "boolean", "array", "object", "null")
"""The names of JSON's types, as JSON Schema has them: an integer is a number too."""

Scalar = str | int | float | bool
"""What a profile compares values with."""

Mark = tuple[bool, object]
"""What stands for a scalar that is remembered."""

_LONGEST: Final = 64
"""Longest string that is remembered whole, in characters: strings on the wire may have megabytes."""

_LARGEST: Final = 1 << 64
"""Integers below this are remembered whole; others may have thousands of digits."""

_PYTHON: Final[dict[str, tuple[type, ...]]] = {
    "string": (str,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


def is_type(name: str, value: Any) -> bool:
    """Return True if a parsed value is of a JSON type; 1.0 is an integer there, and true is no number."""
    if name == "integer":
        return is_type("number", value) and value == value // 1
    return isinstance(value, _PYTHON[name]) and (name == "boolean" or not isinstance(value, bool))


def type_of(value: Any) -> str:
    """The narrowest JSON type of a parsed value."""
    return next(name for name in TYPES if is_type(name, value))


def is_scalar(value: Any) -> bool:
    """Return True if a parsed value is a string, a number, true, false or null."""
    return not is_array(value) and not is_object(value)


def same(one: Any, other: Any) -> bool:
    """Return True if two parsed values are equal."""
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def mark(scalar: Any) -> Mark:
    """What is remembered of a scalar: two have the same mark when they are equal, and none takes much room."""
    if isinstance(scalar, str) and len(scalar) > _LONGEST:
        return False, hashed(scalar.encode("utf-8", "surrogatepass")).digest()
    if isinstance(scalar, int) and not -_LARGEST < scalar < _LARGEST:
        return False, _large(scalar)
    return isinstance(scalar, bool), scalar


def _large(number: int) -> object:
    """What is remembered of an integer of many digits: the float that it equals, if any, or a hash."""
    try:
        rounded = float(number)
        # Compiled, a float and an integer are compared as floats.
        if int(rounded) == number:
            return rounded
    except OverflowError:
        pass
    return hashed(b"%x" % number).digest()


def hashed(data: bytes = b"") -> "blake2b":
    """The hash of what stands for long data, to which more may be added."""
    # Imported where something is long, since it loads OpenSSL.
    from hashlib import blake2b  # noqa: PLC0415

    return blake2b(data, digest_size=16)


class Kept:
    """A scalar with which later ones are compared; of a long string no more is held than a mark and its beginning."""

    __slots__ = ("_beginning", "_mark")

    def __init__(self, scalar: Any) -> None:
        self._mark = mark(scalar)
        self._beginning = "" if self._mark[1] is scalar else show(scalar)

    def equals(self, found: Any) -> bool:
        """Return True if a parsed value is equal to it."""
        kept = self._mark[1]
        if type(found) is type(kept) and found == kept:
            return True  # as nearly always: nothing has to be made for it
        return is_scalar(found) and mark(found) == self._mark

    def show(self) -> str:
        """As `show` shows it."""
        return self._beginning or show(self._mark[1])


def show(value: Any) -> str:
    """A value in one line of plain text, not longer than a name may be."""
    if not is_scalar(value):
        return "an array" if is_array(value) else "an object"
    text = json.dumps(value, ensure_ascii=False)
    return shorten(text if text.isprintable() else json.dumps(value))
