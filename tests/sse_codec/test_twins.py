"""Each decoder is like the other in all that a user can see, and neither memory nor a user's code brings it down."""

import gc
import inspect
import sys
from typing import Any

import pytest

from sse_codec import Comment, Event, LimitExceeded, _decoder

from .cases import a
from .twins import DECODERS, Twin

PUBLIC = ["feed", "feed_with_comments", "close"]


def test_it_has_the_public_names_of_the_pure_one(Decoder: Twin) -> None:
    own, pure = ({name for name in vars(cls) if name[0] != "_"} for cls in (Decoder, _decoder.Decoder))
    assert own == pure
    assert own >= {*PUBLIC, "last_event_id", "retry"}


@pytest.mark.parametrize("name", [None, *PUBLIC])
def test_it_is_documented_as_the_pure_one(Decoder: Twin, name: str | None) -> None:
    own, pure = (cls if name is None else getattr(cls(), name) for cls in (Decoder, _decoder.Decoder))
    assert inspect.getdoc(own) == inspect.getdoc(pure)
    parameters = inspect.signature(own).parameters.values()
    assert [(one.name, one.kind, one.default) for one in parameters] == [
        (one.name, one.kind, one.default) for one in inspect.signature(pure).parameters.values()
    ]


def test_the_values_are_those_of_the_package(Decoder: Twin) -> None:
    items: list[object] = [*Decoder().feed_with_comments(b": c\nid: 1\nevent: t\ndata: a\n\n")]
    assert [type(item) for item in items] == [Comment, Event]
    assert repr(items) == "[Comment('c'), Event('t', 'a', '1')]"


def test_a_chunk_may_be_named(Decoder: Twin) -> None:
    assert Decoder().feed(chunk=b"data: a\n\n") == a("a")
    assert Decoder().feed_with_comments(chunk=b": c\n") == [Comment("c")]


# fmt: off
@pytest.mark.parametrize(("args", "keywords"), [
    pytest.param((), {}, id="nothing"),
    pytest.param((b"", b""), {}, id="two chunks"),
    pytest.param((), {"data": b""}, id="another name"),
    pytest.param((b"",), {"chunk": b""}, id="a chunk twice"),
    pytest.param((b"",), {"comments": True}, id="another argument"),
])
@pytest.mark.parametrize("feed", ["feed", "feed_with_comments"])
def test_other_arguments_are_refused(Decoder: Twin, feed: str, args: Any, keywords: Any) -> None:
    with pytest.raises(TypeError):
        getattr(Decoder(), feed)(*args, **keywords)


@pytest.mark.parametrize(("args", "keywords"), [
    pytest.param(("7",), {}, id="an id without its name"),
    pytest.param((), {"max_event_size": "8"}, id="text for a limit"),
    pytest.param((), {"limit": 8}, id="another name"),
])
def test_it_is_not_made_of_other_things(Decoder: Twin, args: Any, keywords: Any) -> None:
    with pytest.raises(TypeError):
        Decoder(*args, **keywords)


@pytest.mark.parametrize(("id", "problem"), [
    pytest.param(None, "last_event_id must be str, not NoneType", id="none"),
    pytest.param(7, "last_event_id must be str, not int", id="a number"),
    pytest.param(b"7", "last_event_id must be str, not bytes; decode it first", id="bytes"),
])
def test_it_says_what_it_is_made_of(Decoder: Twin, id: Any, problem: str) -> None:
    with pytest.raises(TypeError, match=f"^{problem}$"):
        Decoder(last_event_id=id)
# fmt: on


def test_a_limit_may_be_above_any_stream(Decoder: Twin) -> None:
    assert Decoder(max_event_size=10**30).feed(b"data: a\n\n") == a("a")


def test_its_attributes_may_be_set(Decoder: Twin) -> None:
    decoder = Decoder()
    decoder.last_event_id, decoder.retry = "7", 5
    assert decoder.feed(b"data: a\n\n") == a("a", id="7")
    assert (decoder.last_event_id, decoder.retry) == ("7", 5)


def test_it_has_no_other_attributes(Decoder: Twin) -> None:
    decoder: Any = Decoder()
    with pytest.raises(AttributeError):
        decoder.other = 1
    assert not hasattr(decoder, "__dict__")


def test_an_attribute_that_was_deleted_is_missed(Decoder: Twin) -> None:
    decoder = Decoder()
    decoder.feed(b"\n")
    del decoder.last_event_id, decoder.retry
    assert not hasattr(decoder, "last_event_id")
    assert not hasattr(decoder, "retry")
    with pytest.raises(AttributeError):
        decoder.feed(b"data: a\n\n")


