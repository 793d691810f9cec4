"""Facts of a block, by which a checker knows whether to look closer.

A scanner tells each fact of exactly the blocks that have it. The compiled one notes them as it finds the lines; here they are found
by searches in the bytes of the block.
"""

import codecs

from sse_codec._blocks import line_spans
from sse_codec._wire import BOM, CR, LF, SPACE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from sse_codec._blocks import Fate


class Fact:
    """The facts that ``Block.facts`` may have, each one bit: ``block.facts & Fact.NUL``."""

    LF: "Final" = 1 << 0
    """A line ends with LF."""
    CR_LF: "Final" = 1 << 1
    """A line ends with CR LF."""
    CR: "Final" = 1 << 2
    """A line ends with CR alone."""
    BOM: "Final" = 1 << 3
    """The block begins with the byte order mark of the stream."""
    DATA: "Final" = 1 << 4
    """It has a ``data`` field."""
    EVENT: "Final" = 1 << 5
    """It has an ``event`` field."""
    ID: "Final" = 1 << 6
    """It has an ``id`` field."""
    RETRY: "Final" = 1 << 7
    """It has a ``retry`` field."""
    COMMENT: "Final" = 1 << 8
    """It has a comment."""
    UNKNOWN_FIELD: "Final" = 1 << 9
    """It has a field of another name, which the format ignores."""
    DATA_LINES: "Final" = 1 << 10
    """It has several ``data`` fields."""
    NO_COLON: "Final" = 1 << 11
    """A field that the format knows has no colon."""
    NO_SPACE: "Final" = 1 << 12
    """A field that the format knows has a value and no space before it."""
    TWO_SPACES: "Final" = 1 << 13
    """A field that the format knows has two spaces or more after its colon."""
    ODD_VALUE: "Final" = 1 << 14
    """The value of an ``event`` or ``id`` is anything else than 1 to 64 visible characters of ASCII."""
    RESERVED_NAME: "Final" = 1 << 15
    """The value of an ``event`` is ``open``, ``error`` or ``message``: events that an EventSource fires itself."""
    REPEATED_FIELD: "Final" = 1 << 16
    """It has several ``event`` fields, or several ``id`` fields."""
    LATE_FIELD: "Final" = 1 << 17
    """An ``event`` or ``id`` field comes after ``data``."""
    NOT_ASCII: "Final" = 1 << 18
    """Bytes are not ASCII; those of a byte order mark count."""
    NOT_UTF8: "Final" = 1 << 19
    """Bytes are not UTF-8."""
    NUL: "Final" = 1 << 20
    """It holds U+0000."""
    SEPARATOR: "Final" = 1 << 21
    """It holds VT, FF, U+0085, U+2028 or U+2029, which some readers take for a line end."""
    REPLACEMENT: "Final" = 1 << 22
    r"""It holds U+FFFD, or its escape in JSON: ``\ufffd`` or ``\uFFFD``."""
    SURROGATE: "Final" = 1 << 23
    r"""It holds the escape of a surrogate in JSON: ``\ud8`` to ``\udf``, in either case."""
    FAILURE: "Final" = 1 << 24
    """It holds ``rror``, ``RROR`` or ``ailed``, as the names of failures do."""
    WRAPPED: "Final" = 1 << 25
    r"""The data of its event begins or ends as that of an event which was wrapped twice.

    It begins with a field name and a colon, with such a name or a bracket behind ``"``, with ``{'``, ``[{'``, ``b'``,
    ``b"`` or ``<``; or it ends with ``)`` or ``\n``; or it holds ``\ndata``, with a backslash.
    """
    NO_DATA: "Final" = 1 << 26
    """Its fate is ``no-data``."""
    EMPTY: "Final" = 1 << 27
    """Its fate is ``empty``."""
    UNTERMINATED: "Final" = 1 << 28
    """Its fate is ``unterminated``."""
    LONG: "Final" = 1 << 29
    """It has 64 KiB or more."""
    NESTED: "Final" = 1 << 30
    """It holds more than 512 of ``[`` and ``{``, so JSON in it may be nested very deeply."""


