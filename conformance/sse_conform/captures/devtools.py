"""Rows of the event stream of a request, as people paste them out of the developer tools of a browser.

Chrome shows id, type, data and time, Firefox the data and the time, each cell with a tab behind it. A row of titles above
them may name other columns. Browsers show the last event id beside each event, whether it was sent with it or before.
"""

import re
from collections.abc import Iterator, Sequence

from ..report import FilePlace
from ._events import OURS, event_bytes, timed
from ._lines import MAX_LINE, lines_of
from ._shape import ByteSource, Capture, CaptureError, Format

_DAY = 24 * 60 * 60
_TIME = re.compile(r"(\d{1,2}):(\d\d):(\d\d(?:[.,]\d{1,6})?)(?: ?([AP])M)?")
_CHROME = ("id", "type", "data", "time")
_FIREFOX = ("data", "time")
_TITLES = {
    "id": "id", "last event id": "id", "lasteventid": "id", "event id": "id",
    "type": "type", "event": "type", "event name": "type", "event type": "type", "eventname": "type",
    "data": "data", "time": "time", "retry": "", "size": "",
}  # fmt: skip
_FIREFOX_DATA = re.compile(r'\s*[{\["]|\[DONE\]')


def claims(start: bytes) -> bool:
    """Whether the first row has cells of such columns, the last of which is a time of day."""
    return _columns(_text(start).split("\n", 1)[0]) is not None


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Capture]:
    columns = _columns(_text(start).split("\n", 1)[0]) or _CHROME
    lines = (
        line.decode("utf-8", "replace")
        for line in lines_of(source, start.removeprefix(b"\xef\xbb\xbf"), stream)
    )
    place = FilePlace(source, 1, is_verbatim=False)
    yield Capture(
        source, FORMAT.name, "events", None, timed(_events(source, columns, lines)), (OURS,), place=place
    )


def _text(start: bytes) -> str:
    return start.decode("utf-8-sig", "replace").lstrip("\n\r")


def _columns(row: str) -> Sequence[str] | None:
    """The columns of which this is a row, or the titles; None for any other line."""
    titles = [cell.strip().lower() for cell in row.split("\t")]
    if {"data", "time"} <= {_TITLES.get(title) for title in titles} and all(
        title in _TITLES for title in titles
    ):
        return [_TITLES[title] for title in titles]
    *cells, last = row.rstrip("\r").split("\t")
    if _TIME.fullmatch(last.strip()) is None:
        return None
    if len(cells) >= 3 and len(cells[0]) < 200 and re.fullmatch(r"[\w.:/-]{1,100}", cells[1].strip()):
        return _CHROME
    return _FIREFOX if len(cells) == 1 and _FIREFOX_DATA.match(cells[0]) else None


def _events(
    source: str, columns: Sequence[str], lines: Iterator[str]
) -> Iterator[tuple[bytes, float | None]]:
    clock = _Clock()
    last_id = ""
    for number, cells in _rows(source, columns, lines):
        row = dict(zip(columns, cells, strict=True))
        id = row.get("id", "").strip()
        event = event_bytes(
            source,
            f"the row on line {number}",
            row["data"],
            type=row.get("type", "").strip(),
            id=id if id != last_id else None,
        )
        last_id = id
        yield event, clock.read(row["time"])


def _rows(source: str, columns: Sequence[str], lines: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    """Each row with its line; data of several lines makes one row."""
    before = columns.index("data")
    behind = len(columns) - before - 1
    pending = ""
    first = 1
    for number, line in enumerate(lines, 1):
        if not pending and (not line.strip() or _is_titles(line)):
            continue
        first = first if pending else number
        pending += line
        cells = _cells(pending, before, behind)
        if cells is not None and _TIME.fullmatch(cells[columns.index("time")].strip()):
            yield first, cells
            pending = ""
        elif len(pending) > MAX_LINE:
            break
    if pending.strip():
        raise CaptureError(
            source, f"the row on line {first} has not the columns {', '.join(filter(None, columns))}"
        )


def _is_titles(line: str) -> bool:
    return all(cell.strip().lower() in _TITLES for cell in line.split("\t"))


def _cells(row: str, before: int, behind: int) -> list[str] | None:
    """The cells of a row, where the data may have tabs; None while it is not whole."""
    head = row.rstrip("\r\n").split("\t", before)
    tail = head[-1].rsplit("\t", behind)
    return [*head[:-1], *tail] if len(head) == before + 1 and len(tail) == behind + 1 else None


class _Clock:
    """Times of day as seconds since the first; one that is much earlier than the last is of the next day."""

    def __init__(self) -> None:
        self._first: float | None = None
        self._last = 0.0

    def read(self, text: str) -> float | None:
        found = _TIME.fullmatch(text.strip())
        if found is None:
            return None
        hours = int(found[1]) % 12 + 12 * (found[4] == "P") if found[4] else int(found[1])
        of_day = hours * 3600 + int(found[2]) * 60 + float(found[3].replace(",", "."))
        first = self._first = of_day if self._first is None else self._first
        t = of_day - first
        while t < self._last - _DAY / 2:
            t += _DAY
        self._last = max(self._last, t)
        return self._last


FORMAT = Format("devtools", read, claims)
