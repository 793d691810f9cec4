"""One stream of a recording, which may hold several: a test means one, and says which where it is not clear."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from ..captures import Capture, CaptureError, Chunk, Ending, Found, choice_of, is_named, open_captures


@contextmanager
def open_stream(path: Path, only: str | int | None) -> Generator[Capture]:
    """The stream in a file, which is open as long as the context.

    Raises :class:`sse_conform.CaptureError` where the file cannot be read, or holds no such stream, as its `reads` do where it
    holds several.

    :param only: the number of the stream, or a part of its name; None where there is one.
    """
    with open_captures(path) as found:
        named = _named(found, None if only is None else str(only))
        capture = next(named, None)
        if capture is None:
            named_so = "" if only is None else f" that is named by only={only!r}"
            raise CaptureError(str(path), f"it holds no event stream{named_so}")
        yield attrs.evolve(capture, reads=_alone(capture, named, str(path)))


def _named(found: Iterator[Found], only: str | None) -> Iterator[Capture]:
    for each in found:
        if isinstance(each, CaptureError):
            raise each
        if isinstance(each, Capture) and (only is None or is_named(each.source, only)):
            yield each


def _alone(capture: Capture, others: Iterator[Capture], path: str) -> Iterator[Chunk | Ending]:
    """The reads of a stream. Raises CaptureError at its end where another follows: nobody would have looked at that one."""
    while isinstance(read := next(capture.reads), Chunk):
        yield read
    another = next(others, None)
    if another is not None:
        raise CaptureError(
            path,
            f"it holds several streams, such as {capture.source} and {another.source}; "
            f"say only={choice_of(capture.source)}",
        )
    yield read
