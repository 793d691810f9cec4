"""PredictionWriter writes each framing in one way, and refuses what would read back as something else."""

import math
from typing import Any

import pytest

from sse_codec import EncodeError, Event
from sse_codec.ciniterflow import (
    End,
    Error,
    FramingName,
    Metadata,
    OrderError,
    Other,
    PredictionEvent,
    PredictionStream,
    PredictionWriter,
    SourceDocument,
    SourceDocuments,
    Start,
    Token,
    UsedTool,
    UsedTools,
)
from sse_codec.ordering import ProfileError, load_profile

WRITTEN: dict[str, tuple[FramingName, PredictionEvent, bytes]] = {
    "named text": ("named", Token(" Once"), b"event: token\ndata:  Once\n\n"),
    "named empty text": ("named", Start(), b"event: start\ndata:\n\n"),
    "named text of two lines": ("named", Token("a\nb"), b"event: token\ndata: a\ndata: b\n\n"),
    "named JSON": ("named", Metadata("c"), b'event: metadata\ndata: {"chatId":"c"}\n\n'),
    "named end": ("named", End(), b"event: end\ndata: [DONE]\n\n"),
    "envelope of an end with an error": (
        "envelope",
        End("no"),
        b'data: {"event":"end","data":{"error":"no"}}\n\n',
    ),
    "named sources": (
        "named",
        SourceDocuments((SourceDocument("x"),)),
        b'event: sourceDocuments\ndata: [{"pageContent":"x","metadata":{}}]\n\n',
    ),
    "named list of another kind": ("named", Other("calledTools", []), b"event: calledTools\ndata: []\n\n"),
    "envelope": ("envelope", Token("Once"), b'data: {"event":"token","data":"Once"}\n\n'),
    "envelope with what lines cannot hold": (
        "envelope",
        Token("\r\n\x85\u2028\u2029\0"),
        b'data: {"event":"token","data":"\\r\\n\\u0085\\u2028\\u2029\\u0000"}\n\n',
    ),
    "envelope with half a character": (
        "envelope",
        Token("é\ud83d"),
        'data: {"event":"token","data":"é\\ud83d"}\n\n'.encode(),
    ),
    "envelope without value": ("envelope", Other("token2"), b'data: {"event":"token2"}\n\n'),
    "envelope of an error": ("envelope", Error("no"), b'data: {"event":"error","data":"no"}\n\n'),
    "envelope of a tool": (
        "envelope",
        UsedTools((UsedTool("t", {"a": 1}, "b"),)),
        b'data: {"event":"usedTools","data":[{"tool":"t","toolInput":{"a":1},"toolOutput":"b"}]}\n\n',
    ),
    "hybrid": ("hybrid", Token("a"), b'event: token\ndata: {"event":"token","data":"a"}\n\n'),
}


@pytest.mark.parametrize(("framing", "event", "block"), WRITTEN.values(), ids=WRITTEN)
def test_is_written(framing: FramingName, event: PredictionEvent, block: bytes) -> None:
    assert PredictionWriter(framing, profile=None).write(event) == block


LOOP: dict[str, Any] = {}
LOOP["loop"] = LOOP

