"""Each decoder and each scanner is like its twin in all that a user can see, and neither memory nor a user's code brings it down."""

import gc
import inspect
import sys
from collections.abc import Iterable
from typing import Any

import pytest

from sse_codec import Block, Comment, Event, LimitExceeded, _decoder, _scanner

from .cases import a
from .twins import DECODERS, SCANNERS, ScannerTwin, Twin

READERS: dict[str, Any] = {
    f"{twin} {name}": cls
    for name, twins in (("decoder", DECODERS), ("scanner", SCANNERS))
    for twin, cls in twins.items()
}
COMPILED = {id: cls for id, cls in READERS.items() if id.startswith("compiled")}
PURE: dict[str, Any] = {"Decoder": _decoder.Decoder, "Scanner": _scanner.Scanner}
FEEDS = {"Decoder": ["feed", "feed_with_comments"], "Scanner": ["feed"]}
EACH_FEED = [(cls, feed) for cls in READERS.values() for feed in FEEDS[cls.__name__]]
EACH_METHOD = [(cls, name) for cls in READERS.values() for name in (None, *FEEDS[cls.__name__], "close")]


@pytest.fixture(params=READERS.values(), ids=READERS)
def Reader(request: pytest.FixtureRequest) -> Any:
    """The class under test, a decoder or a scanner: most of what is asked of one is asked of both."""
    return request.param


def id_of(value: Any) -> str:
    return next((id for id, cls in READERS.items() if cls is value), str(value))


def events(items: Iterable[Event | Block]) -> list[Event]:
    """The events themselves, which a scanner gives in their blocks."""
    found = [item.event if isinstance(item, Block) else item for item in items]
    return [event for event in found if event is not None]


def test_it_has_the_public_names_of_the_pure_one(Reader: Any) -> None:
    # Mutation testing adds names of other letters.
    own, pure = (
        {name for name in vars(cls) if name[0] != "_" and name.isascii()}
        for cls in (Reader, PURE[Reader.__name__])
    )
    assert own == pure == {*FEEDS[Reader.__name__], "close", "last_event_id", "retry"}


@pytest.mark.parametrize(("Reader", "name"), EACH_METHOD, ids=id_of)
def test_it_is_documented_as_the_pure_one(Reader: Any, name: str | None) -> None:
    pure = PURE[Reader.__name__]
    own, other = (cls if name is None else getattr(cls(), name) for cls in (Reader, pure))
    assert inspect.getdoc(own) == inspect.getdoc(other)
    parameters = inspect.signature(own).parameters.values()
    others = inspect.signature(other).parameters.values()
    assert [(one.name, one.kind, one.default) for one in parameters] == [
        (one.name, one.kind, one.default) for one in others
    ]


def test_the_values_of_a_decoder_are_those_of_the_package(Decoder: Twin) -> None:
    items: list[object] = [*Decoder().feed_with_comments(b": c\nid: 1\nevent: t\ndata: a\n\n")]
    assert [type(item) for item in items] == [Comment, Event]
    assert repr(items) == "[Comment('c'), Event('t', 'a', '1')]"


def test_the_values_of_a_scanner_are_those_of_the_package(Scanner: ScannerTwin) -> None:
    (block,) = Scanner().feed(b"id: 1\nevent: t\ndata: a\n\n")
    assert (type(block), type(block.event), type(block.facts)) == (Block, Event, int)
    assert repr(block.event) == "Event('t', 'a', '1')"
    assert block.fate == "dispatched"


@pytest.mark.parametrize(("Reader", "feed"), EACH_FEED, ids=id_of)
def test_a_chunk_may_be_named(Reader: Any, feed: str) -> None:
    assert events(getattr(Reader(), feed)(chunk=b"data: a\n\n")) == a("a")


def test_a_chunk_with_a_comment_may_be_named(Decoder: Twin) -> None:
    assert Decoder().feed_with_comments(chunk=b": c\n") == [Comment("c")]


