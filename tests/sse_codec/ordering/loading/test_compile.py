"""The table has one row for each thing that can be told apart, and says what is expected and what is owed."""

import pytest

from sse_codec.ordering.loading._compile import MAX_STATES, OrderGrammar, compile_order
from sse_codec.ordering.loading._grammar import parse
from sse_codec.ordering.order._automaton import Automaton


def compiled(grammar: str, **more: str) -> Automaton:
    kinds = tuple(dict.fromkeys(c for c in grammar + "".join(more.values()) if c.isalpha()))
    then = {"then": parse(more.pop("then"), lambda name: (name,))} if "then" in more else {}
    return compile_order(OrderGrammar(parse(grammar, lambda name: (name,)), kinds, **more, **then))


@pytest.mark.parametrize(
    ("grammar", "states"),
    [
        pytest.param("a b", 3, id="sequence"),
        pytest.param("a*", 1, id="star"),
        pytest.param("a b | c b", 3, id="two ways that go on alike"),
        pytest.param("(a | b)* a b", 3, id="what the textbook has"),
        pytest.param("a a* | a", 2, id="one way within the other"),
        pytest.param("(a? b?)*", 1, id="star of what may be nothing"),
    ],
)
def test_table_is_minimal(grammar: str, states: int) -> None:
    assert len(compiled(grammar).moves) == states


def test_beginning_is_told_from_the_middle_when_kinds_may_come_anywhere() -> None:
    order = compiled("a*", anywhere="x")
    assert order.moves[0] == {"a": 1}
    assert order.moves[1] == {"a": 1, "x": 1}


def test_kinds_that_may_come_anywhere_move_nothing_on() -> None:
    order = compiled("a b", anywhere="x", before="y", abort="z")
    assert order.expected(0) == ("a",)
    assert order.expected(1) == ("b",)
    assert order.expected(2) == ()


def test_nothing_may_come_anywhere_after_the_last_event() -> None:
    order = compiled("a b", anywhere="x", abort="z")
    last = order.moves[order.moves[0]["a"]]["b"]
    assert order.moves[last] == {}
    assert order.ended(last)


def test_aborted_state_is_no_end() -> None:
    order = compiled("a b", abort="z")
    aborted = order.moves[0]["z"]
    assert order.aborted[aborted]
    assert order.accepting[aborted]
    assert not order.ended(aborted)


def test_aborted_stream_ends_by_what_follows() -> None:
    order = compiled("a b", abort="z", then="c? d")
    after = order.moves[order.moves[0]["z"]]["c"]
    assert order.aborted[after]
    assert order.ended(order.moves[after]["d"])


@pytest.mark.parametrize(
    ("grammar", "shortest"),
    [
        pytest.param("a b c", ("a", "b", "c"), id="all of a sequence"),
        pytest.param("a* b? c+", ("c",), id="only what is required"),
        pytest.param("a b | c", ("c",), id="shorter way"),
        pytest.param("b | a", ("b",), id="first of two as short"),
        pytest.param("a?", (), id="nothing"),
    ],
)
def test_shortest_way_to_the_end(grammar: str, shortest: tuple[str, ...]) -> None:
    assert compiled(grammar).shortest(0) == shortest


def test_abort_is_no_way_to_the_end() -> None:
    assert compiled("a b", abort="z").shortest(0) == ("a", "b")


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        pytest.param("a", (), id="may come now"),
        pytest.param("c", ("a", "b"), id="two before it"),
        pytest.param("x", ("a",), id="anywhere, once it has begun"),
        pytest.param("q", None, id="has no place"),
    ],
)
def test_missing_before_a_kind(kind: str, missing: tuple[str, ...] | None) -> None:
    assert compiled("a b c", anywhere="x").missing(0, kind) == missing


def test_table_has_a_limit() -> None:
    # To know whether the 13th letter from the end was an a takes 2**13 states.
    with pytest.raises(ValueError, match=f"more than {MAX_STATES} states"):
        compiled("(a | b)* a" + " (a | b)" * 12)
