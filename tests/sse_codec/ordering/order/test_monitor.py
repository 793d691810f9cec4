"""One fault is one finding, on orders written for the purpose and on random ones."""

import re
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sse_codec.ordering.loading._compile import OrderGrammar, compile_order
from sse_codec.ordering.loading._grammar import EMPTY, parse
from sse_codec.ordering.order._automaton import Automaton
from sse_codec.ordering.order._monitor import Monitor


def single(name: str) -> tuple[str, ...]:
    return (name,)


def automaton(
    grammar: str, anywhere: str = "", before: str = "", abort: str = "", then: str = ""
) -> Automaton:
    letters = re.findall("[a-z]", grammar + then + anywhere + before + abort + "abcde")
    order = OrderGrammar(
        parse(grammar, single),
        tuple(dict.fromkeys(letters)),
        anywhere=anywhere,
        before=before,
        abort=abort,
        then=parse(then, single) if then else EMPTY,
    )
    return compile_order(order)


def faults(order: Automaton, kinds: str) -> list[str]:
    """The codes of all faults of a stream, each with the number of its event, or ``end``."""
    run = Monitor(order)
    found = [f"{fault.code} {place}" for place, kind in enumerate(kinds, 1) if (fault := run.step(kind))]
    stopped = run.stop()
    return [*found, f"{stopped.code} end"] if stopped else found


# s start, t token, m metadata, e end, r results, x error: the order that the CiniterFlow documentation has.
DOCUMENTED = automaton("s t* m e", anywhere="r", abort="x", then="e?")
# The same with a start that may be missing, results before it, and an end that must follow an error.
WIRE = automaton("s? t* m? e", anywhere="r", before="r", abort="x", then="r* e")


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        pytest.param("sttme", [], id="in order"),
        pytest.param("sme", [], id="nothing to repeat"),
        pytest.param("srtrmre", [], id="anywhere between the first and the last"),
        pytest.param("x", [], id="aborted at once"),
        pytest.param("stxe", [], id="aborted and then the end"),
        pytest.param("tme", ["ORD101 1"], id="first event missing"),
        pytest.param("ste", ["ORD101 3"], id="event missing in the middle"),
        pytest.param("me", ["ORD101 1"], id="two events missing"),
        pytest.param("rstme", ["ORD101 1"], id="anywhere does not mean before the first"),
        pytest.param("sstme", ["ORD102 2"], id="one event too many"),
        pytest.param("sssstme", ["ORD102 2"], id="a burst of one kind too many"),
        pytest.param("sstsme", ["ORD102 2", "ORD102 4"], id="two faults with order between them"),
        pytest.param("smtttte", ["ORD102 3"], id="one event came before all the others"),
        pytest.param("smtttme", ["ORD102 3"], id="one event too many and early"),
        pytest.param("stem", ["ORD101 3"], id="the last two changed places"),
        pytest.param("setm", ["ORD101 2"], id="the last event came early"),
        pytest.param("tsme", ["ORD101 1"], id="the first two changed places"),
        pytest.param("stmet", ["ORD103 5"], id="after the end"),
        pytest.param("stmettr", ["ORD103 5"], id="a burst after the end"),
        pytest.param("stmexe", ["ORD103 5"], id="a second stream that is aborted"),
        pytest.param("stmetete", ["ORD103 5", "ORD103 6"], id="each kind after the end once"),
        pytest.param("stmestme", ["ORD103 5"], id="a second stream after the end"),
        pytest.param("sxt", ["ORD105 3"], id="after an abort"),
        pytest.param("sxttte", ["ORD105 3"], id="goes on after an abort and ends"),
        pytest.param("sxttme", ["ORD105 3"], id="goes on as if there had been no abort"),
        pytest.param("xx", ["ORD105 2"], id="aborted twice"),
        pytest.param("xet", ["ORD103 3"], id="after the end of an aborted stream"),
        pytest.param("", ["ORD104 end"], id="no events"),
        pytest.param("st", ["ORD104 end"], id="truncated"),
        pytest.param("sst", ["ORD102 2", "ORD104 end"], id="faulty and truncated"),
    ],
)
def test_documented_order(kinds: str, expected: list[str]) -> None:
    assert faults(DOCUMENTED, kinds) == expected


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        pytest.param("rrstre", [], id="before the first event"),
        pytest.param("e", [], id="only what is required"),
        pytest.param("xrre", [], id="aborted with what may follow"),
        pytest.param("x", ["ORD104 end"], id="aborted without what must follow"),
        pytest.param("xt", ["ORD105 2", "ORD104 end"], id="wrong after an abort and truncated"),
        pytest.param("xte", ["ORD105 2"], id="wrong after an abort and ended"),
        pytest.param("r", ["ORD104 end"], id="only what may come before"),
        pytest.param("tse", ["ORD102 2"], id="optional first event comes second"),
        pytest.param("etttr", ["ORD103 2"], id="ended early"),
    ],
)
def test_wire_order(kinds: str, expected: list[str]) -> None:
    assert faults(WIRE, kinds) == expected