REFUSED: dict[str, tuple[FramingName, PredictionEvent, str, str]] = {
    "named text with a CR": (
        "named",
        Token("a\rb"),
        "data",
        "^data: the named framing cannot carry it: a CR at index 1 would read back as a line break; "
        "pass normalize=True to send a line break, or use the envelope framing, which carries every text$",
    ),
    "named text with half a character": (
        "named",
        Token("\ud83d"),
        "data",
        "^data: the named framing cannot carry it: a lone surrogate has no UTF-8; escape it, as JSON does, "
        "or use the envelope framing, which carries every text$",
    ),
    "named kind with a line feed": (
        "named",
        Other("a\nb", ""),
        "type",
        "^type: the named framing cannot carry it: an LF at index 1 cannot be part of it; "
        "use the envelope framing, which carries every text$",
    ),
    "named end with an error": ("named", End("no"), "data", "reads back as another event"),
    "named value that is no text": ("named", Other("quota", 5), "data", "reads back as another event"),
    "named absence": ("named", Other("quota"), "data", "reads back as another event"),
    "named text that is an envelope, first of all": (
        "named",
        Token('{"event":"end"}'),
        "data",
        "^data: this token reads back as another event in the named framing; use the envelope framing$",
    ),
    "named message": ("named", Other("message", "a"), "data", "reads back as another event"),
    "hybrid message": ("hybrid", Other("message", "a"), "data", "reads back as another event"),
    "hybrid kind with half a character": ("hybrid", Other("\ud83d", ""), "type", "use the envelope framing"),
    "other for a token": ("envelope", Other("token", "a"), "data", "in the envelope framing$"),
    "other for an end": ("envelope", Other("end", "a"), "data", "in the envelope framing$"),
    "tuple in JSON": ("envelope", Other("a", (1, 2)), "data", "reads back as another event"),
    "number as name in JSON": ("envelope", Other("a", {1: 2}), "data", "reads back as another event"),
    "not a number": ("envelope", Other("a", math.nan), "data", "the value of a cannot be written as JSON"),
    "no JSON": ("envelope", Other("a", {1}), "data", "the value of a cannot be written as JSON"),
    "endless JSON": ("envelope", Other("a", LOOP), "data", "the value of a cannot be written as JSON"),
    "two halves that become one": ("envelope", Token("\ud83d\udc26"), "data", "reads back as another event"),
}


@pytest.mark.parametrize(("framing", "event", "field", "problem"), REFUSED.values(), ids=REFUSED)
def test_is_refused(framing: FramingName, event: PredictionEvent, field: str, problem: str) -> None:
    with pytest.raises(EncodeError, match=problem) as refused:
        PredictionWriter(framing, profile=None).write(event)
    assert refused.value.field == field


NORMALIZED: dict[str, tuple[FramingName, PredictionEvent, bytes]] = {
    "a named token": ("named", Token("a\rb\r\nc"), b"event: token\ndata: a\ndata: b\ndata: c\n\n"),
    "a named start": ("named", Start("\r"), b"event: start\ndata:\ndata:\n\n"),
    "a named error": ("named", Error("a\r"), b"event: error\ndata: a\ndata:\n\n"),
    "a named event of another kind": (
        "named",
        Other("nextAgent", "a\rb"),
        b"event: nextAgent\ndata: a\ndata: b\n\n",
    ),
    "named JSON": ("named", Metadata("a\rb"), b'event: metadata\ndata: {"chatId":"a\\rb"}\n\n'),
    "an envelope": ("envelope", Token("a\rb"), b'data: {"event":"token","data":"a\\rb"}\n\n'),
    "a hybrid": ("hybrid", Token("a\rb"), b'event: token\ndata: {"event":"token","data":"a\\rb"}\n\n'),
}


@pytest.mark.parametrize(("framing", "event", "block"), NORMALIZED.values(), ids=NORMALIZED)
def test_normalizing_makes_a_line_break_of_a_cr_where_none_can_be_carried(
    framing: FramingName, event: PredictionEvent, block: bytes
) -> None:
    assert PredictionWriter(framing, profile=None, normalize=True).write(event) == block


def test_a_kind_is_not_normalized() -> None:
    with pytest.raises(EncodeError, match=r"^type: .* a CR at index 1"):
        PredictionWriter("named", profile=None, normalize=True).write(Other("a\rb", ""))


def test_an_event_that_is_refused_leaves_no_trace() -> None:
    writer = PredictionWriter("named")
    with pytest.raises(OrderError):
        writer.write(Token("a"))
    with pytest.raises(EncodeError):
        writer.write(Start('{"event":"start","data":""}'))
    with pytest.raises(OrderError):
        writer.write(Token("a"))
    assert writer.write(Start("")) == b"event: start\ndata:\n\n"


def test_a_named_text_that_is_an_envelope_is_text_once_the_framing_is_decided() -> None:
    writer = PredictionWriter("named")
    stream = PredictionStream()
    events: list[PredictionEvent] = [Start(), Token('{"event":"end"}')]
    assert stream.feed(b"".join(map(writer.write, events))) == events


