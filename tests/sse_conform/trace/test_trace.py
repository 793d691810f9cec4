"""A stream as it is recorded: kinds by the profile, breaks of the order, bytes around findings, and no secret anywhere."""

import tracemalloc
from typing import Any

import pytest

from sse_codec.ordering import load_profile
from sse_conform.captures import Capture, Chunk, Skipped
from sse_conform.ending import Ending
from sse_conform.finding import Finding, Position
from sse_conform.head import ResponseHead
from sse_conform.redaction import Redactor
from sse_conform.trace import Fold, Recording, Seen, Settings, Trace, is_about_head
from sse_conform.trace._clipped import MARGIN, clipped

from ..findings import a_finding

SECRET = "sk-0123456789abcdef"


def trace(
    *chunks: bytes, times: tuple[float, ...] = (), marks: tuple[Finding, ...] = (), **more: Any
) -> Trace:
    ending = more.pop("ending", Ending())
    settings = Settings(Redactor([SECRET]), **more.pop("settings", {}))
    fidelity = "timed" if times else "bytes"
    reads = [*(Chunk(data, times[index] if times else None) for index, data in enumerate(chunks)), ending]
    recording = Recording(settings)
    for _ in recording.of(
        Capture(more.pop("source", "a"), "test", fidelity, more.pop("head", None), iter(reads), **more)
    ).reads:
        pass
    for mark in marks:
        recording.mark(mark)
    found = recording.take()
    assert found is not None
    return found


def kinds(found: Trace) -> list[str]:
    return [row.kind for row in found.rows if isinstance(row, Seen)]


def finding(byte: int, span: int, **more: Any) -> Finding:
    return a_finding(**{"source": "a", "pos": Position(byte, 1, 1, 1), "span": span} | more)


def test_kinds_are_those_of_the_profile_also_of_events_before_it_was_known() -> None:
    found = trace(
        b'data: {"type":"CUSTOM","name":"a","value":1}\n\n',
        b'data: {"type":"RUN_STARTED","threadId":"t","runId":"r"}\n\ndata: {"type":"RUN_FINISHED","threadId":"t","runId":"r"}\n\n',
    )
    assert (found.profile, kinds(found)) == ("ag-ui", ["CUSTOM", "RUN_STARTED", "RUN_FINISHED"])
    assert [(total.kind, total.events) for total in found.kinds] == [
        ("CUSTOM", 1),
        ("RUN_STARTED", 1),
        ("RUN_FINISHED", 1),
    ]


def test_without_a_profile_types_stand_for_kinds() -> None:
    found = trace(b"event: a\ndata: 1\n\ndata: 2\n\n", settings={"profile": None})
    assert (found.profile, kinds(found)) == ("", ["a", "message"])


def test_an_event_that_no_framing_fits_keeps_its_type() -> None:
    found = trace(b"data: nothing of it\n\n", settings={"profile": load_profile("ag-ui")})
    assert kinds(found) == ["message"]


def test_blocks_without_an_event_have_rows_too() -> None:
    found = trace(b": hi\n\nretry: 5\n\nevent: x\n\nfoo: bar\n\n\ndata: cut")
    assert kinds(found) == ["(comment)", "(retry)", "(no data)", "(no data)", "(unfinished)"]
    assert (found.events, found.comments, found.endings) == (0, 1, ("LF",))


def test_where_the_order_broke_and_what_was_awaited() -> None:
    found = trace(
        b"event: start\ndata: x\n\nevent: end\ndata: [DONE]\n\n",
        settings={"profile": load_profile("ciniterflow")},
    )
    ((at, (first, *_)),) = found.breaks.items()
    assert (at, first.code, first.missing) == (2, "ORD101", ("metadata",))
    assert "metadata" in first.expected


def test_a_stream_that_stops_early_breaks_at_the_end() -> None:
    settings = {"profile": load_profile("ciniterflow")}
    assert 0 in trace(b"event: start\ndata: x\n\n", settings=settings).breaks
    assert trace(b"event: start\ndata: x\n\n", ending=Ending("stopped"), settings=settings).breaks == {}


