"""What is right for a stream: what comes out of our own decoder, as a case of the suite, which judges the replies."""

from collections.abc import Iterator
from typing import cast

import attrs

from ..suite import (
    Connection,
    DecoderCase,
    Expectation,
    Statement,
    Wanted,
)
from ..suite.reference import Reference
from ._lines import MARK, lines
from ._plain_bytes import finished
from ._stream import Chunks, Stream

SINCE = "2026.1"
"""The requirement set whose statements a difference is told by."""
EXACT = 2**53
"""Milliseconds up to which every language has whole numbers; above, nobody asks what a reconnection time is."""
_LARGEST = (2**31 - 1, 2**32 - 1)
"""What readers take for a larger time."""
LONG = 16_384
"""Bytes of a connection from which on a decoder may give up with an error of its own."""
NOWHERE = Statement("", "", "", "")


def decoder_case(stream: Stream, *, timed: bool) -> DecoderCase:
    """The stream as a case of the suite: what comes out of our decoder is right.

    :param timed: the chunk of each event is a part of what is right.
    """
    return DecoderCase(
        id="fuzz/",
        since=SINCE,
        level="must",
        spec=NOWHERE,
        why="",
        needs=frozenset(),
        connections=tuple(_connections(stream, timed)),
        splits="given",
        last_event_id=stream.last_event_id,
    )


def _connections(stream: Stream, timed: bool) -> list[Connection]:
    connections: list[Connection] = []
    id = stream.last_event_id
    for chunks in stream.connections:
        right = _read(chunks, id, timed)
        accept = dict(_as_good(chunks, right))
        lenient = dict(_departures(chunks, id, right))
        connections.append(Connection(chunks, Wanted(right, accept, lenient)))
        id = str(right.state["last_event_id"])
    return connections


def _read(chunks: Chunks, last_event_id: str, timed: bool) -> Expectation:
    reading = Reference().decode(chunks, last_event_id)
    state = cast("dict[str, str | int | None]", dict(reading.state))
    retry = state["retry"]
    if isinstance(retry, int) and retry > EXACT:
        del state["retry"]
    events = reading.events if timed else (attrs.evolve(event, chunk=None) for event in reading.events)
    return Expectation(tuple(events), reading.comments, state)


def _as_good(chunks: Chunks, right: Expectation) -> Iterator[tuple[str, Expectation]]:
    """The answers that are as right, where the standard leaves freedom."""
    if at_once := _with_all_comments(chunks, right):
        yield "comments-at-once", at_once
    retry = right.state.get("retry")
    for largest in _LARGEST:
        if isinstance(retry, int) and retry > largest:
            yield f"largest-is-{largest}", attrs.evolve(right, state={**right.state, "retry": largest})


def _with_all_comments(chunks: Chunks, right: Expectation) -> Expectation | None:
    """What is right for a decoder that gives the comments of an unfinished block too; None if there are none."""
    ended = [line for line in lines(b"".join(chunks)) if line.ending]
    if not ended or not ended[-1].text:
        return None
    wire = b"".join(chunks)[: ended[-1].end] + ended[-1].ending
    comments = _read((wire,), "", timed=False).comments
    return None if comments == right.comments else attrs.evolve(right, comments=comments)


def _departures(chunks: Chunks, last_event_id: str, right: Expectation) -> Iterator[tuple[str, Expectation]]:
    """The answers that the suite too calls lenient: no difference, for who gives them chose to."""
    wire = b"".join(chunks)
    events = right.events or ()
    ended = _read((wire, *(new for *_, new in finished(wire))), last_event_id, timed=False).events or ()
    if len(ended) > len(events):
        yield "flush-at-eof", Expectation(ended)
    done = next((number for number, event in enumerate(events) if event.data == "[DONE]"), None)
    if done is not None:
        yield "ends-at-done", Expectation(events[:done])
    if len(wire) >= LONG:
        yield "limit", Expectation(error=True)


def last_alone(stream: Stream) -> Stream:
    """The last connection, opened with the id that it would have been opened with."""
    id = stream.last_event_id
    for chunks in stream.connections[:-1]:
        id = str(Reference().decode(chunks, id).state["last_event_id"])
    return attrs.evolve(stream, connections=stream.connections[-1:], last_event_id=id)


def id_in_stream(stream: Stream) -> Stream:
    """The id that the stream is opened with as its first block; the same stream if there is none, or a mark comes first."""
    first, *others = stream.connections
    if not stream.last_event_id or b"".join(first).startswith(MARK[:1]):
        return stream
    block = f"id: {stream.last_event_id}\n\n".encode()
    return attrs.evolve(stream, connections=((block, *first), *others), last_event_id="")
