"""JSON as it comes from the wire: parsed at most once, and never fatal."""

import json
from typing import Any, Final

_LONGEST_INTEGER: Final = 4000
"""Digits. Python refuses to read integers of more than 4300; JSON has no such limit, and no protocol needs them."""

WHITE_SPACE: Final = " \t\r\n"
"""What may stand around a JSON text (RFC 8259, 2)."""


class Document:
    """The data of one event, parsed as JSON at most once and only when a framing asks."""

    __slots__ = ("_damage", "_value", "is_parsed", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.is_parsed = False
        """Whether anyone has asked for the value."""
        self._value: Any = None
        self._damage = ""

    @property
    def value(self) -> Any:
        """The value; None when the text is not JSON."""
        if not self.is_parsed:
            self._parse()
        return self._value

    @property
    def damage(self) -> str:
        """Why the text is not JSON, and where; ``""`` when it is."""
        if not self.is_parsed:
            self._parse()
        return self._damage

    @property
    def is_broken_object(self) -> bool:
        """Whether the text begins as an object and is not JSON."""
        return self.text.lstrip(WHITE_SPACE).startswith("{") and bool(self.damage)

    def _parse(self) -> None:
        self.is_parsed = True
        try:
            self._value = _decode(self.text)
        except json.JSONDecodeError as error:
            self._damage = f"{error.msg.removesuffix(' at')} at line {error.lineno} column {error.colno}"
        except RecursionError:
            self._damage = "nested too deeply to be read"


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