LONG: "Final" = 1 << 16
_LONGEST_HEAD: "Final" = 64
_HEADS: "Final" = 64
_LEARNED: dict[bytes, int] = {}
"""The facts of lines, by the head of their block. Few heads come again and again: a kind of event each."""
_DEEP: "Final" = 512
_NUL: "Final" = 0x00
_VT: "Final" = 0x0B
_FF: "Final" = 0x0C
_BACKSLASH: "Final" = 0x5C
_PIECE: "Final" = 1 << 16
"""Bytes that are text at once."""
_FATES: "Final" = {
    "dispatched": 0,
    "no-data": Fact.NO_DATA,
    "empty": Fact.EMPTY,
    "unterminated": Fact.UNTERMINATED,
}
_KNOWN: "Final" = {b"data": Fact.DATA, b"event": Fact.EVENT, b"id": Fact.ID, b"retry": Fact.RETRY}
_NAMED: "Final" = Fact.EVENT | Fact.ID
_VISIBLE: "Final" = bytes(range(0x21, 0x7F))
_LONGEST_NAME: "Final" = len(b"event")
_LONGEST_VALUE: "Final" = 64
_RESERVED: "Final" = (b"open", b"error", b"message")
_SURROGATE_DIGITS: "Final" = frozenset(b"%c" % digit for digit in b"89abcdefABCDEF")
_NAMES: "Final" = (b"data:", b"event:", b"id:", b"retry:")
_WRAPPED: "Final" = (
    *_NAMES,
    b"{'",
    b"[{'",
    b"b'",
    b'b"',
    b"<",
    b'"{',
    b'"[',
    *(b'"' + name for name in _NAMES),
)


def facts_of(raw: bytes, offset: int, fate: "Fate", data: bytes | bytearray) -> int:
    """Return the facts of a block.

    :param offset: where it begins in the stream.
    :param data: the data of its event; nothing when it has none.
    """
    facts = _FATES[fate] | Fact.LONG * (len(raw) >= LONG) | _facts_of_text(raw) | _facts_of_data(data)
    if offset == 0 and raw.startswith(BOM):
        return facts | Fact.BOM | _facts_of_lines(raw, len(BOM))
    head = _head_of(raw)
    if head is None:
        return facts | _facts_of_lines(raw, 0)
    if head not in _LEARNED and len(_LEARNED) < _HEADS:
        _LEARNED[head] = _facts_of_lines(head + b"data: x\n\n", 0)
    learned = _LEARNED.get(head)
    return facts | (_facts_of_lines(raw, 0) if learned is None else learned)


def _head_of(raw: bytes) -> bytes | None:
    """Return the lines before the only ``data`` line of a block as most are; None for another block.

    The facts of the lines of such a block are those of its head: its value needs no closer look.
    """
    at = raw.find(b"data: ", 0, _LONGEST_HEAD)
    end = len(raw) - 2
    if at < 0 or raw[-2:] != b"\n\n" or raw.find(b"\n", at) != end or CR in raw:
        return None
    value = at + len(b"data: ")
    return raw[:at] if raw[value] != SPACE and (at == 0 or raw[at - 1] == LF) else None


def _facts_of_text(raw: bytes) -> int:
    facts = 0
    if not raw.isascii():
        facts = _facts_of_characters(raw)
    # Bytes look for a number, or by find, in half the time that they take to look for bytes with "in".
    if _BACKSLASH in raw:
        facts |= Fact.SURROGATE * _has_surrogate(raw)
        facts |= Fact.REPLACEMENT * (b"\\ufffd" in raw or b"\\uFFFD" in raw)
    if raw.find(b"rror") >= 0 or raw.find(b"ailed") >= 0 or raw.find(b"RROR") >= 0:
        facts |= Fact.FAILURE
    if _NUL in raw:
        facts |= Fact.NUL
    if len(raw) > _DEEP and raw.count(b"[") + raw.count(b"{") > _DEEP:
        facts |= Fact.NESTED
    if _VT in raw or _FF in raw:
        facts |= Fact.SEPARATOR
    return facts


