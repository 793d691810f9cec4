"""The templates of one stream, while it stands still."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from sse_codec._values import DEFAULT_TYPE, Event

from ..checks import Said
from ..state import Version
from ..values import WHITE_SPACE
from ._guards import Guards, ReadSet, guard
from ._leaves import cut
from ._template import Template

MAX_TEMPLATES: Final = 8
"""As many as a stream takes turns with: choices of one answer, calls of tools, signs of life."""
MAX_SIZE: Final = 4096
"""In characters. What is learnt is kept, and a peer must not choose how much."""
TRIES: Final = 8
"""Lessons from events of one kind, of which none was of use, until they become rare: a lesson costs several events."""
PAUSE: Final = 64
"""Events that go by between two lessons then."""
_PADDED: Final = " }"


class Templates:
    """What is known of events that change no state."""

    __slots__ = ("_held", "_met", "_past", "_pauses", "_templates", "_version")

    def __init__(self, version: Version) -> None:
        """``version``: the version of the state. A template holds for one version."""
        self._version = version
        self._held = version.number
        """The version for which all of it holds."""
        self._met: dict[tuple[str, str], str] = {}
        """By type and kind, the data of an event of which no lesson was taken: only the next shows what varies."""
        self._templates: list[Template] = []
        self._past: list[Template] = []
        """Those that held before the stream moved on: the next ones most likely vary in the same leaves."""
        self._pauses: dict[str, tuple[int, int]] = {}
        """By kind, lessons that were of no use yet, and events to let pass before the next one."""

    @property
    def holds(self) -> bool:
        """Return True if nothing has changed since the last event was looked at."""
        return self._held == self._version.number

    def take(self, event: Event) -> tuple[str, list[Said]] | None:
        """The kind of an event that repeats an earlier one, and the answers of the checks; None for all others."""
        if self._held != self._version.number:
            self._forget()
        type, data = event.type or DEFAULT_TYPE, event.data
        if data.endswith(_PADDED):
            data = data[:-1].rstrip(WHITE_SPACE) + "}"  # as _unpadded does, without a call
        for template in self._templates:
            if template.type == type:
                said = template.take(data)
                if said is not None:
                    return template.kind, said
        return None

    def learn(self, event: Event, kind: str, whole: Any, read: Callable[[], ReadSet]) -> None:
        """Take a lesson from an event that changed no state: `holds` is still True.

        :param whole: what its data stands for.
        :param read: gives what is looked at in it.
        """
        if len(event.data) > MAX_SIZE:
            return
        type, data = event.type or DEFAULT_TYPE, _unpadded(event.data)
        alike = [each for each in (*self._past, *self._templates) if (each.type, each.kind) == (type, kind)]
        if not alike and (type, kind) not in self._met:
            if len(self._met) < MAX_TEMPLATES:
                self._met[type, kind] = data
            return
        if not self._take_turn(kind):
            return
        known = (each.guards.leaves.cut_alike(data) for each in alike)
        leaves = next(filter(None, known), None) or cut(data)
        guards = None if leaves is None else guard(leaves, whole, read())
        if guards is not None:
            varied = self._varied(guards, alike, self._met.get((type, kind), ""))
            self._templates.append(Template(type, kind, guards, guards.free & varied))
            del self._templates[:-MAX_TEMPLATES]

    def _varied(self, guards: Guards, alike: Iterable[Template], met: str) -> set[int]:
        """The leaves in which events have differed so far; templates that the new one covers are let go."""
        leaves, varied = guards.leaves, set[int]()
        if met and (first := leaves.cut_alike(met)) is not None:
            varied.update(leaves.changes(first) or ())
        for template in alike:
            changed = leaves.changes(template.guards.leaves)
            if changed is not None:
                varied |= template.varied | changed
                if changed <= guards.free and template in self._templates:
                    self._templates.remove(template)
        return varied

    def _forget(self) -> None:
        """The stream has moved on: nothing that was learnt holds any more."""
        self._held = self._version.number
        self._met.clear()
        if self._templates:
            self._reward()
            self._past = self._templates
            self._templates = []

    def _take_turn(self, kind: str) -> bool:
        """Count one chance for a lesson; False where earlier lessons make it a waste of time."""
        self._reward()
        lessons, pause = self._pauses.get(kind, (0, 0))
        if pause:
            self._pauses[kind] = lessons, pause - 1
            return False
        self._pauses[kind] = lessons + 1, 0 if lessons < TRIES else PAUSE
        return True

    def _reward(self) -> None:
        for template in self._templates:
            if template.is_used:
                template.is_used = False
                self._pauses.pop(template.kind, None)


def _unpadded(data: str) -> str:
    """The data without white space before its last brace, by which some servers hide how long the words are."""
    return data[:-1].rstrip(WHITE_SPACE) + "}" if data.endswith(_PADDED) else data
