"""A list in a JSON document, an item at a time, each with its line: memory holds one, however long the list.

The file is cut at the ends of its items by their brackets alone, and each is then parsed by itself. A broken item
is reported, and the reader goes on with the next.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from ._shape import CHUNK_SIZE, ByteSource, CaptureError

MAX_ITEM = 64 * 1024 * 1024
"""Bytes that an item of the list may have, and everything before the list."""
MAX_DEPTH = 100
"""Lists and objects that may stand inside one another."""
MAX_VALUES = 1_000_000
"""Values that an item may be made of: a value of two bytes takes fifty in memory."""

_BOM = b"\xef\xbb\xbf"
_BLANKS = re.compile(rb"[ \t\r\n]*")
_OUTSIDE = re.compile(rb'[^"\[\]{},]*')
_INSIDE = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_DECODER = json.JSONDecoder(strict=False)
_LOG = "log"
"""The member that has the list of a HAR in it."""


def items(source: str, start: bytes, stream: ByteSource, keys: frozenset[str]) -> Iterator[tuple[int, Any]]:
    """The items of the list under the first of the keys, at the top or in `log`, with their lines from 1.

    A list at the top gives its items. A document without such a member is one item. An item that cannot be parsed
    is a :class:`CaptureError`. Raises one where nothing can be read from there on; the items before it were given.
    """
    cutter = _Cutter(source, start, stream)
    if cutter.opens(b"["):
        yield from _list_items(source, cutter)
        return
    members: dict[str, Any] = {}
    if cutter.opens(b"{") and _enter_list(cutter, keys, members):
        yield from _list_items(source, cutter)
    else:
        yield 1, members


def _list_items(source: str, cutter: "_Cutter") -> Iterator[tuple[int, Any]]:
    """The items of the list whose first is at the position."""
    number = 0
    while not cutter.opens(b"]"):
        number += 1
        line = cutter.line
        text = cutter.take()
        try:
            yield line, cutter.parsed(text, line)
        except CaptureError as problem:
            yield line, CaptureError(f"{source}#{number}", problem.reason)
        if not cutter.opens(b","):
            cutter.require(b"]")
            return


def _enter_list(cutter: "_Cutter", keys: frozenset[str], members: dict[str, Any]) -> bool:
    """Go to the first item of the list; return False if no member of the object is one, when `members` has all of them."""
    size = 0
    while not cutter.opens(b"}"):
        key = str(cutter.parsed(cutter.take(), cutter.line))
        cutter.require(b":")
        if key == _LOG and cutter.opens(b"{"):
            inner: dict[str, Any] = {}
            if _enter_list(cutter, keys, inner):
                return True
            members[key] = inner
        elif key in keys and cutter.opens(b"["):
            return True
        else:
            line = cutter.line
            text = cutter.take()
            size += len(text)
            if size > MAX_ITEM:
                cutter.fail(f"it has more than {MAX_ITEM:,} bytes before its list")
            members[key] = cutter.parsed(text, line)
        if not cutter.opens(b","):
            cutter.require(b"}")
            return False
    return False


class _Cutter:
    """The bytes that were read and not yet taken; the position is before the next value or mark."""

    def __init__(self, source: str, start: bytes, stream: ByteSource) -> None:
        self.line = 1
        """The line of the position, from 1."""
        self._source = source
        self._data = bytearray(start.removeprefix(_BOM))
        self._stream = stream

    def opens(self, mark: bytes) -> bool:
        """Go behind a mark; return False if something else is there."""
        self._skip_blanks()
        if not self._data.startswith(mark):
            return False
        self._drop(len(mark))
        self._skip_blanks()
        return True

    def require(self, mark: bytes) -> None:
        """Go behind a mark."""
        if not self.opens(mark):
            self.fail(f"its JSON is broken at line {self.line:,}: {mark.decode()!r} is missing")

    def take(self) -> bytes:
        """The text of the next value, which the position goes behind."""
        self._skip_blanks()
        end = self._end()
        text = bytes(self._data[:end])
        self._drop(end)
        return text

    def parsed(self, text: bytes, line: int) -> Any:
        """The value of a text that begins on a line; raises :class:`CaptureError` when it is none."""
        try:
            return _DECODER.decode(text.decode("utf-8"))
        except UnicodeDecodeError as error:
            line += text.count(b"\n", 0, error.start)
            self.fail(f"its JSON is not UTF-8 at line {line:,}")
        except json.JSONDecodeError as error:
            self.fail(f"its JSON is broken at line {line + error.lineno - 1:,}: {error.msg}")
        except ValueError as error:  # a number of too many digits
            self.fail(f"its JSON at line {line:,} cannot be read: {error}")

    def fail(self, reason: str) -> NoReturn:
        """Raise the error for this file."""
        raise CaptureError(self._source, reason)

    def _end(self) -> int:
        """Where the value at the position ends. Each byte is looked at once, however the file comes."""
        depth = values = at = 0
        is_inside = False
        while True:
            found = (_INSIDE if is_inside else _OUTSIDE).match(self._data, at)
            at = found.end() if found else at
            mark = bytes(self._data[at : at + 1])
            if mark in (b"", b"\\"):
                if not self._fill():
                    self.fail(f"its JSON breaks off in the value at line {self.line:,}")
            elif is_inside:
                is_inside = False
                at += 1
                if not depth:
                    return at
            elif mark == b'"':
                is_inside = True
                at += 1
            elif mark == b"," or mark in (b"[", b"{"):
                if mark == b"," and not depth:
                    return at
                depth += mark != b","
                values += 1
                at += 1
                self._limit(depth, values)
            else:
                if not depth:
                    return at
                depth -= 1
                at += 1
                if not depth:
                    return at

    def _limit(self, depth: int, values: int) -> None:
        if depth > MAX_DEPTH:
            self.fail(f"its JSON is nested more than {MAX_DEPTH} deep, in the value at line {self.line:,}")
        if values > MAX_VALUES:
            self.fail(f"its JSON has more than {MAX_VALUES:,} values in the one at line {self.line:,}")

    def _skip_blanks(self) -> None:
        while True:
            found = _BLANKS.match(self._data)
            self._drop(found.end() if found else 0)
            if self._data or not self._fill():
                return

    def _drop(self, size: int) -> None:
        self.line += self._data.count(b"\n", 0, size)
        del self._data[:size]

    def _fill(self) -> bool:
        more = self._stream.read1(CHUNK_SIZE)
        self._data += more
        if len(self._data) > MAX_ITEM:
            self.fail(f"its JSON has a value of more than {MAX_ITEM:,} bytes, at line {self.line:,}")
        return bool(more)
