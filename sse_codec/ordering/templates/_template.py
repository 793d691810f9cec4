"""Events that differ in a few leaves only: fixed text, with slots for those leaves."""

import json
import re
from collections.abc import Callable
from typing import Any, Final

from ..checks import Said
from ..pointers import MISSING
from ._guards import Guards
from ._leaves import INTEGER, Leaves

_Match = Callable[[str, int], re.Match[str] | None]


# RFC 8259, 7: no control characters, and no other escapes than these.
_STRING = r'[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+'
_TEXT: Final = re.compile(_STRING)
_FILLED: Final = re.compile('(?!")' + _STRING)
"""Not the empty text."""


class Template:
    """Fixed text with slots, learnt from an event that changed no state.

    Whatever is in the slots, the verdict is the same for all checks but those that count or collect.
    """

    __slots__ = ("_counters", "_head", "_size", "_slots", "guards", "is_used", "kind", "type", "varied")

    kind: Final[str]
    """The kind of the events."""
    type: Final[str]
    """Their SSE event type."""
    guards: Final[Guards]
    """The event that it was learnt from."""
    varied: Final[frozenset[int]]
    """Free leaves that have changed so far. They become slots, and so do the leaves of the checks that count or collect."""

    def __init__(self, type: str, kind: str, guards: Guards, varied: frozenset[int] = frozenset()) -> None:
        self.type = type
        self.kind = kind
        self.is_used = False
        """Whether an event was taken."""
        self.guards = guards
        self.varied = varied
        leaves = guards.leaves
        slots = sorted(varied.union(leaf for _, leaf in guards.counters if leaf is not None))
        stops = [*slots, len(leaves.values)]
        self._head = _text(leaves, 0, stops[0])
        self._size = len(self._head)
        self._slots: list[tuple[bool, _Match, str, int]] = []
        for leaf, stop in zip(slots, stops[1:], strict=True):
            text = _text(leaves, leaf + 1, stop)
            self._slots.append((leaves.is_text(leaf), _pattern(guards, leaf).match, text, len(text)))
        self._counters = [
            (counting, -1 if leaf is None else slots.index(leaf), leaf is None or leaves.is_text(leaf))
            for counting, leaf in guards.counters
        ]

    def take(self, data: str) -> list[Said] | None:
        """The answers of those checks for an event of this data; None, and no check asked, when the data does not fit."""
        if not data.startswith(self._head):
            return None
        at = self._size
        leaves: list[str] = []
        for is_text, match, text, size in self._slots:
            end = data.find(text, at)
            leaf = data[at:end]
            # A word or two, or a number, as mostly: no need of the pattern, which takes longer.
            if is_text:
                plain = leaf.isprintable() and '"' not in leaf and "\\" not in leaf
            else:
                plain = leaf.isdecimal() and leaf.isascii() and leaf[0] != "0" and len(leaf) < 18
            if not plain or end <= at:
                found = match(data, at)
                if found is None or not data.startswith(text, found.end()):
                    return None
                end = found.end()
                leaf = data[at:end]
            at = end + size
            leaves.append(leaf)
        if at != len(data):
            return None
        self.is_used = True
        return self._count(leaves) if self._counters else []

    def _count(self, leaves: list[str]) -> list[Said]:
        found: list[Said] = []
        for (active, kind, read, _), slot, is_text in self._counters:
            leaf: Any = MISSING
            if slot >= 0:
                leaf = leaves[slot]
                if not is_text:
                    leaf = int(leaf)
                elif "\\" in leaf:
                    leaf = json.loads(f'"{leaf}"')
            if said := active.take(kind, read, leaf):
                found.append((active.check, said))
        return found


def _pattern(guards: Guards, leaf: int) -> re.Pattern[str]:
    """What may stand in the slot for a leaf."""
    if not guards.leaves.is_text(leaf):
        return INTEGER
    return _FILLED if leaf in guards.filled else _TEXT


def _text(leaves: Leaves, start: int, end: int) -> str:
    """The text before this leaf, up to that one."""
    text = [leaves.between[start]]
    for leaf in range(start, end):
        text += leaves.values[leaf], leaves.between[leaf + 1]
    return "".join(text)
