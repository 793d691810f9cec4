"""A protocol for whatever is to be checked, and a checker that learns beside one that takes every event for new."""

import json
from typing import Any
from unittest.mock import patch

from sse_codec import Event
from sse_codec.ordering import Checker, Classified, Document, Finding, Framer, Profile, parse_profile
from sse_codec.ordering._repeats import Repeats

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


class Watched(Framer):
    """Counts the events that it is asked about: those that are not known by heart."""

    asked = 0

    def classify(self, event: Event, document: Document | None = None) -> Classified | None:
        Watched.asked += 1
        return super().classify(event, document)


class Forgetful(Repeats):
    """Never knows an event."""

    def take(self, event: Event) -> None:
        return None


def said(finding: Finding) -> tuple[Any, ...]:
    return tuple(getattr(finding, name) for name in Finding.__slots__)


def run(profile: Profile, events: list[Event], memory: type[Repeats] = Repeats) -> list[list[Any]]:
    with patch("sse_codec.ordering._checker.Repeats", memory):
        checker = Checker(profile)
    return [
        *([said(found) for found in checker.feed(each)] for each in events),
        [*map(said, checker.close())],
    ]


def codes(profile: Profile, events: list[Event]) -> list[list[str]]:
    """The codes found in each event and at the end, which do not depend on what was learnt."""
    found = run(profile, events)
    assert found == run(profile, events, Forgetful)
    return [[each[0] for each in one] for one in found]


def unknown(profile: Profile, events: list[Event]) -> int:
    """How many of the events had to be looked at."""
    Watched.asked = 0
    with patch("sse_codec.ordering._checker.Framer", Watched):
        checker = Checker(profile)
    for each in events:
        checker.feed(each)
    return Watched.asked
