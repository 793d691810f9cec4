"""Which shipped profile a stream is of, found by evidence.

An event that no other family of profiles could send is a mark, and decides by itself. A bare word waits for a second
witness, or for the end. What many protocols send alike (a failure, a heartbeat, an event without data) says nothing, and
what nobody knows counts once for each kind, so that the search goes on within its bound. Between the members of a
family a contest decides.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Final

from sse_codec import Event
from sse_codec.ordering import Document, Outline, Profile, load_outline, load_profile, shipped_profiles
from sse_codec.ordering.pointers import is_object

from ._contest import Contest, Rival
from ._evidence import STRONG, Claim, Families, Witness
from ._placing import Place

_PATIENCE: Final = 1000
"""Events after which the profile is decided in any case, so that what waits for it is bounded."""
_KEPT: Final = 1 << 20
"""Characters of data after which it is, too."""
_WORTH_WAITING: Final = 100
"""Events for which findings wait, so that they come in the order of their places."""
_UNKNOWN_KINDS: Final = 100
"""Kinds that nobody knows which are told apart."""
_HEARTBEATS: Final = frozenset({"ping", "heartbeat", "keepalive", "keep-alive", "keep_alive"})
"""Words by which servers of all protocols say that they are alive."""
_FAILURE: Final = "error"
"""The word for a failure."""
_NAMELESS: Final = frozenset({"", "message"})
"""SSE event types that say nothing."""
_END: Final = "[DONE]"
"""The end marker that many protocols took over."""

UNDECIDED: Final = "nothing in the events is of one protocol alone"
UNKNOWN: Final = "no shipped profile knows the events"


class Detection:
    """Finds the profile of one stream; what came before it was found is held against it then."""

    def __init__(self, framing: str | None) -> None:
        """Among the profiles that have a framing of this name; None for all.

        :raises ValueError: there is none.
        """
        self.reason = UNDECIDED
        """What told the profile that was found, or why none was."""
        self._framing = framing
        self._families = _families(framing)
        if not self._families.members:
            raise ValueError(f"no shipped profile has a framing {framing!r}")
        self._kept: list[tuple[Event, Place]] = []
        self._size = 0
        self._tallies = {family: _Tally(family) for family in self._families.members}
        outlines = (outline for members in self._families.members.values() for outline in members)
        self._witnesses = [Witness(outline, framing) for outline in outlines]
        self._unknown: set[str] = set()
        """Kinds of events that no profile knows."""
        self._told = ""
        self._contest: Contest | None = None
        self._is_over = False

    @property
    def candidates(self) -> tuple[Outline | Profile, ...]:
        """The profiles that may still be found."""
        if self._contest is not None:
            return self._contest.profiles
        return () if self._is_over else tuple(witness.outline for witness in self._witnesses)

    @property
    def is_pending(self) -> bool:
        """Whether something at an earlier place may still be found, and soon."""
        if self._contest is not None:
            return self._contest.is_pending
        knows = any(tally.kinds for tally in self._tallies.values())
        return knows and 0 < len(self._kept) <= _WORTH_WAITING

    @property
    def nearest(self) -> str:
        """The profile that knows most of the events, where none is chosen; "" when none knows any."""
        best = max(self._tallies.values(), key=lambda tally: tally.known)
        return self._families.members[best.family][0].name if best.known else ""

    def feed(self, event: Event, locate: Callable[[], Place], unknown_fields: set[str]) -> Rival | None:
        """Take an event; with the one that decides it the profile, and what it has found so far."""
        if self._contest is not None:
            self._contest.feed(event, locate)
        elif not self._is_over:
            self._kept.append((event, locate()))
            self._size += len(event.data)
            self._look(event)
            family = self._decided(unknown_fields)
            if family:
                self._begin([family], unknown_fields)
            elif len(self._kept) == _PATIENCE or self._size > _KEPT:
                self._begin(self._best(), unknown_fields)
        return self._settled(self._contest.winner) if self._contest else None

    def close(self, unknown_fields: set[str], *, complete: bool) -> Rival | None:
        """The end of the stream, not `complete` when it went on and nobody looked: the profile after all, or none."""
        is_early = self._contest is None
        if self._contest is None and not self._is_over:
            self._begin(self._best(), unknown_fields)
        if self._contest is None:
            return None
        winner = self._contest.close(complete=complete)
        if is_early and winner.errors and self._tallies[winner.family].is_chance:
            self._give_up(UNDECIDED)  # one word that stands where it has no place may be chance
            return None
        return self._settled(winner)

    def _settled(self, winner: Rival | None) -> Rival | None:
        if winner is not None and self._contest is not None:
            self.reason = f"told by {self._tallies[winner.family].told}{self._contest.reason}"
        return winner

    def _look(self, event: Event) -> None:
        """Count what an event says."""
        document = Document(event.data)
        self._witnesses = [each for each in self._witnesses if event.type not in each.outline.foreign_types]
        claims: dict[str, Claim] = {}
        for witness in self._witnesses:
            family = witness.outline.family
            known = witness.known(event, document)
            if known is not None:
                claim = self._families.claim(family, *known)
                claims[family] = max(claims.get(family, claim), claim, key=lambda each: each.strength)
        name = _name_of(event, document)
        if _says_nothing(event, name):
            claims = {family: claim for family, claim in claims.items() if claim.strength == STRONG}
        elif not any(claim.has_evidence for claim in claims.values()) and len(self._unknown) < _UNKNOWN_KINDS:
            self._unknown.add(name)
        for family, claim in claims.items():
            self._tallies[family].take(claim)

    def _decided(self, unknown_fields: set[str]) -> str:
        """The family for which there is evidence enough, and for no other; "" for none."""
        marked = [tally.family for tally in self._tallies.values() if tally.is_certain]
        if len(marked) == 1:
            return marked[0]
        sent = [
            tally.family
            for tally in self._tallies.values()
            if tally.known and self._sends(tally.family, unknown_fields)
        ]
        if len(sent) == 1:
            return sent[0]
        known = [tally for tally in self._tallies.values() if tally.own]
        if len(known) == 1 and known[0].kinds > max(1, len(self._unknown)):
            return known[0].family
        return ""

    def _sends(self, family: str, unknown_fields: set[str]) -> bool:
        """Return True if a field outside the standard came that only servers of this family send."""
        return any(
            unknown_fields.intersection(outline.ignore_fields) for outline in self._families.members[family]
        )

    def _best(self) -> list[str]:
        """The families that fit what came, now that nothing more comes."""
        tallies = self._tallies.values()
        own = [
            tally for tally in tallies if tally.is_certain or (tally.own and tally.kinds > len(self._unknown))
        ]
        if own:
            return [tally.family for tally in own]
        shared = [tally for tally in tallies if tally.shared and not self._unknown]
        most = max((tally.known for tally in shared), default=0)
        return [tally.family for tally in shared if tally.known == most]

    def _begin(self, families: list[str], unknown_fields: set[str]) -> None:
        """Hold the members of the families against all that was kept; nothing is sought where there is none."""
        if not families:
            knows = any(tally.known for tally in self._tallies.values())
            self._give_up(UNDECIDED if knows or not self._unknown else UNKNOWN)
            return
        outlines = [outline for family in families for outline in self._families.members[family]]
        rivals = [Rival(load_profile(outline.name), self._framing, outline.family) for outline in outlines]
        self._contest = Contest(rivals, unknown_fields)
        for event, place in self._kept:
            self._contest.feed(event, partial(_known, place))
        self._kept = []

    def _give_up(self, reason: str) -> None:
        self.reason = reason
        self._is_over = True
        self._kept, self._contest = [], None


class _Tally:
    """What speaks for a family."""

    def __init__(self, family: str) -> None:
        self.family: Final = family
        self.known = 0
        """Events that it knows."""
        self.own: dict[str, str] = {}
        """Kinds of events with something that no other family has, and what that is."""
        self.shared: set[str] = set()
        """Kinds of events with something that others have too."""
        self.mark = ""
        """What decides by itself; "" when nothing has."""

    def take(self, claim: Claim) -> None:
        self.known += 1
        if claim.strength == STRONG:
            self.mark = self.mark or claim.told
        if claim.strength:
            self.own.setdefault(claim.kind, claim.told)
        elif claim.is_shared:
            self.shared.add(claim.kind)

    @property
    def is_certain(self) -> bool:
        """Whether a mark came."""
        return bool(self.mark)

    @property
    def kinds(self) -> int:
        """How many kinds of events speak for it, be it a little."""
        return len(self.shared | self.own.keys())

    @property
    def is_chance(self) -> bool:
        """Whether a single kind speaks for it, and no mark."""
        return not self.mark and self.kinds < 2

    @property
    def told(self) -> str:
        """What speaks for the family, in words."""
        return (
            self.mark
            or ", ".join(dict.fromkeys(self.own.values()))
            or f"the kinds {', '.join(sorted(self.shared))}"
        )


def _known(place: Place) -> Place:
    return place


@cache
def _families(framing: str | None) -> Families:
    """The shipped profiles that have a framing of this name."""
    outlines = map(load_outline, shipped_profiles())
    return Families(
        outline
        for outline in outlines
        if framing is None or any(framing == other.name for other in outline.framings)
    )


def _name_of(event: Event, document: Document) -> str:
    """What an event calls itself: its SSE type, a name in its data, or else the members that it has."""
    if event.type not in _NAMELESS:
        return event.type
    value = document.value
    if not is_object(value):
        return event.data.strip() if event.data.strip().lower() in (*_HEARTBEATS, _END.lower()) else "text"
    named = (value[key] for key in ("type", "event", "object") if isinstance(value.get(key), str))
    return next(named, _FAILURE if value.get(_FAILURE) else " ".join(sorted(value)[:20]))


def _says_nothing(event: Event, name: str) -> bool:
    """Return True for what servers of all protocols send alike."""
    is_nameless = event.type in _NAMELESS
    return name.lower() in _HEARTBEATS or name in (_FAILURE, _END) or (is_nameless and not event.data.strip())
