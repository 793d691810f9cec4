"""Two streams event by event: what was lost, added, changed and moved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sse_codec import Event
from sse_conform.redaction import Redactor
from sse_conform.trace import Contents, Difference, compare


def contents(texts: object, times: bool = False, secrets: tuple[str, ...] = ()) -> Contents:
    found = Contents(Redactor(secrets))
    for index, text in enumerate(texts):  # type: ignore[call-overload]
        found.add(Event(data=str(text)), index * 10, 1 + index * 0.5 if times else None)
    return found


@pytest.mark.parametrize(
    ("before", "after", "same", "found"),
    [
        pytest.param("abcdef", "abcdef", 6, {}, id="the same"),
        pytest.param("", "", 0, {}, id="nothing"),
        pytest.param("abcdef", "abdef", 5, {"lost": [2]}, id="one lost"),
        pytest.param("abc", "", 0, {"lost": [0, 1, 2]}, id="all lost"),
        pytest.param("abcdef", "abcdefg", 6, {"added": [6]}, id="one added at the end"),
        pytest.param("abcdef", "abcxdef", 6, {"added": [3]}, id="one added between"),
        pytest.param("abcdef", "abXdef", 5, {"changed": [(2, 2)]}, id="one changed"),
        pytest.param("abcdef", "acbdef", 5, {"moved": [(1, 2)]}, id="two that changed places"),
        pytest.param("fabcde", "abcdef", 5, {"moved": [(0, 5)]}, id="the first became the last"),
        pytest.param("aaaa", "aaa", 3, {"lost": [3]}, id="one of many that are alike"),
        pytest.param("abcab", "abxyab", 4, {"lost": [2], "added": [2, 3]}, id="more came than went"),
    ],
)
def test_what_became_of_the_events(before: str, after: str, same: int, found: dict[str, object]) -> None:
    difference = compare(contents(before), contents(after))
    assert difference == Difference(same=same, **found)  # type: ignore[arg-type]


EVENTS = st.lists(st.sampled_from("abcdefgh"), max_size=40)


@given(EVENTS, EVENTS)
def test_each_event_of_both_sides_has_one_fate(before: list[str], after: list[str]) -> None:
    found = compare(contents(before), contents(after))
    changed, moved = found.changed, found.moved
    assert found.same + len(found.lost) + len(changed) + len(moved) == len(before)
    assert found.same + len(found.added) + len(changed) + len(moved) == len(after)
    assert len({*found.lost, *(one for one, _ in changed + moved)}) == len(before) - found.same
    assert len({*found.added, *(other for _, other in changed + moved)}) == len(after) - found.same
    assert all(before[one] == after[other] for one, other in moved)


def test_long_streams_without_a_single_event_that_is_its_own() -> None:
    before = [number % 7 for number in range(20_000)]
    after = before[500:15_000] + [8] * 700
    found = compare(contents(before), contents(after))
    assert found.same == 14_500
    assert len(found.lost) == 5_500


def test_delays_of_the_same_events() -> None:
    before, after = contents("abc", times=True), Contents(Redactor())
    for index, text in enumerate("abc"):
        after.add(Event(data=text), 0, 1 + index * 0.5 + (0.25 if index else -0.25))
    delays = compare(before, after).delays
    assert delays is not None
    assert (delays.count, delays.sum, delays.least, delays.most) == (3, 0.25, -0.25, 0.25)


def test_without_times_there_are_no_delays() -> None:
    assert compare(contents("abc", times=True), contents("abc")).delays is None


def test_type_and_id_make_another_event() -> None:
    one, other = Contents(Redactor()), Contents(Redactor())
    one.add(Event("a", "b", "c"), 0, None)
    other.add(Event("a", "bc", ""), 0, None)
    assert compare(one, other).changed == [(0, 0)]


def test_texts_are_clipped_and_without_secrets_and_not_kept_for_ever() -> None:
    found = contents(["x" * 400, "key sk-0123456789abcdef", *range(20_000)], secrets=("sk-0123456789abcdef",))
    assert found.shown(0) == ("message", "x" * 300 + "\u2026", "")
    assert found.shown(1) == ("message", "key REDACTED", "")
    assert found.shown(19_999) is not None
    assert found.shown(20_000) is None
