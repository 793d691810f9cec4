"""JSON as it comes from the wire: parsed at most once, and never fatal."""

import json
from typing import Any, Final

from ._size import MAX_DEPTH, excess

_LONGEST_INTEGER: Final = 4000
"""Digits. Python refuses to read integers of more than 4300; JSON has no such limit, and no protocol needs them."""

WHITE_SPACE: Final = " \t\r\n"
"""What may stand around a JSON text (RFC 8259, 2)."""


class Document:
    """The data of one event, parsed as JSON at most once and only when a framing asks."""

    __slots__ = ("_damage", "_excess", "_value", "is_parsed", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.is_parsed = False
        """Whether anyone has asked for the value."""
        self._value: Any = None
        self._damage = ""
        self._excess = ""

    @property
    def value(self) -> Any:
        """The value; None when the text is not JSON, or too much to be read."""
        if not self.is_parsed:
            self._parse()
        return self._value

    @property
    def damage(self) -> str:
        """Why the text is not JSON, and where; ``""`` when it is, or is too much to be read."""
        if not self.is_parsed:
            self._parse()
        return self._damage

    @property
    def excess(self) -> str:
        """Why the text, which may be JSON, is too much to be read; ``""`` when it is not."""
        if not self.is_parsed:
            self._parse()
        return self._excess

    @property
    def is_broken_object(self) -> bool:
        """Return True if the text begins as an object, and is not JSON or too much to be read."""
        begins = self.text[:1] == "{" or self.text.lstrip(WHITE_SPACE).startswith("{")
        return begins and bool(self.trouble)

    @property
    def trouble(self) -> str:
        """Why there is no value, in words; ``""`` when there is one."""
        return self.damage or self.excess

    def _parse(self) -> None:
        self.is_parsed = True
        if len(self.text) > MAX_DEPTH:
            self._excess = excess(self.text)
            if self._excess:
                return
        try:
            self._value = _decode(self.text)
        except json.JSONDecodeError as error:
            self._damage = f"{error.msg.removesuffix(' at')} at line {error.lineno} column {error.colno}"
        except RecursionError:  # the caller is near the end of the stack itself
            self._excess = "it is nested too deeply to be read"


def _decode(text: str) -> Any:
    try:
        value, end = _PLAIN.raw_decode(text)
        if end == len(text):
            return value
    except json.JSONDecodeError:
        if text[:1] not in WHITE_SPACE:
            raise
    except ValueError:
        pass
    # White space around it, or an integer that is too long: looking out for those first would slow down the rest.
    return _JSON.decode(text)


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _LONGEST_INTEGER else float(digits)


_JSON: Final = json.JSONDecoder(parse_int=_integer)
_PLAIN: Final = json.JSONDecoder()
