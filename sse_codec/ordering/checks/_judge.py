"""The checks of a profile by the kinds of events, and those of one stream at run time: each slice has its own memory, and an event without checks costs one look-up."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from ..index import Numbers, index_by_kind
from ..pointers import MISSING, Pointer, resolve
from ..state import MAX_SLICES, RULE, Budget, Version
from ._active import ActiveCheck, Limits, nothing_begun
from ._check import Check
from ._plan import RULES, Answers, Plan


class CheckIndex:
    """The checks of one track, or of the stream."""

    __slots__ = ("_by_kind", "_plans", "_unknown", "checks", "openers", "remembering")

    checks: Final[tuple[Check, ...]]
    """In the order of the profile; numbers of checks are their places here."""
    remembering: Final[tuple[int, ...]]
    """Those that remember events of their slice."""
    openers: Final[tuple[tuple[int, Pointer | None], ...]]
    """Those, and the place that each reads in the event that begins a slice."""

    def __init__(self, checks: Iterable[Check]) -> None:
        self.checks = tuple(checks)
        rules = [RULES[check.rule] for check in self.checks]
        self._by_kind: Mapping[str, Numbers] = index_by_kind(
            rule.kinds(check) for rule, check in zip(rules, self.checks, strict=True)
        )
        self._unknown: Numbers = tuple(number for number, check in enumerate(self.checks) if check.unknown)
        """The checks that also read events of unknown kinds."""
        self._plans: dict[str, Plan] = {}
        """By kind, for those that have come; ``""`` for the unknown ones."""
        self.remembering = tuple(number for number, rule in enumerate(rules) if rule.remembers)
        self.openers = tuple(
            (number, rules[number].opener(self.checks[number])) for number in self.remembering
        )

    def plan(self, kind: str) -> Plan:
        """How events of a kind are read."""
        found = self._plans.get(kind)
        return self._make(kind) if found is None else found

    def _make(self, kind: str) -> Plan:
        numbers = self._by_kind.get(kind)
        if numbers is not None:
            made = self._plans[kind] = Plan(self.checks, kind, numbers)
            return made
        if "" not in self._plans:  # no kind is empty, and a peer may send any number of unknown ones
            self._plans[""] = Plan(self.checks, "", self._unknown)
        return self._plans[""]


def index_checks(checks: Iterable[Check]) -> dict[str, CheckIndex]:
    """Those of the stream (``""``) and of each track that has checks."""
    by_track: dict[str, list[Check]] = {"": []}
    for check in checks:
        by_track.setdefault(check.track, []).append(check)
    return {track: CheckIndex(own) for track, own in by_track.items()}


Key = tuple[object, ...]
"""What the events of a slice have in common."""
Said = tuple[Check, str]
"""A check, and what it says."""
Asking = tuple[Plan, list[ActiveCheck]]
"""How an event is read, and the checks at work that the plan numbers."""

_WHOLE: Final[Key] = ()
"""The key of the stream as a whole, which is a single slice."""


class Judge:
    """The checks of one stream, and of the slices of its tracks."""

    __slots__ = ("_stream", "_tracks", "limits")

    def __init__(
        self,
        index_checks: Mapping[str, CheckIndex],
        has_begun: Callable[[str, object], bool] = nothing_begun,
        version: Version | None = None,
        budget: Budget | None = None,
    ) -> None:
        """A judge for one stream.

        :param has_begun: whether a slice of a track has begun whose key has this last part.
        :param version: the version of the state. A new check of a slice changes the state, a higher count does not.
        :param budget: the bytes that are held of the stream already.
        """
        version = Version() if version is None else version
        self.limits = Limits(has_begun, budget or Budget())
        """What all checks hold together, and what went beyond it."""
        self._tracks = {
            track: _SliceChecks(agenda, self.limits, version) for track, agenda in index_checks.items()
        }
        self._stream = self._tracks.pop("")
        self._stream.begin(_WHOLE, MISSING)

    def judge(self, kind: str, value: Any) -> list[Said]:
        """The checks that fail for one event, each with its message.

        An event without a value has `MISSING`, an unreadable value is `BLOCKED`.
        """
        return self._stream.take(_WHOLE, kind, value)

    def judge_slice(self, track: str, key: Key, kind: str, value: Any, *, opening: bool) -> list[Said]:
        """What is wrong with one event, or element, of a slice; ``opening``: the slice begins with it, or begins anew."""
        slices = self._tracks.get(track)
        if slices is None:
            return []
        if opening:
            slices.begin(key, value)
        return slices.take(key, kind, value)

    def asking(self, kind: str) -> Asking:
        """How events of a kind are read for the stream as a whole."""
        return self._stream.asking(_WHOLE, kind)

    def slice_asking(self, track: str, key: Key, kind: str) -> Asking | None:
        """The same for a slice of which an event has come; None for a track without checks."""
        slices = self._tracks.get(track)
        return None if slices is None else slices.asking(key, kind)

    def end_slice(self, track: str, key: Key) -> list[Said]:
        """What is wrong with a slice that is finished. It is forgotten."""
        slices = self._tracks.get(track)
        return [] if slices is None else slices.end(key)

    def drop_slice(self, track: str, key: Key) -> None:
        """Forget a slice without judging it as a whole: it was cut off."""
        if track in self._tracks:
            self._tracks[track].drop(key)

    def doubt(self, track: str) -> None:
        """An event came that may belong to any slice of a track, or to the stream (``""``), and cannot be read."""
        slices = self._tracks.get(track) if track else self._stream
        if slices is not None:
            slices.doubt()

    def restart(self) -> None:
        """A new run begins within the stream: forget everything that came, unjudged."""
        for slices in (self._stream, *self._tracks.values()):
            slices.clear()
        self._stream.begin(_WHOLE, MISSING)

    def close(self) -> list[Said]:
        """What is wrong with a stream that is complete. Its slices are finished or dropped before."""
        return self._stream.end(_WHOLE)


class _SliceChecks:
    """The checks of one track, or of the stream, and what they remember of each slice."""

    __slots__ = ("_index", "_limits", "_memory", "_own_passing", "_version")

    def __init__(self, index: CheckIndex, limits: Limits, version: Version) -> None:
        self._version = version
        self._index = index
        self._limits = limits
        self._own_passing: list[ActiveCheck] = []
        self._memory: dict[Key, list[ActiveCheck]] = {}

    @property
    def _passing(self) -> list[ActiveCheck]:
        """The checks for a slice of which nothing is remembered; many a stream has no slice of a track."""
        if not self._own_passing:
            for check in self._index.checks:
                rule = RULES[check.rule]
                self._own_passing.append((ActiveCheck if rule.remembers else rule)(check, self._limits))
        return self._own_passing

    def begin(self, key: Key, value: Any) -> None:
        """A slice begins with an event of this value; what was remembered of it is forgotten."""
        if self._index.openers:
            self.drop(key)
            active = self._new_checks(key)
            for number, path in self._index.openers:
                active[number].begin(MISSING if path is None else resolve(path, value))

    def take(self, key: Key, kind: str, value: Any) -> list[Said]:
        readings = self._index.plan(kind).readings
        if not readings:
            return []
        active = self._memory.get(key) or self._new_checks(key)
        answers: Answers = []
        for reading in readings:
            reading.take(active, kind, value, answers)
        if not answers:
            return []
        return [(active[number].check, said) for number, said in sorted(answers)]

    def asking(self, key: Key, kind: str) -> Asking:
        return self._index.plan(kind), self._memory.get(key, self._passing)

    def end(self, key: Key) -> list[Said]:
        found = [(each.check, each.end()) for each in self._memory.get(key, ())]
        self.drop(key)
        return [(check, said) for check, said in found if said]

    def drop(self, key: Key) -> None:
        self._version.bump()
        active = self._memory.pop(key, None)
        if active is not None:
            self._limits.budget.give_back(RULE * len(self._index.remembering))
            for each in active:
                each.drop()

    def doubt(self) -> None:
        self._version.bump()
        for active in self._memory.values():
            for each in active:
                each.doubt()

    def clear(self) -> None:
        for key in tuple(self._memory):
            self.drop(key)

    def _new_checks(self, key: Key) -> list[ActiveCheck]:
        """The checks for a slice of which nothing is remembered yet."""
        remembering = self._index.remembering
        if not remembering:
            return self._passing
        budget = self._limits.budget
        scope = self._passing[0].scope
        if len(self._memory) >= MAX_SLICES:
            budget.leave(f"more than {MAX_SLICES} slices of {scope}")
            return self._passing
        if not budget.take(RULE * len(remembering)):
            budget.run_out(f"the slices of {scope}")
            return self._passing
        self._version.bump()
        active = self._memory[key] = self._passing.copy()
        for number in remembering:
            check = self._index.checks[number]
            active[number] = RULES[check.rule](check, self._limits)
        return active
