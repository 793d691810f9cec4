"""What trips decoders, from the way in which bytes are cut to the fields that a block has, and how to take it out of a stream.

The traps of spelling come first: a stream without an id at all has no odd id either.
"""

from collections.abc import Callable, Iterable

import attrs

from . import _plain_bytes as in_bytes
from . import _plain_fields as in_fields
from ._blame import Cause
from ._stream import Edit, Stream, with_cuts, with_edits
from ._wanted import id_in_stream, last_alone


def _edits(
    requirement: str, says: str, find: Callable[[bytes], Iterable[Edit]], *, probe: bool = False
) -> Cause[Stream]:
    return Cause(requirement, says, lambda stream: with_edits(stream, find), probe)


def _cuts(requirement: str, says: str, about: Callable[[bytes, int], bool]) -> Cause[Stream]:
    return Cause(
        requirement,
        says,
        lambda stream: with_cuts(stream, lambda wire, place: not about(wire, place)),
    )


def _untimed(stream: Stream) -> Stream:
    return attrs.evolve(stream, timed=False)


def _with_ascii_id(stream: Stream) -> Stream:
    return stream if stream.last_event_id.isascii() else attrs.evolve(stream, last_event_id="7")


def _unseeded(stream: Stream) -> Stream:
    return attrs.evolve(stream, last_event_id="")


def _without_empty_chunks(stream: Stream) -> Stream:
    return attrs.evolve(stream, connections=tuple(tuple(filter(None, each)) for each in stream.connections))


def _cut_at_blocks(stream: Stream) -> Stream:
    return attrs.evolve(stream, connections=tuple(map(in_bytes.cut_at_blocks, stream.connections)))


CAUSES: tuple[Cause[Stream], ...] = (
    Cause("no-delay", "when an event is given", _untimed),
    Cause("reconnection", "what comes over to the next connection", last_alone),
    Cause("last-event-id", "an id of other characters that the connection is opened with", _with_ascii_id),
    Cause("last-event-id", "the id that the connection is opened with", id_in_stream),
    Cause("last-event-id", "the id that the connection is opened with", _unseeded),
    _cuts("byte-order-mark", "a cut at a byte order mark", in_bytes.cut_in_mark),
    _cuts("utf-8", "a cut inside a character", in_bytes.cut_in_character),
    _cuts("line-ends", "a cut behind a CR", in_bytes.cut_after_cr),
    Cause("line-ends", "a chunk without a byte", _without_empty_chunks),
    _edits("byte-order-mark", "a byte order mark", in_bytes.without_marks),
    _edits("retry-field", "what is no number", in_fields.retry_in_digits),
    _edits("field-value", "what stands at the ends of a value", in_fields.with_letters_outside, probe=True),
    _edits(
        "comment", "what stands at the ends of a comment", in_fields.with_letters_outside_comments, probe=True
    ),
    _edits("line-ends", "a character that ends no line", in_bytes.without_separators),
    _edits("line-ends", "a CR, or a CR LF", in_bytes.with_line_feeds),
    _edits("id-nul", "U+0000 in an id", in_fields.id_without_nul),
    _edits("utf-8", "what is not ASCII", in_bytes.in_ascii),
    _edits("data-field", "a long text", in_bytes.shortened),
    _edits("blank-line", "a line of blanks", in_bytes.without_blanks_alone),
    _edits("no-colon", "a line without a colon", in_fields.with_colons),
    _edits("field-name", "a name that is like a known one", in_fields.without_near_names),
    _edits("data-field", "U+0000", in_bytes.without_nuls),
    _edits("field-value", "blanks and colons around and in a value", in_fields.with_plain_values),
    _edits("field-value", "a value that is like a field", in_fields.without_names_in_values),
    _edits("last-line-feed", "data without a text", in_fields.without_empty_data),
    Cause("blank-line", "several events in one chunk", _cut_at_blocks, probe=True),
    _edits("end-of-stream", "what is unfinished at the end", in_bytes.finished, probe=True),
    _cuts("line-ends", "a cut inside a line", in_bytes.cut_in_line),
    _cuts("blank-line", "a cut between lines", in_bytes.cut_between_lines),
    _edits("comment", "a comment", in_fields.without_comments),
    _edits("unknown-field", "a field of another name", in_fields.without_unknown),
    _edits("no-data", "a block without data", in_fields.with_data_everywhere, probe=True),
    _edits("event-field", "a type given more than once", in_fields.with_one_type),
    _edits("event-type", "an empty type", in_fields.without_empty_type),
    _edits("data-field", "several lines of data", in_fields.with_one_data),
    _edits("event-type", "a type", in_fields.without_types),
    _edits("id-field", "what the id is", in_fields.with_plain_ids),
    _edits("id-field", "an id that is empty, or given more than once", in_fields.with_one_id),
    _edits("id-at-dispatch", "an id", in_fields.without_ids),
    _edits("retry-field", "a reconnection time", in_fields.without_retry),
    _edits("blank-line", "a block of nothing", in_bytes.without_empty_blocks),
    _edits("data-field", "what the data is", in_fields.with_plain_data),
    _edits("end-of-stream", "the last event", in_bytes.with_more_behind, probe=True),
)
