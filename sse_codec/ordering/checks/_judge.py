"""The checks of one stream at run time: each slice has its own memory, and an event without checks costs one look-up."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ..pointers import MISSING
from ..state import MAX_SLICES, RULE, Budget, Version
from ._active import ActiveCheck, Limits
from ._check import Check
from ._index import CheckIndex
from ._rules import RULES

Key = tuple[object, ...]
"""What the events of a slice have in common."""
Said = tuple[Check, str]
"""A check, and what it says."""

_WHOLE: Final[Key] = ()
"""The key of the stream as a whole, which is a single slice."""


def _nothing_begun(track: str, part: object) -> bool:
    return False


class Judge:
    """The checks of one stream, and of the slices of its tracks."""

    __slots__ = ("_stream", "_tracks", "limits")

    def __init__(
        self,
        index_checks: Mapping[str, CheckIndex],
        has_begun: Callable[[str, object], bool] = _nothing_begun,
        version: Version | None = None,
        budget: Budget | None = None,
    ) -> None:
        """A judge for one stream.

        :param has_begun: whether a slice of a track has begun whose key has this last part.
        :param version: that of the whole state; the rules of a slice are part of it, and what they count is not.
        :param budget: the bytes that are held of the stream already.
        """
        version = Version() if version is None else version
        self.limits = Limits(has_begun, budget or Budget())
        """What all checks hold together, and what went beyond it."""
        self._tracks = {
            track: _Slices(agenda, self.limits, version) for track, agenda in index_checks.items()
        }
        self._stream = self._tracks.pop("")
        self._stream.begin(_WHOLE, MISSING)

    def judge(self, kind: str, value: Any) -> list[Said]:
        """What is wrong with one event: the checks, and what they say.

        A value that is not there is `MISSING`, one that cannot be read is `BLOCKED`.
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

    def rules(self, kind: str) -> list[ActiveCheck]:
        """The rules that look at events of a kind, for the stream as a whole, in the order in which they are asked."""
        return self._stream.rules(_WHOLE, kind)

    def slice_rules(self, track: str, key: Key, kind: str) -> list[ActiveCheck]:
        """The same for a slice of which an event has come."""
        slices = self._tracks.get(track)
        return [] if slices is None else slices.rules(key, kind)

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


class _Slices:
    """The checks of one track, or of the stream, and what they remember of each slice."""

    __slots__ = ("_index", "_limits", "_memory", "_own_passing", "_version")

    def __init__(self, agenda: CheckIndex, limits: Limits, version: Version) -> None:
        self._version = version
        self._index = agenda
        self._limits = limits
        self._own_passing: list[ActiveCheck] = []
        self._memory: dict[Key, list[ActiveCheck]] = {}

    @property
    def _passing(self) -> list[ActiveCheck]:
        """The rules for a slice of which nothing is remembered; many a stream has no slice of a track."""
        if not self._own_passing:
            for check in self._index.checks:
                rule = RULES[check.rule]
                self._own_passing.append((ActiveCheck if rule.remembers else rule)(check, self._limits))
        return self._own_passing

    def begin(self, key: Key, value: Any) -> None:
        """A slice begins with an event of this value; what was remembered of it is forgotten."""
        if self._index.remembering:
            self.drop(key)
            for rule in self._new_rules(key):
                rule.begin(value)

    def take(self, key: Key, kind: str, value: Any) -> list[Said]:
        found: list[Said] = []
        places = self._index.by_kind.get(kind, self._index.by_unknown)
        if places:
            rules = self._memory.get(key) or self._new_rules(key)
            for place in places:
                rule = rules[place]
                if said := rule.take(kind, value):
                    found.append((rule.check, said))
        return found

    def rules(self, key: Key, kind: str) -> list[ActiveCheck]:
        """Those that look at events of this kind in a slice that has been begun, or taken from."""
        rules = self._memory.get(key, self._passing)
        return [rules[place] for place in self._index.by_kind.get(kind, self._index.by_unknown)]

    def end(self, key: Key) -> list[Said]:
        found = [(rule.check, rule.end()) for rule in self._memory.get(key, ())]
        self.drop(key)
        return [(check, said) for check, said in found if said]

    def drop(self, key: Key) -> None:
        self._version.bump()
        rules = self._memory.pop(key, None)
        if rules is not None:
            self._limits.budget.give_back(RULE * len(self._index.remembering))
            for rule in rules:
                rule.drop()

    def doubt(self) -> None:
        self._version.bump()
        for rules in self._memory.values():
            for rule in rules:
                rule.doubt()

    def clear(self) -> None:
        for key in tuple(self._memory):
            self.drop(key)

    def _new_rules(self, key: Key) -> list[ActiveCheck]:
        """The rules for a slice of which nothing is remembered yet."""
        if not self._index.remembering:
            return self._passing
        scope = self._passing[0].scope
        if len(self._memory) >= MAX_SLICES:
            self._limits.budget.leave(f"more than {MAX_SLICES} slices of {scope}")
            return self._passing
        if not self._limits.budget.take(RULE * len(self._index.remembering)):
            self._limits.budget.run_out(f"the slices of {scope}")
            return self._passing
        self._version.bump()
        rules = self._memory[key] = self._passing.copy()
        for place in self._index.remembering:
            check = self._index.checks[place]
            rules[place] = RULES[check.rule](check, self._limits)
        return rules