def test_a_stream_that_nobody_read_to_its_end() -> None:
    recording = Recording(Settings(Redactor()))
    reads = recording.of(
        Capture("a", "test", "bytes", None, iter([Chunk(b"data: 1\n\n"), Chunk(b"data: 2\n\n")]))
    ).reads
    next(reads)
    found = recording.take()
    assert found is not None
    assert found.events == 1
    assert recording.take() is None
    recording.mark(finding(0, 1))  # nothing is read, so nothing is kept


def test_what_a_stream_counts_and_names() -> None:
    found = trace(
        b'data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"tide-3","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}\n\n'
        b'data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"tide-3","choices":[],"usage":{"prompt_tokens":true,"completion_tokens":12,"total_tokens":1}}\n\n',
        settings={"profile": load_profile("openai-chat")},
    )
    assert (found.tokens, found.model) == (12, "tide-3")


def test_times_are_those_of_a_timed_capture() -> None:
    found = trace(b"data: 1\n\n", b"data: 2\n\ndata: 3\n\n", times=(0.5, 1.5))
    assert found.times is not None
    assert [(row.t, row.chunk) for row in found.rows if isinstance(row, Seen)] == [
        (0.5, 1),
        (1.5, 2),
        (1.5, 2),
    ]
    assert trace(b"data: 1\n\n").times is None
    assert trace(times=(0.0,)).times is None


def test_what_is_no_capture_is_not_recorded() -> None:
    skipped = Skipped("a", "application/json")
    recording = Recording(Settings(Redactor()))
    assert recording.of(skipped) is skipped
    assert recording.take() is None


def test_an_event_that_is_too_large_is_said() -> None:
    found = trace(b"data: 1\n\ndata: " + b"x" * 100, b"more", b"\n\n", b"", settings={"max_event_size": 50})
    assert (found.cut, found.events) == ("an event is too large to be read", 1)
    found = trace(b"data: 1\n\ndata: " + b"x" * 45 + b"\r", settings={"max_event_size": 50})
    assert found.cut == "an event is too large to be read"


def test_no_more_events_are_shown_than_are_checked() -> None:
    found = trace(b"data: 1\n\ndata: 2\n\ndata: 3\n\n", b"data: 4\n\n", settings={"max_events": 2})
    assert (found.events, found.cut) == (2, "the check stopped there, as it was told")


def test_a_large_event_is_clipped_and_not_read_for_its_kind() -> None:
    start = b'data: {"type":"RUN_STARTED","threadId":"t","runId":"r"}\n\n'
    large = b'data: {"type":"CUSTOM","name":"a","value":"' + b"x" * (1 << 20) + b'"}\n\n'
    found = trace(start + large)
    last = found.rows[-1]
    assert isinstance(last, Seen)
    assert (last.kind, len(last.text), last.more) == ("message", 500, (1 << 20) + 39 - 500)


def test_many_names_of_kinds_take_no_room() -> None:
    found = trace(
        b"".join(b"event: k%d\ndata: 1\n\n" % number for number in range(1500)), settings={"profile": None}
    )
    assert len(found.kinds) == 201


@pytest.mark.parametrize(
    ("source", "server"),
    [
        ("a.sse", ()),
        ("https://api.example.com/v1?x=1", (("server.address", "api.example.com"), ("server.port", "443"))),
        ("http://REDACTED@[::1]:8080/", (("server.address", "::1"), ("server.port", "8080"))),
    ],
)
def test_the_server_of_a_url(source: str, server: tuple[tuple[str, str], ...]) -> None:
    assert trace(b"data: 1\n\n", source=source).server == server


def test_no_secret_is_in_a_trace() -> None:
    secret = SECRET.encode()
    body = b"event: %s\nid: %s\ndata: a %s b\n\n: %s\n\n" % ((secret,) * 4)
    head = ResponseHead("1.1", 200, (("X-Echo", SECRET), ("Set-Cookie", "sid=unknown")))
    mark = finding(body.index(b"data"), 10)
    found = trace(
        body, head=head, source=f"https://a/?key={SECRET}", notes=(f"note {SECRET}",), marks=(mark,),
        settings={"keeps_contents": True},
    )  # fmt: skip
    assert found.contents is not None
    words = f"{found!r} {found.contents.shown(0)}"
    assert SECRET not in words
    assert "sid=unknown" not in words
    assert "a REDACTED b" in words


