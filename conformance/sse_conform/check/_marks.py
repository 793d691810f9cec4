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
_WILD: Final = re.compile(r"[*?/\[\]]")
"""Where a text may differ from what an event says: at wildcards of patterns."""


class Marks:
    """The marks of each family, and the words in which they show."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.members: Final[dict[str, list[str]]] = {}
        """The profiles of each family."""
        self.of: Final[dict[str, frozenset[Demand]]] = {}
        """The marks of each family."""
        self._clues: Final[dict[str, list[tuple[str, ...]]]] = {}
        for family, entry in table.items():
            self.members[family] = entry["profiles"]
            self.of[family] = frozenset(
                Demand(sort, tuple(place), text) for sort, place, text in entry["marks"]
            )
            self._clues[family] = sorted(set(map(_words, self.of[family])))

    def likely(self, event: Event) -> list[str]:
        """Return the families of which the event may bear a mark; all others are ruled out by their words."""
        if "\\" in event.data:
            return list(self.members)  # JSON may spell any letter as an escape
        text = f"{event.type}\n{event.data}".lower()
        return [
            family
            for family, clues in self._clues.items()
            if any(all(word in text for word in words) for words in clues)
        ]


def _words(mark: Demand) -> tuple[str, ...]:
    """Return words that each event with this mark holds, in lower case."""
    if mark.sort == "at":
        return tuple(token.lower() for token in mark.place if token != "*" and not token.isdigit())
    return (max(_WILD.split(mark.text), key=len).lower(),)


@cache
def marks() -> Marks:
    """Return the marks of the shipped profiles."""
    return Marks(json.loads(FILE.read_text(encoding="utf-8")))
