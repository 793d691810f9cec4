"""Random AG-UI traces: walks that keep every rule, walks with a fault or two in them, and events thrown together.

What the JSON Schema of the protocol requires of one event is there in each. An item has one owner, whom the events of
that item name or leave out.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

Event: TypeAlias = dict[str, Any]
Trace: TypeAlias = list[Event]

IDS: Final = ("a", "b", "c", "")
"""Few, so that they meet; the empty string is an id like any other."""
SUBAGENTS: Final = ("s1", "s2", "")
FAMILIES: Final = {
    "message": ("messageId", "TEXT_MESSAGE_START", "TEXT_MESSAGE_CONTENT", "TEXT_MESSAGE_END"),
    "tool": ("toolCallId", "TOOL_CALL_START", "TOOL_CALL_ARGS", "TOOL_CALL_END"),
    "span": ("messageId", "REASONING_START", "", "REASONING_END"),
    "thought": (
        "messageId",
        "REASONING_MESSAGE_START",
        "REASONING_MESSAGE_CONTENT",
        "REASONING_MESSAGE_END",
    ),
    "step": ("stepName", "STEP_STARTED", "", "STEP_FINISHED"),
    "subagent": ("subagentRunId", "SUBAGENT_STARTED", "", "SUBAGENT_FINISHED"),
}
"""What tells items apart, and the kinds that begin them, carry them on, and end them."""
ALONE: Final = (
    "TOOL_CALL_RESULT",
    "STATE_SNAPSHOT",
    "STATE_DELTA",
    "MESSAGES_SNAPSHOT",
    "ACTIVITY_SNAPSHOT",
    "ACTIVITY_DELTA",
    "RAW",
    "CUSTOM",
    "REASONING_ENCRYPTED_VALUE",
    "TEXT_MESSAGE_CHUNK",
    "TOOL_CALL_CHUNK",
    "REASONING_MESSAGE_CHUNK",
)
"""Kinds that neither open nor close anything, as far as the verifier is concerned."""
BODIES: Final[dict[str, Event]] = {
    "RUN_ERROR": {"message": "no more"},
    "TEXT_MESSAGE_CONTENT": {"delta": "x"},
    "TEXT_MESSAGE_CHUNK": {"messageId": "chunk", "delta": "x"},
    "TOOL_CALL_START": {"toolCallName": "look"},
    "TOOL_CALL_ARGS": {"delta": "1"},
    "TOOL_CALL_CHUNK": {"toolCallId": "chunk", "toolCallName": "look", "delta": "1"},
    "TOOL_CALL_RESULT": {"messageId": "result", "toolCallId": "a", "content": "seen"},
    "REASONING_MESSAGE_START": {"role": "reasoning"},
    "REASONING_MESSAGE_CONTENT": {"delta": "x"},
    "REASONING_MESSAGE_CHUNK": {"messageId": "chunk", "delta": "x"},
    "REASONING_ENCRYPTED_VALUE": {"subtype": "message", "entityId": "other", "encryptedValue": "?"},
    "STATE_SNAPSHOT": {"snapshot": {}},
    "STATE_DELTA": {"delta": []},
    "MESSAGES_SNAPSHOT": {"messages": []},
    "ACTIVITY_SNAPSHOT": {"messageId": "activity", "activityType": "search", "content": {}},
    "ACTIVITY_DELTA": {"messageId": "activity", "activityType": "search", "patch": []},
    "RAW": {"event": {}},
    "CUSTOM": {"name": "tick", "value": 1},
    "SUBAGENT_STARTED": {"name": "helper"},
    "SUBAGENT_ERROR": {"message": "lost"},
}
"""What the schema requires beside the id."""


class Maker:
    """Makes the events of one trace."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self._owners: dict[tuple[str, str], str | None] = {}
        self._run = 0

    def run(self, kind: str) -> Event:
        """An event of the run as a whole."""
        if kind == "RUN_ERROR":
            return {"type": kind, **BODIES[kind]}
        self._run += kind == "RUN_STARTED"
        return {"type": kind, "threadId": "t", "runId": f"r{self._run}"}

    def alone(self, kind: str) -> Event:
        """An event of no item."""
        return {"type": kind, **BODIES[kind]}

    def part(self, family: str, kind: str, name: str) -> Event:
        """An event of an item: it says who owns it, or leaves that out."""
        event: Event = {"type": kind, FAMILIES[family][0]: name, **BODIES.get(kind, {})}
        if family == "subagent":
            return event
        owner = self.owner(family, name)
        opens = kind in (FAMILIES[family][1], "STEP_FINISHED")
        if owner is not None and (opens or self.dice.random() < 0.5):
            event["subagentRunId"] = owner
        return event

    def owner(self, family: str, name: str) -> str | None:
        """Whose an item is; a stretch of thinking and the thoughts of the same name have the same owner."""
        key = ("thought" if family == "span" else family, name)
        if key not in self._owners:
            self._owners[key] = self.dice.choice((None, None, *SUBAGENTS))
        return self._owners[key]


