"""A stream against a profile, event by event: framing, then order, then payload; each fault is told once."""

from functools import partial
from typing import Final

from sse_codec._errors import ClosedError
from sse_codec._values import Event

from .checks import Check, Judge
from .classify import Classified, Framer
from .findings import Finding, Reporter
from .order import Fault, Monitor
from .outcome import StreamOutcome
from .pointers import BLOCKED, MISSING, is_object, resolve, write_pointer
from .profile import Profile
from .slices import Step, Tracks
from .state import Budget, Version
from .templates import ReadSet, Templates
from .wording import clip, did_you_mean, suggestion

UNREAD: Final = "the JSON of the event is not read, nor checked"
"""The finding about JSON that costs too much to be parsed."""


class Checker:
    """Checks one stream. The profile and one event bound what it holds."""

    __slots__ = (
        "_budget",
        "_classified",
        "_closed",
        "_events",
        "_framer",
        "_judge",
        "_monitor",
        "_outcome",
        "_profile",
        "_reporter",
        "_templates",
        "_tracks",
    )

    def __init__(self, profile: Profile, *, framing: str | None = None, learn: bool = True) -> None:
        """A checker for one stream.

        :param framing: forces the framing of that name.
        :param learn: False parses and judges each event anew: slower, with the same findings and the same outcome.
        :raises ValueError: the profile has no such framing.
        """
        version = Version()
        self._profile = profile
        self._framer = Framer(profile.framings, framing=framing)
        self._budget = Budget(version)
        self._monitor = Monitor(profile.automaton, version=version)
        self._tracks = Tracks(profile.track_index, version, self._budget)
        self._judge = Judge(profile.check_index, self._tracks.has_begun, version, self._budget)
        self._templates = Templates(version) if learn else None
        self._reporter = Reporter(profile.name, profile.levels)
        self._events = 0
        self._classified = False
        self._closed = False
        self._outcome = StreamOutcome(profile.outcomes)

    @property
    def framing(self) -> str | None:
        """Name of the framing of this stream; None while no event has decided it."""
        return self._framer.locked

    @property
    def outcome(self) -> str:
        """How the stream went, as if it stopped now: ``completed``, ``truncated``, or a word of the profile.

        An event decides the outcome only before the end: nobody reads on after it.
        """
        return self._outcome.word(is_complete=self._stop() is None and not self._tracks.owe)

    @property
    def failure(self) -> str:
        """What the last event says of a failure of the stream, by the profile; ``""`` when it tells of none."""
        return self._outcome.failure

    @property
    def owed(self) -> tuple[str, ...]:
        """The shortest sequence of kinds that a healthy stream would still send; empty when it may stop now."""
        fault = self._stop()
        return () if fault is None else fault.missing

    def feed(self, event: Event) -> list[Finding]:
        """What is wrong with the next event of the stream.

        :raises ClosedError: after `close`.
        """
        if self._closed:
            raise ClosedError("the stream of this checker has ended; make a new checker for a new stream")
        self._events += 1
        self._outcome.failure = ""
        templates = self._templates
        if templates is not None:
            repeated = templates.take(event)
            if repeated is not None:
                kind, judged = repeated
                return self._again(kind, judged)
        self._reporter.begin(self._events)
        classified = self._framer.classify(event)
        if classified is None:
            self._undecided()
        else:
            self._classified = True
            self._take(classified)
            if templates is not None and templates.holds and not self._reporter.found:
                self._learn(event, classified, templates)
        self._framer.release()
        return self._reporter.found

    def close(self) -> list[Finding]:
        """The findings at the end of the stream; none when the checker was closed before."""
        if self._closed:
            return []
        self._closed = True
        self._reporter.begin(0)
        fault = self._stop()
        if fault is not None:
            message = fault.describe_stop(is_empty=not self._events)
            self._reporter.tell("ORD104", message, expected=fault.expected, missing=fault.missing)
            return self._reporter.found
        step = self._tracks.close(self._judge)
        self._tell_step(step)
        for check, message in (*step.judged, *self._judge.close()):
            self._reporter.tell_check(check, message)
        self._reporter.tell_beyond(self._budget.beyond)
        return self._reporter.found

    def _again(self, kind: str, judged: list[tuple[Check, str]]) -> list[Finding]:
        """Take an event that repeats an earlier one; ``judged`` has the answers of the checks that count or collect."""
        self._monitor.previous = kind
        if not judged and not self._budget.beyond:
            return []
        self._reporter.begin(self._events)
        for check, message in judged:
            self._reporter.tell_check(check, message, kind=kind)
        self._reporter.tell_beyond(self._budget.beyond)
        return self._reporter.found

    def _take(self, classified: Classified) -> None:
        """Hold one classified event against the profile."""
        kind = classified.kind
        is_known = kind in self._profile.kinds
        if classified.framing != self._framer.locked and is_known:
            self._mixed(classified)
        if classified.lacks:
            self._nameless(classified)
        if classified.disagrees:
            self._disagreeing(classified)
        elif is_known:
            self._order(classified)
        else:
            self._unknown(kind)
        if is_known or self._profile.allow_unknown:
            self._payload(classified)
        if self._profile.outcomes.decides(kind) and not self._monitor.over:
            self._outcome.take(kind, classified.value)

    def _learn(self, event: Event, classified: Classified, templates: Templates) -> None:
        """Learn a template from an event that changed no state, if the framing of the stream alone gives the kind."""
        kind, framing, whole = classified.kind, self._framer.framing, self._framer.whole
        if framing is None or framing.name != classified.framing or classified.lacks == "name":
            return
        if kind not in self._profile.kinds or self._outcome.failure or not is_object(whole):
            return
        if resolve(framing.value, whole) is classified.value:
            tracks, outcomes = self._tracks.taking(kind), self._profile.outcomes.of(kind)
            templates.learn(
                event, kind, whole, partial(ReadSet, kind, whole, framing, tracks, self._judge, outcomes)
            )

    def _stop(self) -> Fault | None:
        # Events that no framing classifies are no evidence of where the stream is.
        return self._monitor.stop() if self._classified else Monitor(self._profile.automaton).stop()

    def _undecided(self) -> None:
        if self._framer.excess:
            self._unreadable()
            self._unread()
            return
        undecided = self._framer.undecided()
        if not undecided.foreign_end:
            self._unreadable()
        if self._classified or self._reporter.note("ORD302", undecided.reason):
            message = f"no framing of {self._profile.name} fits the event: {undecided.reason}"
            self._reporter.tell("ORD302", message)

    def _unreadable(self, kinds: tuple[str, ...] = ()) -> None:
        """An event came that nobody can read; it may be of any kind, or of one of these."""
        self._monitor.unreadable(kinds)
        self._tracks.unreadable(self._judge, kinds)

    def _mixed(self, classified: Classified) -> None:
        if self._reporter.note("ORD303", classified.framing):
            message = f"{clip(classified.kind)} is in {classified.framing} framing, in a stream that is in {self.framing} framing"
            self._reporter.tell("ORD303", message, kind=classified.kind)

    def _nameless(self, classified: Classified) -> None:
        """An event names its kind in one place, and has to in two; which event it is stays clear."""
        if classified.lacks == "type":
            message = "no event field: the event type has to name the kind as the data does"
            self._reporter.tell("ORD306", message, kind=classified.kind)
        else:
            pointer = write_pointer(self._profile.place_of_kind(classified.framing))
            message = f"no {pointer} in the data: only the event type names the kind"
            self._reporter.tell("ORD307", message, kind=classified.kind)

    def _disagreeing(self, classified: Classified) -> None:
        names = (classified.kind, classified.disagrees)
        known = tuple(name for name in names if name in self._profile.kinds)
        self._monitor.either(known)
        self._tracks.unreadable(self._judge, known)
        message = (
            f"the event type says {clip(classified.disagrees)}, and its data says {clip(classified.kind)}"
        )
        self._reporter.tell("ORD304", message, kind=classified.kind)

    def _unknown(self, kind: str) -> None:
        near = suggestion(kind, self._profile.kinds)
        allowed = self._profile.allow_unknown
        if near and not allowed:
            self._unreadable((near,))
        if self._reporter.note("ORD301", kind):
            message = f"unknown kind {clip(kind)}{did_you_mean(kind, self._profile.kinds)}"
            self._reporter.tell("ORD301", message, kind=kind, level="info" if allowed else "error")

    def _order(self, classified: Classified) -> None:
        """Check the order of the stream, then the order of the slices; a fault in both is one finding."""
        kind = classified.kind
        restarts = kind in self._profile.restarting
        if restarts and self._events > 1:  # at the first event all of it has only just been made
            self._tracks.restart()
            self._judge.restart()
        fault = self._monitor.step(kind)
        # Nobody reads on after the end, so what came until then decides.
        if restarts and not self._monitor.over:
            self._outcome.restart()
        step = self._step(classified, in_order=fault is None) if self._tracks.concerns(kind) else None
        if fault is not None and not (step and step.is_late):
            said = fault.describe(kind)
            self._reporter.tell(fault.code, said, kind=kind, expected=fault.expected, missing=fault.missing)
        if step is not None and step.has_news:
            self._tell_step(step, kind=kind, own=fault is None)
        if kind in self._profile.forgiving:
            self._tracks.forgive(self._judge)

    def _step(self, classified: Classified, *, in_order: bool) -> Step | None:
        """What the tracks say of an event; None when it is nothing to them."""
        kind = classified.kind
        if self._monitor.spent:
            return None
        if classified.damage:
            self._tracks.unreadable(self._judge, (kind,))
            return None
        return self._tracks.step(kind, classified.value, self._judge, in_order=in_order)

    def _tell_step(self, step: Step, *, kind: str = "", own: bool = True) -> None:
        for fault in step.left_open + step.own if own else step.left_open:
            if fault.code != "ORD207" or self._reporter.note("ORD207", f"{fault.track.name} {kind}"):
                self._reporter.tell(
                    fault.code,
                    fault.message,
                    kind=kind,
                    expected=fault.expected,
                    missing=fault.missing,
                    help=fault.track.why,
                )
        if kind:
            for check, message in step.judged:
                self._reporter.tell_check(check, message, kind=kind)
        self._reporter.tell_beyond(step.beyond)

    def _unread(self) -> None:
        if self._reporter.note("ORD208", "JSON"):
            self._reporter.tell("ORD208", f"{UNREAD}: {self._framer.excess}")

    def _payload(self, classified: Classified) -> None:
        kind = classified.kind
        value = classified.value if classified.has_value else MISSING
        if classified.damage:
            value = BLOCKED
            if self._framer.excess:
                self._unread()
            else:
                message = f"the data of {kind} is not JSON: {classified.damage}"
                self._reporter.tell("ORD305", message, kind=kind)
        # What is asked of every event is asked of those that the profile does not know, too.
        for check, message in self._judge.judge(kind, value):
            self._reporter.tell_check(check, message, kind=kind)
        self._reporter.tell_beyond(self._budget.beyond)