@pytest.mark.parametrize(
    ("grammar", "kinds"),
    [
        pytest.param("a b c d", "acbd", id="swapped"),
        pytest.param("a b c d", "acdb", id="one event late"),
        pytest.param("a b c d e", "adbce", id="one event early"),
        pytest.param("a b* c d e", "adbbce", id="one event early, and others of any number before its place"),
        pytest.param("(a b)*", "aabbab", id="swapped in a round"),
        pytest.param("(b b a b)*", "babb", id="late event is of a kind that comes again"),
        pytest.param("(b | d | a) b a (a | c)", "baac", id="the first of two swapped is legal there"),
        pytest.param(
            "(c | a b | c (a | b))*", "baca", id="something else might be missing before the first of two"
        ),
        pytest.param("a (b c)* d | e (b d)* c", "eabcbcd", id="another beginning"),
    ],
)
def test_one_fault_is_told_once(grammar: str, kinds: str) -> None:
    assert len(faults(automaton(grammar), kinds)) == 1


def test_nothing_may_follow_an_abort_without_then() -> None:
    order = automaton("a b", abort="x")
    assert faults(order, "axb") == ["ORD105 3"]
    assert faults(order, "ax") == []


def test_kind_in_the_grammar_and_anywhere_may_be_either() -> None:
    order = automaton("a x b", anywhere="x")
    assert faults(order, "axxxb") == []
    assert faults(order, "ab") == ["ORD101 2"]


def test_fault_names_what_was_expected_and_what_is_missing() -> None:
    run = Monitor(DOCUMENTED)
    run.step("s")
    fault = run.step("e")
    assert fault is not None
    assert (fault.expected, fault.missing) == (("t", "m"), ("m",))


def test_shortest_explanation_is_told() -> None:
    run = Monitor(automaton("a b c d | a d"))
    run.step("a")
    run.step("a")
    fault = run.step("c")
    assert fault is not None
    assert fault.missing == ("b",)


def test_stopping_names_what_is_owed() -> None:
    run = Monitor(DOCUMENTED)
    run.step("s")
    fault = run.stop()
    assert fault is not None
    assert (fault.expected, fault.missing) == (("t", "m"), ("m", "e"))


def test_unreadable_event_may_stand_for_any_but_the_last() -> None:
    run = Monitor(DOCUMENTED)
    run.step("s")
    run.unreadable()
    assert run.step("e") is None  # it may have been the metadata
    run = Monitor(DOCUMENTED)
    for kind in "stm":
        run.step(kind)
    run.unreadable()
    assert run.stop() is not None


def test_unreadable_event_may_be_known_to_stand_for_one_kind() -> None:
    run = Monitor(DOCUMENTED)
    run.step("s")
    run.unreadable(("t", "q"))
    assert run.step("e") is not None


def test_event_of_two_names_is_what_fits() -> None:
    run = Monitor(DOCUMENTED)
    run.step("s")
    run.either(("s", "m"))
    assert run.step("e") is None
    assert run.stop() is None


def test_over_once_something_came_after_the_end() -> None:
    run = Monitor(DOCUMENTED)
    for kind in "sme":
        run.step(kind)
    assert not run.over
    run.step("t")
    assert run.over


@pytest.mark.parametrize(
    ("grammar", "kinds", "expected"),
    [
        pytest.param("a+", "ab", ["ORD102 2"], id="a stream that might have stopped before the fault"),
        pytest.param("a+", "abb", ["ORD102 2"], id="with more of the fault behind it"),
        pytest.param("(a b)*", "abc", ["ORD102 3"], id="after a whole round"),
        pytest.param("(a b)*", "abca", ["ORD102 3", "ORD104 end"], id="a round that begins after the fault is owed its end"),
        pytest.param("(a b)*", "abcab", ["ORD102 3"], id="a round that ends after the fault"),
        pytest.param("(a b)*", "abcabc", ["ORD102 3", "ORD102 6"], id="a fault after each round"),
        pytest.param("(a b)*", "ac", ["ORD102 2", "ORD104 end"], id="a fault within a round"),
        pytest.param("a (b c)? d?", "adbc", ["ORD103 3"], id="what came after the end"),
        pytest.param("a b", "aa", ["ORD102 2", "ORD104 end"], id="a stream that might not have stopped"),
    ],
)  # fmt: skip
def test_a_stream_does_not_stop_early_after_a_legal_end(
    grammar: str, kinds: str, expected: list[str]
) -> None:
    assert faults(automaton(grammar), kinds) == expected


