"""Events of a track under a wrong key. When another slice lacks such an event later, no second finding follows."""

from typing import Final

from ..order import Automaton

_MOST: Final = 64


class MisplacedEvents:
    """The kinds of misplaced events, each until it has explained one gap."""

    __slots__ = ("_kinds", "_moves")

    def __init__(self, automaton: Automaton) -> None:
        self._moves = automaton.moves
        self._kinds: list[str] = []

    def add(self, kind: str) -> None:
        """Take an event of this kind whose key is wrong or missing."""
        if len(self._kinds) < _MOST:
            self._kinds.append(kind)

    def explain(self, missing: tuple[str, ...]) -> bool:
        """Use up events that were reported under a wrong key; False, and nothing used, unless all the missing kinds are there."""
        if not all(kind in self._kinds for kind in missing):
            return False
        for kind in missing:
            self._kinds.remove(kind)
        return True

    def begin(self, kind: str = "") -> int | None:
        """Use up the first event that begins a slice (and, with a kind, may come before this kind); the state after the event."""
        for stray in self._kinds:
            state = self._moves[0].get(stray)
            if state is not None and (not kind or kind in self._moves[state]):
                self._kinds.remove(stray)
                return state
        return None
