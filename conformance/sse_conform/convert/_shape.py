"""A target is a format that streams are written in, and what of a stream it holds; a writer writes one file of it."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Final, Literal, cast

import attrs

from ..captures import Capture, Chunk, Ending, choice_of

Part = Literal[
    "times", "chunk edges", "the request", "the response head", "how a stream ended", "comments and line ends"
]
"""A part of a recording, as people are told of it."""
PARTS: Final[tuple[Part, ...]] = (
    "times",
    "chunk edges",
    "the request",
    "the response head",
    "how a stream ended",
    "comments and line ends",
)
Write = Callable[[bytes], object]
"""Takes the bytes of a file, in their order."""


class WriteError(Exception):
    """A stream that the format cannot hold; the message says why and what to do."""


class Writer:
    """Writes the streams of one file: for each `begin`, its reads, `end`; then `close`."""

    def __init__(self, write: Write) -> None:
        self.write: Final = write

    def begin(self, capture: Capture) -> None:
        """Begin a stream; its reads are given one by one. Raises :class:`WriteError`, as the other methods may."""

    def read(self, chunk: Chunk) -> None:
        """Write a read of the stream."""
        self.write(chunk.data)

    def end(self, ending: Ending) -> None:
        """End the stream."""

    def close(self) -> None:
        """End the file."""


@attrs.frozen
class Target:
    """A format to write."""

    name: str
    what: str
    """What a file of it is, as a noun phrase."""
    suffixes: tuple[str, ...]
    """Ends of the names of such files, with the dot; the first is the usual one."""
    holds: frozenset[Part]
    is_for_many: bool
    """Whether a file may hold more than one stream."""

    def writer(self, write: Write) -> Writer:
        """A writer of a new file."""
        module = import_module(f".{self.name}", __package__)
        return cast("type[Writer]", module.FileWriter)(write)

    def lacks(self, held: Iterable[Part]) -> list[Part]:
        """Which of the parts that a recording has the target does not hold, in the order of PARTS."""
        return [part for part in PARTS if part in held and part not in self.holds]


def parts_of(capture: Capture, ending: Ending) -> set[Part]:
    """What a stream has beside its events, when it was read to its end."""
    found: dict[Part, bool] = {
        "times": capture.fidelity == "timed",
        "chunk edges": capture.fidelity in ("timed", "chunks"),
        "the request": capture.request is not None,
        "the response head": capture.head is not None,
        "how a stream ended": ending.kind != "eof",
        "comments and line ends": capture.fidelity != "events",
    }
    return {part for part, is_there in found.items() if is_there}


class OneStream(Writer):
    """A file that has room for one stream."""

    _first = ""

    def begin(self, capture: Capture) -> None:
        if self._first:
            raise WriteError(
                "a file of this format holds one stream; name one with --only, as in: "
                f"--only {choice_of(self._first)}"
            )
        self._first = capture.source
