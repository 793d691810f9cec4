"""Keeps what servers send in a file, line by line as it comes: a run that is killed leaves all that it saw."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import attrs

from ...captures import Capture, Chunk, Ending, Found
from ...convert import WriteError
from ...convert.ssecap import FileWriter
from .._tool import tool
from ._session import Opener


class Keeping:
    """A recording that is being made. The context closes it; one to which nothing was written is taken away again.

    :param complain: takes a sentence when the recording cannot go on; the check does.
    :raises OSError: the file cannot be written.
    """

    def __init__(self, path: Path, complain: Callable[[str], None]) -> None:
        self._path = path
        self._complain = complain
        self._is_new = not path.exists()
        # What was there before goes when something takes its place.
        self._file = path.open("ab")
        self._writer: FileWriter | None = None
        self.has_failed = False
        """Whether a part of the recording could not be written."""

    def __enter__(self) -> "Keeping":
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # what could not be written before cannot be written now
            self._file.close()
        if self._writer is None and self._is_new:
            self._path.unlink(missing_ok=True)

    @contextmanager
    def kept(self, opener: Opener) -> Generator[Iterator[Found]]:
        """The streams that an opener gives, kept while somebody reads them."""
        with opener() as found:
            yield (self._of(each) if isinstance(each, Capture) else each for each in found)

    def _of(self, capture: Capture) -> Capture:
        return attrs.evolve(capture, reads=self._reads(capture))

    def _reads(self, capture: Capture) -> Iterator[Chunk | Ending]:
        self._try(lambda: self._begun().begin(capture))
        while isinstance(read := next(capture.reads), Chunk):
            self._try(partial(self._write, read))
            yield read
        self._try(partial(self._write, read))
        yield read

    def _begun(self) -> FileWriter:
        if self._writer is None:
            self._file.truncate(0)
            self._writer = FileWriter(self._put)
            self._writer.captured = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            self._writer.tool = tool() or "sse-conform"
        return self._writer

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._file.flush()

    def _write(self, read: Chunk | Ending) -> None:
        writer = self._begun()
        if isinstance(read, Chunk):
            writer.read(read)
        else:
            writer.end(read)

    def _try(self, step: Callable[[], None]) -> None:
        if self.has_failed:
            return
        try:
            step()
        except (OSError, WriteError) as error:
            self.has_failed = True
            why = error.strerror if isinstance(error, OSError) else error
            self._complain(f"{self._path}: the recording stops here, it cannot be written: {why}")
