"""The whole check of short answers, under auto, with the profile named and with none, against json.loads of their payloads."""

import json
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from statistics import median
from time import process_time
from typing import Any

from protocols import STREAMS, Stream

from sse_codec import Event, encode
from sse_codec.ordering import load_profile


def answer_ratios(rounds: int, answers: int) -> Iterator[tuple[str, float]]:
    """Yield for each protocol with short answers, and each way to ask for a profile, the cost in times of `json.loads`."""
    for stream in STREAMS:
        if stream.pieces is not None:
            yield from _ratios(stream, rounds, answers)


def _ratios(stream: Stream, rounds: int, answers: int) -> Iterator[tuple[str, float]]:
    events = list(stream.make(stream.pieces or 1))
    payloads = [event.data for event in events if event.data.startswith("{")]
    wire = b"".join(map(_written, events))
    asked = {"auto": "auto", "named": load_profile(stream.profile), "none": None}
    found: dict[str, list[float]] = {name: [] for name in asked}
    check = import_module("sse_conform.check").StreamCheck
    for _ in range(rounds):
        floor = _seconds(answers, partial(_loads, payloads))
        for name, profile in asked.items():
            found[name].append(_seconds(answers, partial(_check, check, wire, profile)) / floor)
    for name, ratios in found.items():
        yield f"{stream.profile}, profile {name}", median(ratios)


def _written(event: Event) -> bytes:
    return encode(event.data) if event.type == "message" else encode(event.data, type=event.type)


def _loads(payloads: list[str]) -> None:
    for payload in payloads:
        json.loads(payload)


def _check(check_class: Any, wire: bytes, profile: Any) -> None:
    check = check_class("bench", profile=profile)
    check.feed(wire)
    check.close()


def _seconds(times: int, work: Any) -> float:
    work()
    began = process_time()
    for _ in range(times):
        work()
    return process_time() - began
