"""A text in which a secret may be escaped, read as what it stands for: JSON, percent-encoding, HTML, one inside another."""

import re
from collections.abc import Iterator
from typing import Final

import attrs

_ESCAPE: Final = (
    r"\\u(?P<json>[0-9a-fA-F]{4})|\\x(?P<hex>[0-9a-fA-F]{2})|\\(?P<letter>[bfnrt])|\\(?P<mark>[\"'/\\])"
    r"|%(?P<percent>[0-9a-fA-F]{2})|&#[xX](?P<entity>[0-9a-fA-F]{1,6});|&#(?P<decimal>[0-9]{1,7});"
    r"|&(?P<name>amp|apos|gt|lt|quot);"
)
_LETTERS: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_NAMES: Final = {"amp": "&", "apos": "'", "gt": ">", "lt": "<", "quot": '"'}
_DEPTH: Final = 4
"""Times that a text is unescaped: JSON in a string of JSON in a percent-encoded value, and one more."""


@attrs.frozen
class Folded:
    """A text, and where each of its characters stands in the text that it was made of."""

    text: str
    places: tuple[int, ...] | None
    """Where each character begins, and at last where the text ends; None when each stands where it stood."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the first text that these characters stand for."""
        return (start, end) if self.places is None else (self.places[start], self.places[end])


def foldings(text: str) -> Iterator[Folded]:
    """The text itself, and then what it stands for, unescaped once and again while anything is escaped."""
    at = Folded(text, None)
    yield at
    for _ in range(_DEPTH):
        following = _unescaped(at)
        if following is None:
            return
        yield following
        at = following


def _unescaped(at: Folded) -> Folded | None:
    """The text unescaped once; None when nothing in it is escaped."""
    pieces: list[str] = []
    places: list[int] = []
    done = 0
    for match in re.finditer(_ESCAPE, at.text):
        pieces += (at.text[done : match.start()], _meaning(match))
        places += range(done, match.start() + 1)
        done = match.end()
    if not pieces:
        return None
    pieces.append(at.text[done:])
    places += range(done, len(at.text) + 1)
    before = at.places
    return Folded("".join(pieces), tuple(places if before is None else (before[place] for place in places)))


def _meaning(match: re.Match[str]) -> str:
    """The one character that an escape stands for."""
    kind, written = match.lastgroup or "", match[match.lastgroup or 0]
    match kind:
        case "mark":
            return written
        case "letter":
            return _LETTERS[written]
        case "name":
            return _NAMES[written]
        case _:
            point = int(written, 10 if kind == "decimal" else 16)
            return chr(point) if point < 0x110000 else "\ufffd"
