"""A stream against a profile, event by event: framing, then order, then payload; each fault is told once."""

from functools import partial
from typing import Final

from sse_codec._errors import ClosedError
from sse_codec._values import Event

from ._checks import Check, Judge
from ._finding import CODES, LEVELS, Finding
from ._framer import Framer
from ._framing import Classified
from ._held import Held
from ._once import Once
from ._outcome import Outcome
from ._profile import Profile
from ._repair import Fault
from ._repeats import Readings, Repeats
from ._run import Run
from ._track import TrackFault
from ._tracks import Step, Tracks
from ._version import Version
from ._words import clip, did_you_mean, suggestion
from .pointers import BLOCKED, MISSING, Pointer, is_object, resolve, write_pointer

UNREAD: Final = "the JSON of the event is not read, nor checked"
"""What is told of JSON that costs too much to be parsed."""


class Checker:
    """Checks one stream. What it holds is bounded by the profile and by one event."""

    __slots__ = (
        "_classified",
        "_closed",
        "_events",
        "_framer",
        "_judge",
        "_once",
        "_outcome",
        "_profile",
        "_repeats",
        "_run",
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
        held = Held()
        self._run = Run(profile.automaton, version=version)
        self._tracks = Tracks(profile.roster, version, held)
        self._judge = Judge(profile.agendas, self._tracks.has_begun, version, held)
        self._repeats = Repeats(version) if learn else None
        self._once = Once()
        self._events = 0
        self._classified = False
        self._closed = False
        self._outcome = Outcome(profile.outcomes)

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
        if self._repeats is not None:
            repeated = self._repeats.take(event)
            if repeated is not None:
                kind, judged = repeated
                return self._again(kind, judged)
        found: list[Finding] = []
        classified = self._framer.classify(event)
        if classified is None:
            self._undecided(found)
            self._framer.release()
            return found
        self._classified = True
        kind = classified.kind
        if classified.framing != self._framer.locked and kind in self._profile.kinds:
            self._mixed(classified, found)
        if classified.lacks:
            self._nameless(classified, found)
        if classified.disagrees:
            self._disagreeing(classified, found)
        elif kind not in self._profile.kinds:
            self._unknown(kind, found)
        else:
            self._order(classified, found)
        if kind in self._profile.kinds or self._profile.allow_unknown:
            self._payload(classified, found)
        if self._profile.outcomes.decides(kind) and not self._run.over:
            self._outcome.take(kind, classified.value)
        if self._repeats is not None and self._repeats.holds and not found:
            self._learn(event, classified, self._repeats)
        self._framer.release()
        return found

    def close(self) -> list[Finding]:
        """What is wrong with the stream as a whole, now that it has ended; nothing, when it was closed already."""
        found: list[Finding] = []
        if self._closed:
            return found
        self._closed = True
        fault = self._stop()
        if fault is not None:
            self._tell(found, "ORD104", self._incomplete(fault), fault=fault)
            return found
        step = self._tracks.close(self._judge)
        self._slices(step, found)
        for check, message in (*step.judged, *self._judge.close()):
            self._tell_check(found, check, message)
        self._limit(self._judge.limits.beyond, found)
        return found

    def _again(self, kind: str, judged: list[tuple[Check, str]]) -> list[Finding]:
        """Take an event that says what an earlier one said, but for what these checks say."""
        self._run.previous = kind
        found: list[Finding] = []
        if judged or self._judge.limits.beyond:
            for check, message in judged:
                self._tell_check(found, check, message, kind=kind)
            self._limit(self._judge.limits.beyond, found)
        return found

    def _learn(self, event: Event, classified: Classified, repeats: Repeats) -> None:
        """Remember an event that left everything where it was, if its framing alone says what it is."""
        kind, framing, whole = classified.kind, self._framer.framing, self._framer.whole
        if framing is None or framing.name != classified.framing or classified.lacks == "name":
            return
        if kind not in self._profile.kinds or self._outcome.failure or not is_object(whole):
            return
        if resolve(framing.value, whole) is classified.value:
            tracks = self._tracks.taking(kind)
            outcomes = self._profile.outcomes.of(kind)
            places = [place for each in outcomes for place, _ in each.places(classified.value)]
            read = partial(Readings, kind, whole, framing, tracks, self._judge, places)
            repeats.learn(event, kind, whole, read)

    def _stop(self) -> Fault | None:
        # Events that no framing classifies are no evidence of where the stream is.
        return self._run.stop() if self._classified else Run(self._profile.automaton).stop()

    def _undecided(self, found: list[Finding]) -> None:
        if self._framer.excess:
            self._run.unreadable()
            self._tracks.unreadable(self._judge)
            self._unread(found)
            return
        undecided = self._framer.undecided()
        if not undecided.foreign_end:
            self._run.unreadable()
            self._tracks.unreadable(self._judge)
        if self._classified or self._once.is_first("ORD302", undecided.reason):
            self._tell(
                found, "ORD302", f"no framing of {self._profile.name} fits the event: {undecided.reason}"
            )

    def _mixed(self, classified: Classified, found: list[Finding]) -> None:
        if self._once.is_first("ORD303", classified.framing):
            message = f"{clip(classified.kind)} is in {classified.framing} framing, in a stream that is in {self.framing} framing"
            self._tell(found, "ORD303", message, kind=classified.kind)

    def _nameless(self, classified: Classified, found: list[Finding]) -> None:
        """An event names its kind in one place, and has to in two: it is no less clear which event it is."""
        if classified.lacks == "type":
            message = "no event field: the event type has to name the kind as the data does"
            self._tell(found, "ORD306", message, kind=classified.kind)
        else:
            pointer = write_pointer(self._pointer_of_name(classified.framing))
            self._tell(
                found,
                "ORD307",
                f"no {pointer} in the data: only the event type names the kind",
                kind=classified.kind,
            )

    def _pointer_of_name(self, name: str) -> Pointer:
        """Where a framing has the kind in the data."""
        found = next(framing.kind for framing in self._profile.framings if framing.name == name)
        return found if isinstance(found, tuple) else ()

    def _disagreeing(self, classified: Classified, found: list[Finding]) -> None:
        names = (classified.kind, classified.disagrees)
        known = tuple(name for name in names if name in self._profile.kinds)
        self._run.either(known)
        self._tracks.unreadable(self._judge, known)
        message = (
            f"the event type says {clip(classified.disagrees)}, and its data says {clip(classified.kind)}"
        )
        self._tell(found, "ORD304", message, kind=classified.kind)

    def _unknown(self, kind: str, found: list[Finding]) -> None:
        near = suggestion(kind, self._profile.kinds)
        allowed = self._profile.allow_unknown
        if near and not allowed:
            self._run.unreadable((near,))
            self._tracks.unreadable(self._judge, (near,))
        if self._once.is_first("ORD301", kind):
            message = f"unknown kind {clip(kind)}{did_you_mean(kind, self._profile.kinds)}"
            self._tell(found, "ORD301", message, kind=kind, default="info" if allowed else "error")

    def _order(self, classified: Classified, found: list[Finding]) -> None:
        """The order of the stream, then that of the slices; where both say that an event is wrong, it is one fault."""
        kind = classified.kind
        restarts = kind in self._profile.restarting
        if restarts and self._events > 1:  # at the first event all of it has only just been made
            self._tracks.restart()
            self._judge.restart()
        fault = self._run.step(kind)
        if restarts and not self._run.over:  # nobody reads on after the end, so what came until then decides
            self._outcome.restart()
        step = self._step(classified, in_order=fault is None) if self._tracks.concerns(kind) else None
        if fault is not None and not (step and step.is_late):
            self._tell(found, fault.code, fault.describe(kind), kind=kind, fault=fault)
        if step and (step.own or step.left_open or step.judged or step.beyond):
            self._slices(step, found, kind=kind, own=fault is None)
        if kind in self._profile.forgiving:
            self._tracks.forgive(self._judge)

    def _step(self, classified: Classified, *, in_order: bool) -> Step | None:
        """What the tracks say of an event; None when it is nothing to them."""
        kind = classified.kind
        if self._run.spent:
            return None
        if classified.damage:
            self._tracks.unreadable(self._judge, (kind,))
            return None
        return self._tracks.step(kind, classified.value, self._judge, in_order=in_order)

    def _slices(self, step: Step, found: list[Finding], *, kind: str = "", own: bool = True) -> None:
        for fault in step.left_open + step.own if own else step.left_open:
            if fault.code != "ORD207" or self._once.is_first("ORD207", f"{fault.track.name} {kind}"):
                self._tell(found, fault.code, fault.message, kind=kind, fault=fault, help=fault.track.why)
        if kind:
            for check, message in step.judged:
                self._tell_check(found, check, message, kind=kind)
        self._limit(step.beyond, found)

    def _incomplete(self, fault: Fault) -> str:
        missing = ", ".join(fault.missing)
        if not self._events:
            return f"the stream has no events: missing {missing}"
        return f"the stream stopped early: missing {missing} ({fault.wanted})"

    def _limit(self, beyond: str, found: list[Finding]) -> None:
        if beyond and self._once.is_first("ORD208", beyond):
            self._tell(found, "ORD208", f"{beyond}: what comes beyond is not followed")

    def _unread(self, found: list[Finding]) -> None:
        if self._once.is_first("ORD208", "JSON"):
            self._tell(found, "ORD208", f"{UNREAD}: {self._framer.excess}")

    def _payload(self, classified: Classified, found: list[Finding]) -> None:
        kind = classified.kind
        value = classified.value if classified.has_value else MISSING
        if classified.damage:
            value = BLOCKED
            if self._framer.excess:
                self._unread(found)
            else:
                self._tell(found, "ORD305", f"the data of {kind} is not JSON: {classified.damage}", kind=kind)
        # What is asked of every event is asked of those that the profile does not know, too.
        for check, message in self._judge.judge(kind, value):
            self._tell_check(found, check, message, kind=kind)
        self._limit(self._judge.limits.beyond, found)

    def _tell(
        self,
        found: list[Finding],
        code: str,
        message: str,
        *,
        kind: str = "",
        fault: Fault | TrackFault | None = None,
        default: str = "",
        help: str = "",
    ) -> None:
        row = CODES[code]
        level = self._profile.levels.get(code, default or row.level)
        if level != "off":
            expected, missing = (fault.expected, fault.missing) if fault is not None else ((), ())
            found.append(
                Finding(
                    code,
                    row.name,
                    level,
                    message,
                    self._place,
                    kind=kind,
                    expected=expected,
                    missing=missing,
                    help=help or row.help,
                )
            )

    def _tell_check(self, found: list[Finding], check: Check, message: str, *, kind: str = "") -> None:
        code = f"{self._profile.name}:{check.id}"
        level = self._profile.levels.get(code, "error")
        if level != "off" and not _is_told(found, message, level):
            path = write_pointer(check.path)
            found.append(
                Finding(code, check.id, level, message, self._place, kind=kind, path=path, help=check.why)
            )

    @property
    def _place(self) -> int:
        return 0 if self._closed else self._events


def _is_told(found: list[Finding], message: str, level: str) -> bool:
    """Return True if an event's findings say this already: where a member is missing, several checks miss it.

    What was told at a lower level is taken back.
    """
    for place, finding in enumerate(found):
        if finding.message == message:
            if LEVELS.index(finding.level) <= LEVELS.index(level):
                return True
            del found[place]
            return False
    return False
