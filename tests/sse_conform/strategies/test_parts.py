"""The parts that make streams of a profile: what stands at a place, what fits a shape, and what nobody can judge."""

from typing import Any

import pytest

from sse_codec import Event
from sse_codec.ordering import load_profile, parse_profile
from sse_codec.ordering.classify._shapes import Shape
from sse_codec.ordering.pointers import MISSING
from sse_conform.strategies._build import read
from sse_conform.strategies._faults import Faults
from sse_conform.strategies._shapes import fits, misfits
from sse_conform.strategies._solve import Choices, Constraint, Impossible, Tree, put
from sse_conform.strategies._standing import Part, Standing, Step, Unclear
from sse_conform.strategies._walk import Walker

from .house import house


@pytest.mark.parametrize(
    ("value", "place", "new", "wanted"),
    [
        ({"a": 1}, ("a",), 2, {"a": 2}),
        ({"a": 1}, ("b",), 2, {"a": 1, "b": 2}),
        ({"a": {"b": 1}}, ("a", "b"), MISSING, {"a": {}}),
        ([1, [2]], ("1", "0"), 3, [1, [3]]),
    ],
)
def test_a_value_with_something_else_in_it(value: Any, place: tuple[str, ...], new: Any, wanted: Any) -> None:
    assert put(value, place, new) == wanted


@pytest.mark.parametrize(
    ("value", "place", "new"),
    [([1], ("0",), MISSING), ([1], ("1",), 2), ([1], ("a",), 2), ({}, ("a", "b"), 2)],
)
def test_where_nothing_can_be_put(value: Any, place: tuple[str, ...], new: Any) -> None:
    with pytest.raises(Impossible):
        put(value, place, new)


SHAPE = Shape(
    "all",
    has=[("has",)],
    lacks=[("lacks",)],
    empty=[("empty",)],
    equals=[(("equals",), 1)],
    like=[(("like",), "a-*?")],
)


def test_a_value_is_made_to_fit_a_shape() -> None:
    assert SHAPE.fits_value(Tree(fits(SHAPE)).solve(Choices(0)))


def test_each_condition_of_a_shape_is_a_way_not_to_fit_it() -> None:
    ways = list(misfits(SHAPE))
    assert [demand.place for demand in ways] == [("has",), ("lacks",), ("empty",), ("equals",), ("like",)]
    for away in ways:
        others = [demand for demand in fits(SHAPE) if demand.place != away.place]
        assert not SHAPE.fits_value(Tree([*others, away]).solve(Choices(0)))


def test_members_that_have_to_be_there() -> None:
    needed = Constraint(("a", "b", "c"), lambda found: found is not MISSING)
    free = Constraint(("a", "free"), lambda found: True)
    assert Tree([needed, free]).members(("a",)) == ["b"]


def test_what_is_no_event_of_the_profile_is_not_read() -> None:
    assert read(load_profile("anthropic-messages"), Event("ping", "{"), None) is None


def standing(*kinds: tuple[str, int | str]) -> Standing:
    profile = load_profile("openai-responses")
    at = Standing(profile)
    at.take(Step("response.created"))
    at.take(Step("response.in_progress"))
    for kind, number in kinds:
        at.take(Step(kind, item(kind, number)))
    return at


def item(kind: str, number: int | str) -> tuple[Part, ...]:
    tracks = {track.name: track for track in load_profile("openai-responses").tracks}
    track = next(track for track in tracks.values() if kind in track.kinds)
    return (Part(track, kind, (number,)),)


ADDED, DONE, SEARCH = (
    "response.output_item.added",
    "response.output_item.done",
    "response.web_search_call.in_progress",
)


@pytest.mark.parametrize(
    ("before", "step", "codes"),
    [
        ([], (ADDED, 1), {"ORD205"}),
        ([(ADDED, 0)], (ADDED, -1), set()),
        ([(ADDED, 0)], (ADDED, "a"), set()),
        ([], (SEARCH, 0), {"ORD206"}),
        ([(ADDED, 0), (DONE, 0)], (SEARCH, 0), {"ORD206"}),
        ([(ADDED, 0), (SEARCH, 0)], (DONE, 0), {"ORD202"}),
        ([(ADDED, 0), (DONE, 0)], (DONE, 0), {"ORD201"}),
        ([(ADDED, 0), (DONE, 0)], (ADDED, 0), {"ORD203"}),
    ],
)
def test_what_is_wrong_with_the_next_event(
    before: list[tuple[str, int]], step: tuple[str, int], codes: set[str]
) -> None:
    assert standing(*before).take(Step(step[0], item(*step))) == codes


@pytest.mark.parametrize("kind", [DONE, SEARCH])
def test_nobody_can_say_what_follows_in_a_slice_that_was_cut_off(kind: str) -> None:
    at = standing((ADDED, 0))
    at.take(Step("error"))
    at.state = standing().state
    with pytest.raises(Unclear):
        at.take(Step(kind, item(kind, 0)))


ANYTHING = """
profile = "anything"
[kinds]
any = "whatever comes"
[[framing]]
name = "named"
kind = "type"
[order]
grammar = "any*"
[severity]
ORD301 = "off"
"""


def test_no_fault_can_be_made_where_everything_is_in_order() -> None:
    profile = parse_profile(ANYTHING)
    framing = profile.framings[0]
    run = Walker(profile).walk(framing, [0, 0])
    assert run is not None
    assert len(run) == 2
    assert Faults(profile, framing, run).pick(Choices(0)) is None


def test_a_row_has_cells_of_its_own() -> None:
    profile = house("tracks")
    walker = Walker(profile)
    runs = [walker.walk(profile.framings[0], [number * 977] * 6) for number in range(60)]
    held = {tuple(part.kind for part in built.step.parts) for run in runs if run for built in run}
    assert ("first", "cell") in held
