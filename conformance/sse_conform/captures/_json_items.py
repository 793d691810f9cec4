"""A list in a JSON document, an item at a time, each with its line. The text is in memory, and one item of it as a value."""

import json
import re
from collections.abc import Iterator
from typing import Any

from ._shape import CaptureError

_BLANKS = re.compile(r"[ \t\r\n]*")
_SCANNER = json.JSONDecoder(strict=False)
_LOG = "log"
"""The member that has the list of a HAR in it."""


def items(source: str, text: str, keys: frozenset[str]) -> Iterator[tuple[int, Any]]:
    """The items of the list under the first of the keys, at the top or in `log`, with their lines from 1.

    A document that is a list itself gives its items, and any other without such a member is one item.
    Raises :class:`CaptureError` for what is no JSON, or goes too deep; the items before it were given.
    """
    walk = _Walk(source, text)
    if walk.opens("[") or (walk.opens("{") and walk.enter_member(keys)):
        yield from walk.list_items()
    else:
        yield 1, _Walk(source, text).value()


class _Walk:
    """A position in the text."""

    def __init__(self, source: str, text: str) -> None:
        self._source = source
        self._text = text
        self._at = 0
        self._line = 1
        self._counted = 0
        self._blanks()

    def opens(self, mark: str) -> bool:
        """Go behind a mark; return False if something else is there."""
        if not self._text.startswith(mark, self._at):
            return False
        self._at += 1
        self._blanks()
        return True

    def value(self) -> Any:
        """The value at the position, which goes behind it."""
        try:
            value, self._at = _SCANNER.raw_decode(self._text, self._at)
        except json.JSONDecodeError as error:
            raise CaptureError(
                self._source, f"its JSON is broken at line {error.lineno}: {error.msg}"
            ) from error
        except RecursionError as error:
            raise CaptureError(self._source, f"its JSON is nested too deep, at line {self.line()}") from error
        except ValueError as error:  # a number of too many digits
            raise CaptureError(self._source, f"its JSON cannot be read: {error}") from error
        self._blanks()
        return value

    def enter_member(self, keys: frozenset[str]) -> bool:
        """Go to the first item of the list; return False if no member of the object is one."""
        while not self.opens("}"):
            key = self.value()
            self._require(":")
            if key == _LOG and self.opens("{"):
                return self.enter_member(keys)
            if key in keys and self.opens("["):
                return True
            self.value()
            if not self.opens(","):
                return False
        return False

    def list_items(self) -> Iterator[tuple[int, Any]]:
        """The items of the list whose first is at the position."""
        while not self.opens("]"):
            line = self.line()
            yield line, self.value()
            if not self.opens(","):
                self._require("]")
                return

    def line(self) -> int:
        """The line of the position, from 1."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _require(self, mark: str) -> None:
        if not self.opens(mark):
            raise CaptureError(self._source, f"its JSON is broken at line {self.line()}: {mark!r} is missing")

    def _blanks(self) -> None:
        found = _BLANKS.match(self._text, self._at)
        self._at = found.end() if found else self._at
