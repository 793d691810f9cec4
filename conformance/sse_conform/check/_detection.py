"""The detection: finds the shipped profile of a stream by evidence.

An event that only one family of profiles sends is a mark and decides by itself. A bare word waits for a second witness,
or for the end. Failures, heartbeats and events without data come from servers of every protocol and say nothing. Unknown
events count once for each kind, so they do not end the search. Among the members of a family a tie-break decides.
"""

from functools import cache
from typing import Final

from sse_codec import Event
from sse_codec.ordering import Document, Outline, Profile, load_outline, load_profile, shipped_profiles
from sse_codec.ordering.pointers import is_object

from ._evidence import STRONG, Claim, Families, Witness
from ._marks import marks
from ._tally import Tally
from ._tie_break import Candidate, TieBreak

_PATIENCE: Final = 1000
"""The most events that wait for a decision."""
_KEPT: Final = 1 << 20
"""The most characters of data that wait for a decision."""
_WORTH_WAITING: Final = 100
"""Findings wait for so many events, so that all findings come in the order of their places."""
_UNKNOWN_KINDS: Final = 100
"""The most unknown kinds that are told apart."""
_HEARTBEATS: Final = frozenset({"ping", "heartbeat", "keepalive", "keep-alive", "keep_alive"})
"""Servers of every protocol use these words for a sign of life."""
_LONGEST_WORD: Final = 64
"""Characters of data that is looked at for a word."""
_FAILURE: Final = "error"
"""The word for a failure."""
_NAMELESS: Final = frozenset({"", "message"})
"""SSE event types without a meaning."""
_END: Final = "[DONE]"
"""The end marker of many protocols."""

_NO_EVIDENCE: Final = Tally("")
UNDECIDED: Final = "nothing in the events is of one protocol alone"
UNKNOWN: Final = "no shipped profile knows the events"


