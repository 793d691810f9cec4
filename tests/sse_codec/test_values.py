"""Events and comments are values: made of their parts, equal by them, and seen by them in a message."""

import copy
import pickle
from typing import Any

import pytest

from sse_codec import Comment, Event


def test_an_event_that_says_nothing() -> None:
    event = Event()
    assert (event.type, event.data, event.id) == ("message", "", "")


def test_an_event_by_place_and_by_name() -> None:
    event = Event("t", "a", "1")
    assert (event.type, event.data, event.id) == ("t", "a", "1")
    assert event == Event(id="1", data="a", type="t")


def test_a_comment() -> None:
    assert Comment().text == ""
    assert Comment("c").text == "c"


# fmt: off
@pytest.mark.parametrize(("one", "other"), [
    pytest.param(Event("t", "a", "1"), Event("u", "a", "1"), id="another type"),
    pytest.param(Event("t", "a", "1"), Event("t", "b", "1"), id="other data"),
    pytest.param(Event("t", "a", "1"), Event("t", "a", "2"), id="another id"),
    pytest.param(Event("t", "a", "1"), Event("a", "t", "1"), id="parts in other places"),
    pytest.param(Event("t", "a", "1"), ("t", "a", "1"), id="a tuple is no event"),
    pytest.param(Comment("c"), Comment("d"), id="another comment"),
    pytest.param(Comment("c"), "c", id="a text is no comment"),
    pytest.param(Comment(""), Event(), id="a comment is no event"),
])
def test_what_is_not_equal(one: Any, other: Any) -> None:
    assert one != other
    assert other != one
    assert len({one, other}) == 2


def test_every_part_is_in_the_hash() -> None:
    hashes = {hash(event) for event in (Event("t"), Event("u"), Event("t", "a"), Event("t", "", "1"))}
    assert len({*hashes, hash(Comment("c")), hash(Comment("d"))}) == 6


@pytest.mark.parametrize("make", [
    pytest.param(lambda: Event(), id="an event that says nothing"),
    pytest.param(lambda: Event("t", "a\n\u20ac", "1"), id="an event"),
    pytest.param(lambda: Comment("c"), id="a comment"),
])
def test_what_is_equal(make: Any) -> None:
    value = make()
    assert value == make()
    assert hash(value) == hash(make())
    assert {value: 1}[make()] == 1
    assert pickle.loads(pickle.dumps(value)) == value
    assert copy.copy(value) == value
# fmt: on


def test_they_compare_with_what_knows_them() -> None:
    class Anything:
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]

    assert Event() == Anything()
    assert Comment() == Anything()


def test_they_show_their_parts() -> None:
    assert repr(Event("t", "a\n", "1")) == "Event('t', 'a\\n', '1')"
    assert repr(Comment("c")) == "Comment('c')"
    assert Event() == eval(repr(Event()))


def test_they_match_by_place() -> None:
    match Event("t", "a", "1"):
        case Event(type, data, id):
            assert (type, data, id) == ("t", "a", "1")
    match Comment("c"):
        case Comment(text):
            assert text == "c"


@pytest.mark.parametrize("value", [Event(), Comment()], ids=repr)
def test_they_have_no_room_for_more(value: Any) -> None:
    with pytest.raises(AttributeError):
        value.other = 1
