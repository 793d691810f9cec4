"""A profile: everything that one protocol says of its events and their order, ready to be checked against."""

from collections.abc import Mapping
from typing import Final

from .checks import Check, CheckIndex, index_checks
from .classify import Framing
from .order import Automaton
from .outcome import Outcomes
from .pointers import Pointer
from .slices import Track, TrackIndex


class Profile:
    """The rules of one event-stream protocol. `load_profile` and `parse_profile` make them."""

    __slots__ = (
        "allow_unknown",
        "automaton",
        "check_index",
        "checks",
        "date",
        "forgiving",
        "framings",
        "grammar",
        "groups",
        "ignore_fields",
        "kinds",
        "levels",
        "name",
        "outcomes",
        "restarting",
        "spec",
        "title",
        "track_index",
        "tracks",
    )

    name: Final[str]
    """Name of the profile, the first half of the codes of its checks."""
    title: Final[str]
    """What the protocol is, in a line."""
    spec: Final[str]
    """Where the rules come from."""
    date: Final[str]
    """When they were taken from there, as ISO 8601 has it; ``""`` when the profile does not say."""
    kinds: Final[Mapping[str, str]]
    """Every kind of event, and what it means."""
    groups: Final[Mapping[str, tuple[str, ...]]]
    """Names that stand for several kinds."""
    framings: Final[tuple[Framing, ...]]
    """How kind and value stand in an event, in the order in which they are tried."""
    grammar: Final[str]
    """The order of the stream, as the profile writes it."""
    automaton: Final[Automaton]
    """The order of the stream, with what may come anywhere, before it, or instead of the rest."""
    restarting: Final[frozenset[str]]
    """Kinds with which a new run begins in the same stream: tracks and checks begin anew."""
    forgiving: Final[frozenset[str]]
    """Kinds after which open slices owe nothing any more: the kinds that abort the stream, and others."""
    tracks: Final[tuple[Track, ...]]
    """The order within slices of the stream; one that others are within or after comes before them."""
    track_index: Final[TrackIndex]
    """The tracks by kind, for a checker."""
    allow_unknown: Final[bool]
    """Whether kinds that the profile does not know are information, and not faults."""
    checks: Final[tuple[Check, ...]]
    """What is asked of the values."""
    check_index: Final[Mapping[str, CheckIndex]]
    """The checks by track and by kind, for a judge."""
    outcomes: Final[Outcomes]
    """How a stream went: the words for kinds and values that decide it."""
    levels: Final[Mapping[str, str]]
    """Severity by code, where the profile sets it: ``ORD303``, ``profile:check-id``, ``SSE401``; ``off`` for none."""
    ignore_fields: Final[tuple[str, ...]]
    """SSE fields outside the standard that this protocol is known to send."""

    def __init__(
        self,
        name: str,
        *,
        title: str,
        spec: str,
        date: str,
        kinds: Mapping[str, str],
        groups: Mapping[str, tuple[str, ...]],
        framings: tuple[Framing, ...],
        grammar: str,
        automaton: Automaton,
        restarting: frozenset[str],
        forgiving: frozenset[str],
        tracks: tuple[Track, ...],
        allow_unknown: bool,
        checks: tuple[Check, ...],
        outcomes: Outcomes,
        levels: Mapping[str, str],
        ignore_fields: tuple[str, ...],
    ) -> None:
        self.name = name
        self.title = title
        self.spec = spec
        self.date = date
        self.kinds = kinds
        self.groups = groups
        self.framings = framings
        self.grammar = grammar
        self.automaton = automaton
        self.restarting = restarting
        self.forgiving = forgiving
        self.tracks = tracks
        self.track_index = TrackIndex(tracks)
        self.allow_unknown = allow_unknown
        self.checks = checks
        self.check_index = index_checks(checks)
        self.outcomes = outcomes
        self.levels = levels
        self.ignore_fields = ignore_fields

    def place_of_kind(self, framing: str) -> Pointer:
        """The place of the kind in the data, in the framing of this name; the top where the framing reads no place."""
        found = next(each.kind for each in self.framings if each.name == framing)
        return found if isinstance(found, tuple) else ()

    def __repr__(self) -> str:
        return f"Profile({self.name!r})"