class Walk:
    """A trace that keeps every rule."""

    def __init__(self, maker: Maker) -> None:
        self._dice = maker.dice
        self._maker = maker
        self._open: list[tuple[str, str]] = []
        self._seen: set[str] = set()
        self._trace: Trace = []

    def make(self) -> Trace:
        if self._dice.random() < 0.1:
            self._add(self._maker.run("RUN_ERROR"))
        for _ in range(self._dice.choice((1, 1, 1, 2, 3))):
            self._one_run()
        return self._trace

    def _one_run(self) -> None:
        self._open.clear()
        self._seen.clear()
        self._add(self._maker.run("RUN_STARTED"))
        for _ in range(self._dice.randrange(16)):
            self._dice.choice((self._begin, self._begin, self._go_on, self._go_on, self._end, self._stand))()
        if self._dice.random() < 0.2:
            self._add(self._maker.run("RUN_ERROR"))
            return
        while self._open:
            self._end()
        self._add(self._maker.run("RUN_FINISHED"))
        if self._dice.random() < 0.1:
            self._add(self._maker.run("RUN_ERROR"))

    def _add(self, event: Event) -> None:
        self._trace.append(event)

    def _begin(self) -> None:
        family = self._dice.choice(tuple(FAMILIES))
        name = self._dice.choice(SUBAGENTS if family == "subagent" else IDS)
        if (family, name) in self._open or (family == "subagent" and name in self._seen):
            return
        event = self._maker.part(family, FAMILIES[family][1], name)
        if family == "subagent":
            if self._seen and self._dice.random() < 0.5:
                event["parentSubagentRunId"] = self._dice.choice(sorted(self._seen))
            self._seen.add(name)
        self._open.append((family, name))
        self._add(event)

    def _go_on(self) -> None:
        going = [(family, name) for family, name in self._open if FAMILIES[family][2]]
        if going:
            family, name = self._dice.choice(going)
            self._add(self._maker.part(family, FAMILIES[family][2], name))

    def _end(self) -> None:
        if self._open:
            family, name = self._open.pop(self._dice.randrange(len(self._open)))
            failed = family == "subagent" and self._dice.random() < 0.3
            kind = "SUBAGENT_ERROR" if failed else FAMILIES[family][3]
            self._add(self._maker.part(family, kind, name))

    def _stand(self) -> None:
        self._add(self._maker.alone(self._dice.choice(ALONE)))


def valid(dice: random.Random) -> Trace:
    """A trace that keeps every rule."""
    return Walk(Maker(dice)).make()


def mutated(dice: random.Random) -> Trace:
    """A trace with one to three faults, some of which may do no harm."""
    maker = Maker(dice)
    trace = Walk(maker).make()
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        dice.choice(MUTATIONS)(trace, maker)
    return trace


def soup(dice: random.Random) -> Trace:
    """Events of any kind with any id, the first of them most often the right one."""
    maker = Maker(dice)
    trace: Trace = [maker.run("RUN_STARTED")] if dice.random() < 0.9 else []
    return trace + [_any_event(maker) for _ in range(dice.randrange(1, 14))]


def _any_event(maker: Maker) -> Event:
    dice = maker.dice
    if dice.random() < 0.15:
        return maker.run(dice.choice(("RUN_STARTED", "RUN_FINISHED", "RUN_ERROR")))
    if dice.random() < 0.1:
        return maker.alone(dice.choice(ALONE))
    family = dice.choice(tuple(FAMILIES))
    name = dice.choice(SUBAGENTS if family == "subagent" else IDS[:2])
    return maker.part(family, dice.choice(_kinds(family)), name)


def _drop(trace: Trace, maker: Maker) -> None:
    if len(trace) > 1:
        del trace[maker.dice.randrange(len(trace))]


def _double(trace: Trace, maker: Maker) -> None:
    place = maker.dice.randrange(len(trace))
    trace.insert(place, dict(trace[place]))


def _swap(trace: Trace, maker: Maker) -> None:
    place = maker.dice.randrange(len(trace))
    trace[place - 1], trace[place] = trace[place], trace[place - 1]


def _move(trace: Trace, maker: Maker) -> None:
    event = trace.pop(maker.dice.randrange(len(trace)))
    trace.insert(maker.dice.randrange(len(trace) + 1), event)


def _cut(trace: Trace, maker: Maker) -> None:
    del trace[maker.dice.randrange(1, len(trace) + 1) :]


