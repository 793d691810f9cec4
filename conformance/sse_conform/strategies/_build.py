"""Events out of steps, one after the other: what the checks remember of those before decides what the next may be."""

from typing import Any

import attrs

from sse_codec import Event
from sse_codec.ordering import Check, Framer, Framing, Key, Profile
from sse_codec.ordering.pointers import Pointer, resolve

from ._documents import Form, documents, meets, texts, ways
from ._memory import Memory, demands, hints
from ._solve import Choices, Constraint
from ._standing import Standing, Step, demanded, read_step


@attrs.frozen
class Built:
    """An event of a run."""

    event: Event
    step: Step
    document: Any
    """Its data as JSON; the text itself where it is none."""
    demands: tuple[Constraint, ...]
    """What the checks wanted of it, with their codes."""
    keys: tuple[Pointer, ...]
    """Where the last parts of the keys of its slices stand."""


@attrs.frozen
class _Sight:
    """What one check sees of an event: the value at a place, of this kind, beside what it remembers of the slice."""

    memory: Memory
    kind: str
    place: Pointer
    key: Key
    begins: bool


class Builder:
    """Makes the events of one stream."""

    def __init__(self, profile: Profile, framing: Framing) -> None:
        self._profile = profile
        self._framing = framing
        self._checks: dict[str, list[Check]] = {}
        for check in demanded(profile):
            self._checks.setdefault(check.track, []).append(check)
        self._memories: dict[tuple[str, Key], Memory] = {}
        self._locked: str | None = None

    def build(self, step: Step, after: Standing, choices: Choices) -> Built | None:
        """An event for a step that leads to a standing, and counts as sent; None where no value meets all demands."""
        kept = self._memories
        if step.kind in self._profile.restarting:
            self._memories = {}
        for form in ways(self._framing, step, choices):
            built = self._in_form(step, form, after, choices)
            if built is not None:
                return built
        self._memories = kept
        return None

    def _in_form(self, step: Step, form: Form, after: Standing, choices: Choices) -> Built | None:
        sights = self._sights(step, form, after)
        wanted = [demand for sight in sights for demand in self._wanted(sight, after)]
        made = texts(form, wanted, choices) if form.is_text else documents(form, wanted, choices)
        for data, document in made:
            event = Event(form.type, data)
            if meets(document, wanted) and self._is_read_as(step, event):
                self._learn(sights, document)
                self._locked = self._framing.name
                return Built(event, step, document, tuple(wanted), form.keys(step))
        return None

    def _sights(self, step: Step, form: Form, after: Standing) -> list[_Sight]:
        """What every check sees that looks at the event."""
        found = [
            _Sight(self._memory(check, (), False), step.kind, form.base, (), False)
            for check in self._checks.get("", ())
        ]
        for number, part in enumerate(step.parts):
            key = part.key or ()
            begins = (part.track.name, key) in after.began
            for check in self._checks.get(part.track.name, ()):
                memory = self._memory(check, key, begins)
                found.append(_Sight(memory, part.kind, form.place(number), key, begins))
        return found

    def _memory(self, check: Check, key: Key, begins: bool) -> Memory:
        known = None if begins else self._memories.get((check.id, key))
        return Memory(check) if known is None else known

    def _wanted(self, sight: _Sight, after: Standing) -> list[Constraint]:
        check = sight.memory.check
        code = f"{self._profile.name}:{check.id}"

        def begun(track: str) -> list[str | int]:
            return [part for *_, part in after.slices[track] if part is not None]

        own = [attrs.evolve(demand, check=code) for demand in demands(sight.memory, sight.kind, begun)]
        more = hints(check) if sight.begins else []
        return [demand.under(sight.place) for demand in (*own, *more)]

    def _is_read_as(self, step: Step, event: Event) -> bool:
        return read(self._profile, event, self._locked) == (self._framing.name, step)

    def _learn(self, sights: list[_Sight], document: Any) -> None:
        for sight in sights:
            memory = sight.memory
            self._memories[memory.check.id, sight.key] = memory
            value = resolve(sight.place, document)
            if sight.begins:
                memory.begin(value)
            memory.learn(sight.kind, value)


def read(profile: Profile, event: Event, locked: str | None) -> tuple[str, Step] | None:
    """The framing of an event and how the order sees it, in a stream of the framing `locked`; None for what is no event."""
    classified = Framer(profile.framings, framing=locked).classify(event)
    if (
        classified is None
        or classified.damage
        or classified.disagrees
        or classified.kind not in profile.kinds
    ):
        return None
    return classified.framing, read_step(profile, classified.kind, classified.value)
