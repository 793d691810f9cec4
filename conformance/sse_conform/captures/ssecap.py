"""The ``.ssecap`` format: JSON lines, one for each read as it came, behind a line that says what was asked and answered.

A file holds one connection or several, each from a line of its own on. It is only ever appended to, so that a file that breaks
off, even inside a line, is whole up to there.
"""

import re
from collections.abc import Callable, Generator, Iterator
from functools import partial
from typing import Final, TypeVar

from ..ending import Ending
from ..report import ChunkLines, FilePlace
from ._coding import undone
from ._exchange import Exchange
from ._shape import ByteSource, Capture, CaptureError, Chunk, Format, Found
from ._ssecap import CONNECTION, Entry, Lines, Opening, RefusedError, entry, first

_MARK: Final = re.compile(rb'\s*\{\s*"ssecap"\s*:')
_UNENDED: Final = "the recording goes no further"
T = TypeVar("T")


def claims(start: bytes) -> bool:
    """Tells if the first member of the first line is ``ssecap``."""
    return _MARK.match(start) is not None


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Found]:
    return _Recording(source, Lines(source, start, stream)).connections()


class _Recording:
    """One file: its connections, one after another."""

    def __init__(self, source: str, lines: Lines) -> None:
        self._source = source
        self._lines = lines
        self._number = 0
        self._is_ended = False
        """Whether the end of the connection at hand was read."""

    def connections(self) -> Iterator[Found]:
        line = self._lines.take()
        begins: Callable[[bytes], Opening] = first
        while line is not None:
            self._number += 1
            self._is_ended = False
            try:
                opening = self._checked(begins, line)
            except CaptureError as problem:
                yield problem
                if begins is first:
                    return  # nobody knows what the other lines mean
            else:
                yield self._found(opening)
            line = yield from self._passed_over()
            begins = _another

    def _found(self, opening: Opening) -> Capture | CaptureError:
        try:
            return self._capture(opening)
        except CaptureError as problem:
            return problem

    def _capture(self, opening: Opening) -> Capture:
        named = Exchange(
            container=self._source,
            format=FORMAT.name,
            number=self._number,
            line=self._lines.number,
            request=opening.request,
            head=opening.response,
        )
        lines = ChunkLines()
        capture = Capture(
            named.source,
            FORMAT.name,
            opening.fidelity,
            opening.response,
            self._reads(lines, is_timed=opening.fidelity == "timed"),
            opening.notes,
            request=opening.request,
            place=FilePlace(self._source, self._lines.number, is_verbatim=False, chunks=lines),
        )
        return capture if opening.is_decoded else undone(capture)

    def _reads(self, lines: ChunkLines, *, is_timed: bool) -> Iterator[Chunk | Ending]:
        while (line := self._lines.take()) is not None:
            try:
                said = self._checked(entry, line)
            except CaptureError:
                if self._lines.is_cut:
                    break
                raise
            if said.code == CONNECTION:
                self._lines.give_back(line)
                break
            read = self._checked(partial(_read, said, is_timed), line)
            self._is_ended = isinstance(read, Ending)
            if isinstance(read, Chunk) and read.data:
                lines.add(self._lines.number)
            yield read
            if self._is_ended:
                return
        yield Ending("stopped", _UNENDED)

    def _passed_over(self) -> Generator[CaptureError, None, bytes | None]:
        """Go to the line with which the next connection begins; what follows an end before that is told of once."""
        is_told = not self._is_ended
        while (line := self._lines.take()) is not None:
            try:
                said = entry(line)
            except RefusedError:
                said = None
            if said is not None and said.code == CONNECTION:
                return line
            if not is_told:
                is_told = True
                yield self._error("it follows the end of its connection")
        return None

    def _checked(self, step: Callable[[bytes], T], line: bytes) -> T:
        try:
            return step(line)
        except RefusedError as problem:
            raise self._error(str(problem)) from problem

    def _error(self, reason: str) -> CaptureError:
        return CaptureError(
            self._source, f"line {self._lines.number:,} of the recording cannot be read: {reason}"
        )


def _read(said: Entry, is_timed: bool, _line: bytes) -> Chunk | Ending:
    return said.read(is_timed=is_timed)


def _another(line: bytes) -> Opening:
    return entry(line).opening()


FORMAT = Format("ssecap", read, claims)
