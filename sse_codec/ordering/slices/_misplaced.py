"""Events of a track that came under a wrong key: where a slice lacks one of them later, that has been reported."""

from typing import Final

from ..order import Automaton

_MOST: Final = 64


class MisplacedEvents:
    """Their kinds, each until it has explained one gap."""

    __slots__ = ("_kinds", "_moves")

    def __init__(self, automaton: Automaton) -> None:
        self._moves = automaton.moves
        self._kinds: list[str] = []

    def add(self, kind: str) -> None:
        """An event of this kind came whose key cannot be told, or is wrong."""
        if len(self._kinds) < _MOST:
            self._kinds.append(kind)

    def explain(self, missing: tuple[str, ...]) -> bool:
        """Whether all that is missing came under a wrong key; then it is used up."""
        if not all(kind in self._kinds for kind in missing):
            return False
        for kind in missing:
            self._kinds.remove(kind)
        return True

    def begin(self, kind: str = "") -> int | None:
        """The state of a slice whose first event is one of them, which is used up; with a kind, if that may follow it."""
        for stray in self._kinds:
            state = self._moves[0].get(stray)
            if state is not None and (not kind or kind in self._moves[state]):
                self._kinds.remove(stray)
                return state
        return None
