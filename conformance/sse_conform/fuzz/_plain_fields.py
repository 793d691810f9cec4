"""Edits that take one trap out of the fields of a stream: a spelling, a repetition, or the field itself."""

import re
from collections.abc import Iterator

from ._lines import NAMES, Line, blocks, fields, lines
from ._plain_bytes import is_dataless
from ._stream import Edit

_DIGITS = re.compile(rb"[1-9][0-9]{0,8}")
_ODD = re.compile(rb"[ \t:]+")


def retry_in_digits(wire: bytes) -> Iterator[Edit]:
    """A number for each value of a retry field that is none, also without the spaces around it."""
    return (
        line.rewritten(b"retry: 1")
        for line in fields(wire, b"retry")
        if not _DIGITS.fullmatch(line.value.strip(b" "))
    )


def without_retry(wire: bytes) -> Iterator[Edit]:
    """No retry field."""
    return (line.removed() for line in fields(wire, b"retry"))


def id_without_nul(wire: bytes) -> Iterator[Edit]:
    """A letter for each U+0000 of an id."""
    return (
        line.rewritten(line.text.replace(b"\0", b"a")) for line in fields(wire, b"id") if b"\0" in line.text
    )


def without_near_names(wire: bytes) -> Iterator[Edit]:
    """No field whose name holds a known one, in whatever case, and is none."""
    return (line.rewritten(b"x: a") for line in _others(wire) if _is_near(line.name))


def _is_near(name: bytes) -> bool:
    return name != name.strip() or any(known in name.lower().replace(b"\0", b"") for known in NAMES)


def without_unknown(wire: bytes) -> Iterator[Edit]:
    """No field of another name, and none whose name is empty or blank."""
    return (line.removed() for line in _others(wire))


def _others(wire: bytes) -> Iterator[Line]:
    return (line for line in lines(wire) if line.text and not line.is_comment and line.name not in NAMES)


def with_colons(wire: bytes) -> Iterator[Edit]:
    """A colon for each line that has none."""
    return (line.rewritten(line.text + b":") for line in lines(wire) if line.text and not line.has_colon)


def with_plain_values(wire: bytes) -> Iterator[Edit]:
    """One space after the colon, and no blanks and colons in the value."""
    for line in lines(wire):
        if line.has_colon and not line.is_comment:
            value = _ODD.sub(b"", line.value)
            plain = line.name + (b": " + (value or b"a") if line.value else b":")
            if plain != line.text:
                yield line.rewritten(plain)


def with_letters_outside(wire: bytes) -> Iterator[Edit]:
    """A letter before and behind each value that begins or ends with what some take for a blank."""
    for line in fields(wire, *NAMES):
        value = line.value.decode("utf-8", "replace")
        if value != value.strip():
            yield line.rewritten(line.name + b": a" + line.value + b"a")


def with_letters_outside_comments(wire: bytes) -> Iterator[Edit]:
    """The same for comments."""
    for line in lines(wire):
        text = line.text.decode("utf-8", "replace")[1:].removeprefix(" ")
        if line.is_comment and text != text.strip():
            yield line.rewritten(b": a" + line.value + b"a")


def without_names_in_values(wire: bytes) -> Iterator[Edit]:
    """A letter for each value that names a field."""
    for line in fields(wire, *NAMES):
        if any(name in line.value for name in NAMES):
            yield line.rewritten(line.name + b": a")


def without_empty_data(wire: bytes) -> Iterator[Edit]:
    """A letter for each line of data that is empty."""
    return (line.rewritten(b"data: a") for line in fields(wire, b"data") if not line.value.strip(b" \t"))


def with_one_data(wire: bytes) -> Iterator[Edit]:
    """One data field in each block."""
    return _once(wire, b"data")


def without_comments(wire: bytes) -> Iterator[Edit]:
    """No comment."""
    return (line.removed() for line in lines(wire) if line.is_comment)


def with_one_type(wire: bytes) -> Iterator[Edit]:
    """One event field in each block."""
    return _once(wire, b"event")


def with_data_everywhere(wire: bytes) -> Iterator[Edit]:
    """A line of data in each block that has fields, and none of data."""
    for block in blocks(wire):
        others = [line for line in block if not line.is_comment]
        if others and is_dataless(block) and others[-1].ending:
            yield others[-1].end, others[-1].end, b"data: a" + others[-1].ending


def without_empty_type(wire: bytes) -> Iterator[Edit]:
    """No event field without a value."""
    return (line.removed() for line in fields(wire, b"event") if not line.value)


def without_types(wire: bytes) -> Iterator[Edit]:
    """No event field."""
    return (line.removed() for line in fields(wire, b"event"))


def with_one_id(wire: bytes) -> Iterator[Edit]:
    """One id field in each block, and none that is empty."""
    for block in blocks(wire):
        ids = [line for line in block if line.name == b"id"]
        kept = next((line for line in reversed(ids) if line.value), None)
        yield from (line.removed() for line in ids if line is not kept)


def with_plain_ids(wire: bytes) -> Iterator[Edit]:
    """A letter for each id."""
    return (line.rewritten(b"id: a") for line in fields(wire, b"id") if line.value not in (b"", b"a"))


def without_ids(wire: bytes) -> Iterator[Edit]:
    """No id."""
    return (line.removed() for line in fields(wire, b"id"))


def with_plain_data(wire: bytes) -> Iterator[Edit]:
    """A letter for each value of a data field."""
    return (line.rewritten(b"data: a") for line in fields(wire, b"data") if line.value not in (b"", b"a"))


def _once(wire: bytes, name: bytes) -> Iterator[Edit]:
    """The last field of the name stays in each block."""
    for block in blocks(wire):
        yield from (line.removed() for line in [line for line in block if line.name == name][:-1])