# fmt: off
@pytest.mark.parametrize(("args", "keywords"), [
    pytest.param((), {}, id="nothing"),
    pytest.param((b"", b""), {}, id="two chunks"),
    pytest.param((), {"data": b""}, id="another name"),
    pytest.param((b"",), {"chunk": b""}, id="a chunk twice"),
    pytest.param((b"",), {"comments": True}, id="another argument"),
])
@pytest.mark.parametrize(("Reader", "feed"), EACH_FEED, ids=id_of)
def test_other_arguments_are_refused(Reader: Any, feed: str, args: Any, keywords: Any) -> None:
    with pytest.raises(TypeError):
        getattr(Reader(), feed)(*args, **keywords)


@pytest.mark.parametrize(("args", "keywords"), [
    pytest.param(("7",), {}, id="an id without its name"),
    pytest.param((), {"max_event_size": "8"}, id="text for a limit"),
    pytest.param((), {"limit": 8}, id="another name"),
])
def test_it_is_not_made_of_other_things(Reader: Any, args: Any, keywords: Any) -> None:
    with pytest.raises(TypeError):
        Reader(*args, **keywords)


@pytest.mark.parametrize(("id", "problem"), [
    pytest.param(None, "last_event_id must be str, not NoneType", id="none"),
    pytest.param(7, "last_event_id must be str, not int", id="a number"),
    pytest.param(b"7", "last_event_id must be str, not bytes; decode it first", id="bytes"),
])
def test_it_says_what_it_is_made_of(Reader: Any, id: Any, problem: str) -> None:
    with pytest.raises(TypeError, match=f"^{problem}$"):
        Reader(last_event_id=id)
# fmt: on


@pytest.mark.parametrize("limit", [10**30, None])
def test_a_limit_may_be_above_any_stream(Reader: Any, limit: int | None) -> None:
    assert events(Reader(max_event_size=limit).feed(b"data: a\n\n")) == a("a")


def test_its_attributes_may_be_set(Reader: Any) -> None:
    reader = Reader()
    reader.last_event_id, reader.retry = "7", 5
    assert events(reader.feed(b"data: a\n\n")) == a("a", id="7")
    assert (reader.last_event_id, reader.retry) == ("7", 5)


def test_it_has_no_other_attributes(Reader: Any) -> None:
    reader = Reader()
    with pytest.raises(AttributeError):
        reader.other = 1
    assert not hasattr(reader, "__dict__")


def test_an_attribute_that_was_deleted_is_missed(Reader: Any) -> None:
    reader = Reader()
    reader.feed(b"\n")
    del reader.last_event_id, reader.retry
    assert not hasattr(reader, "last_event_id")
    assert not hasattr(reader, "retry")
    with pytest.raises(AttributeError):
        reader.feed(b"data: a\n\n")


def test_one_that_was_never_initialised_says_so(Reader: Any) -> None:
    reader = Reader.__new__(Reader)
    for feed in FEEDS[Reader.__name__]:
        with pytest.raises(AttributeError):
            getattr(reader, feed)(b"data: a\n\n")


def test_a_scanner_that_was_never_initialised_cannot_be_closed(Scanner: ScannerTwin) -> None:
    with pytest.raises(AttributeError):
        Scanner.__new__(Scanner).close()


def test_one_that_is_initialised_again_starts_again(Reader: Any) -> None:
    reader = Reader(max_event_size=8)
    reader.feed(b"id: 1\n\ndata: a\n\ndata: abc")
    with pytest.raises(LimitExceeded):
        reader.close()
    Reader.__init__(reader)
    assert (reader.last_event_id, reader.retry) == ("", None)
    (item,) = reader.feed(b"\xef\xbb\xbfdata: abc\n\n")
    assert events([item]) == a("abc")
    if isinstance(item, Block):
        assert (item.offset, item.number) == (0, 1)


def test_it_may_be_inherited_from(Reader: Any) -> None:
    class Counting(Reader):  # type: ignore[misc, valid-type]
        def __init__(self, count: int) -> None:
            super().__init__(last_event_id="7")
            self.count = count

        def feed(self, chunk: Any) -> Any:
            self.count += 1
            return super().feed(chunk)

    reader = Counting(3)
    assert events(reader.feed(b"data: a\n") + reader.feed(b"\n")) == a("a", id="7")
    assert reader.count == 5


def test_a_block_over_several_chunks_counts_its_lines_once(Scanner: ScannerTwin) -> None:
    scanner = Scanner()
    blocks = [
        block
        for piece in (b"data: a\nda", b"ta: b\r", b"\ndata: c\n\nda", b"ta: d\n\n")
        for block in scanner.feed(piece)
    ]
    assert [(block.number, block.offset) for block in blocks] == [(1, 0), (5, 26)]
    assert events(blocks) == a("a\nb\nc", "d")


