"""PredictionStream reads every framing alike, never fails on a payload, and says what a prediction came to."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import get_args

import pytest

from sse_codec import ClosedError, LimitExceeded
from sse_codec.ciniterflow import (
    End,
    Error,
    Metadata,
    Other,
    Outcome,
    PredictionEvent,
    PredictionResult,
    PredictionStream,
    SourceDocument,
    SourceDocuments,
    Start,
    Token,
    UsedTool,
    UsedTools,
)
from sse_codec.ordering import load_profile


def envelope(kind: str, *value: object) -> bytes:
    return b"data: %s\n\n" % json.dumps({"event": kind} | dict(zip(["data"], value, strict=False))).encode()


def read(stream: bytes) -> list[PredictionEvent]:
    return PredictionStream().feed(stream)


EVENTS: dict[str, tuple[bytes, PredictionEvent]] = {
    "named text": (b"event: token\ndata: Once upon\n\n", Token("Once upon")),
    "named text of two lines": (b"event: token\ndata: Once\ndata: upon\n\n", Token("Once\nupon")),
    "named empty text": (b"event: token\ndata:\n\n", Token()),
    "named JSON": (b'event: metadata\ndata: {"chatId":"c"}\n\n', Metadata("c")),
    "named JSON that is damaged": (b'event: metadata\ndata: {"cha\n\n', Other("metadata", '{"cha')),
    "named list that is damaged": (b"event: usedTools\ndata: [{\n\n", Other("usedTools", "[{")),
    "hybrid": (b'event: token\ndata: {"event":"token","data":"Once"}\n\n', Token("Once")),
    "envelope": (envelope("token", "Once"), Token("Once")),
    "start": (envelope("start", "Once"), Start("Once")),
    "start without value": (envelope("start"), Start()),
    "start of several agents": (envelope("start", [{"a": 1}]), Other("start", [{"a": 1}])),
    "token without value": (envelope("token"), Token()),
    "token of null": (envelope("token", None), Token()),
    "token of a number": (envelope("token", 5), Other("token", 5)),
    "end": (envelope("end", "[DONE]"), End()),
    "end of anything": (envelope("end", {"a": 1}), End()),
    "end with an error": (envelope("end", {"error": "no flow"}), End("no flow")),
    "end with an empty error": (envelope("end", {"error": ""}), End("")),
    "end with an error of an object": (envelope("end", {"error": {"why": "né"}}), End('{"why": "né"}')),
    "end with no error": (envelope("end", {"error": None}), End()),
    "end of an error as text": (envelope("end", '{"error":"no flow"}'), End()),
    "error": (envelope("error", "no flow"), Error("no flow")),
    "error without value": (envelope("error"), Error()),
    "error of an object": (envelope("error", {"why": "né"}), Error('{"why": "né"}')),
    "metadata of a list": (envelope("metadata", [1]), Other("metadata", [1])),
    "metadata without value": (envelope("metadata"), Other("metadata")),
    "sources": (
        envelope("sourceDocuments", [{"pageContent": "x", "metadata": {}}]),
        SourceDocuments((SourceDocument("x"),)),
    ),
    "sources without value": (envelope("sourceDocuments"), SourceDocuments()),
    "sources of a string": (envelope("sourceDocuments", "x"), Other("sourceDocuments", "x")),
    "tools with nulls": (
        envelope("usedTools", [None, {"tool": "t"}]),
        UsedTools((UsedTool.from_raw({"tool": "t"}),)),
    ),
    "tools of strings": (envelope("usedTools", ["t"]), Other("usedTools", ["t"])),
    "another kind": (envelope("thinking", "hm"), Other("thinking", "hm")),
    "a kind of nobody": (envelope("quota", {"left": 2}), Other("quota", {"left": 2})),
    "a bare [DONE]": (b"data: [DONE]\n\n", Other("message", "[DONE]")),
    "JSON nested too deeply": (
        b"data: " + b"[" * 100_000 + b"\n\n",
        Other("message", "[" * 100_000),
    ),
    "a number too long for Python": (
        b'data: {"event":"token","data":%s}\n\n' % (b"9" * 5000),
        Other("token", float("inf")),
    ),
}


@pytest.mark.parametrize(("stream", "event"), EVENTS.values(), ids=EVENTS)
def test_an_event_is_read_from(stream: bytes, event: PredictionEvent) -> None:
    assert read(stream) == [event]


def test_a_forced_framing_takes_an_envelope_for_text() -> None:
    stream = PredictionStream(framing="named")
    assert stream.feed(b'event: token\ndata: {"event":"end"}\n\n') == [Token('{"event":"end"}')]


def test_an_unknown_framing_is_refused() -> None:
    with pytest.raises(ValueError, match="no framing 'a b'"):
        PredictionStream(framing="a b")  # type: ignore[arg-type]


def test_a_chunk_that_completes_nothing_gives_nothing() -> None:
    stream = PredictionStream()
    assert stream.feed(b"event: token\nda") == []
    assert stream.feed(b"ta: Once\n") == []
    assert stream.feed(b"\n") == [Token("Once")]


START, METADATA, END = Start(), Metadata("c1"), End()


def result(*events: bytes) -> PredictionResult:
    stream = PredictionStream()
    stream.feed(b"".join(events))
    return stream.result()


def test_the_text_is_that_of_the_tokens_and_not_of_start() -> None:
    assert result(envelope("start", "On"), envelope("token", "On"), envelope("token", "ce")).text == "Once"


def test_the_halves_of_a_character_over_two_tokens_become_one() -> None:
    halves = envelope("token", "a\ud83d"), envelope("token", "\udc26b")
    assert read(b"".join(halves)) == [Token("a\ud83d"), Token("\udc26b")]
    assert result(*halves).text == "a🐦b"


def test_half_a_character_alone_stays_what_it_is() -> None:
    assert result(envelope("token", "a\ud83d")).text == "a\ud83d"


def test_of_several_the_last_counts_but_of_errors_the_first() -> None:
    answer = result(
        envelope("sourceDocuments", [{"pageContent": "old"}]),
        envelope("sourceDocuments", [{"pageContent": "new"}]),
        envelope("usedTools", [{"tool": "old"}]),
        envelope("usedTools", [{"tool": "old"}, {"tool": "new"}]),
        envelope("metadata", {"chatId": "old"}),
        envelope("metadata", {"chatId": "new"}),
        envelope("error", "cause"),
        envelope("error", "consequence"),
    )
    assert [document.page_content for document in answer.source_documents] == ["new"]
    assert [tool.tool for tool in answer.used_tools] == ["old", "new"]
    assert answer.metadata == Metadata("new")
    assert answer.error == "cause"


def test_what_comes_after_end_is_returned_and_does_not_count() -> None:
    stream = PredictionStream()
    after = envelope("token", "PS"), envelope("error", "late"), envelope("metadata", {"chatId": "late"})
    assert stream.feed(envelope("token", "a") + envelope("end", "[DONE]") + b"".join(after)) == [
        Token("a"),
        End(),
        Token("PS"),
        Error("late"),
        Metadata("late"),
    ]
    assert stream.result() == PredictionResult("a", outcome="completed")


OUTCOMES: dict[str, tuple[tuple[str, ...], Outcome]] = {
    "nothing": ((), "truncated"),
    "text and no end": (("start", "token", "metadata"), "truncated"),
    "end": (("start", "token", "metadata", "end"), "completed"),
    "end alone": (("end",), "completed"),
    "error": (("error",), "failed"),
    "error and end": (("error", "end"), "failed"),
    "error after an abort": (("abort", "error", "end"), "failed"),
    "abort and end": (("token", "abort", "metadata", "end"), "aborted"),
    "abort and no end": (("abort",), "aborted"),
    "audio cut off": (("token", "tts_abort"), "cut"),
    "abort after the end": (("end", "abort"), "completed"),
}


VALUES: dict[str, tuple[list[bytes], Outcome, str | None]] = {
    "an end with an error": ([envelope("end", {"error": "no flow"})], "failed", "no flow"),
    "an end with an error that is empty": ([envelope("end", {"error": ""})], "failed", ""),
    "an end with an error that is false": ([envelope("end", {"error": False})], "failed", "false"),
    "an end with no error": ([envelope("end", {"error": None})], "completed", None),
    "an error, and an end with another": (
        [envelope("error", "cause"), envelope("end", {"error": "consequence"})],
        "failed",
        "cause",
    ),
    "a flow that failed": ([envelope("agentFlowEvent", "ERROR"), envelope("end")], "failed", None),
    "a flow that failed, and no end": ([envelope("agentFlowEvent", "ERROR")], "failed", None),
    "a flow that took too long": ([envelope("agentFlowEvent", "TIMEOUT"), envelope("end")], "failed", None),
    "a flow that failed, named": (
        [b"event: agentFlowEvent\ndata: ERROR\n\n", b"event: end\ndata: [DONE]\n\n"],
        "failed",
        None,
    ),
    "a flow that was stopped": ([envelope("agentFlowEvent", "TERMINATED"), envelope("end")], "aborted", None),
    "a flow that was stopped, and no end": ([envelope("agentFlowEvent", "TERMINATED")], "truncated", None),
    "a flow that was stopped and failed": (
        [envelope("agentFlowEvent", "ERROR"), envelope("agentFlowEvent", "TERMINATED"), envelope("end")],
        "failed",
        None,
    ),
    "a flow that goes on": ([envelope("agentFlowEvent", "INPROGRESS"), envelope("end")], "completed", None),
    "a flow that ended": ([envelope("agentFlowEvent", "FINISHED"), envelope("end")], "completed", None),
    "a flow that failed after the end": (
        [envelope("end"), envelope("agentFlowEvent", "ERROR")],
        "completed",
        None,
    ),
    "an abort, and audio cut off": ([envelope("abort"), envelope("tts_abort")], "aborted", None),
}


@pytest.mark.parametrize(("stream", "outcome", "error"), VALUES.values(), ids=VALUES)
def test_the_outcome_by_what_events_say_of(stream: list[bytes], outcome: Outcome, error: str | None) -> None:
    answer = result(*stream)
    assert (answer.outcome, answer.error) == (outcome, error)


def test_the_outcomes_are_those_of_the_servers_profile() -> None:
    assert set(get_args(Outcome)) == {"completed", "truncated", *load_profile("flowise").outcomes.words}


@pytest.mark.parametrize(("kinds", "outcome"), OUTCOMES.values(), ids=OUTCOMES)
def test_the_outcome_of(kinds: tuple[str, ...], outcome: Outcome) -> None:
    assert result(*(envelope(kind) for kind in kinds)).outcome == outcome


def test_an_empty_error_is_an_error() -> None:
    assert result(envelope("error", ""), envelope("end")).error == ""
    assert result(envelope("error", ""), envelope("end")).outcome == "failed"


def test_done_as_text_finishes_nothing() -> None:
    stream = PredictionStream()
    stream.feed(envelope("token", "[DONE]") + b"data: [DONE]\n\n")
    assert stream.finished is False
    assert stream.result() == PredictionResult("[DONE]", outcome="truncated")
    stream.feed(envelope("end", "over"))
    assert stream.finished is True


def test_iteration_does_not_read_past_the_end() -> None:
    def chunks() -> Iterator[bytes]:
        yield envelope("token", "a")
        yield envelope("token", "b") + envelope("end")
        raise AssertionError("the server keeps the connection open for ever")

    stream = PredictionStream()
    assert list(stream.iter(chunks())) == [Token("a"), Token("b"), End()]
    with pytest.raises(ClosedError):
        stream.feed(b"")


def test_iteration_ends_with_the_chunks() -> None:
    stream = PredictionStream()
    assert list(stream.iter([envelope("token", "a"), b"data: x"])) == [Token("a")]
    assert stream.result().outcome == "truncated"


def test_one_chunk_is_not_iterated() -> None:
    with pytest.raises(
        TypeError, match=r"^chunks must be an iterable of chunks, not one bytes; put it in a list$"
    ):
        list(PredictionStream().iter(envelope("end")))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"not str; read the body undecoded"):
        PredictionStream().feed("event: end")  # type: ignore[arg-type]


def test_awaited_iteration_does_not_read_past_the_end() -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield envelope("token", "a")
        yield envelope("end")
        raise AssertionError("the server keeps the connection open for ever")

    async def main() -> list[PredictionEvent]:
        return [event async for event in PredictionStream().aiter(chunks())]

    assert asyncio.run(main()) == [Token("a"), End()]


def test_chunks_that_are_not_awaited_say_so() -> None:
    async def main() -> None:
        await anext(PredictionStream().aiter([envelope("end")]))  # type: ignore[arg-type]

    with pytest.raises(TypeError, match=r"not list; use iter_events$"):
        asyncio.run(main())


def test_awaited_iteration_ends_with_the_chunks() -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield envelope("token", "a")

    async def main() -> PredictionResult:
        stream = PredictionStream()
        assert [event async for event in stream.aiter(chunks())] == [Token("a")]
        return stream.result()

    assert asyncio.run(main()).outcome == "truncated"


def test_closing_says_what_was_discarded() -> None:
    stream = PredictionStream()
    stream.feed(envelope("token", "a") + b"data: {")
    assert stream.close() == len(b"data: {")


def test_the_order_is_checked_against_a_profile() -> None:
    stream = PredictionStream(profile=load_profile("ciniterflow"))
    list(stream.iter([envelope("token", "a"), envelope("metadata", {"chatId": "c"})]))
    assert [(finding.code, finding.event) for finding in stream.result().findings] == [
        ("ORD101", 1),
        ("ORD104", 0),
    ]


def test_closing_twice_finds_nothing_twice() -> None:
    stream = PredictionStream(profile=load_profile("ciniterflow"))
    stream.close()
    stream.close()
    assert [finding.code for finding in stream.result().findings] == ["ORD104"]


def test_the_result_shows_its_members() -> None:
    answer = PredictionResult("a", Metadata("c"), error="e", outcome="failed")
    assert (
        repr(answer) == "PredictionResult('a', Metadata.from_raw({'chatId': 'c'}), (), (), 'e', 'failed', ())"
    )


def test_an_event_over_the_limit_is_refused() -> None:
    stream = PredictionStream(max_event_size=20)
    stream.feed(b"data: 0123456789")
    with pytest.raises(LimitExceeded):
        stream.feed(b"01234")