def _has_surrogate(raw: bytes) -> bool:
    lowered = raw.replace(b"\\uD", b"\\ud")
    at = lowered.find(b"\\ud")
    while at >= 0:
        if lowered[at + 3 : at + 4] in _SURROGATE_DIGITS:
            return True
        at = lowered.find(b"\\ud", at + 3)
    return False


def _facts_of_characters(raw: bytes) -> int:
    facts = Fact.NOT_ASCII | Fact.NOT_UTF8 * (not _is_utf8(raw))
    if b"\xc2\x85" in raw or b"\xe2\x80\xa8" in raw or b"\xe2\x80\xa9" in raw:
        facts |= Fact.SEPARATOR
    return facts | Fact.REPLACEMENT * (b"\xef\xbf\xbd" in raw)


def _is_utf8(raw: bytes) -> bool:
    at = 0
    try:
        while at < len(raw):
            at += codecs.utf_8_decode(raw[at : at + _PIECE], "strict", at + _PIECE >= len(raw))[1]
    except UnicodeDecodeError:
        return False
    return True


def _facts_of_data(data: bytes | bytearray) -> int:
    # Most data is a JSON object, which begins as nothing that was wrapped does.
    begins = not data.startswith(b'{"') and data.startswith(_WRAPPED)
    is_wrapped = begins or data.endswith((b"\\n", b")")) or data.find(b"\\ndata") >= 0
    return Fact.WRAPPED if is_wrapped else 0


def _facts_of_lines(raw: bytes, at: int) -> int:
    facts = 0
    for start, end in line_spans(raw, at):
        ending, size = _ending(raw, start, end)
        facts |= ending
        if start < end - size:
            facts |= _facts_of_line(raw, start, end - size, facts)
    return facts


def _ending(raw: bytes, start: int, end: int) -> tuple[int, int]:
    """Return the fact that a line ends so, and the bytes of its ending."""
    last = raw[end - 1]
    if last == LF:
        is_half = end - start > 1 and raw[end - 2] == CR
        return (Fact.CR_LF, 2) if is_half else (Fact.LF, 1)
    return (Fact.CR, 1) if last == CR else (0, 0)


def _facts_of_line(raw: bytes, start: int, stop: int, before: int) -> int:
    """Return the facts of a line without its ending; some depend on the facts of the lines before it."""
    colon = raw.find(b":", start, stop)
    if colon == start:
        return Fact.COMMENT
    end = stop if colon < 0 else colon
    field = _KNOWN.get(raw[start : min(end, start + _LONGEST_NAME + 1)])
    if field is None:
        return Fact.UNKNOWN_FIELD
    facts = field | _facts_of_spaces(raw, end, stop)
    if field & before:
        facts |= Fact.DATA_LINES if field == Fact.DATA else Fact.REPEATED_FIELD & -(field != Fact.RETRY)
    if field & _NAMED:
        value = end + 1 + raw.startswith(b" ", end + 1, stop)
        facts |= Fact.LATE_FIELD * (before & Fact.DATA > 0) | _facts_of_value(raw, value, stop, field)
    return facts


def _facts_of_spaces(raw: bytes, end: int, stop: int) -> int:
    """Return what is told of the colon at ``end`` and the spaces after it."""
    if end == stop:
        return Fact.NO_COLON
    if end + 1 < stop and raw[end + 1] != SPACE:
        return Fact.NO_SPACE
    return Fact.TWO_SPACES if raw.startswith(b"  ", end + 1, stop) else 0


def _facts_of_value(raw: bytes, value: int, stop: int, field: int) -> int:
    """Return what is told of the value of an ``event`` or ``id``."""
    if not 0 < stop - value <= _LONGEST_VALUE or raw[value:stop].translate(None, _VISIBLE):
        return Fact.ODD_VALUE
    if field == Fact.EVENT and raw[value:stop] in _RESERVED:
        return Fact.RESERVED_NAME
    return 0
