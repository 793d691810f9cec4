"""Each scanner is like the other in all that a user can see, and neither memory nor a user's code brings it down."""

import gc
import inspect
import sys
from typing import Any

import pytest

from sse_codec import Block, Event, LimitExceeded, _scanner

from .cases import a
from .twins import SCANNERS, ScannerTwin

PUBLIC = ["feed", "close"]


def events(blocks: list[Block]) -> list[Event]:
    return [block.event for block in blocks if block.event is not None]


def test_it_has_the_public_names_of_the_pure_one(Scanner: ScannerTwin) -> None:
    own, pure = ({name for name in vars(cls) if name[0] != "_"} for cls in (Scanner, _scanner.Scanner))
    assert own == pure == {*PUBLIC, "last_event_id", "retry"}


@pytest.mark.parametrize("name", [None, *PUBLIC])
def test_it_is_documented_as_the_pure_one(Scanner: ScannerTwin, name: str | None) -> None:
    own, pure = (cls if name is None else getattr(cls(), name) for cls in (Scanner, _scanner.Scanner))
    assert inspect.getdoc(own) == inspect.getdoc(pure)
    parameters = inspect.signature(own).parameters.values()
    assert [(one.name, one.kind, one.default) for one in parameters] == [
        (one.name, one.kind, one.default) for one in inspect.signature(pure).parameters.values()
    ]


def test_the_values_are_those_of_the_package(Scanner: ScannerTwin) -> None:
    (block,) = Scanner().feed(b"id: 1\nevent: t\ndata: a\n\n")
    assert (type(block), type(block.event), type(block.facts)) == (Block, Event, int)
    assert repr(block.event) == "Event('t', 'a', '1')"
    assert block.fate == "dispatched"


# fmt: off
@pytest.mark.parametrize(("args", "keywords"), [
    pytest.param((), {}, id="nothing"),
    pytest.param((b"", b""), {}, id="two chunks"),
    pytest.param((), {"data": b""}, id="another name"),
    pytest.param((b"",), {"chunk": b""}, id="a chunk twice"),
])
def test_other_arguments_are_refused(Scanner: ScannerTwin, args: Any, keywords: Any) -> None:
    with pytest.raises(TypeError):
        Scanner().feed(*args, **keywords)


@pytest.mark.parametrize(("args", "keywords"), [
    pytest.param(("7",), {}, id="an id without its name"),
    pytest.param((), {"max_event_size": "8"}, id="text for a limit"),
    pytest.param((), {"limit": 8}, id="another name"),
])
def test_it_is_not_made_of_other_things(Scanner: ScannerTwin, args: Any, keywords: Any) -> None:
    with pytest.raises(TypeError):
        Scanner(*args, **keywords)
# fmt: on


def test_a_chunk_may_be_named(Scanner: ScannerTwin) -> None:
    assert events(Scanner().feed(chunk=b"data: a\n\n")) == a("a")


def test_a_limit_may_be_above_any_stream(Scanner: ScannerTwin) -> None:
    assert events(Scanner(max_event_size=10**30).feed(b"data: a\n\n")) == a("a")
    assert events(Scanner(max_event_size=None).feed(b"data: a\n\n")) == a("a")


def test_its_attributes_may_be_set(Scanner: ScannerTwin) -> None:
    scanner = Scanner()
    scanner.last_event_id, scanner.retry = "7", 5
    assert events(scanner.feed(b"data: a\n\n")) == a("a", id="7")
    assert (scanner.last_event_id, scanner.retry) == ("7", 5)


def test_it_has_no_other_attributes(Scanner: ScannerTwin) -> None:
    scanner: Any = Scanner()
    with pytest.raises(AttributeError):
        scanner.other = 1
    assert not hasattr(scanner, "__dict__")


def test_an_attribute_that_was_deleted_is_missed(Scanner: ScannerTwin) -> None:
    scanner = Scanner()
    scanner.feed(b"\n")
    del scanner.last_event_id, scanner.retry
    assert not hasattr(scanner, "last_event_id")
    assert not hasattr(scanner, "retry")
    with pytest.raises(AttributeError):
        scanner.feed(b"data: a\n\n")


def test_one_that_was_never_initialised_says_so(Scanner: ScannerTwin) -> None:
    scanner = Scanner.__new__(Scanner)
    with pytest.raises(AttributeError):
        scanner.feed(b"data: a\n\n")
    with pytest.raises(AttributeError):
        scanner.close()


def test_one_that_is_initialised_again_starts_again(Scanner: ScannerTwin) -> None:
    scanner = Scanner(max_event_size=8)
    scanner.feed(b"id: 1\n\ndata: a\n\ndata: abc")
    with pytest.raises(LimitExceeded):
        scanner.close()
    Scanner.__init__(scanner)
    assert (scanner.last_event_id, scanner.retry) == ("", None)
    (block,) = scanner.feed(b"\xef\xbb\xbfdata: abc\n\n")
    assert (block.event, block.offset, block.number) == (*a("abc"), 0, 1)