class Detection:
    """Finds the profile of one stream, and holds the events that came before against it."""

    def __init__(self, framing: str | None) -> None:
        """:param framing: seek among the profiles that have a framing of this name; None for all profiles.

        :raises ValueError: no profile has such a framing.
        """
        self.reason = UNDECIDED
        """What told the profile, or why there is none."""
        self._framing = framing
        if framing is not None and not _families(framing).members:
            raise ValueError(f"no shipped profile has a framing {framing!r}")
        self._kept: list[Event] = []
        self._size = 0
        self._tallies: dict[str, Tally] = {}
        """The evidence for each family; empty while a mark in the first event may still decide."""
        self._witnesses: list[Witness] = []
        self._unknown: set[str] = set()
        """Kinds of events that no profile knows."""
        self._tie_break: TieBreak | None = None
        self._is_over = False

    @property
    def candidates(self) -> tuple[Outline | Profile, ...]:
        """The profiles that may still be found."""
        if self._tie_break is not None:
            return self._tie_break.profiles
        if self._is_over:
            return ()
        witnesses = self._witnesses if self._tallies else _witnesses(self._framing)
        return tuple(witness.outline for witness in witnesses)

    @property
    def is_pending(self) -> bool:
        """Return True if the check may soon report something at an earlier place."""
        if self._tie_break is not None:
            return self._tie_break.is_pending
        knows = any(tally.kinds for tally in self._tallies.values())
        return knows and 0 < len(self._kept) <= _WORTH_WAITING

    @property
    def nearest(self) -> str:
        """The profile that knows most of the events; "" when no profile knows one."""
        best = max(
            self._tallies.values(), key=lambda tally: (bool(tally.kinds), tally.known), default=_NO_EVIDENCE
        )
        return self._names(best.family)[0] if best.known else ""

    def may_report(self, number: int) -> bool:
        """Return True if there may be findings at the event of this number, which was fed last."""
        if self._tie_break is not None:
            return self._tie_break.may_report(number)
        return not self._is_over

    def feed(self, event: Event, unknown_fields: set[str]) -> Candidate | None:
        """Take an event. Returns the winner once the events have decided, with its findings so far."""
        if self._tie_break is not None:
            self._tie_break.feed(event)
        elif not self._is_over:
            self._kept.append(event)
            self._size += len(event.data)
            families = self._marked(event) or self._seen(event, unknown_fields)
            if families:
                self._begin(families, unknown_fields)
            elif len(self._kept) == _PATIENCE or self._size > _KEPT:
                self._begin(self._best(), unknown_fields)
        return self._settled(self._tie_break.winner) if self._tie_break else None

    def close(self, unknown_fields: set[str], *, complete: bool) -> Candidate | None:
        """Decide at the end of the stream. Not `complete`: the stream went on, and the check stopped."""
        is_early = self._tie_break is None
        if self._tie_break is None and not self._is_over:
            self._begin(self._best(), unknown_fields)
        if self._tie_break is None:
            return None
        winner = self._tie_break.close(complete=complete)
        # One word that stands where it has no place may be chance, and between protocols nobody guesses.
        is_chance = winner.misfits and self._tallies[winner.family].is_chance
        if is_early and (is_chance or self._tie_break.is_guess):
            self._give_up(UNDECIDED)
            return None
        return self._settled(winner)

    def _settled(self, winner: Candidate | None) -> Candidate | None:
        if winner is not None and self._tie_break is not None:
            self.reason = f"told by {self._tallies[winner.family].told}{self._tie_break.reason}"
        return winner

    def _marked(self, event: Event) -> list[str]:
        """Return the family whose mark the first event bears, if it bears the mark of one family alone."""
        if self._tallies or self._framing is not None:
            return []
        document = Document(event.data)
        claims = {
            family: claim
            for family in marks().likely(event)
            if (claim := _mark_of(family, event, document)) is not None
        }
        if len(claims) != 1:
            return []
        ((family, claim),) = claims.items()
        self._tallies = {family: Tally(family)}
        self._tallies[family].take(claim)
        return [family]

    def _seen(self, event: Event, unknown_fields: set[str]) -> list[str]:
        """Count the evidence of an event for all families, and return the families that it decides for."""
        if not self._tallies:
            self._tallies = {family: Tally(family) for family in _families(self._framing).members}
            self._witnesses = _witnesses(self._framing)
        self._look(event)
        return self._decided(unknown_fields)

    def _look(self, event: Event) -> None:
        """Count the evidence of an event."""
        document = Document(event.data)
        self._witnesses = [each for each in self._witnesses if event.type not in each.outline.foreign_types]
        claims: dict[str, Claim] = {}
        for witness in self._witnesses:
            family = witness.outline.family
            known = witness.known(event, document)
            if known is not None:
                claim = _families(self._framing).claim(family, *known)
                claims[family] = max(claims.get(family, claim), claim, key=lambda each: each.strength)
        name = _name_of(event, document)
        if _says_nothing(event, name):
            claims = {family: claim for family, claim in claims.items() if claim.strength == STRONG}
        elif not any(claim.has_evidence for claim in claims.values()) and len(self._unknown) < _UNKNOWN_KINDS:
            self._unknown.add(name)
        for family, claim in claims.items():
            self._tallies[family].take(claim)

    def _decided(self, unknown_fields: set[str]) -> list[str]:
        """Return the families that the evidence singles out: one as a rule, and none while it is too little.

        One mark among more events of another family is a stray event, or the first of many: those two are held against it all.
        """
        marked = [tally for tally in self._tallies.values() if tally.is_certain]
        if len(marked) == 1:
            (first,) = marked
            others = [other for other in self._tallies.values() if other.own and other.known > first.known]
            return [tally.family for tally in (first, *others)]
        sent = [
            tally.family
            for tally in self._tallies.values()
            if tally.known and self._sends(tally.family, unknown_fields)
        ]
        if len(sent) == 1:
            return sent
        known = [tally for tally in self._tallies.values() if tally.own]
        if len(known) == 1 and known[0].kinds > 1 and self._outweighs(known[0]):
            return [known[0].family]
        return []

    def _outweighs(self, tally: Tally) -> bool:
        """Return True if bare words speak clearly for a family: strangers have words such as `start` and `finish` too."""
        return tally.kinds > 2 * len(self._unknown)

    def _sends(self, family: str, unknown_fields: set[str]) -> bool:
        """Return True if the stream has a field outside the standard that servers of this family send."""
        return any(
            unknown_fields.intersection(outline.ignore_fields)
            for outline in _families(self._framing).members[family]
        )

    def _best(self) -> list[str]:
        """The families that fit best when no more events come."""
        tallies = self._tallies.values()
        own = [tally for tally in tallies if tally.is_certain or (tally.own and self._outweighs(tally))]
        if own:
            is_mixture = len(own) > 1 and not any(tally.is_certain for tally in own)
            return [] if is_mixture else [tally.family for tally in own]
        shared = [tally for tally in tallies if tally.shared and not self._unknown]
        most = max((tally.known for tally in shared), default=0)
        return [tally.family for tally in shared if tally.known == most]

    def _begin(self, families: list[str], unknown_fields: set[str]) -> None:
        """Hold the members of the families against the kept events. Without a family, give up."""
        if not families:
            knows = any(tally.known for tally in self._tallies.values())
            self._give_up(UNDECIDED if knows or not self._unknown else UNKNOWN)
            return
        names = [(name, family) for family in families for name in self._names(family)]
        candidates = [Candidate(load_profile(name), self._framing, family) for name, family in names]
        self._tie_break = TieBreak(candidates, unknown_fields)
        for event in self._kept:
            self._tie_break.feed(event)
        self._kept = []

    def _names(self, family: str) -> list[str]:
        """Return the names of the profiles of a family."""
        names = marks().members.get(family) if self._framing is None else None
        return names or [outline.name for outline in _families(self._framing).members[family]]

    def _give_up(self, reason: str) -> None:
        self.reason = reason
        self._is_over = True
        self._kept, self._tie_break = [], None


