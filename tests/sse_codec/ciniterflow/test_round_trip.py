"""Property: what a writer writes in any framing, cut anywhere, reads back as the same events and the same answer."""

from contextlib import suppress
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sse_codec import EncodeError
from sse_codec.ciniterflow import (
    End,
    Error,
    FramingName,
    Metadata,
    Other,
    PredictionEvent,
    PredictionResult,
    PredictionStream,
    PredictionWriter,
    SourceDocument,
    SourceDocuments,
    Start,
    Token,
    UsedTool,
    UsedTools,
)
from sse_codec.ordering import load_profile

FRAMINGS: tuple[FramingName, ...] = ("named", "envelope", "hybrid")
LINE_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=12)
PIECES = [
    *(b"event: %s\n" % kind for kind in (b"token", b"metadata", b"usedTools", b"end", b"error")),
    *(
        b'data: {"event":"%s","data":%s}\n' % pair
        for pair in product(
            (b"token", b"metadata", b"sourceDocuments", b"start", b"end"),
            (b"5", b"null", b'[{"a":1},null]', b'"\\ud83d"', b"{}"),
        )
    ),
    b"data: [DONE]\n",
    b"data\n",
    b"\n",
]
ANY_TEXT = st.text(st.characters(exclude_categories=[]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | LINE_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(LINE_TEXT, inner, max_size=3),
    max_leaves=6,
)
OBJECTS: st.SearchStrategy[dict[str, Any]] = st.dictionaries(LINE_TEXT, JSON, max_size=3)
DOCUMENTS = st.builds(SourceDocument, LINE_TEXT, OBJECTS, LINE_TEXT)
TOOLS = st.builds(UsedTool, LINE_TEXT, JSON, JSON, st.lists(DOCUMENTS, max_size=2).map(tuple), LINE_TEXT)
METADATA = st.builds(
    Metadata,
    LINE_TEXT.filter(bool),
    LINE_TEXT,
    session_id=LINE_TEXT,
    follow_up_prompts=st.lists(LINE_TEXT, max_size=2).map(tuple),
    flow_variables=OBJECTS,
)
RESULTS = st.builds(SourceDocuments, st.lists(DOCUMENTS, max_size=2).map(tuple)) | st.builds(
    UsedTools, st.lists(TOOLS, max_size=2).map(tuple)
)
KINDS = st.sampled_from(["start", "token", "end", "error", "metadata", "message", "usedTools", "thinking"])
ANYTHING = (
    st.builds(Start, ANY_TEXT)
    | st.builds(Token, ANY_TEXT)
    | st.builds(Error, ANY_TEXT)
    | st.builds(End, st.none() | ANY_TEXT)
    | METADATA
    | RESULTS
    | st.builds(Other, KINDS | ANY_TEXT, JSON)
)


@st.composite
def answers(draw: st.DrawFn) -> list[PredictionEvent]:
    """A stream in the documented order."""
    middle = draw(st.lists(st.builds(Token, LINE_TEXT) | RESULTS, max_size=5))
    if draw(st.booleans()):
        return [Start(), *middle, Error(draw(LINE_TEXT)), End()]
    return [Start(), *middle, draw(METADATA), End()]


def read(stream: bytes, cuts: list[int]) -> tuple[list[PredictionEvent], PredictionResult]:
    """Events and answer of a stream that comes in pieces which end where the cuts say."""
    reader = PredictionStream(profile=load_profile("ciniterflow"))
    places = sorted({0, len(stream), *(cut % (len(stream) + 1) for cut in cuts)})
    events = [event for start, end in pairwise(places) for event in reader.feed(stream[start:end])]
    reader.close()
    return events, reader.result()


@pytest.mark.parametrize("framing", FRAMINGS)
@given(events=answers(), cuts=st.lists(st.integers(min_value=0), max_size=8))
def test_an_answer_reads_back_wherever_it_is_cut(
    framing: FramingName, events: list[PredictionEvent], cuts: list[int]
) -> None:
    writer = PredictionWriter(framing)
    stream = b"".join(map(writer.write, events))
    writer.close()
    back, answer = read(stream, cuts)
    assert back == events
    assert answer.text == "".join(event.text for event in events if isinstance(event, Token))
    assert answer.outcome == ("failed" if Error in map(type, events) else "completed")
    assert answer.findings == ()


@pytest.mark.parametrize("framing", FRAMINGS)
@given(events=st.lists(ANYTHING, max_size=5))
def test_anything_reads_back_or_is_refused(framing: FramingName, events: list[PredictionEvent]) -> None:
    writer = PredictionWriter(framing, profile=None)
    written: list[PredictionEvent] = []
    stream = b""
    for event in events:
        with suppress(EncodeError):
            stream += writer.write(event)
            written.append(event)
    assert PredictionStream().feed(stream) == written


@given(text=ANY_TEXT)
def test_an_envelope_carries_every_text_of_whole_characters_and_lone_halves(text: str) -> None:
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    stream = PredictionWriter("envelope", profile=None).write(Token(whole))
    assert PredictionStream().feed(stream) == [Token(whole)]


@given(stream=st.binary() | st.lists(st.sampled_from(PIECES)).map(b"".join))
def test_nothing_that_comes_makes_the_reader_fail(stream: bytes) -> None:
    reader = PredictionStream()
    for event in reader.feed(stream):
        assert repr(event)
    assert isinstance(reader.result().text, str)