def test_it_may_be_inherited_from(Scanner: ScannerTwin) -> None:
    class Counting(Scanner):  # type: ignore[misc, valid-type]
        def __init__(self, count: int) -> None:
            super().__init__(last_event_id="7")
            self.count = count

        def feed(self, chunk: Any) -> list[Block]:
            self.count += 1
            blocks: list[Block] = super().feed(chunk)
            return blocks

    scanner = Counting(3)
    assert events(scanner.feed(b"data: a\n") + scanner.feed(b"\n")) == a("a", id="7")
    assert scanner.count == 5


def test_a_block_over_several_chunks_counts_its_lines_once(Scanner: ScannerTwin) -> None:
    scanner = Scanner()
    blocks = [
        block
        for piece in (b"data: a\nda", b"ta: b\r", b"\ndata: c\n\nda", b"ta: d\n\n")
        for block in scanner.feed(piece)
    ]
    assert [(block.number, block.offset) for block in blocks] == [(1, 0), (5, 26)]
    assert events(blocks) == a("a\nb\nc", "d")


def test_a_long_block_comes_in_pieces_of_every_size(Scanner: ScannerTwin) -> None:
    text = "x" * 9000
    stream = b"data: " + text.encode() + b"\n\nid: 1\ndata: b\n\n"
    for size in (1, 100, 4095, 4096, 4097, 9007, 9008, len(stream)):
        scanner = Scanner()
        pieces = [stream[at : at + size] for at in range(0, len(stream), size)]
        assert events([block for piece in pieces for block in scanner.feed(piece)]) == [
            Event(data=text),
            Event(data="b", id="1"),
        ]


def test_a_finalizer_may_feed_the_scanner_at_work(Scanner: ScannerTwin) -> None:
    class Garbage:
        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            others.extend(scanner.feed(b"data: other\n" + b"x" * 5000 + b"\n\ndata: rest"))
            scanner.last_event_id = str(len(others))

    scanner, others, blocks = Scanner(), list[Block](), list[Block]()
    scanner.feed(b"\n")
    thresholds = gc.get_threshold()
    gc.freeze()  # only what is made from here on is looked through, again and again
    gc.collect()  # counts anew how much lives long, by which full collections are put off
    gc.set_threshold(1, 1, 1)
    try:
        for number in range(50):
            Garbage()
            blocks += scanner.feed(b"data: %d\nid: a\ndata" % number)
            blocks += scanner.feed(b": b\n\n" * 3)
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()
    assert len(others) > 20
    assert {type(block.raw) for block in blocks} == {bytes}


def test_a_scanner_in_a_cycle_is_collected(Scanner: ScannerTwin) -> None:
    class Node(Scanner):  # type: ignore[misc, valid-type]
        pass

    gc.collect()
    before = sum(isinstance(thing, Scanner) for thing in gc.get_objects())
    for _ in range(10):
        node = Node()
        node.itself = node
        plain = Scanner()
        plain.last_event_id = [plain]  # type: ignore[assignment]
    del node, plain
    gc.collect()
    assert sum(isinstance(thing, Scanner) for thing in gc.get_objects()) == before


def go_through(Scanner: ScannerTwin) -> None:
    """Use whatever takes memory."""
    scanner = Scanner(last_event_id="\u20ac", max_event_size=6000)
    scanner.feed(b"\xef")
    scanner.feed(bytearray(b"\xbb\xbf: c\nretry: 12\n"))
    scanner.feed(b"event: \xe2\x82\xac\ndata: a\ndata: b\ndata: c\n\n" * 3 + b"data: " + b"x" * 5000)
    scanner.feed(memoryview(b"\n\n: c\nid: 7\n: d\n\ndata: \xff\n\nfoo: a\n\n"))
    scanner.feed(b"retry: 7\n: e")
    try:
        scanner.feed(b"x" * 7000)
    except LimitExceeded:
        pass
    for rest in (b"retry: 7\ndata: a", b"data: a\ndata: b\r\r", b""):
        other = Scanner()
        other.feed(rest)
        other.close()


def test_nothing_is_left_of_a_scanner(Scanner: ScannerTwin) -> None:
    for _ in range(100):
        go_through(Scanner)
    gc.collect()
    before = sys.getallocatedblocks()
    for _ in range(2000):
        go_through(Scanner)
    gc.collect()
    assert sys.getallocatedblocks() - before < 500


@pytest.mark.skipif(
    "compiled" not in SCANNERS, reason="none is compiled here; the pure one has no memory to manage"
)
def test_any_allocation_may_fail() -> None:
    memory = pytest.importorskip("_testcapi", reason="this interpreter cannot play that memory runs out")
    failures = 0
    tracer = sys.gettrace()
    sys.settrace(None)  # what measures coverage would need memory too
    for point in range(1000):
        memory.set_nomemory(point, point + 1)
        try:
            go_through(SCANNERS["compiled"])
        except MemoryError:
            failures += 1
        finally:
            memory.remove_mem_hooks()
    sys.settrace(tracer)
    assert 20 < failures < 900  # at every point, and none is left
    go_through(SCANNERS["compiled"])
