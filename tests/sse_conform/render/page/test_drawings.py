"""What is drawn of a stream: lanes for its kinds, and a timeline."""

from attrs import evolve

from sse_conform.captures import Capture
from sse_conform.finding import Finding, Position
from sse_conform.render.page._lanes import Lanes, lanes
from sse_conform.render.page._timeline import Timeline, timeline
from sse_conform.trace import Trace

from ...findings import a_finding
from .paging import Read, capture, recording


def trace(*reads: Read) -> Trace:
    own = recording(profile=None)
    found: Capture = capture("a", list(reads))
    for _ in own.of(found).reads:
        pass
    taken = own.take()
    assert taken is not None
    return taken


def finding(event: int) -> Finding:
    return a_finding(source="a", pos=Position(1, 1, 1, event))


def drawn(*kinds: str, marks: tuple[int, ...] = ()) -> Lanes:
    body = b"".join(b"event: %s\ndata: 1\n\n" % kind.encode() for kind in kinds)
    found = lanes(trace(body), [finding(mark) for mark in marks])
    assert found is not None
    return found


def columns(found: Lanes) -> list[tuple[int, int, tuple[str, ...], int]]:
    return [(each.first, each.last, each.kinds, each.events) for each in found.columns]


def test_events_that_are_alike_share_a_column_unless_one_has_a_finding() -> None:
    assert columns(drawn("a", "b", "b", "b", "b", "c")) == [
        (1, 1, ("a",), 1),
        (2, 5, ("b",), 4),
        (6, 6, ("c",), 1),
    ]
    marked = drawn("a", "b", "b", "b", "b", "c", marks=(3,))
    assert [each.is_marked for each in marked.columns] == [False, False, True, False, False, False]
    assert marked.columns[2].words == "event 3: b"


def test_a_finding_about_the_response_head_marks_no_event() -> None:
    head = evolve(finding(1), code="SSE301", pos=Position(0, 1, 1, 1), span=0)
    found = lanes(trace(b"data: 1\n\n"), [head])
    assert found is not None
    assert not found.columns[0].is_marked


def test_a_long_stream_is_drawn_at_its_ends_and_around_findings() -> None:
    found = drawn(*(f"k{number % 3}" for number in range(250)), marks=(150,))
    assert len(found.columns) < 90
    assert sum(each.events for each in found.columns) == 250
    assert any(each.first == 150 and each.is_marked for each in found.columns)
    folded = next(each for each in found.columns if not each.kinds)
    assert folded.words == "events 41 to 147: 107 events of several kinds, folded"


def test_folded_rows_are_a_column() -> None:
    found = drawn(*("a" for _ in range(1000)), "b")
    assert columns(found) == [(1, 1000, ("a",), 1000), (1001, 1001, ("b",), 1)]
    assert found.columns[0].words == "events 1 to 1,000: a, 1,000 times"
    many = drawn(*("ab"[number % 2] for number in range(9000)))
    assert any(not each.kinds for each in many.columns)
    assert sum(each.events for each in many.columns) == 9000


def test_kinds_without_room_share_a_lane() -> None:
    found = drawn(*(f"kind-of-a-very-long-name-indeed-{number}" for number in range(40)), marks=(39,))
    assert len(found.lanes) == 25
    assert (found.lanes[-1].name, found.lanes[-1].came) == ("other kinds", 16)
    assert found.y("kind-of-a-very-long-name-indeed-30") == found.lanes[-1].y
    assert any(lane.name.endswith("-38") for lane in found.lanes)
    assert found.lanes[0].short.endswith("\u2026")


def test_nothing_is_drawn_without_an_event() -> None:
    assert lanes(trace(b": a\n\n"), []) is None


def timed(*reads: Read, until: float | None = None) -> Timeline:
    found = timeline(trace(*reads), until)
    assert found is not None
    return found


def test_the_axis_has_a_few_round_steps() -> None:
    for last in (0.004, 0.9, 3.7, 12.0, 61.0, 4000.0):
        ticks = timed((last / 2, b"data: 1\n\n"), (last, b"data: 2\n\n")).ticks
        assert 3 <= len(ticks) <= 10, last
    at_once = timed((0.0, b"data: 1\n\n"))
    assert at_once.ticks[0].words == "0 s"


def test_bars_gaps_and_the_first_of_the_answer() -> None:
    found = timed((1.0, b"data: 1\n\n"), (1.1, b": no event\n\n"), (9.0, b"data: 2\n\n"), until=20.0)
    assert round(found.bars[0].x) in range(45, 51)
    assert found.first is not None
    assert found.first.words == "first message: 1.0 s"
    assert [band.words for band in found.gaps] == ["nothing for 7.9 s"]
    assert len(found.events) == 2
    assert all(bar.x + bar.width <= 460 for bar in found.bars)


def test_chunks_without_an_event_have_no_first_token() -> None:
    found = timed((1.0, b": a\n\n"))
    assert found.first is None
    assert dict(found.facts) == {"first chunk": "1.0 s", "last chunk": "1.0 s"}
