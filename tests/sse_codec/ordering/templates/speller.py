"""Writes JSON as servers do, and as no server should."""

import json
from collections.abc import Iterator
from random import Random
from typing import Any, Final

SPACE: Final = ("", " ", "  ", "\n", "\t ", "\r\n")
PADDING: Final = (*("", " ", "     ", "\t ", "\n") * 10, "}", '"')
JUNK: Final = ("junk", 0, None, {"a": 1})
"""What a member holds that comes again with its value, which is what counts."""


class Speller:
    """Writes JSON as one server does, and now and then as no server should: the value is the same."""

    def __init__(self, luck: Random) -> None:
        self._luck = luck
        self._between, self._after_name = luck.choice(((",", ":"), (", ", ": ")))
        self._is_ascii = luck.random() < 0.5
        self._padded = luck.random() < 0.2
        self._share = luck.choice((0, 0.05, 0.3))
        self._odd = 0.0
        self._escaped = luck.randrange(3) if luck.random() < 0.15 else None
        """Which third of the names always has an escape; None for no third."""

    def write(self, value: Any) -> str:
        """The text of a value."""
        luck = self._luck
        self._odd = luck.choice((0.03, 0.2)) if luck.random() < self._share else 0.0
        text = self._text(value)
        return text[:-1] + luck.choice(PADDING) + text[-1:] if self._padded else text

    def _text(self, value: Any) -> str:
        if isinstance(value, dict):
            return f"{{{self._joined(self._member(*pair) for pair in self._pairs(value))}}}"
        if isinstance(value, list):
            return f"[{self._joined(map(self._text, value))}]"
        if isinstance(value, str):
            return self._string(value)
        text = json.dumps(value)
        return self._number(text) if type(value) is int else text

    def _pairs(self, value: dict[str, Any]) -> list[tuple[str, Any]]:
        """The members, mostly in their own order."""
        pairs = list(value.items())
        if self._is_odd():
            self._luck.shuffle(pairs)
        if pairs and self._is_odd():
            name, member = self._luck.choice(pairs)
            other = self._luck.choice((member, *JUNK))
            pairs.insert(self._luck.randint(0, [each for each, _ in pairs].index(name)), (name, other))
        return pairs

    def _member(self, name: str, value: Any) -> str:
        written = self._string(name)
        if len(name) % 3 == self._escaped and name.isascii() and name.isidentifier():
            written = f'"\\u{ord(name[0]):04x}{name[1:]}"'
        return f"{written}{self._space()}{self._after_name}{self._space()}{self._text(value)}"

    def _joined(self, texts: Iterator[str]) -> str:
        return self._space() + f"{self._space()}{self._between}".join(texts) + self._space()

    def _space(self) -> str:
        return self._luck.choice(SPACE) if self._is_odd() else ""

    def _string(self, value: str) -> str:
        if not value or not self._is_odd():
            return json.dumps(value, ensure_ascii=self._is_ascii)
        units = value.encode("utf-16-be", "surrogatepass")
        escaped = [f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2)]
        if self._luck.random() < 0.5 and value.isascii() and value.isalnum():
            at = self._luck.randrange(len(value))
            return f'"{value[:at]}{escaped[at]}{value[at + 1 :]}"'
        return f'"{"".join(escaped)}"'

    def _number(self, digits: str) -> str:
        return digits + self._luck.choice((".0", "e0", "E+0", ".00e-0")) if self._is_odd() else digits

    def _is_odd(self) -> bool:
        return self._odd > 0 and self._luck.random() < self._odd
