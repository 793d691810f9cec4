"""The tracks of a profile by the kinds of events, and those of one stream: each event goes to the slices of its keys, and closes those that have to be finished."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..checks import Check, Judge
from ..index import Numbers, index_by_kind
from ..state import Budget, Version
from ._fault import TrackFault, slice_name
from ._slices import Slices
from ._track import Key, KeyPart, Nodes, Track, short


class TrackIndex:
    """The tracks of a profile, by number and by kind."""

    __slots__ = ("children", "closing", "parents", "taking", "tracks")

    tracks: Final[tuple[Track, ...]]
    """In the order of the profile, parents before their children."""
    parents: Final[tuple[int | None, ...]]
    """For each track the number of its parent, named by ``within`` or ``after``."""
    children: Final[tuple[Numbers, ...]]
    """For each track the tracks within it."""
    taking: Final[Mapping[str, Numbers]]
    """By kind: the tracks whose slices the events, or elements in them, belong to."""
    closing: Final[Mapping[str, Numbers]]
    """By kind: the tracks whose slices have to be finished when an event comes."""

    def __init__(self, tracks: Iterable[Track]) -> None:
        self.tracks = tuple(tracks)
        names = [track.name for track in self.tracks]
        above = [track.within or track.after for track in self.tracks]
        self.parents = tuple(names.index(name) if name else None for name in above)
        self.children = tuple(
            tuple(place for place, track in enumerate(self.tracks) if track.within == name) for name in names
        )
        self.taking = index_by_kind(track.at for track in self.tracks)
        self.closing = index_by_kind(track.closed_by for track in self.tracks)


class Step:
    """What the tracks say of one event."""

    __slots__ = ("beyond", "is_late", "judged", "left_open", "own")

    own: Final[list[TrackFault]]
    """What is wrong with the event in its own slices."""
    left_open: Final[list[TrackFault]]
    """Slices that should have been finished by now."""
    judged: Final[list[tuple[Check, str]]]
    """What the checks say."""
    beyond: str
    """What is not followed any more, in words; ``""`` while everything is."""
    is_late: bool
    """Whether the event belongs to a slice that was reported as left open, and so has been reported."""

    def __init__(self) -> None:
        self.own = []
        self.left_open = []
        self.judged = []
        self.beyond = ""
        self.is_late = False

    @property
    def has_news(self) -> bool:
        """Return True if there is anything to tell."""
        return bool(self.own or self.left_open or self.judged or self.beyond)


class Tracks:
    """The tracks of one stream."""

    __slots__ = ("_budget", "_index", "_left_open", "_slices", "_version")

    def __init__(self, index: TrackIndex, version: Version, budget: Budget | None = None) -> None:
        """``budget``: the bytes that are held of the stream."""
        self._index = index
        self._version = version
        self._budget = budget or Budget()
        self._left_open = False
        self._slices: list[Slices] = []
        self.restart()

    def restart(self) -> None:
        """A new run begins: forget all slices."""
        self._version.bump()
        for slices in self._slices:
            slices.drop()
        self._slices = []
        for track, above in zip(self._index.tracks, self._index.parents, strict=True):
            self._slices.append(Slices(track, None if above is None else self._slices[above], self._budget))

    def concerns(self, kind: str) -> bool:
        """Return True if an event of this kind matters to any track."""
        return kind in self._index.taking or kind in self._index.closing

    def taking(self, kind: str) -> list[Track]:
        """The tracks in whose slices events of this kind are, or elements of them."""
        return [self._index.tracks[number] for number in self._index.taking.get(kind, ())]

    def has_begun(self, track: str, part: object) -> bool:
        """Return True if there was a slice of a track with this last part of the key."""
        held = short(part) if isinstance(part, str | int) else part
        return any(slices.track.name == track and slices.has_begun(held) for slices in self._slices)

    @property
    def owe(self) -> bool:
        """Return True if a slice is unfinished, or was when the stream ended."""
        return self._left_open or any(
            not slices.may_stop(key) for slices in self._slices for key in slices.open
        )

    def step(self, kind: str, value: Any, judge: Judge, *, in_order: bool) -> Step:
        """Take an event; one that is out of order in the stream may begin slices, and they owe nothing."""
        step = Step()
        for number in self._index.closing.get(kind, ()):
            slices = self._slices[number]
            for key in list(slices.open):
                self._leave(slices, key, f"at {kind}", judge, step)
        for number in self._index.taking.get(kind, ()):
            slices = self._slices[number]
            for own, nodes in slices.track.elements(kind, value):
                self._take(number, own, nodes, judge, step)
                if not in_order:
                    slices.forgive_new()
        return step

    def close(self, judge: Judge) -> Step:
        """The stream is complete."""
        step = Step()
        for slices in self._slices:
            for key in list(slices.open):
                self._leave(slices, key, "at the end of the stream", judge, step)
        self._left_open = bool(step.left_open)
        return step

    def forgive(self, judge: Judge) -> None:
        """The stream was aborted: what is open will not be finished."""
        for slices in self._slices:
            if slices.open:
                self._version.bump()
            for key in slices.open:
                judge.drop_slice(slices.track.name, key)
            slices.forgive()

    def unreadable(self, judge: Judge, kinds: tuple[str, ...] = ()) -> None:
        """An event came that nobody can read, or only its kind (none: any)."""
        self._version.bump()
        judge.doubt("")
        for slices in self._slices:
            for kind in slices.track.kinds:
                if not kinds or kind in kinds:
                    slices.misplaced.add(kind)
                    judge.doubt(slices.track.name)

    def _take(self, number: int, kind: str, nodes: Nodes, judge: Judge, step: Step) -> None:
        slices = self._slices[number]
        track = slices.track
        key = track.key_of(nodes)
        if isinstance(key, KeyPart):
            self._version.bump()
            slices.misplaced.add(kind)
            message = f"{kind} has no {key.pointer} that says which {track.name} it belongs to"
            step.own.append(TrackFault("ORD207", message, track))
            judge.doubt(track.name)
        elif slices.stay(key, kind):
            step.judged.extend(judge.judge_slice(track.name, key, kind, nodes[-1], opening=False))
        else:
            self._version.bump()
            self._move(number, key, kind, nodes, judge, step)

    def _move(self, number: int, key: Key, kind: str, nodes: Nodes, judge: Judge, step: Step) -> None:
        """Take an event that moves its slice on, or is not in order."""
        slices = self._slices[number]
        name = slices.track.name
        if slices.advance(key, kind) or self._mend(slices, key, kind, judge, step):
            step.judged.extend(judge.judge_slice(name, key, kind, nodes[-1], opening=slices.began))
            if key not in slices.open:
                step.judged.extend(judge.end_slice(name, key))
                self._leave_children(number, key, judge, step)

    def _mend(self, slices: Slices, key: Key, kind: str, judge: Judge, step: Step) -> bool:
        """Take an event that does not simply go on with its slice; whether the slice is in order then."""
        name = slices.track.name
        fault = slices.take(key, kind)
        if slices.beyond:
            step.beyond = slices.beyond
        step.is_late = step.is_late or slices.is_late(key)
        if fault is not None:
            step.own.append(fault)
        if slices.is_in_order(key):
            return True
        judge.drop_slice(name, key)
        if fault is not None:
            judge.doubt(name)
        return False

    def _leave_children(self, number: int, key: Key, judge: Judge, step: Step) -> None:
        for child in self._index.children[number]:
            for other in self._slices[child].take_under(key):
                where = f"when its {slice_name(self._slices[number].track, key)} ends"
                self._leave(self._slices[child], other, where, judge, step)

    def _leave(self, slices: Slices, key: Key, where: str, judge: Judge, step: Step) -> None:
        self._version.bump()
        name = slices.track.name
        if slices.may_stop(key):
            step.judged.extend(judge.end_slice(name, key))
        else:
            judge.drop_slice(name, key)
        fault = slices.leave(key, where)
        if fault is not None:
            step.left_open.append(fault)