def _rename(trace: Trace, maker: Maker) -> None:
    """Another id."""
    place = maker.dice.randrange(len(trace))
    if family := _family(trace[place]):
        trace[place] = maker.part(family, trace[place]["type"], maker.dice.choice((*IDS, "d")))


def _retype(trace: Trace, maker: Maker) -> None:
    """Another kind of the same family."""
    place = maker.dice.randrange(len(trace))
    if family := _family(trace[place]):
        name = trace[place][FAMILIES[family][0]]
        trace[place] = maker.part(family, maker.dice.choice(_kinds(family)), name)


def _insert(trace: Trace, maker: Maker) -> None:
    trace.insert(maker.dice.randrange(len(trace) + 1), _any_event(maker))


def _disown(trace: Trace, maker: Maker) -> None:
    """Another owner, in an event that carries on or ends an item of a subagent; or null, which names nobody."""
    later = [event for event in trace if event["type"] not in OPENERS and _family(event)]
    if later:
        event = maker.dice.choice(later)
        family = _family(event)
        owned = family in ("step", "subagent") or maker.owner(family, event[FAMILIES[family][0]]) is not None
        event["subagentRunId"] = maker.dice.choice(SUBAGENTS) if owned else None


def _orphan(trace: Trace, maker: Maker) -> None:
    """A parent that never began, or not yet."""
    children = [event for event in trace if event["type"] == "SUBAGENT_STARTED"]
    if children:
        event = maker.dice.choice(children)
        parents = [name for name in (*SUBAGENTS, "s9") if name != event["subagentRunId"]]
        event["parentSubagentRunId"] = maker.dice.choice(parents)


def _kinds(family: str) -> list[str]:
    return [kind for kind in FAMILIES[family][1:] if kind]


def _family(event: Event) -> str:
    kinds = ((family, row[1:]) for family, row in FAMILIES.items())
    return next((family for family, row in kinds if event["type"] in row), "")


OPENERS: Final = frozenset(row[1] for row in FAMILIES.values())
MUTATIONS: Final[tuple[Callable[[Trace, Maker], None], ...]] = (
    _drop, _double, _swap, _move, _cut, _rename, _retype, _insert, _disown, _orphan,
)  # fmt: skip


def traces(count: int, seed: int) -> Iterator[tuple[str, Trace]]:
    """So many traces with the name of their sort, the same ones for the same seed."""
    dice = random.Random(seed)
    sorts: tuple[tuple[str, Callable[[random.Random], Trace]], ...] = (
        ("valid", valid),
        ("mutated", mutated),
        ("mutated", mutated),
        ("soup", soup),
    )
    for number in range(count):
        sort, make = sorts[number % len(sorts)]
        yield sort, make(dice)


def beyond(count: int, seed: int) -> Iterator[tuple[str, Trace]]:
    """Traces with what the profile does not claim to see, and the name of it."""
    dice = random.Random(seed)
    for number in range(count):
        if number % 2:
            yield "short forms", _shortened(dice)
        else:
            yield "owners", _reowned(dice)


def _shortened(dice: random.Random) -> Trace:
    """Items in short form among others, with the ids of both."""
    trace = valid(dice)
    for _ in range(dice.randrange(1, 5)):
        kind = dice.choice([kind for kind in ALONE if kind.endswith("_CHUNK")])
        event = {"type": kind, **BODIES[kind]}
        for key in ("messageId", "toolCallId"):
            if key in event:
                event[key] = dice.choice(("chunk", "chunk", *IDS[:3]))
                if dice.random() < 0.4:
                    del event[key]
        trace.insert(dice.randrange(len(trace) + 1), event)
    return trace


def _reowned(dice: random.Random) -> Trace:
    """Items whose openers name another owner than before, or than what they belong to; and tags that openers lack."""
    trace = valid(dice)
    for event in trace:
        if event["type"] == "SUBAGENT_STARTED" and dice.random() < 0.2:
            event["parentSubagentRunId"] = event["subagentRunId"]
        elif event["type"] == "TOOL_CALL_START" and dice.random() < 0.5:
            event["parentMessageId"] = dice.choice(IDS)
        elif event["type"] in TAGGED and dice.random() < 0.2:
            event["subagentRunId"] = dice.choice(SUBAGENTS)
    return trace


TAGGED: Final = (
    "ACTIVITY_SNAPSHOT",
    "ACTIVITY_DELTA",
    "REASONING_ENCRYPTED_VALUE",
    "TOOL_CALL_RESULT",
    *(kind for family in ("message", "tool", "span", "thought") for kind in _kinds(family)),
)
"""Kinds whose owner the verifier looks at."""
