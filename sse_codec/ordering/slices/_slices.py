"""The slices of one track in one stream: the state of each, and what the open ones still owe.

One fault is one finding here too. A slice owes nothing more once it has been at fault. An event under a wrong key counts
as misplaced: when another slice lacks the same event later, the report of the misplaced one covers that.
"""

from ..order import Monitor
from ..state import MAX_SLICES, SLICE, Budget
from ._fault import MisplacedEvents, TrackFault, crowded, gap, is_opener, left_open, out_of_order, outside
from ._track import Key, Numbering, Track


class Slices:
    """The slices of one track."""

    __slots__ = (
        "_automaton",
        "_budget",
        "_doubtful",
        "_forgiven",
        "_known",
        "_late",
        "_moves",
        "_newest",
        "_numbering",
        "_taken",
        "_under",
        "began",
        "beyond",
        "misplaced",
        "open",
        "parent",
        "track",
    )

    def __init__(self, track: Track, parent: "Slices | None" = None, budget: Budget | None = None) -> None:
        """``budget``: the bytes that are held of the stream."""
        self.track = track
        self._budget = budget or Budget()
        self._taken = 0
        self.parent = parent
        """The slices of the parent track."""
        self.open: dict[Key, int] = {}
        """Slices that have begun, are in order and may go on, with their states."""
        self._newest: Key = ()
        """The last slice that began."""
        self.began = False
        """Whether the last event began a slice."""
        self.beyond = ""
        """The limit that was reached, in words; ``""`` while every slice is followed."""
        self._automaton = track.automaton
        self._moves = track.automaton.moves
        self._known: dict[Key, int | Monitor] = {}
        """Where each slice is: a state while it is in order, else a run that explains what was wrong."""
        self._doubtful: set[Key] = set()
        """Keys that were wrong where they began a slice: the slice that they belong to may still begin."""
        self._forgiven: dict[Key, int] = {}
        """Slices that were cut off where nothing is owed any more, with their states: they may begin again."""
        self._late: set[Key] = set()
        """Slices that were reported as left open."""
        self.misplaced = MisplacedEvents(track.automaton)
        """Events that were reported under a wrong key."""
        self._under: dict[Key, dict[Key, None]] = {}
        """The slices that began within each slice of the parent, until that has ended."""
        self._numbering = Numbering(track)

    def stay(self, key: Key, kind: str) -> bool:
        """Take an event in order that keeps the state of the slice; False, and nothing done, for all others."""
        state = self._known.get(key)
        if type(state) is not int or self._moves[state].get(kind) != state:
            return False
        self.began = False
        return True

    def advance(self, key: Key, kind: str) -> bool:
        """Take an event in order; False, and nothing done, for all others."""
        state = self._known.get(key)
        if type(state) is not int:
            return False
        target = self._moves[state].get(kind)
        if target is None:
            return False
        self.began = False
        self._move(key, target)
        return True

    def take(self, key: Key, kind: str) -> TrackFault | None:
        """Take an event that `advance` does not: it begins a slice, or is not in order."""
        self.began = False
        state = self._known.get(key)
        if state is None:
            return self._begin(key, kind)
        if isinstance(state, Monitor):
            return self._resume(key, state, kind)
        if self._may_reopen(kind) and self._automaton.accepting[state]:
            return self._begin(key, kind)
        self.open.pop(key, None)
        run = self._known[key] = Monitor(self._automaton, state)
        return self._mend(key, run, kind)

    def _resume(self, key: Key, run: Monitor, kind: str) -> TrackFault | None:
        """Take an event of a slice that is not in order: it may begin here, after what was cut off or was another's."""
        forgiven = self._forgiven.pop(key, None)
        if forgiven is not None and is_opener(self.track, kind) and kind not in self._moves[forgiven]:
            return self._begin(key, kind)
        if key in self._doubtful and is_opener(self.track, kind) and self._outside(key) is None:
            self._doubtful.discard(key)
            fault = self._begin(key, kind)
            self.began = False  # what came under the key before may have been its own
            return fault
        return self._mend(key, run, kind)

    def is_in_order(self, key: Key) -> bool:
        """Return True if the slice has begun, and nothing was wrong with it."""
        return isinstance(self._known.get(key), int)

    def is_late(self, key: Key) -> bool:
        """Return True if the slice was reported as left open, so that more of it has been reported."""
        return key in self._late

    def has_begun(self, part: object) -> bool:
        """Return True if there was a slice with this last part of the key."""
        if len(self.track.key) == 1 and isinstance(part, str | int):
            return (part,) in self._known
        return any(key[-1:] == (part,) for key in self._known)

    def may_stop(self, key: Key) -> bool:
        """Return True if an open slice owes nothing."""
        return self._automaton.accepting[self.open[key]]

    def take_under(self, key: Key) -> list[Key]:
        """The open slices within a slice of the parent, which ends."""
        return [own for own in self._under.pop(key, ()) if own in self.open]

    def leave(self, key: Key, where: str) -> TrackFault | None:
        """An open slice goes no further here: ``where`` says what needs it to be finished."""
        state = self.open[key]
        self._excuse(key)
        missing = self._automaton.shortest(state)
        if not missing or self.misplaced.explain(missing):
            return None
        self._late.add(key)
        return left_open(self.track, key, state, where)

    def forgive(self) -> None:
        """Open slices owe nothing any more, and may begin again."""
        for key in list(self.open):
            self._forgiven[key] = self.open[key]
            self._excuse(key)

    def forgive_new(self) -> None:
        """The slice that the last event began, if it began one, owes nothing."""
        if self.began and self._newest in self.open:
            self._excuse(self._newest)

    def _excuse(self, key: Key) -> None:
        self._known[key] = Monitor(self._automaton, self.open.pop(key))

    def _begin(self, key: Key, kind: str) -> TrackFault | None:
        is_new = key not in self._known
        if is_new and not self._reserve():
            return None
        target = self._moves[0].get(kind)
        if target is None:
            return self._headless(key, kind)
        self.began = True
        self._newest = key
        wanted = self._numbering.take(key) if is_new else None
        fault = None if wanted is None else gap(self.track, key, wanted)
        fault = fault or self._outside(key) or self._crowded(key)
        if fault is not None and fault.code != "ORD204":
            self._known[key] = Monitor(self._automaton, target)
            self._doubtful.add(key)
            self.misplaced.add(kind)
        else:
            self._move(key, target)
            if self.parent is not None and self.track.within:
                self._under.setdefault(key[: len(self.parent.track.key)], {})[key] = None
        return fault

    def _reserve(self) -> bool:
        """Count one more slice; False, and nothing counted, where there is no room to follow it."""
        if len(self._known) >= MAX_SLICES:
            self.beyond = f"more than {MAX_SLICES} slices of {self.track.name}"
            return False
        if not self._budget.take(SLICE):
            self._budget.run_out(f"the slices of {self.track.name}")
            self.beyond = self._budget.beyond
            return False
        self._taken += SLICE
        return True

    def drop(self) -> None:
        """Give back what is held; the slices are of no use any more."""
        self._budget.give_back(self._taken)
        self._taken = 0

    def _move(self, key: Key, state: int) -> None:
        self._known[key] = state
        if self._moves[state]:
            self.open[key] = state
        else:
            self.open.pop(key, None)

    def _headless(self, key: Key, kind: str) -> TrackFault | None:
        """An event without what has to come before it in its slice."""
        self._numbering.take(key)
        state = self.misplaced.begin(kind)
        if state is not None:
            self._known[key] = Monitor(self._automaton, self._moves[state][kind])
            return None
        self._doubt_openers()
        run = self._known[key] = Monitor(self._automaton)
        return self._mend(key, run, kind, headless=True)

    def _doubt_openers(self) -> None:
        """The last slice of which only the first event has come: it may have been meant for the one that lacks it."""
        for other, state in reversed(self.open.items()):
            if state in self._moves[0].values() and not self._automaton.accepting[state]:
                self._excuse(other)
                return

    def _outside(self, key: Key) -> TrackFault | None:
        parent = self.parent
        if parent is None:
            return None
        above = key[: len(parent.track.key)]
        if parent.require(above, finished=bool(self.track.after)):
            return None
        parent.presume(above)
        return outside(self.track, key, parent.track)

    def require(self, key: Key, *, finished: bool) -> bool:
        """Ask a slice to be open, or finished, for another one that begins; False where it plainly is not.

        A misplaced event may stand for the beginning of a slice of which nothing has come. That uses the event up.
        """
        state = self._known.get(key)
        if state is None and not self.beyond:
            begun = self.misplaced.begin()
            if begun is None:
                return False
            state = self._known[key] = Monitor(self._automaton, begun)
        if not isinstance(state, int):
            return True
        return self._automaton.accepting[state] if finished else bool(self._moves[state])

    def presume(self, key: Key) -> None:
        """The slice was reported as not open: if nothing of it has come, it may go on, or begin late."""
        if key not in self._known:
            self._numbering.take(key)
            run = self._known[key] = Monitor(self._automaton)
            run.either(tuple(self._moves[0]))

    def _crowded(self, key: Key) -> TrackFault | None:
        if self.track.max_open is None:
            return None
        owing = [other for other in self.open if not self.may_stop(other)]
        if len(owing) < self.track.max_open:
            return None
        left = self.leave(owing[0], "")
        if left is None:
            return None
        return crowded(self.track, key, left, owing[0])

    def _mend(self, key: Key, run: Monitor, kind: str, *, headless: bool = False) -> TrackFault | None:
        """Take an event of a slice in which something was wrong, or is now."""
        fault = run.step(kind)
        if fault is None:
            return None
        if fault.code == "ORD103" and self._may_reopen(kind):
            return self._begin(key, kind)
        self.misplaced.add(kind)
        return out_of_order(self.track, key, fault, kind, headless=headless)

    def _may_reopen(self, kind: str) -> bool:
        return self.track.reopen and kind in self._moves[0]