def test_a_long_block_comes_in_pieces_of_every_size(Reader: Any) -> None:
    text = "x" * 9000
    stream = b"data: " + text.encode() + b"\n\nid: 1\ndata: b\n\n"
    for size in (1, 100, 4095, 4096, 4097, 9007, 9008, len(stream)):
        reader = Reader()
        pieces = [stream[at : at + size] for at in range(0, len(stream), size)]
        assert events([item for piece in pieces for item in reader.feed(piece)]) == [
            Event(data=text),
            Event(data="b", id="1"),
        ]


def test_a_finalizer_may_feed_the_reader_at_work(Reader: Any) -> None:
    class Garbage:
        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            others.extend(reader.feed(b"data: other\n" + b"x" * 5000 + b"\n\ndata: rest"))
            reader.last_event_id = str(len(others))

    reader, others, items = Reader(), list[Any](), list[Any]()
    reader.feed(b"\n")
    thresholds = gc.get_threshold()
    gc.freeze()  # only what is made from here on is looked through, again and again
    gc.collect()  # counts anew how much lives long, by which full collections are put off
    gc.set_threshold(1, 1, 1)
    try:
        for number in range(50):
            Garbage()
            items += reader.feed(b"data: %d\nid: a\ndata" % number)
            items += reader.feed(b": b\n\n" * 3)
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()
    assert len(others) > 20
    assert {type(event.data) for event in events(items)} == {str}
    assert {type(item.raw) for item in items if isinstance(item, Block)} <= {bytes}


def test_a_reader_in_a_cycle_is_collected(Reader: Any) -> None:
    class Node(Reader):  # type: ignore[misc, valid-type]
        pass

    gc.collect()
    before = sum(isinstance(thing, Reader) for thing in gc.get_objects())
    for _ in range(10):
        node = Node()
        node.itself = node
        plain = Reader()
        plain.last_event_id = [plain]
    del node, plain
    gc.collect()
    assert sum(isinstance(thing, Reader) for thing in gc.get_objects()) == before


def go_through(Reader: Any) -> None:
    """Use whatever takes memory."""
    reader = Reader(last_event_id="\u20ac", max_event_size=6000)
    reader.feed(b"\xef")
    reader.feed(bytearray(b"\xbb\xbf: c\nretry: 12\n"))
    reader.feed(b"event: \xe2\x82\xac\ndata: a\ndata: b\ndata: c\n\n" * 3 + b"data: " + b"x" * 5000)
    feed_all = getattr(reader, FEEDS[Reader.__name__][-1])
    feed_all(memoryview(b"\n\n: c\nid: 7\n: d\n\ndata: \xff\n\nfoo: a\n\n"))
    reader.feed(b"retry: 7\n: e")
    try:
        reader.feed(b"x" * 7000)
    except LimitExceeded:
        pass
    for rest in (b"retry: 7\ndata: a", b"data: a\ndata: b\r\r", b""):
        other = Reader()
        other.feed(rest)
        other.close()


def test_nothing_is_left_of_a_reader(Reader: Any) -> None:
    for _ in range(100):
        go_through(Reader)
    gc.collect()
    before = sys.getallocatedblocks()
    for _ in range(2000):
        go_through(Reader)
    gc.collect()
    assert sys.getallocatedblocks() - before < 500


@pytest.mark.skipif(not COMPILED, reason="none is compiled here; the pure ones have no memory to manage")
@pytest.mark.parametrize("Reader", COMPILED.values(), ids=COMPILED)
def test_any_allocation_may_fail(Reader: Any) -> None:
    memory = pytest.importorskip("_testcapi", reason="this interpreter cannot play that memory runs out")
    failures = 0
    tracer = sys.gettrace()
    sys.settrace(None)  # what measures coverage would need memory too
    for point in range(1000):
        memory.set_nomemory(point, point + 1)
        try:
            go_through(Reader)
        except MemoryError:
            failures += 1
        finally:
            memory.remove_mem_hooks()
    sys.settrace(tracer)
    assert 20 < failures < 900  # at every point, and none is left
    go_through(Reader)
