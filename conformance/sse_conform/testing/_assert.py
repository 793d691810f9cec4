"""The assertion that a stream is in order. Where it is not, the test fails with the words of a report and no frame of ours."""

import os
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import ExitStack
from typing import Any, Literal

import attrs

from sse_codec import DEFAULT_MAX_EVENT_SIZE
from sse_codec.ordering import Profile, load_profile

from ..captures import CaptureError, Chunk
from ..check import StreamCheck
from ..ending import Ending
from ..finding import Finding, Level
from ..report import OUTCOMES, Report
from ..rules import Selection
from ._failure import failure
from ._given import Given, given

Named = Profile | str | os.PathLike[str] | None
"""A profile, the name of a shipped one, "auto", the path of a file, or None for no order at all."""


@attrs.frozen
class Demands:
    """What a test asks of a stream."""

    selection: Selection
    profile: Profile | Literal["auto"] | None
    framing: str | None
    level: Level
    outcome: str | None
    max_events: int | None
    max_event_size: int | None
    origin: str | None


class _Trial:
    """The check of one stream, and what it found."""

    def __init__(self, given: Given, demands: Demands) -> None:
        self._given = given
        self._demands = demands
        self._findings: list[Finding] = []
        self._start = b""
        self._check = StreamCheck(
            given.source,
            head=given.head,
            selection=demands.selection,
            profile=demands.profile,
            framing=demands.framing,
            max_event_size=demands.max_event_size,
            fidelity=given.fidelity,
            max_events=demands.max_events,
            origin=demands.origin,
        )

    def take(self, read: Chunk | Ending) -> bool:
        """Take what was read; return True if nothing more is wanted."""
        if isinstance(read, Chunk):
            self._start = self._start or read.data[:200]
            self._findings += self._check.feed(read.data, read.t)
            if not self._check.done:
                return False
            read = Ending("stopped")
        self._findings += self._check.close(read.kind, read.detail, read.t)
        return True

    def judge(self) -> Report:
        """Return the report of a stream that is in order; raise AssertionError for another."""
        __tracebackhide__ = True
        words = failure(
            self._findings,
            self._check.report,
            level=self._demands.level,
            outcome=self._demands.outcome,
            needs_order=self._demands.profile is not None,
            redactor=self._given.redactor,
            start=self._start,
        )
        if words:
            raise AssertionError(words)
        return self._check.report


def assert_stream(
    stream: Any,
    profile: Named = "auto",
    *,
    outcome: str | None = None,
    level: str = "error",
    select: str | Iterable[str] = (),
    extend_select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    framing: str | None = None,
    max_events: int | None = None,
    max_event_size: int | None = DEFAULT_MAX_EVENT_SIZE,
    origin: str | None = None,
    only: str | int | None = None,
) -> Report:
    """Return the report of a stream that is in order; fail the test with the findings where it is not.

    :param stream: bytes, an iterable of bytes, a response of an HTTP client or of a framework's test client, the stream of an
        SDK that carries such a response, or the path of a capture. It is read to its end, or to `max_events`.
    :param profile: the order to hold it against: a name, a file, or a `Profile`. "auto" finds it by the first events, and a
        stream that fits none fails, since its order was not checked. None checks the format alone.
    :param outcome: how the stream has to go, such as "completed"; None for any way.
    :param level: the lowest level of a finding that fails the test: "error", "warning" or "info".
    :param select: the rules that apply, by codes or their beginnings; the others as in `sse-conform check`.
    :param origin: origin of the page that is to read the stream.
    :param only: the number, or a part of the name, of one stream in a file that holds several.
    :raises AssertionError: the stream is not in order, is none, or cannot be read.
    :raises TypeError: this is no stream, or one that has to be awaited: see `assert_stream_async`.
    :raises ValueError: there is no such profile, rule, level or outcome.
    """
    __tracebackhide__ = True
    demands = _demands(
        profile, outcome, level, (select, extend_select, ignore), framing, max_events, max_event_size, origin
    )
    with ExitStack() as resources:
        try:
            found = given(stream, resources, only)
            if not isinstance(found.reads, Iterator):
                raise TypeError("this stream has to be awaited: await assert_stream_async(...)")
            return _tried(found, found.reads, demands)
        except CaptureError as error:
            raise AssertionError(str(error)) from None


def _tried(found: Given, reads: Iterator[Chunk | Ending], demands: Demands) -> Report:
    __tracebackhide__ = True
    trial = _Trial(found, demands)
    while not trial.take(next(reads)):
        pass
    return trial.judge()


async def assert_stream_async(
    stream: Any,
    profile: Named = "auto",
    *,
    outcome: str | None = None,
    level: str = "error",
    select: str | Iterable[str] = (),
    extend_select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    framing: str | None = None,
    max_events: int | None = None,
    max_event_size: int | None = DEFAULT_MAX_EVENT_SIZE,
    origin: str | None = None,
    only: str | int | None = None,
) -> Report:
    """Do as `assert_stream` does, for a stream that is awaited; it takes the others, too."""
    __tracebackhide__ = True
    demands = _demands(
        profile, outcome, level, (select, extend_select, ignore), framing, max_events, max_event_size, origin
    )
    with ExitStack() as resources:
        try:
            found = given(stream, resources, only)
            trial = _Trial(found, demands)
            while not trial.take(await _next(found.reads)):
                pass
        except CaptureError as error:
            raise AssertionError(str(error)) from None
    return trial.judge()


async def _next(reads: Iterator[Chunk | Ending] | AsyncIterator[Chunk | Ending]) -> Chunk | Ending:
    return next(reads) if isinstance(reads, Iterator) else await anext(reads)


def _demands(
    profile: Named,
    outcome: str | None,
    level: str,
    selected: tuple[str | Iterable[str], ...],
    framing: str | None,
    max_events: int | None,
    max_event_size: int | None,
    origin: str | None,
) -> Demands:
    __tracebackhide__ = True
    try:
        order = _profile(profile)
        own = order.outcomes.words if isinstance(order, Profile) else ()
        known = dict.fromkeys((*OUTCOMES, *own))
        if outcome is not None and outcome not in known:
            raise ValueError(f"no stream has the outcome {outcome!r}; choose {', '.join(known)}")
        selection = Selection(*map(_codes, selected))
        lowest = Level.parse(level)
    except ValueError as error:
        # Where a profile or a selection is read says nothing to who misspelt its name.
        raise error.with_traceback(None) from None
    return Demands(selection, order, framing, lowest, outcome, max_events, max_event_size, origin)


def _profile(named: Named) -> Profile | Literal["auto"] | None:
    if named is None or isinstance(named, Profile):
        return named
    return "auto" if named == "auto" else load_profile(os.fspath(named))


def _codes(given: str | Iterable[str]) -> tuple[str, ...]:
    """Codes as a sequence, or in one string with commas, as on the command line."""
    words = given.split(",") if isinstance(given, str) else given
    return tuple(word.strip() for word in words if word.strip())
