"""The streams of an input that a command takes, one after another; what it does not take is counted and told."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from .. import captures
from ..captures import NO_STREAM, Capture, CaptureError, Found, is_named
from ..render import Skipped
from ..rules._words import counted

_REASONS_TOLD: Final = 5
"""Reasons for passing over a part of a recording that are named; the others are counted together."""


class Picked:
    """Goes through what an input holds, and keeps what was not taken.

    :param only: which streams to take, as :func:`is_named` reads it; None for all.
    """

    def __init__(self, name: str, found: Iterator[Found], only: str | None) -> None:
        self._name = name
        self._found = found
        self._only = only
        self._parts: Counter[str] = Counter()
        self._unasked = 0
        self.streams: Final = self._each()
        """The streams that are taken, and what could not be read."""

    def first(self) -> Capture:
        """The first stream that is taken. Raises :class:`CaptureError` when there is none."""
        for found in self.streams:
            if isinstance(found, CaptureError):
                raise found
            return found
        raise CaptureError(self._name, "; ".join([self._none(), *(words for _, words in self._told())]))

    def skipped(self) -> Iterator[Skipped]:
        """What was passed over so far: what is no stream, and the streams that nobody asked for."""
        for reasons, words in self._told():
            yield Skipped(self._name, tuple(reasons), f"{self._name}: {words}")

    def _none(self) -> str:
        if self._unasked:
            return "it holds no stream of that name"
        return NO_STREAM

    def _each(self) -> Iterator[Capture | CaptureError]:
        for found in self._found:
            if isinstance(found, captures.Skipped):
                self._parts[found.reason] += 1
            elif self._only is not None and not is_named(found.source, self._only):
                self._unasked += 1
            else:
                yield found

    def _told(self) -> Iterator[tuple[list[tuple[str, int]], str]]:
        if self._parts:
            yield self._parts.most_common(), _passed_over(self._parts)
        if self._unasked:
            words = f"passed over {counted(self._unasked, 'stream')} that --only does not name"
            yield [("not named by --only", self._unasked)], words


def _passed_over(skipped: Counter[str]) -> str:
    """How many parts of a recording are no event stream, and what they are."""
    told = skipped.most_common(_REASONS_TOLD)
    which = [f"{number:,} {reason}" for reason, number in told]
    if more := skipped.total() - sum(number for _, number in told):
        which.append(f"{more:,} of other kinds")
    are = "is no event stream" if skipped.total() == 1 else "are no event streams"
    return f"passed over {skipped.total():,} that {are}: {', '.join(which)}"
