"""What tells the events of one profile from those of others: its kinds, framings and names, read without the order.

Automata are most of what a profile costs. Who has to choose among many profiles needs them of few.
"""

from collections.abc import Mapping
from typing import Final

from ..classify import Framing
from ..findings import LEVELS
from ..pointers import Pointer
from ._framing import build_framings, parsed_pointer, read_pointer
from ._names import Names
from ._toml import Table


class Outline:
    """A profile as far as single events go."""

    __slots__ = (
        "family",
        "foreign_types",
        "framings",
        "identities",
        "ignore_fields",
        "kinds",
        "levels",
        "members",
        "name",
    )

    name: Final[str]
    """Name of the profile."""
    family: Final[str]
    """The protocol behind the variant; by default the name of the last profile in the chain of ``extends``."""
    kinds: Final[Mapping[str, str]]
    """Every kind of event, and what it means."""
    framings: Final[tuple[Framing, ...]]
    """How kind and value stand in an event, in the order in which they are tried."""
    identities: Final[tuple[tuple[Pointer, str], ...]]
    """Strings that a check wants at a place of the value, such as ``chat.completion.chunk`` at ``/object``."""
    members: Final[tuple[Pointer, ...]]
    """Numbers that checks want in the elements of an event, with ``*`` for each element: ``/choices/*/delta``."""
    levels: Final[Mapping[str, str]]
    """Severity as the profile sets it in its table of severities: by code, or by id of a check."""
    ignore_fields: Final[tuple[str, ...]]
    """SSE fields outside the standard that this protocol is known to send."""
    foreign_types: Final[frozenset[str]]
    """SSE event types that show another protocol, be its other events the same."""

    def __init__(
        self,
        name: str,
        *,
        family: str,
        kinds: Mapping[str, str],
        framings: tuple[Framing, ...],
        identities: tuple[tuple[Pointer, str], ...],
        members: tuple[Pointer, ...],
        levels: Mapping[str, str],
        ignore_fields: tuple[str, ...],
        foreign_types: frozenset[str],
    ) -> None:
        self.name = name
        self.family = family
        self.kinds = kinds
        self.framings = framings
        self.identities = identities
        self.members = members
        self.levels = levels
        self.ignore_fields = ignore_fields
        self.foreign_types = foreign_types

    def __repr__(self) -> str:
        return f"Outline({self.name!r})"


def read_outline(table: Table) -> Outline:
    """The outline of the profile that a merged table holds."""
    names = Names(table)
    severity = table.table("severity")
    return Outline(
        table.word("profile"),
        family=table.word("family", table.origin),
        kinds=names.kinds,
        framings=build_framings(table, names),
        identities=tuple(_identities(table)),
        members=tuple(_members(table)),
        levels={key: severity.one_of(key, LEVELS) for key in severity.keys},
        ignore_fields=table.table("wire").words("ignore_fields", ()),
        foreign_types=frozenset(table.table("wire").words("foreign_types", ())),
    )


def _identities(table: Table) -> list[tuple[Pointer, str]]:
    """What the checks of whole events want to stand at a place, to the letter."""
    checks = [
        check for check in table.entries("check") if check.text("rule") == "one_of" and "track" not in check
    ]
    return [
        (read_pointer(check, "path"), value)
        for check in checks
        for value in check.scalars("values")
        if isinstance(value, str)
    ]


def _members(table: Table) -> list[Pointer]:
    """What the checks of elements want to be there."""
    each = {entry.entry: entry.text("each") for entry in table.entries("track") if "each" in entry}
    checks = [check for check in table.entries("check") if check.text("rule") in ("present", "type")]
    return [
        parsed_pointer(check, "path", each[check.text("track")] + check.text("path", ""))
        for check in checks
        if check.text("track", "") in each
    ]