@cache
def _families(framing: str | None) -> Families:
    """The shipped profiles that have a framing of this name."""
    outlines = map(load_outline, shipped_profiles())
    return Families(
        outline
        for outline in outlines
        if framing is None or any(framing == other.name for other in outline.framings)
    )


def _witnesses(framing: str | None) -> list[Witness]:
    """Make a witness for each shipped profile that has a framing of this name."""
    members = _families(framing).members.values()
    return [Witness(outline, framing) for outlines in members for outline in outlines]


def _mark_of(family: str, event: Event, document: Document) -> Claim | None:
    """Return what the first event says for a family, if it bears a mark of the family."""
    for name in marks().members[family]:
        outline = load_outline(name)
        known = Witness(outline, None).known(event, document)
        if known is not None and event.type not in outline.foreign_types:
            kind, met = known
            mark = next((demand for demand in met if demand in marks().of[family]), None)
            if mark is not None:
                return Claim(kind, STRONG, mark.words, is_shared=False)
    return None


def _name_of(event: Event, document: Document) -> str:
    """The name of an event: its SSE type, a name in its data, or else the names of its members."""
    if event.type not in _NAMELESS:
        return event.type
    value = document.value
    if not is_object(value):
        word = event.data[:_LONGEST_WORD].strip()
        return word if word.lower() in (*_HEARTBEATS, _END.lower()) else "text"
    names = [value[key] for key in ("type", "event", "object") if isinstance(value.get(key), str)]
    if _FAILURE in names or (not names and value.get(_FAILURE)):
        return _FAILURE
    return names[0] if names else " ".join(sorted(value)[:20])


def _says_nothing(event: Event, name: str) -> bool:
    """Return True for events that servers of every protocol send."""
    is_nameless = event.type in _NAMELESS
    return (
        name.lower() in _HEARTBEATS
        or name in (_FAILURE, _END)
        or (is_nameless and (not event.data or event.data.isspace()))
    )
