"""Runs are in order by the checker, end as their profile says, reach all that it describes, and shrink to the plainest."""

import pytest
from hypothesis import Phase, find, given, settings

from sse_codec import Event
from sse_codec.ordering import (
    Checker,
    Finding,
    Framer,
    Profile,
    load_profile,
    parse_profile,
    shipped_profiles,
)
from sse_conform.strategies import runs

from .house import HOUSE, house

FEW = settings(max_examples=20, derandomize=True, database=None)
MANY = settings(FEW, max_examples=2000, phases=[Phase.generate, Phase.shrink])


def check(profile: Profile, stream: list[Event]) -> tuple[list[Finding], Checker]:
    checker = Checker(profile)
    found = [finding for event in stream for finding in checker.feed(event)]
    return [*found, *checker.close()], checker


def kinds(profile: Profile, stream: list[Event]) -> list[str]:
    framer = Framer(profile.framings)
    classified = [framer.classify(event) for event in stream]
    return [one.kind for one in classified if one is not None]


@pytest.mark.parametrize("name", [*shipped_profiles(), *HOUSE])
def test_runs_are_in_order(name: str) -> None:
    profile = house(name) if name in HOUSE else load_profile(name)

    @FEW
    @given(runs(profile))
    def run(stream: list[Event]) -> None:
        found, checker = check(profile, stream)
        assert [finding for finding in found if finding.level != "info"] == []
        assert checker.outcome in ("completed", *profile.outcomes.words)

    run()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("ciniterflow", ["start", "metadata", "end"]),
        ("anthropic-messages", ["message_start", "message_delta", "message_stop"]),
        ("openai-chat", ["chunk", "chunk", "done"]),
        ("openai-responses", ["response.created", "response.in_progress", "response.completed"]),
        ("ai-sdk-ui", ["start", "finish", "done"]),
    ],
)
def test_a_run_shrinks_to_the_nearest_way_through(name: str, wanted: list[str]) -> None:
    profile = load_profile(name)
    found = find(runs(profile), lambda stream: True, settings=MANY)
    assert kinds(profile, found) == wanted


def test_every_kind_comes_that_may_come() -> None:
    profile = load_profile("anthropic-messages")
    seen: set[str] = set()

    @settings(FEW, max_examples=200)
    @given(runs(profile))
    def run(stream: list[Event]) -> None:
        seen.update(kinds(profile, stream))

    run()
    assert seen == set(profile.kinds)


IMPOSSIBLE = """
profile = "impossible"
[kinds]
start = "it begins"
end = "it ends"
[[framing]]
name = "data"
kind = "/kind"
[order]
grammar = "start end"
[[check]]
id = "never"
rule = "one_of"
at = ["end"]
path = "/kind"
values = ["start"]
"""


def test_a_profile_without_any_stream_is_refused() -> None:
    with pytest.raises(ValueError, match="demands of end after start"):
        runs(parse_profile(IMPOSSIBLE))