def test_no_part_of_a_secret_is_left_at_the_edge() -> None:
    redactor = Redactor([SECRET])
    for shift in range(len(SECRET) + 1):
        text = "x" * (500 + MARGIN - shift) + SECRET + "y" * 100
        shown, more = clipped(text, 500, redactor)
        assert (set(shown), len(shown) + more) == ({"x"}, len(text))
    many, _ = clipped((SECRET + " ") * 2000, 500, redactor)
    assert set(many.split()) <= {"REDACTED", ""} or "REDACTED".startswith(many.split()[-1])
    assert clipped("a" * 499 + SECRET, 500, redactor) == ("a" * 499 + "R", 18)
    assert clipped("short " + SECRET, 500, redactor) == ("short REDACTED", 0)


def test_the_bytes_around_a_place() -> None:
    (found,) = trace(b"data: one\n\ndata: two\n\n", marks=(finding(11, 9),)).surroundings
    assert found is not None
    assert (found.before, found.at, found.after, found.more) == (b"data: one\n\n", b"data: two", b"\n\n", 0)
    assert (found.is_start, found.is_end) == (True, True)


def test_a_long_place_and_long_surroundings_are_cut() -> None:
    body = b"data: " + b"a" * 1000 + b"b" * 1000 + b"c" * 9000 + b"\n\n"
    (found,) = trace(body, marks=(finding(1006, 1000),)).surroundings
    assert found is not None
    assert (found.before, found.at, found.after, found.more) == (b"a" * 120, b"b" * 400, b"b" * 120, 600)
    assert not found.is_start
    assert not found.is_end


def test_a_secret_over_the_place_and_its_edges_is_blanked() -> None:
    body = b"data: " + SECRET.encode() + b" x " + SECRET.encode() + b"\n\n"
    (found,) = trace(body, marks=(finding(10, 20),)).surroundings
    assert found is not None
    assert SECRET[4:].encode() not in found.before + found.at + found.after
    assert (found.before + found.at + found.after).count(b"REDACTED") == 2


def test_bytes_that_are_gone_are_not_shown() -> None:
    chunks = [b"data: " + b"x" * 60_000 + b"\n\n"] * 12
    early, head = finding(0, 4), finding(0, 0, code="SSE301")
    assert trace(*chunks, marks=(early, head, finding(700_000, 5))).surroundings[:2] == (None, None)
    assert is_about_head(head)


def test_places_are_answered_as_soon_as_enough_has_come() -> None:
    recording = Recording(Settings(Redactor()))
    chunk = b"data: " + b"x" * 60_000 + b"\n\n"
    reads = recording.of(Capture("a", "test", "bytes", None, iter([Chunk(chunk)] * 20))).reads
    next(reads)
    recording.mark(finding(6, 10))
    for _ in reads:
        pass
    found = recording.take()
    assert found is not None
    (around,) = found.surroundings
    assert around is not None
    assert (around.before, around.at) == (b"data: ", b"x" * 10)


@pytest.mark.unmeasured
def test_memory_stays_the_same_however_long_the_stream_is() -> None:
    def peak(events: int) -> int:
        recording = Recording(Settings(Redactor()))
        block = b'data: {"type":"CUSTOM","name":"%s"}\n\n' % (b"x" * 200)
        chunks = (Chunk(block * 100, index * 0.1) for index in range(events // 100))
        tracemalloc.start()
        for _ in recording.of(Capture("a", "test", "timed", None, iter(chunks))).reads:
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        found = recording.take()
        assert found is not None
        assert any(isinstance(row, Fold) for row in found.rows)
        return most

    small = peak(5_000)
    assert peak(40_000) < small * 1.5 + 1_000_000
