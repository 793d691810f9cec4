"""What a view is, and what it draws on."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Final

import attrs

from ..captures import Chunk, Ending
from ..render import seconds, size, width

DIM: Final = "\x1b[2m"
BOLD: Final = "\x1b[1m"
CYAN: Final = "\x1b[36m"
YELLOW: Final = "\x1b[33m"
_PLAIN: Final = "\x1b[0m"


@attrs.frozen
class Canvas:
    """Where a view is shown."""

    columns: int = 80
    """Cells of a line."""
    has_color: bool = False
    is_unicode: bool = True
    """Whether it shows more than ASCII."""

    def paint(self, style: str, words: str) -> str:
        """The words in a style, where there is color."""
        return f"{style}{words}{_PLAIN}" if self.has_color and words else words

    def folded(self, shown: str, indent: str) -> Iterator[str]:
        """Text without line ends as lines that fit, each with the indent; at least one."""
        room = max(self.columns - len(indent), 20)
        if shown.isascii():
            yield from (f"{indent}{shown[at : at + room]}\n" for at in range(0, max(len(shown), 1), room))
            return
        line, cells = "", 0
        for character in shown:
            needed = width(character)
            if cells + needed > room:
                yield f"{indent}{line}\n"
                line, cells = "", 0
            line, cells = line + character, cells + needed
        yield f"{indent}{line}\n"


class View(ABC):
    """One view of one stream: each read, then the end."""

    def __init__(self, canvas: Canvas, *, has_edges: bool) -> None:
        self._canvas = canvas
        self._has_edges = has_edges

    @property
    def is_without_events(self) -> bool:
        """Return True if the view looked for events, and found none so far."""
        return False

    @abstractmethod
    def read(self, chunk: Chunk) -> Iterator[str]:
        """What is to be shown of a read at once."""

    @abstractmethod
    def end(self, ending: Ending) -> Iterator[str]:
        """What is to be shown behind the last read."""


class ByteView(View):
    """A view of the bytes: each chunk under a line of its own, where the edges are known."""

    _offset = 0
    _number = 0

    def read(self, chunk: Chunk) -> Iterator[str]:
        if self._has_edges:
            self._number += 1
            yield from self.rest()
            when = "" if chunk.t is None else f", {seconds(chunk.t)}"
            words = f"-- chunk {self._number:,}{when}, {size(len(chunk.data))}"
            yield self._canvas.paint(DIM, words) + "\n"
        yield from self.data(chunk.data)
        self._offset += len(chunk.data)

    def end(self, ending: Ending) -> Iterator[str]:
        yield from self.rest()
        when = "" if ending.t is None else f", {seconds(ending.t)}"
        yield self._canvas.paint(DIM, f"-- {ending.words}{when}") + "\n"

    @abstractmethod
    def data(self, data: bytes) -> Iterator[str]:
        """The bytes of a read; what may not stand alone can wait for the next."""

    @abstractmethod
    def rest(self) -> Iterator[str]:
        """What has waited."""