def test_one_that_was_never_initialised_says_so(Decoder: Twin) -> None:
    decoder = Decoder.__new__(Decoder)
    with pytest.raises(AttributeError):
        decoder.feed(b"data: a\n\n")
    with pytest.raises(AttributeError):
        decoder.feed_with_comments(b"data: a\n\n")


def test_one_that_is_initialised_again_starts_again(Decoder: Twin) -> None:
    decoder = Decoder(max_event_size=8)
    decoder.feed(b"id: 1\n\ndata: a\n\ndata: abc")
    with pytest.raises(LimitExceeded):
        decoder.close()
    Decoder.__init__(decoder)
    assert (decoder.last_event_id, decoder.retry) == ("", None)
    assert decoder.feed(b"\xef\xbb\xbfdata: abc\n\n") == a("abc")


def test_it_may_be_inherited_from(Decoder: Twin) -> None:
    class Counting(Decoder):  # type: ignore[misc, valid-type]
        def __init__(self, count: int) -> None:
            super().__init__(last_event_id="7")
            self.count = count

        def feed(self, chunk: Any) -> list[Event]:
            self.count += 1
            events: list[Event] = super().feed(chunk)
            return events

    decoder = Counting(3)
    assert decoder.feed(b"data: a\n") + decoder.feed(b"\n") == a("a", id="7")
    assert decoder.count == 5


def test_a_finalizer_may_feed_the_decoder_at_work(Decoder: Twin) -> None:
    class Garbage:
        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            others.extend(decoder.feed(b"data: other\n" + b"x" * 5000 + b"\n\ndata: rest"))
            decoder.last_event_id = str(len(others))

    decoder, others, events = Decoder(), list[Event](), list[Event]()
    decoder.feed(b"\n")
    thresholds = gc.get_threshold()
    gc.freeze()  # only what is made from here on is looked through, again and again
    gc.collect()  # counts anew how much lives long, by which full collections are put off
    gc.set_threshold(1, 1, 1)
    try:
        for number in range(50):
            Garbage()
            events += decoder.feed(b"data: %d\nid: a\ndata" % number)
            events += decoder.feed(b": b\n\n" * 3)
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()
    assert len(others) > 20
    assert {type(event.data) for event in events} == {str}


def test_a_decoder_in_a_cycle_is_collected(Decoder: Twin) -> None:
    class Node(Decoder):  # type: ignore[misc, valid-type]
        pass

    gc.collect()
    before = sum(isinstance(thing, Decoder) for thing in gc.get_objects())
    for _ in range(10):
        node = Node()
        node.itself = node
        plain = Decoder()
        plain.last_event_id = [plain]  # type: ignore[assignment]
    del node, plain
    gc.collect()
    assert sum(isinstance(thing, Decoder) for thing in gc.get_objects()) == before


def go_through(Decoder: Twin) -> None:
    """Use whatever takes memory."""
    decoder = Decoder(last_event_id="\u20ac", max_event_size=6000)
    decoder.feed(b"\xef")
    decoder.feed(bytearray(b"\xbb\xbf: c\nretry: 12\n"))
    decoder.feed(b"event: \xe2\x82\xac\ndata: a\ndata: b\ndata: c\n\n" * 3 + b"data: " + b"x" * 5000)
    decoder.feed_with_comments(memoryview(b"\n\n: c\nid: 7\n: d\n\ndata: \xff\n\n"))
    decoder.feed(b"retry: 7\n: e")
    try:
        decoder.feed(b"x" * 7000)
    except LimitExceeded:
        pass
    other = Decoder()
    other.feed(b"retry: 7\ndata: a")
    assert other.close() == 16


def test_nothing_is_left_of_a_decoder(Decoder: Twin) -> None:
    for _ in range(100):
        go_through(Decoder)
    gc.collect()
    before = sys.getallocatedblocks()
    for _ in range(2000):
        go_through(Decoder)
    gc.collect()
    assert sys.getallocatedblocks() - before < 500


@pytest.mark.skipif(
    "compiled" not in DECODERS, reason="none is compiled here; the pure one has no memory to manage"
)
def test_any_allocation_may_fail() -> None:
    memory = pytest.importorskip("_testcapi", reason="this interpreter cannot play that memory runs out")
    failures = 0
    tracer = sys.gettrace()
    sys.settrace(None)  # what measures coverage would need memory too
    for point in range(1000):
        memory.set_nomemory(point, point + 1)
        try:
            go_through(DECODERS["compiled"])
        except MemoryError:
            failures += 1
        finally:
            memory.remove_mem_hooks()
    sys.settrace(tracer)
    assert 20 < failures < 900  # at every point, and none is left
    go_through(DECODERS["compiled"])
