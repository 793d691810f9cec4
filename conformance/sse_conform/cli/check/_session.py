"""A run checks its inputs one after another; one bad input leaves the others alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from typing import TYPE_CHECKING, Final, Literal, TypeVar

import attrs

from sse_codec.ordering import Profile

from ...captures import Capture, CaptureError, Chunk, Found, NoStreamError
from ...check import StreamCheck
from ...ending import Ending
from ...finding import Finding, Level
from ...interrupts import Interrupts
from ...redaction import secrets_in
from ...render import Skipped, Totals, Unread, visible
from ...report import Report
from ...rules import Selection
from .._exit import Exit, stopped_by, worst
from .._faults import fault_words, show_traceback
from .._junk import sentence, source_of
from .._output import Output, OutputLostError
from .._picked import Picked
from .._watch import Watch

if TYPE_CHECKING:
    from ...baseline import Baseline, StreamBaseline

_PREVIEW = 200
"""Bytes shown of an answer that is no stream: enough to read its error."""


_SAYS_WHAT_IT_IS: Final = frozenset({"SSE118", "SSE119"})
"""Rules whose findings say what a body is instead of an event stream."""
_UNANSWERED: Final = frozenset({"timeout", "time-up"})
"""Endings of a server that sent nothing."""


@attrs.frozen
class Settings:
    """What holds for every stream of a run."""

    selection: Selection
    profile: Profile | Literal["auto"] | None
    framing: str | None
    max_events: int | None
    max_event_size: int | None
    threshold: Level | None
    """The lowest level that makes a run fail; None: no finding does."""
    require_profile: bool = False
    """Whether a stream of no known profile is an error."""
    expect: str | None = None
    """The outcome that streams have to have; None for any."""
    only: str | None = None
    """Which streams of a recording to check, as `is_named` reads it; None for all."""
    includes_head: bool = False
    """Whether the head of a response is shown, on standard error."""
    baseline: "Baseline | None" = None
    """The findings that are known; None for none."""
    options: Mapping[tuple[str, str], int] = {}
    """Numbers of rules, by code and name."""


Opener = Callable[[], AbstractContextManager[Iterator[Found]]]
T = TypeVar("T")


class Session:
    """Checks captures, writes what it finds, and keeps the totals and what the exit code comes to."""

    def __init__(
        self,
        settings: Settings,
        output: Output,
        watch: Watch,
        choose: Callable[[str], Settings],
    ) -> None:
        """`choose` gives the settings of a file or another source."""
        self.totals = Totals()
        self._choose = choose
        self._settings = settings
        self._output = output
        self._watch = watch
        self._codes: set[Exit] = set()
        self._interrupts = Interrupts()
        self._known: StreamBaseline | None = None

    @property
    def exit(self) -> Exit:
        """The exit code of what happened so far."""
        return worst(self._codes)

    def check_all(self, openers: Iterable[tuple[str, Opener]]) -> None:
        """Check what each opener opens, which has a name for when it cannot, and write the whole report, also when interrupted."""
        with self._interrupts.held():
            self._output.begin()
            try:
                for name, opener in openers:
                    self._check_one(name, opener)
            except KeyboardInterrupt as interrupt:
                self.totals.interrupted = True
                self._codes.add(stopped_by(interrupt))
            self._output.end(self.totals)
        if not self.totals.captures and not self._codes:
            # There were recordings; whoever asked for a check of them must not take this for a pass.
            self._output.complain("nothing was checked")
            self._codes.add(Exit.UNUSABLE)

    def pass_over(self, skipped: Skipped) -> None:
        """Tell what of a source is not checked, and keep it for the report."""
        self.totals.skipped.append(skipped)
        self._output.say(skipped.words)

    def _check_one(self, name: str, opener: Opener) -> None:
        with ExitStack() as resources:
            found = self._attempt(
                name, lambda: self._interrupts.wait(lambda: resources.enter_context(opener()))
            )
            if found is None:
                return
            picked = Picked(name, found, self._settings.only)
            while (each := self._next(name, picked.streams)) is not None:
                self._attempt(each.source, partial(self._take, each))
        for skipped in picked.skipped():
            self.pass_over(skipped)

    def _next(self, name: str, streams: Iterator[Capture | CaptureError]) -> Capture | CaptureError | None:
        return self._attempt(name, lambda: self._interrupts.wait(lambda: next(streams, None)))

    def _take(self, found: Capture | CaptureError) -> None:
        if isinstance(found, CaptureError):
            raise found
        self._output.hide(secrets_in(found.request))
        self._announce(found)
        self._check(found)

    def _attempt(self, name: str, step: Callable[[], T]) -> T | None:
        """What comes of a step of checking the input of this name; None when it failed, which is then told."""
        try:
            return step()
        except NoStreamError as problem:
            self._unread(problem, Exit.NO_STREAM)
        except CaptureError as problem:
            self._unread(problem, Exit.UNUSABLE)
        except OutputLostError:
            raise
        except Exception as error:
            # A fault of ours in one input does not keep the others from being checked.
            show_traceback(error)
            self._unread(CaptureError(name, fault_words(error)), Exit.FAULT)
        return None

    def _announce(self, capture: Capture) -> None:
        self._watch.source(visible(capture.source))
        for note in capture.notes:
            self._output.say(f"{capture.source}: {note}")
        if self._settings.includes_head and capture.head is not None:
            self._output.head(capture.source, capture.head)

    def _check(self, capture: Capture) -> None:
        settings = self._settings = self._choose(capture.place.path if capture.place else capture.source)
        self._known = settings.baseline.stream(capture.source) if settings.baseline else None
        check = StreamCheck(
            capture.source,
            head=capture.head,
            selection=settings.selection,
            profile=settings.profile,
            framing=settings.framing,
            max_event_size=settings.max_event_size,
            fidelity=capture.fidelity,
            max_events=settings.max_events,
            method=capture.request.method if capture.request else None,
            require_profile=settings.require_profile,
            expect=settings.expect,
            options=settings.options,
            place=capture.place,
        )
        try:
            ending = self._read(capture, check)
        except KeyboardInterrupt:
            self._conclude(check, Ending("stopped", "interrupted"))
            raise
        except CaptureError as problem:
            is_refused = isinstance(problem, NoStreamError)
            why = "the answer is no event stream" if is_refused else "the rest could not be read"
            self._conclude(check, Ending("stopped", why))
            raise
        if ending.kind in _UNANSWERED and not check.report.bytes:
            raise NoStreamError(capture.source, ending.words)
        self._conclude(check, ending)
        self._judge(capture, check.report, ending)

    def _read(self, capture: Capture, check: StreamCheck) -> Ending:
        while isinstance(read := self._interrupts.wait(lambda: next(capture.reads)), Chunk):
            self._found(check.feed(read.data, read.t))
            if capture.place is None:
                self._watch.advance(len(read.data))  # of a file, its reader tells
            if capture.refused:
                # One chunk is enough to say what came instead of a stream.
                preview = self._output.preview(read.data, _PREVIEW)
                raise NoStreamError(capture.source, f"{capture.refused}; its answer begins: {preview}")
            if check.done:
                return Ending("stopped")
        return read

    def _conclude(self, check: StreamCheck, ending: Ending) -> None:
        self._found(check.close(ending.kind, ending.detail, ending.t))
        report = check.report
        if report.sniffed is None or report.findings:
            if self._known is not None:
                report = self._known.conclude(report, self._settings.selection)
                if report.drift and self._settings.threshold is not None:
                    self._codes.add(Exit.FINDINGS)
            self.totals.add(report)
            self._output.capture(report)

    def _judge(self, capture: Capture, report: Report, ending: Ending) -> None:
        """Refuse a body that is no event stream; where its response head led to findings, name it only."""
        if capture.refused:
            raise NoStreamError(capture.source, capture.refused)
        if report.sniffed is None:
            return
        is_found = capture.head is not None and report.findings > 0
        if report.sniffed == "empty" and ending.kind == "eof" and is_found:
            return  # the finding says so
        reason = sentence(report.sniffed, source_of(capture))
        if report.sniffed == "empty" and ending.kind != "eof":
            reason = f"its body is empty: {ending.words}"
        is_told = any(total.code in _SAYS_WHAT_IT_IS for total in report.totals)
        advice = sentence(report.sniffed, source_of(capture), is_told=True) if is_told else reason
        if capture.format == "live":
            self._unread(NoStreamError(capture.source, reason), Exit.NO_STREAM, advice)
        # Under a head an empty body is told of by a rule, unless its bytes could not be read.
        elif not is_found or report.sniffed == "empty":
            self._unread(CaptureError(capture.source, reason), Exit.UNUSABLE, advice)
        else:
            self._output.say(f"{capture.source}: {advice}")

    def _found(self, findings: list[Finding]) -> None:
        threshold = self._settings.threshold
        if self._known is not None:
            findings = self._known.judge(findings)
        new = [finding for finding in findings if finding.baseline != "known"]
        if threshold is not None and any(finding.level >= threshold for finding in new):
            self._codes.add(Exit.FINDINGS)
        self._output.findings(findings)

    def _unread(self, problem: CaptureError, code: Exit, words: str = "") -> None:
        """Count an input that could not be checked, and tell why: in the words, or else those of the problem."""
        self._codes.add(code)
        self.totals.unread.append(
            Unread(self._output.plain(problem.source), self._output.plain(problem.reason))
        )
        self._output.complain(f"{problem.source}: {words or problem.reason}")
