"""One stream, checked as it arrives: bytes in, findings out; nothing is printed, and memory is flat however long it runs.

The bytes become blocks, the blocks are shown to the rules, and their events to the order. A body that turns out to be
no event stream gets one finding, not one for each of its lines.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from sse_codec import DEFAULT_MAX_EVENT_SIZE, Block, ClosedError, Event, LimitExceeded, Scanner
from sse_codec.ordering import UNREAD, Profile
from sse_codec.ordering import Finding as OrderFinding

from ..ending import BY_US, Ending, EndingKind
from ..finding import Finding
from ..head import ResponseHead
from ..report import FilePlace, Report
from ..rules import Selection
from ..rules._index import index_of, what_is_known
from ..rules._run import Run
from ..rules._stream import Mark, Stream
from ..rules._words import counted
from ..sniff import KINDS
from ._findings import Findings
from ._found import FAILURE, JSON_TOO_LARGE, TOLD
from ._gate import Gate
from ._location import ChunkMap, Locations
from ._order import OrderCheck
from ._parts import parts
from ._report import GAVE_UP, UNNAMED, outcome, stopped_words

_JUDGES: Final = frozenset({FAILURE, "ORD103"})
"""What the order says of an event that tells of a failure: the outcome is its own matter then, as after an end."""


class StreamCheck:
    """The check of one stream: feed it the chunks as they come, close it, read the report.

    :param source: what the stream is called in findings.
    :param head: the response that carries it, when it is known.
    :param selection: which rules apply; the default of each when None.
    :param profile: the order to hold it against: a `Profile`, the name of a shipped one, or the path of a file. "auto" chooses
        among the shipped profiles by the first events. ProfileError when there is none such.
    :param framing: name of the framing to take events in, undetected. ValueError when the profile has none such.
    :param max_event_size: bytes that one block may hold, None for no limit.
    :param fidelity: that of the capture: "timed", "chunks" and "bytes" are those of the wire; in "events" the bytes are ours.
    :param max_events: how many events to check.
    :param origin: origin of the page that is to read the stream.
    :param method: method of the request that the stream answers, when it is known.
    :param require_profile: report an error when no profile was found.
    :param expect: the outcome that the stream has to have; any other is an error.
    :param options: numbers of rules, as `sse_conform.rules.options_of` gives them; where there is none, that of the rule.
    :param place: where in a file the stream stands, for the report.
    """

    def __init__(
        self,
        source: str,
        *,
        head: ResponseHead | None = None,
        selection: Selection | None = None,
        profile: Profile | str | None = "auto",
        framing: str | None = None,
        max_event_size: int | None = DEFAULT_MAX_EVENT_SIZE,
        fidelity: Literal["timed", "chunks", "bytes", "events"] = "bytes",
        max_events: int | None = None,
        origin: str | None = None,
        method: str | None = None,
        require_profile: bool = False,
        expect: str | None = None,
        options: Mapping[tuple[str, str], int] | None = None,
        place: FilePlace | None = None,
    ) -> None:
        self._source = source
        self._place = place
        self._head = head
        self._selection = Selection() if selection is None else selection
        self._max_events = max_events
        self._stream = Stream(head, origin, method, expected=expect, options=options)
        known = what_is_known(head, fidelity, origin, require_profile=require_profile, expect=expect)
        self._index = index_of(self._selection, known)
        self._run = Run(self._stream, self._index)
        self._order = OrderCheck(profile, framing)
        self._scanner = Scanner(max_event_size=max_event_size)
        self._gate = Gate()
        self._chunks = ChunkMap() if fidelity in ("chunks", "timed") else None
        self._locations = Locations(self._stream, self._chunks)
        self._has_bytes = fidelity != "events"
        self._came: float | None = None
        self._findings = Findings(source, self._selection)
        self._bytes = 0
        self._done = self._refused = False
        self._notice = ""
        self._is_failure_judged = False
        self._failure = ""
        """The failure of which only the profile knows, in words."""

    @property
    def done(self) -> bool:
        """Return True if more bytes would change nothing: `max_events` came, or the rest cannot be interpreted."""
        return self._done

    def feed(self, chunk: bytes, t: float | None = None) -> list[Finding]:
        """Check a chunk, which came `t` seconds after the request was sent; what it settles, by place.

        :raises ClosedError: the check was closed.
        """
        self._begin()
        if chunk and not self._done:
            self._note(chunk, t)
            try:
                blocks = self._scanner.feed(chunk)
            except LimitExceeded as error:
                self._exceed(error)
            else:
                self._take(self._gate.feed(chunk, blocks))
                if blocks and self._chunks is not None and self._gate.is_decided:
                    self._chunks.forget(blocks[-1].offset + len(blocks[-1].raw))
        self._bytes += len(chunk)
        self._settle()
        return self._findings.hand_over()

    def close(self, ending: EndingKind = "eof", detail: str = "", t: float | None = None) -> list[Finding]:
        """The stream is over, in the way that `Ending` describes, with a clause that says more of it, and when.

        After "stopped" and "time-up" nothing is said of what is missing at the end.

        :raises ClosedError: the check was closed before.
        """
        self._begin()
        self._stream.ending, self._stream.ending_detail, self._stream.ended = ending, detail, t
        if not self._done and ending not in BY_US:
            self._finish()
        elif self._gate.kind is None:
            self._tell_order(self._order.close(self._stream.unknown_fields, complete=False))
        self._tell_marks(self._run.conclude(self.report), *self._stream.raw_end)
        self._findings.settle_end(self._order.profile)
        return self._findings.hand_over()

    @property
    def report(self) -> Report:
        """The state of the check so far."""
        order, stream, kind = self._order, self._stream, self._gate.kind
        lacking = self._index.lacking(stream) + (() if self._has_bytes else (UNNAMED,))
        return Report(
            source=self._source,
            events=stream.events,
            bytes=self._bytes,
            totals=self._findings.totals({rule.code: rule.occurrences for rule in self._run.rules}),
            outcome=self._outcome(),
            profile=order.name,
            profile_reason=order.reason,
            framing=order.framing,
            not_applicable=lacking,
            parts=parts(self._selection, lacking, order, stream, is_stream=kind is None),
            nearest=order.nearest,
            failure=stream.failure.words if stream.failure else self._failure,
            duration=max(filter(None, (self._came, stream.ended)), default=self._came),
            notice=self._words(),
            sniffed=kind,
            by_level=self._findings.by_level(),
            place=self._place,
        )

    def _words(self) -> str:
        """What the body is instead of a stream, or why the check stopped before the stream did; "" for neither."""
        kind, ending = self._gate.kind, self._stream.ending
        if kind and not self._is_empty:
            return f"the body is {KINDS[kind]}, not an event stream"
        if ending is None or not (self._notice or ending in GAVE_UP):
            return self._notice
        why = self._notice or f"the check stopped: {Ending(ending, self._stream.ending_detail).words}"
        # Once the check is done, or before it knows that they are a stream, nobody knows what the rest of the bytes are.
        is_known = self._gate.is_decided and not self._done
        pending = self._bytes - self._stream.end.byte if is_known else 0
        return stopped_words(why, pending, self._order.owed)

    def _begin(self) -> None:
        """Raise ClosedError after the end, and check the head before the first bytes."""
        if self._stream.ending is not None:
            raise ClosedError("the check is closed; make a new StreamCheck for a new stream")
        head, self._head = self._head, None
        if head is not None:
            self._tell_marks(self._run.head(head), b"", 0)

    def _note(self, chunk: bytes, t: float | None) -> None:
        """Keep what is known of a chunk beside its bytes."""
        if self._chunks is not None:
            self._chunks.add(self._bytes, t)
            self._stream.t = t
            self._run.chunk(chunk, self._bytes)
        self._came = self._came if t is None else t

    def _take(self, blocks: list[Block]) -> None:
        """Check the blocks that the gate lets through."""
        self._refuse()
        for block in blocks:
            self._check(block)
            if self._stream.events == self._max_events:
                self._done = True
                events = counted(self._stream.events, "event")
                self._notice = f"the check stopped after {events}, as it was told"
                return

    def _refuse(self) -> None:
        """Say once what the body is instead of a stream; of text only the end shows that nothing else follows."""
        begins_as = self._gate.begins_as
        is_over = self._stream.ending is not None and self._gate.kind is not None
        if begins_as is not None and not self._refused and (begins_as != "text" or is_over):
            self._refused = True
            self._tell_marks(self._run.body(begins_as, self._gate.start), self._gate.start, 0)
            self._done = self._gate.is_shut

    def _check(self, block: Block) -> None:
        if marks := self._run.block(block):
            self._tell_marks(marks, block.raw, block.offset)
        if self._order.is_asked:
            for event in self._stream.meant:
                self._follow(event, block)
        self._stream.pass_over(block)
        self._settle()

    def _follow(self, event: Event, block: Block) -> None:
        """Check an event of the block at hand in its order."""
        order = self._order
        self._locations.enter(order.events + 1, block)
        found = order.feed(event, self._stream.unknown_fields)
        if order.may_report(order.events):
            self._locations.keep()
        if found:
            self._tell_order(found)

    def _settle(self) -> None:
        if not self._findings.are_waiting:
            return
        order = self._order
        self._findings.settle(order.profile, order.candidates, is_pending=order.is_pending)

    def _exceed(self, error: LimitExceeded) -> None:
        """The unfinished block is too large to be held: nothing behind it can be interpreted."""
        self._done = True
        if self._gate.kind is None:
            self._notice = (
                f"from byte {self._stream.end.byte} on the stream was not checked: an event is too large"
            )
            self._tell_marks(self._run.limit(error), *self._stream.raw_end)

    def _finish(self) -> None:
        try:
            last = self._scanner.close()
        except LimitExceeded as error:
            self._exceed(error)
            return
        self._take(self._gate.close([last] if last else []))
        if self._gate.kind is None and not self._done:
            self._tell_order(self._order.close(self._stream.unknown_fields, complete=True))
            self._tell_marks(self._run.end(), *self._stream.raw_end)

    def _tell_marks(self, marks: list[Mark], raw: bytes, base: int) -> None:
        """Report what rules found in `raw`, which begins at `base` of the stream."""
        for mark in marks:
            self._findings.add_mark(mark, self._locations.of_span(mark.span, raw, base))

    def _tell_order(self, found: Iterable[OrderFinding]) -> None:
        """Report what the order found."""
        profile = self._order.profile
        for finding in found:
            if finding.code in _JUDGES and self._has_failure(finding):
                self._is_failure_judged = True
            if finding.code == UNNAMED.code and not self._has_bytes:
                continue
            if finding.code == FAILURE:
                if self._findings.failures:
                    continue  # the stream told of it in its own words
                self._failure = finding.message.removeprefix(TOLD)
            if finding.message.startswith(UNREAD) and JSON_TOO_LARGE in self._stream.reported:
                continue
            is_wanted = profile is not None and self._findings.is_selected(finding.code)
            if profile is not None and is_wanted and self._findings.count_order(finding):
                self._findings.add_order(finding, self._locations.of(finding.event), profile)
        self._locations.forget()

    def _has_failure(self, finding: OrderFinding) -> bool:
        """Return True if a rule told of a failure at the event of the finding."""
        return finding.event > 0 and self._findings.has_failure(self._locations.of(finding.event).pos.event)

    @property
    def _is_empty(self) -> bool:
        """Return True if the server ended a stream in good order before it sent a byte."""
        is_promised = self._stream.head is not None and self._stream.is_promised
        return self._gate.kind == "empty" and is_promised and self._stream.ending == "eof"

    def _outcome(self) -> str:
        stream = self._stream
        if self._gate.kind is not None:
            return "ended" if self._is_empty else "not a stream"
        if stream.failure and not self._is_failure_judged:
            return "failed"
        is_whole = stream.ending == "eof" and stream.lost is None
        return outcome(self._order.outcome, stream.ending, is_done=self._done, is_whole=is_whole)
