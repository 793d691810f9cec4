"""A diagram has every move of the automaton, each once, and what many states share once for them all."""

from collections.abc import Callable, Iterator

import pytest

from sse_codec.ordering import Profile, load_profile, shipped_profiles
from sse_conform.profiles import Diagram, diagrams

Make = Callable[..., Profile]
Move = tuple[int, str, int]


def edges(profile: Profile) -> list[str]:
    """The edges of the order, in words."""
    order = diagrams(profile)[0]
    return [
        f"{edge.where} {'stays' if edge.target is None else f'-> {order.states[edge.target].name}'}: {' '.join(edge.words)}"
        for edge in order.edges
    ]


@pytest.mark.parametrize(
    ("grammar", "rest", "shown"),
    [
        pytest.param("a b", "", ["begin -> 1: a", "1 -> end: b"], id="a sequence"),
        pytest.param("a* b", "", ["begin -> begin: a", "begin -> end: b"], id="a loop"),
        pytest.param("(a | b) c", "", ["begin -> 1: a b", "1 -> end: c"], id="one edge for several kinds"),
        pytest.param(
            "x c", '[group]\nx = ["a", "b"]', ["begin -> 1: x", "1 -> end: c"], id="one edge for a group"
        ),
        pytest.param(
            "a b c",
            '[abort]\non = ["d"]',
            ["begin -> 1: a", "1 -> 3: b", "3 -> end: c", "any time before the end -> aborted: d"],
            id="an abort",
        ),
        pytest.param(
            "a",
            '[abort]\non = ["d"]\nthen = "b? c?"',
            [
                "begin -> end: a",
                "begin -> aborted 2: d",
                "aborted 2 -> end: c",
                "aborted 2 -> aborted 3: b",
                "aborted 3 -> end: c",
            ],
            id="an abort from one state, that goes on",
        ),
    ],
)
def test_the_edges(make: Make, grammar: str, rest: str, shown: list[str]) -> None:
    assert edges(make(grammar, rest=rest)) == shown


@pytest.mark.parametrize(
    ("grammar", "rest", "shown"),
    [
        pytest.param("a b", 'anywhere = "d"', "1 -> 1: d", id="in one state"),
        pytest.param("a b c", 'anywhere = "d"', "2 -> 2: d", id="in two"),
        pytest.param("a b a b", 'anywhere = "d"', "in 1 to 3 stays: d", id="in three"),
        pytest.param(
            "a b a b", 'anywhere = "d"\nbefore = "d"', "any time before the end stays: d", id="in all"
        ),
        pytest.param("a b", 'anywhere = "d"\nbefore = "d"', "1 -> 1: d", id="in all, which are two"),
        pytest.param(
            "a b b a",
            'anywhere = "d"\n[abort]\non = "c"',
            "in 1, 3, 4 stays: d",
            id="beside an aborted state",
        ),
    ],
)
def test_what_may_come_at_several_points(make: Make, grammar: str, rest: str, shown: str) -> None:
    assert shown in edges(make(grammar, rest=rest))


def test_the_states(make: Make) -> None:
    (order,) = diagrams(make("a b?", rest='[abort]\non = ["d"]'))
    assert [(state.name, state.accepting, state.aborted) for state in order.states] == [
        ("begin", False, False),
        ("1", True, False),
        ("aborted", True, True),
        ("end", True, False),
    ]


def moves_of(diagram: Diagram) -> Iterator[Move]:
    for edge in diagram.edges:
        for source in edge.sources:
            for kind in edge.kinds:
                yield source, kind, source if edge.target is None else edge.target


@pytest.mark.parametrize("name", shipped_profiles())
def test_every_move_of_a_shipped_profile_is_drawn_once(name: str) -> None:
    profile = load_profile(name)
    drawn = diagrams(profile)
    automata = [profile.automaton, *(track.automaton for track in profile.tracks)]
    assert [diagram.track for diagram in drawn] == ["", *(track.name for track in profile.tracks)]
    for diagram, automaton in zip(drawn, automata, strict=True):
        assert sorted(moves_of(diagram)) == sorted(
            (source, kind, target)
            for source, row in enumerate(automaton.moves)
            for kind, target in row.items()
        )
        names = [state.name for state in diagram.states]
        assert len(set(names)) == len(names) == len(automaton.moves)
        assert "\n" not in diagram.grammar
