"""What can be wrong with a slice, in words, and the misplaced events that explain why another slice lacks one."""

from typing import Final

from ..order import Automaton, Fault
from ..wording import any_of, clip
from ._track import Key, Track

_MOST: Final = 64
"""Misplaced events of a track that are remembered."""


class TrackFault:
    """One break of the rules of a track."""

    __slots__ = ("code", "expected", "message", "missing", "track")

    code: Final[str]
    """``ORD2xx``, or ``ORD101`` and ``ORD102`` for the order in the middle of a slice."""
    message: Final[str]
    """What is wrong, in one line."""
    track: Final[Track]
    """The track."""
    expected: Final[tuple[str, ...]]
    """The kinds that would have moved the slice on."""
    missing: Final[tuple[str, ...]]
    """The shortest sequence that would have mended it; empty when none would."""

    def __init__(
        self,
        code: str,
        message: str,
        track: Track,
        *,
        expected: tuple[str, ...] = (),
        missing: tuple[str, ...] = (),
    ) -> None:
        self.code = code
        self.message = message
        self.track = track
        self.expected = expected
        self.missing = missing


def slice_name(track: Track, key: Key) -> str:
    """The slice in words."""
    parts = ("-" if part is None else clip(str(part)) for part in key)
    return f"{track.name} {'/'.join(parts)}".rstrip()


def left_open(track: Track, key: Key, state: int, where: str) -> TrackFault:
    """A slice goes no further in this state: ``where`` says what needs the slice to be finished."""
    automaton = track.automaton
    missing = automaton.shortest(state)
    message = f"{slice_name(track, key)} is left open {where}: missing {', '.join(missing)}"
    return TrackFault("ORD202", message, track, expected=automaton.expected(state), missing=missing)


def crowded(track: Track, key: Key, left: TrackFault, other: Key) -> TrackFault:
    """A slice begins while as many are open as may be; one of them is left open for that."""
    message = (
        f"{slice_name(track, key)} begins while {slice_name(track, other)} is open:"
        f" missing {', '.join(left.missing)}"
    )
    return TrackFault("ORD204", message, track, expected=left.expected, missing=left.missing)


def gap(track: Track, key: Key, wanted: int) -> TrackFault:
    """A slice begins with another number than the next."""
    message = f"{slice_name(track, key)} begins, and the next number is {wanted}"
    return TrackFault("ORD205", message, track)


def outside(track: Track, key: Key, parent: Track) -> TrackFault:
    """A slice begins while its slice of the parent is not as it has to be."""
    state = "finished" if track.after else "open"
    above = slice_name(parent, key[: len(parent.key)])
    return TrackFault("ORD206", f"{slice_name(track, key)} begins, and its {above} is not {state}", track)


def out_of_order(track: Track, key: Key, fault: Fault, kind: str, *, headless: bool) -> TrackFault:
    """An event breaks the order of its slice; ``headless``: the slice has not begun."""
    code, message = _describe(track, slice_name(track, key), fault, kind, headless)
    return TrackFault(code, message, track, expected=fault.expected, missing=fault.missing)


def _describe(track: Track, name: str, fault: Fault, kind: str, headless: bool) -> tuple[str, str]:
    missing = ", ".join(fault.missing)
    if headless:
        return "ORD201", f"{kind} for {name}, which is not open: missing {missing}"
    if fault.code == "ORD101":
        return "ORD101", f"missing {missing} before {kind} in {name}"
    if fault.code == "ORD103" and kind in track.automaton.moves[0]:
        return "ORD203", f"{kind} begins {name} again, which has ended"
    if is_opener(track, kind):
        return "ORD203", f"{kind} begins {name} again, which is open already"
    if fault.code == "ORD103":
        return "ORD201", f"{kind} for {name}, which has ended"
    return "ORD102", f"unexpected {kind} in {name} (expected {any_of(fault.expected)})"


def is_opener(track: Track, kind: str) -> bool:
    """Return True if the kind begins a slice, and cannot go on with one."""
    moves = track.automaton.moves
    state = moves[0].get(kind)
    return state is not None and state != 0 and kind not in moves[state]


class MisplacedEvents:
    """Events of a track under a wrong key. When another slice lacks such an event later, no second finding follows."""

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
