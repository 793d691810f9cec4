"""One stream against an automaton. In order, there is one state; out of order, a `Recovery` goes on."""

from ..state import Version
from ._automaton import Automaton
from ._recovery import Fault, Recovery, incomplete


class Monitor:
    """The order of one stream, event by event. What it holds is bounded by the automaton, not by the stream."""

    __slots__ = ("_automaton", "_moves", "_recovery", "_state", "_version", "previous")

    def __init__(self, automaton: Automaton, state: int = 0, version: Version | None = None) -> None:
        """A run from the beginning, or from where a stream in order has come; ``version``: that of the whole state."""
        self._automaton = automaton
        self._moves = automaton.moves
        self._state = state
        self.previous = ""
        """The kind of the last event."""
        self._recovery: Recovery | None = None
        self._version = Version() if version is None else version

    def step(self, kind: str) -> Fault | None:
        """Take an event of a kind that the automaton knows."""
        if self._recovery is None:
            target = self._moves[self._state].get(kind)
            if target is not None:
                if target != self._state:
                    self._state = target
                    self._version.bump()
                self.previous = kind
                return None
        fault = self._recovering().step(kind, self.previous)
        self.previous = kind
        return fault

    def unreadable(self, kinds: tuple[str, ...] = ()) -> None:
        """Take an event that nobody can read: it may be too many, or stand for one of these kinds (none: for any).

        It is no end of the stream, since no reader could tell.
        """
        repair = self._recovering()
        for state in repair.states.copy():
            for kind in kinds or self._automaton.steps[state]:
                target = self._moves[state].get(kind)
                if target is not None and not self._automaton.ended(target):
                    repair.add(target)

    def either(self, kinds: tuple[str, ...]) -> None:
        """Take an event that says several kinds: whichever fits, and nothing is at fault with the order."""
        repair = self._recovering()
        for state in repair.states.copy():
            for kind in kinds:
                target = self._moves[state].get(kind)
                if target is not None:
                    repair.add(target)

    @property
    def over(self) -> bool:
        """Return True if an event came after the end."""
        return self._recovery is not None and self._recovery.over == "ORD103"

    @property
    def spent(self) -> bool:
        """Return True if an event came after the end, or one after an abort that may not follow it."""
        return self._recovery is not None and bool(self._recovery.over)

    def stop(self) -> Fault | None:
        """The fault of a stream that stops here."""
        if self._recovery is not None:
            return self._recovery.stop()
        return incomplete(self._automaton, [self._state])

    def _recovering(self) -> Recovery:
        self._version.bump()
        if self._recovery is None:
            self._recovery = Recovery(self._automaton, self._state)
        return self._recovery
