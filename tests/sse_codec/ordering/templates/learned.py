"""A protocol for whatever is to be checked, and a checker that learns beside one that takes every event for new."""

import json
from collections.abc import Sequence
from typing import Any

from sse_codec import Event
from sse_codec.ordering import Checker, Profile, parse_profile
from sse_codec.ordering.state import MAX_HELD

HEAD = """
profile = "zoo"
title = "any"
spec = "any"
[kinds]
open = "any"
tick = "any"
tock = "any"
close = "any"
[[framing]]
name = "typed"
kind = "/type"
[order]
grammar = "(open | tick | tock | close)*"
"""
BOX = """
[[track]]
name = "box"
key = "/box"
grammar = "open (tick | tock)* close"
"""


def zoo(*parts: str) -> Profile:
    return parse_profile(HEAD + "".join(parts))


def check(rule: str, **keys: Any) -> str:
    keys = {"at": ["tick"], "path": "/x"} | keys
    lines = (f"{name.rstrip('_')} = {json.dumps(value)}" for name, value in keys.items() if value is not None)
    return "\n".join(["\n[[check]]", f'id = "{rule}"', f'rule = "{rule}"', *lines, ""])


def event(kind: str, **members: Any) -> Event:
    return Event("message", json.dumps({"type": kind, **members}))


def outcome(
    profile: Profile, events: Sequence[Event], *, learn: bool = True, room: int = MAX_HELD
) -> list[Any]:
    """All that a checker says: at each event what it finds, and how the stream went so far; and at the end.

    :param room: bytes that it may hold beside what it holds from the beginning.
    """
    checker = Checker(profile, learn=learn)
    checker._budget.take(MAX_HELD - room - min(MAX_HELD - room, checker._budget._bytes))
    steps: list[Any] = []
    for each in events:
        found = checker.feed(each)
        steps.append((found, checker.framing, checker.outcome, checker.failure))
    return [*steps, (checker.close(), checker.owed, checker.outcome)]


def codes(profile: Profile, events: list[Event]) -> list[list[str]]:
    """The codes found in each event and at the end, which do not depend on what was learnt."""
    found = outcome(profile, events)
    assert found == outcome(profile, events, learn=False)
    return [[finding.code for finding in step[0]] for step in found]


def unknown(profile: Profile, events: Sequence[Event]) -> int:
    """How many of the events had to be looked at."""
    checker, looked_at = Checker(profile), 0
    for each in events:
        last = checker._framer._document
        checker.feed(each)
        looked_at += checker._framer._document is not last
    return looked_at


def repetitions(profile: Profile, events: Sequence[Event]) -> int:
    """How many of the events were taken by what was learnt of others."""
    return len(events) - unknown(profile, events)
