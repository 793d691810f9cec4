"""The events, each with its type, id and data, and between them what is no event: comments, retry times, what is discarded."""

from collections.abc import Iterator

from sse_codec import DEFAULT_MAX_EVENT_SIZE, Block, LimitExceeded, Scanner

from ..captures import Chunk, Ending
from ..convert.jsonl import records
from ..render import seconds, size, visible
from ._base import BOLD, CYAN, DIM, YELLOW, Canvas, View

_INDENT = "    "


class StreamView(View):
    """Each event as soon as it is there."""

    def __init__(self, canvas: Canvas, *, has_edges: bool) -> None:
        super().__init__(canvas, has_edges=has_edges)
        self._scanner: Scanner | None = Scanner()
        self._number = 0

    @property
    def is_without_events(self) -> bool:
        return not self._number

    def read(self, chunk: Chunk) -> Iterator[str]:
        if self._scanner is None:
            return
        try:
            blocks = self._scanner.feed(chunk.data)
        except LimitExceeded:
            self._scanner = None
            words = f"-- from here on nothing can be shown: an event is larger than {DEFAULT_MAX_EVENT_SIZE >> 20} MiB"
            yield self._canvas.paint(YELLOW, words) + "\n"
            return
        for block in blocks:
            yield from self._block(block, chunk.t)

    def end(self, ending: Ending) -> Iterator[str]:
        last = self._scanner.close() if self._scanner is not None else None
        if last is not None and last.fate == "unterminated":
            yield (
                self._canvas.paint(
                    YELLOW, f"-- {size(len(last.raw))} without an empty line behind it, discarded:"
                )
                + "\n"
            )
            for line in last.lines:
                yield from self._canvas.folded(visible(line.raw.decode("utf-8", "surrogateescape")), _INDENT)
        elif last is not None:
            yield from self._block(last, ending.t)
        when = "" if ending.t is None else f", {seconds(ending.t)}"
        yield self._canvas.paint(DIM, f"-- {ending.words}{when}") + "\n"

    def _block(self, block: Block, t: float | None) -> Iterator[str]:
        paint = self._canvas.paint
        for record in records(block, comments=True):
            if "comment" in record:
                yield from self._canvas.folded(f": {visible(record['comment'])}", "")
            elif "data" in record:
                self._number += 1
                yield f"{paint(BOLD, f'#{self._number:,}')} {paint(CYAN, visible(record['type']))}"
                yield paint(DIM, f"{_said(record)}{'' if t is None else f'  {seconds(t)}'}") + "\n"
                for line in record["data"].split("\n"):
                    yield from self._canvas.folded(visible(line), _INDENT)
            else:
                yield paint(DIM, f"--{_said(record)}") + "\n"


def _said(record: dict[str, object]) -> str:
    """The id and the retry time, where there is one."""
    words = [
        f"  {name} {visible(str(record[name]))}" for name in ("id", "retry") if record.get(name, "") != ""
    ]
    return "".join(words)
