"""A near miss is found by the checker, by one of its codes and not before its event; each sort of fault is made."""

import pytest
from hypothesis import given, settings

from sse_codec.ordering import Checker, Profile, load_profile, parse_profile, shipped_profiles
from sse_conform.strategies import NearMiss, near_misses
from sse_conform.strategies._faults import Faults
from sse_conform.strategies._solve import Choices
from sse_conform.strategies._walk import Walker

from .house import HOUSE, house

FEW = settings(max_examples=20, derandomize=True, database=None)


@pytest.mark.parametrize("name", [*shipped_profiles(), *HOUSE])
def test_near_misses_are_found(name: str) -> None:
    profile = house(name) if name in HOUSE else load_profile(name)

    @FEW
    @given(near_misses(profile))
    def run(miss: NearMiss) -> None:
        checker = Checker(profile)
        found = [finding for event in miss.events for finding in checker.feed(event)]
        early = [finding for finding in found if finding.event < (miss.at or len(miss.events) + 1)]
        assert [
            finding for finding in early if finding.code.startswith("ORD") and finding.level != "info"
        ] == []
        assert not miss.codes.isdisjoint(finding.code for finding in (*found, *checker.close()))

    run()


def found_in(profile: Profile, miss: NearMiss) -> set[str]:
    checker = Checker(profile)
    found = [finding for event in miss.events for finding in checker.feed(event)]
    return {finding.code for finding in (*found, *checker.close())}


@pytest.mark.parametrize("name", ["gemini", "tracks", "two", "forms"])
def test_faults_that_cannot_be_made_are_passed_over(name: str) -> None:
    profile = house(name) if name in HOUSE else load_profile(name)
    framing, walker = profile.framings[-1], Walker(profile)
    runs = [walker.walk(framing, [number * step * 10_007 for step in range(1, 9)]) for number in range(1, 60)]
    made = [
        Faults(profile, framing, run).pick(Choices(number * 257_479_998_817))
        for run in runs
        if run is not None
        for number in range(12)
    ]
    misses = [miss for miss in made if miss is not None]
    assert misses
    assert [miss for miss in misses if miss.codes.isdisjoint(found_in(profile, miss))] == []


@pytest.fixture(scope="module")
def faults() -> dict[str, NearMiss]:
    """Faults in a run of a message with a ping and one block, by what they are."""
    profile = load_profile("anthropic-messages")
    framing = profile.framings[0]
    run = Walker(profile).walk(framing, [0, 192, 0, 0, 72])
    assert run is not None
    assert [built.step.kind for built in run] == [
        "message_start", "ping", "content_block_start", "content_block_delta", "content_block_stop",
        "message_delta", "message_stop",
    ]  # fmt: skip
    made = (Faults(profile, framing, run).pick(Choices(number * 257_479_998_817)) for number in range(3000))
    return {miss.what: miss for miss in made if miss is not None}


@pytest.mark.parametrize(
    ("what", "at", "codes"),
    [
        ("dropped message_start", 2, {"ORD101"}),
        ("dropped content_block_start", 3, {"ORD201"}),
        ("dropped content_block_stop", 5, {"ORD202"}),
        ("dropped message_stop", 0, {"ORD104"}),
        ("sent message_start twice", 2, {"ORD102"}),
        ("sent content_block_start twice", 4, {"ORD102", "ORD203"}),
        ("sent content_block_stop twice", 6, {"ORD201"}),
        ("sent message_stop twice", 8, {"ORD103"}),
        ("swapped message_delta and message_stop", 6, {"ORD101"}),
        ("swapped content_block_stop and message_delta", 5, {"ORD202"}),
        ("stopped before message_start", 0, {"ORD104"}),
        ("stopped before message_stop", 0, {"ORD104"}),
        ("sent ping after the end", 8, {"ORD103"}),
        ("content_block_start with a wrong /index", 3, {"ORD205"}),
        ("content_block_delta with a wrong /index", 4, {"ORD201"}),
        ("content_block_stop without /index", 5, {"ORD207"}),
        ("ping in an event that is named error", 2, {"ORD304"}),
        ("message_start with a wrong value for anthropic-messages:start/role", 1, {"anthropic-messages:start/role"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_this_fault_is_made(faults: dict[str, NearMiss], what: str, at: int, codes: set[str]) -> None:
    assert (faults[what].at, faults[what].codes) == (at, codes)


def test_a_stranger_is_of_no_kind_or_no_event(faults: dict[str, NearMiss]) -> None:
    strangers = [miss for what, miss in faults.items() if what.startswith("an event of no known kind")]
    assert {code for miss in strangers for code in miss.codes} == {"ORD301", "ORD302"}


def test_what_dropping_a_ping_changes_is_no_fault(faults: dict[str, NearMiss]) -> None:
    assert "dropped ping" not in faults


ANY_OBJECT = """
profile = "any-object"
[kinds]
a = "any"
[[framing]]
name = "objects"
shapes = [{ kind = "a" }]
[order]
grammar = "a a"
"""


def test_an_event_that_a_shape_of_every_object_fits_is_no_stranger() -> None:
    profile = parse_profile(ANY_OBJECT)
    (framing,) = profile.framings
    run = Walker(profile).walk(framing, [])
    assert run is not None
    misses = list(Faults(profile, framing, run)._unknown(1, Choices(0)))
    assert [miss.codes for miss in misses if miss is not None] == [{"ORD302"}] * len(misses)
    assert misses