OUT_OF_ORDER: dict[str, tuple[list[PredictionEvent], PredictionEvent, str, tuple[str, ...]]] = {
    "token first": ([], Token("a"), "token is out of order: expected start; write start first", ("start",)),
    "end without metadata": (
        [Start()],
        End(),
        "end is out of order: expected token or metadata; write metadata first",
        ("metadata",),
    ),
    "end first": (
        [],
        End(),
        "end is out of order: expected start; write start, metadata first",
        ("start", "metadata"),
    ),
    "token after metadata": ([Start(), Metadata("c")], Token(), "token is out of order: expected end", ()),
    "after the end": (
        [Start(), Metadata("c"), End()],
        Token(),
        "token is out of order: expected nothing more",
        (),
    ),
    "token after an error": ([Error("no")], Token(), "token is out of order: expected end", ()),
    "unknown kind": (
        [Start()],
        Other("thinking", "hm"),
        "the profile ciniterflow has no kind 'thinking'",
        (),
    ),
}


@pytest.mark.parametrize(("before", "event", "problem", "missing"), OUT_OF_ORDER.values(), ids=OUT_OF_ORDER)
def test_is_out_of_order(
    before: list[PredictionEvent], event: PredictionEvent, problem: str, missing: tuple[str, ...]
) -> None:
    writer = PredictionWriter("envelope")
    for earlier in before:
        writer.write(earlier)
    with pytest.raises(OrderError) as refused:
        writer.write(event)
    assert str(refused.value) == problem
    assert refused.value.missing == missing
    assert refused.value.kind != ""


def test_after_a_refusal_an_error_can_still_be_written() -> None:
    writer = PredictionWriter("envelope")
    writer.write(Start())
    with pytest.raises(OrderError):
        writer.write(End())
    assert writer.write(Error("broken")) + writer.write(End())
    writer.close()


def test_an_incomplete_stream_cannot_be_closed() -> None:
    writer = PredictionWriter()
    writer.write(Start())
    with pytest.raises(OrderError, match="the stream is not complete: write metadata, end") as refused:
        writer.close()
    assert (refused.value.kind, refused.value.missing) == ("", ("metadata", "end"))


def test_a_with_statement_closes_the_stream() -> None:
    with PredictionWriter("envelope") as writer:
        wire = b"".join(map(writer.write, [Start(), Metadata("c"), End()]))
    assert PredictionStream().feed(wire) == [Start(), Metadata("c"), End()]


def test_a_with_statement_says_that_the_stream_is_not_complete() -> None:
    with (
        pytest.raises(OrderError, match="the stream is not complete: write metadata, end"),
        PredictionWriter() as writer,
    ):
        writer.write(Start())


def test_an_exception_passes_through_a_with_statement_and_an_error_can_be_written_after_it() -> None:
    def predict() -> None:
        with writer:
            writer.write(Start())
            raise LookupError("the model is gone")

    writer = PredictionWriter()
    with pytest.raises(LookupError, match="the model is gone"):
        predict()
    assert writer.write(Error("sorry")) == b"event: error\ndata: sorry\n\n"
    writer.close()


def test_without_a_profile_any_order_goes() -> None:
    writer = PredictionWriter(profile=None)
    assert writer.write(End()) + writer.write(Token("PS"))
    writer.close()


def test_the_servers_profile_lets_its_own_events_through() -> None:
    writer = PredictionWriter("envelope", profile=load_profile("flowise"))
    for event in (Other("agentFlowEvent", "INPROGRESS"), Token("a"), Other("quota", 2), Metadata("c"), End()):
        writer.write(event)
    writer.close()


def test_an_event_of_the_codec_is_no_event_of_a_prediction() -> None:
    with pytest.raises(TypeError, match="Event is no event of a prediction"):
        PredictionWriter().write(Event("token", "a"))  # type: ignore[arg-type]


def test_an_unknown_framing_is_refused() -> None:
    with pytest.raises(ValueError, match="no framing"):
        PredictionWriter("sideways")  # type: ignore[arg-type]


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(ProfileError):
        PredictionWriter(profile="sideways")
