"""The marks of the shipped profiles: the demands that decide by themselves, since only one family makes them.

`marks.json` holds them, so that a stream with a mark in its first event needs no other profile than those of the family.
After a change of a shipped profile, write the file anew: ``python -m sse_conform.check._mark_table``.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

from sse_codec import Event

from ._evidence import Demand

FILE: Final = Path(__file__).with_name("marks.json")
_TOKEN: Final = re.compile(r"[\w./:|-]+")
"""What a name or a word is made of, between the quotes of JSON."""
_WILD: Final = re.compile(r"[*?\[\]]")
"""Where a pattern stands for something else."""


class Marks:
    """The marks of each family, and the words in which they show."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.members: Final[dict[str, list[str]]] = {}
        """The profiles of each family."""
        self.of: Final[dict[str, frozenset[Demand]]] = {}
        """The marks of each family."""
        self._tokens: Final[dict[str, list[tuple[frozenset[str], str]]]] = {}
        """By one token of a mark: all its tokens, and its family."""
        self._pieces: Final[list[tuple[str, str]]] = []
        """A piece of each mark that is no token, and its family."""
        for family, entry in table.items():
            self.members[family] = entry["profiles"]
            self.of[family] = frozenset(
                Demand(sort, tuple(place), text) for sort, place, text in entry["marks"]
            )
            for mark in self.of[family]:
                self._index(mark, family)

    def likely(self, event: Event) -> set[str]:
        """Return the families of which the event may bear a mark; its words rule out all others."""
        if "\\" in event.data:
            return set(self.members)  # JSON may spell any letter as an escape
        text = f"{event.type}\n{event.data}".lower()
        tokens = set(_TOKEN.findall(text))
        found = {family for piece, family in self._pieces if piece in text}
        for token in tokens & self._tokens.keys():
            found.update(family for needed, family in self._tokens[token] if needed <= tokens)
        return found

    def _index(self, mark: Demand, family: str) -> None:
        names = [name for name in mark.place if name != "*" and not name.isdigit()]
        words = [word.lower() for word in (names if mark.sort == "at" else [mark.text])]
        if all(map(_TOKEN.fullmatch, words)):
            self._tokens.setdefault(max(words, key=len), []).append((frozenset(words), family))
        else:
            self._pieces.append((max(_WILD.split(words[-1]), key=len), family))


@cache
def marks() -> Marks:
    """Return the marks of the shipped profiles."""
    return Marks(json.loads(FILE.read_text(encoding="utf-8")))
