"""What tells the events of one profile from those of others: its kinds and framings, read without the order.

Automata are most of what a profile costs. Who has to choose among many profiles needs them of few.
"""

from collections.abc import Mapping
from typing import Final

from .._finding import LEVELS
from .._framing import Framing
from ._framing import build_framings
from ._names import Names
from ._toml import Table


class Outline:
    """A profile as far as single events go."""

    __slots__ = ("framings", "ignore_fields", "kinds", "levels", "name")

    name: Final[str]
    """Name of the profile."""
    kinds: Final[Mapping[str, str]]
    """Every kind of event, and what it means."""
    framings: Final[tuple[Framing, ...]]
    """How kind and value stand in an event, in the order in which they are tried."""
    levels: Final[Mapping[str, str]]
    """Severity as the profile sets it in its table of severities: by code, or by id of a check."""
    ignore_fields: Final[tuple[str, ...]]
    """SSE fields outside the standard that this protocol is known to send."""

    def __init__(
        self,
        name: str,
        *,
        kinds: Mapping[str, str],
        framings: tuple[Framing, ...],
        levels: Mapping[str, str],
        ignore_fields: tuple[str, ...],
    ) -> None:
        self.name = name
        self.kinds = kinds
        self.framings = framings
        self.levels = levels
        self.ignore_fields = ignore_fields

    def __repr__(self) -> str:
        return f"Outline({self.name!r})"


def read_outline(table: Table) -> Outline:
    """The outline of the profile that a merged table holds."""
    names = Names(table)
    severity = table.table("severity")
    return Outline(
        table.word("profile"),
        kinds=names.kinds,
        framings=build_framings(table, names),
        levels={key: severity.one_of(key, LEVELS) for key in severity.keys},
        ignore_fields=table.table("wire").words("ignore_fields", ()),
    )