def test_abort_is_not_the_end() -> None:
    run = Monitor(DOCUMENTED)
    run.step("x")
    run.step("t")
    assert not run.over


# The grammars are regular expressions over letters, so Python's own matcher is an independent judge.
LETTERS = st.sampled_from("abcde")
GRAMMARS = st.recursive(
    LETTERS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda ways: f"({' | '.join(ways)})"),
        st.tuples(inner, st.sampled_from("*+?")).map(lambda pair: f"({pair[0]}){pair[1]}"),
    ),
    max_leaves=10,
)


def matches(grammar: str, kinds: str) -> bool:
    return re.fullmatch(grammar.replace(" ", ""), kinds) is not None


@st.composite
def legal_streams(draw: st.DrawFn) -> tuple[str, Automaton, str]:
    """A grammar, and a walk through its table that ends by the shortest way."""
    grammar = draw(GRAMMARS)
    order = automaton(grammar)
    state, kinds = 0, ""
    for _ in range(draw(st.integers(0, 12))):
        if not order.expected(state):
            break
        kind = draw(st.sampled_from(order.expected(state)))
        state, kinds = order.moves[state][kind], kinds + kind
    return grammar, order, kinds + "".join(order.shortest(state))


def has_one_fault_at_most(grammar: str, order: Automaton, kinds: str) -> bool:
    return len(faults(order, kinds)) == (0 if matches(grammar, kinds) else 1)


@given(legal_streams())
def test_legal_stream_has_no_fault(stream: tuple[str, Automaton, str]) -> None:
    grammar, order, kinds = stream
    assert matches(grammar, kinds)
    assert faults(order, kinds) == []


@given(GRAMMARS, st.text("abcde", max_size=8))
def test_stream_without_a_fault_is_legal(grammar: str, kinds: str) -> None:
    assert (faults(automaton(grammar), kinds) == []) == matches(grammar, kinds)


@given(legal_streams(), st.data())
def test_event_left_out_is_one_fault(stream: tuple[str, Automaton, str], data: st.DataObject) -> None:
    grammar, order, kinds = stream
    assume(kinds)
    place = data.draw(st.integers(0, len(kinds) - 1))
    assert has_one_fault_at_most(grammar, order, kinds[:place] + kinds[place + 1 :])


@given(legal_streams(), LETTERS, st.data())
def test_event_too_many_is_one_fault(
    stream: tuple[str, Automaton, str], kind: str, data: st.DataObject
) -> None:
    grammar, order, kinds = stream
    place = data.draw(st.integers(0, len(kinds)))
    assert has_one_fault_at_most(grammar, order, kinds[:place] + kind + kinds[place:])


@given(legal_streams(), st.data())
def test_neighbours_swapped_are_one_fault(stream: tuple[str, Automaton, str], data: st.DataObject) -> None:
    grammar, order, kinds = stream
    assume(len(kinds) > 1)
    place = data.draw(st.integers(0, len(kinds) - 2))
    swapped = kinds[:place] + kinds[place + 1] + kinds[place] + kinds[place + 2 :]
    assert has_one_fault_at_most(grammar, order, swapped)


@given(legal_streams(), st.data())
def test_truncation_is_one_fault(stream: tuple[str, Automaton, str], data: st.DataObject) -> None:
    grammar, order, kinds = stream
    cut = kinds[: data.draw(st.integers(0, len(kinds)))]
    assert faults(order, cut) == ([] if matches(grammar, cut) else ["ORD104 end"])


@given(legal_streams(), LETTERS, st.data())
def test_what_is_missing_mends_the_fault_and_nothing_shorter_does(
    stream: tuple[str, Automaton, str], kind: str, data: st.DataObject
) -> None:
    _, order, kinds = stream
    before = kinds[: data.draw(st.integers(0, len(kinds)))]
    missing = missing_at(order, before, kind)
    if missing is None:
        assert takes(order, before + kind)
    elif missing:
        assert takes(order, before + "".join(missing) + kind)
    for length in range(min(len(missing), 3) if missing else 0 if missing is None else 3):
        for shorter in product("abcde", repeat=length):
            assert not takes(order, before + "".join(shorter) + kind)


def takes(order: Automaton, kinds: str) -> bool:
    run = Monitor(order)
    return all(run.step(kind) is None for kind in kinds)


def missing_at(order: Automaton, before: str, kind: str) -> tuple[str, ...] | None:
    """What is missing before a kind; None when it may come."""
    run = Monitor(order)
    assert all(run.step(earlier) is None for earlier in before)
    fault = run.step(kind)
    return None if fault is None else fault.missing
