"""One fault is one finding, though the fault may have several explanations at first.

The event may be one too many, others may be missing before it, it may have changed places with a neighbour, or an
earlier event may have been wrong. So the stream may be in any state that one of these explanations leads to, and
later events decide; the next fault is what none of the states can take.
"""

from typing import Final

from ..wording import any_of
from ._automaton import Automaton


class Fault:
    """One break of the order."""

    __slots__ = ("code", "expected", "may_stop", "missing")

    code: Final[str]
    """``ORD101`` to ``ORD105``."""
    expected: Final[tuple[str, ...]]
    """The kinds that would have moved the grammar on."""
    missing: Final[tuple[str, ...]]
    """The shortest sequence that would have mended it; empty when none would."""
    may_stop: Final[bool]
    """Whether the stream might have stopped instead."""

    def __init__(self, code: str, automaton: Automaton, state: int, missing: tuple[str, ...] = ()) -> None:
        self.code = code
        self.expected = automaton.expected(state)
        self.missing = missing
        self.may_stop = automaton.accepting[state]

    @property
    def wanted(self) -> str:
        """What was expected, in words."""
        nothing = ("nothing more",) if self.may_stop else ()
        return f"expected {any_of((*self.expected, *nothing))}"

    def describe(self, kind: str) -> str:
        """The fault in words, at an event of this kind."""
        if self.code == "ORD101":
            return f"missing {', '.join(self.missing)} before {kind} ({self.wanted}, got {kind})"
        if self.code == "ORD102":
            return f"unexpected {kind} ({self.wanted})"
        if self.code == "ORD103":
            return f"{kind} after the end of the stream"
        return f"{kind} after the stream was aborted ({self.wanted})"

    def describe_stop(self, *, is_empty: bool) -> str:
        """The fault in words, of a stream that stops early; ``is_empty``: no event came."""
        missing = ", ".join(self.missing)
        if is_empty:
            return f"the stream has no events: missing {missing}"
        return f"the stream stopped early: missing {missing} ({self.wanted})"


class Recovery:
    """What is known of a stream that has been out of order."""

    __slots__ = (
        "_automaton",
        "_early",
        "_late",
        "_latest",
        "_reported",
        "_rest",
        "_tolerated",
        "over",
        "resting",
        "states",
    )

    def __init__(self, automaton: Automaton, state: int) -> None:
        self._automaton = automaton
        self.states = [state]
        """Where the stream may be, the likeliest first."""
        self.over = ""
        """``ORD103`` or ``ORD105`` once something came after the end or an abort: every later fault is that too."""
        self.resting = 0
        """The state in which it was over."""
        self._reported: set[str] = set()
        """Kinds reported since it was over."""
        self._tolerated: set[str] = set()
        """Kinds of the last fault: while it is not settled where the stream is, more of them change nothing."""
        self._late: set[str] = set()
        """Kinds reported as missing: one that comes late has been reported."""
        self._latest: tuple[str, list[int]] = ("", [])
        """Right after a fault: its event, and where the stream was."""
        self._rest: int | None = None
        """The state of a stream that might have stopped when the fault came; None when a new part began since."""
        self._early: set[str] = set()
        """Kinds out of place: where one is missing later, it came too early, and has been reported."""

    def add(self, state: int) -> None:
        """One more state in which the stream may be."""
        if state not in self.states:
            self.states.append(state)

    def step(self, kind: str, previous: str) -> Fault | None:
        """Take an event; ``previous`` is the kind before it."""
        if self._rest is not None and kind in self._automaton.steps[self._rest]:
            self._rest = None
        if self._take(kind):
            return None
        if self._follow_early(kind):
            return None
        fault = self._fault(kind)
        self._resume(kind, previous, fault)
        self._early.add(kind)
        if self.over:
            silent = kind in self._reported
            self._reported.add(kind)
            return None if silent else fault
        return fault

    def _take(self, kind: str) -> bool:
        """Follow the event from every state that has a place for it."""
        moves = self._automaton.moves
        states: dict[int, None] = {}
        for state in self.states:
            target = moves[state].get(kind)
            if target is not None:
                states[target] = None
            if kind in self._late or (target is None and kind in self._tolerated):
                states[state] = None
        early, staying = self._latest
        self._latest = ("", [])
        for state in staying:
            # The event of the fault and this one may have changed places.
            between = moves[state].get(kind)
            if between is not None and early in moves[between]:
                states[moves[between][early]] = None
        if not states:
            return False
        self.states = list(states)
        self._late.discard(kind)
        if len(states) == 1 and kind not in self._tolerated:
            self._tolerated.clear()
        return True

    def _follow_early(self, kind: str) -> bool:
        """Follow the event as if a kind that was out of place had come here, where it is missing."""
        moves = self._automaton.moves
        for early in sorted(self._early):
            for state in self.states:
                between = moves[state].get(early)
                if between is not None and kind in moves[between]:
                    self.states = [moves[between][kind]]
                    self._early.discard(early)
                    return True
        return False

    def _fault(self, kind: str) -> Fault:
        automaton = self._automaton
        if not self.over:
            self._close()
        if self.over:
            return Fault(self.over, automaton, self.resting)
        best: tuple[str, ...] | None = None
        nearest = self.states[0]
        for state in self.states:
            missing = automaton.missing(state, kind)
            if missing is not None and (best is None or len(missing) < len(best)):
                best, nearest = missing, state
        if best is None:
            return Fault("ORD102", automaton, nearest)
        return Fault("ORD101", automaton, nearest, best)

    def _close(self) -> None:
        for state in self.states:
            if self._automaton.ended(state) or self._automaton.aborted[state]:
                self.over = "ORD105" if self._automaton.aborted[state] else "ORD103"
                self.resting = state
                return

    def _resume(self, kind: str, previous: str, fault: Fault) -> None:
        """Go on from every state that an explanation of the fault leads to."""
        moves = self._automaton.moves
        staying, self.states = self.states, []
        self._rest = next((state for state in staying if self._automaton.accepting[state]), None)
        for number, row in enumerate(moves):
            # Events missing here do not make it an aborted stream; where nothing is missing, an abort may have been lost.
            if kind in row and not (fault.missing and self._automaton.aborted[number]):
                self.add(row[kind])
        for state in staying:
            self.add(state)
        for row in moves:
            # This event and the one before it may have changed places.
            if kind in row and row.get(previous) in staying and previous in moves[row[kind]]:
                self.add(moves[row[kind]][previous])
        self._latest = (kind, staying)
        self._tolerated = {kind, *fault.missing}
        self._late |= set(fault.missing)

    def stop(self) -> Fault | None:
        """The fault of a stream that stops here; what comes after a legal end does not make it unfinished."""
        if self.over == "ORD103" or self._rest is not None:
            return None
        states = [self.resting, *self.states] if self.over else self.states
        after_early = [
            self._automaton.moves[state][early]
            for state in states
            for early in sorted(self._early)
            if early in self._automaton.moves[state]
        ]
        if any(self._automaton.accepting[state] for state in after_early):
            return None
        return incomplete(self._automaton, states)


def incomplete(automaton: Automaton, states: list[int]) -> Fault | None:
    """The fault of stopping in whichever of these states is nearest to the end."""
    nearest = min(states, key=lambda state: len(automaton.shortest(state)))
    owed = automaton.shortest(nearest)
    return None if automaton.accepting[nearest] else Fault("ORD104", automaton, nearest, owed)
