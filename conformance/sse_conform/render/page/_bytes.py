"""Bytes around a place, as numbered lines with the place marked and each line ending named, and in hexadecimal."""

import re
from collections.abc import Iterator
from typing import Final

import attrs
from markupsafe import Markup

from ...finding import Finding
from ...trace import Surroundings
from .._amounts import count
from ._shown import shown_bytes

_LINES: Final = re.compile(rb"[^\r\n]*(\r\n|\n|\r|\Z)")
_ENDINGS: Final = {b"\r\n": "CR LF", b"\n": "LF", b"\r": "CR"}
_HERE: Final = Markup("<mark class=here>here</mark>")
_CUT: Final = Markup("<i class=more>\u2026</i>")
_HEX_AROUND, _HEX_AT = 32, 64
_ROW: Final = 16


@attrs.frozen
class Line:
    """One line of an excerpt."""

    number: int
    markup: Markup


@attrs.frozen
class HexRow:
    """Sixteen bytes in hexadecimal, and as ASCII."""

    offset: str
    before: str
    at: str
    """Those that belong to the place."""
    after: str
    text: str


def lines_around(finding: Finding, found: Surroundings | None) -> list[Line]:
    """Return the lines around the place of a finding: with their endings where the bytes were kept, else as the finding has them."""
    if found is None:
        return _excerpt(finding)
    data = found.before + found.at + found.after
    start, end = len(found.before), len(found.before) + len(found.at)
    lines: list[Line] = []
    here = 0
    for at, stop, ending in _spans(data):
        markup = _marked(data[at:stop], start - at, end - at, found.more)
        if ending:
            name = Markup("<i class=c>{}</i>").format(_ENDINGS[ending])
            markup += Markup("<mark>{}</mark>").format(name) if start <= stop < end else name
        if at <= start:
            here = len(lines)
        lines.append(Line(0, markup))
    if not found.is_start:
        lines[0] = attrs.evolve(lines[0], markup=_CUT + lines[0].markup)
    if not found.is_end:
        lines[-1] = attrs.evolve(lines[-1], markup=lines[-1].markup + _CUT)
    first = finding.pos.line - here
    return [attrs.evolve(line, number=first + index) for index, line in enumerate(lines)]


def hex_rows(finding: Finding, found: Surroundings | None) -> list[HexRow]:
    """Return the bytes of the place and those next to it, sixteen in a row; none where they were not kept."""
    if found is None:
        return []
    before, at = found.before[-_HEX_AROUND:], found.at[:_HEX_AT]
    data = before + at + found.after[:_HEX_AROUND]
    rows: list[HexRow] = []
    for start in range(0, len(data), _ROW):
        part = data[start : start + _ROW]
        first = min(max(len(before) - start, 0), len(part))
        end = min(max(len(before) + len(at) - start, 0), len(part))
        text = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in part)
        offset = f"{finding.pos.byte - len(before) + start:,}"
        parts = part[:first].hex(" "), part[first:end].hex(" "), part[end:].hex(" ")
        rows.append(HexRow(offset, *parts, text))
    return rows


def _excerpt(finding: Finding) -> list[Line]:
    lines = [Line(number, shown_bytes(line)) for number, line in finding.excerpt]
    if lines:
        number, last = finding.excerpt[-1]
        lines[-1] = Line(
            number, _marked(last, finding.caret, min(finding.caret + finding.span, len(last)), 0)
        )
    return lines


def _spans(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Start and end of each line, and its ending; a line without an ending is there only if it has bytes, or is the only one."""
    for match in _LINES.finditer(data):
        if match[0] or not data:
            yield match.start(), match.start(1), match[1]


def _marked(line: bytes, start: int, end: int, more: int) -> Markup:
    """A line in which the bytes from `start` to `end` are marked, as far as they are in it."""
    first, last = max(start, 0), min(end, len(line))
    if start == end and 0 <= start <= len(line):
        return shown_bytes(line[:start]) + _HERE + shown_bytes(line[start:])
    if first >= last:
        return shown_bytes(line)
    rest = (
        Markup("<i class=more>\u2026 {}</i>").format(count(more, "more byte"))
        if more and end <= len(line)
        else ""
    )
    return Markup("{}<mark>{}{}</mark>{}").format(
        shown_bytes(line[:first]), shown_bytes(line[first:last]), rest, shown_bytes(line[last:])
    )
