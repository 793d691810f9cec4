"""A profile is refused when it is read, not when a stream is checked: every key, name and grammar is looked at here.

One function for each table of the file. `Names` turns the names that they use into kinds.
"""

import re
from typing import Final

from ..checks import Check
from ..findings import CODES, LEVELS
from ..outcome import COMPLETED
from ..profile import Profile
from ..wording import did_you_mean
from ._checks import read_checks
from ._framing import build_framings
from ._names import Names
from ._order import build_automaton, read_outcomes
from ._toml import Table
from ._tracks import build_tracks

_SSE: Final = re.compile(r"SSE\d{3}")
_TOP: Final = (
    "profile", "extends", "family", "title", "spec", "date", "kinds", "framing", "group", "track", "order", "abort",
    "outcome", "check", "severity", "wire",
)  # fmt: skip


def build(table: Table) -> Profile:
    """The profile that a merged table holds. Raises ProfileError at the first thing that is not right."""
    table.only(*_TOP)
    name = table.word("profile")
    names = Names(table)
    framings = build_framings(table, names)
    order, abort = table.table("order"), table.table("abort")
    outcomes = read_outcomes(table, names)
    failing = [kind for kind, word in outcomes.kinds.items() if word != COMPLETED]
    tracks = build_tracks(table, names)
    checks = read_checks(table, names, {track.name: track for track in tracks})
    wire = table.table("wire")
    wire.only("ignore_fields", "foreign_types")
    # For whoever chooses among profiles, who reads them with the outline; a fault in them is one of the file.
    table.word("family", name)
    wire.words("foreign_types", ())
    return Profile(
        name,
        title=table.text("title", ""),
        spec=table.text("spec", ""),
        date=table.date("date"),
        kinds=names.kinds,
        groups=names.groups,
        framings=framings,
        grammar=order.text("grammar"),
        automaton=build_automaton(table, names, failing),
        restarting=frozenset(names.read(order, "restart")),
        forgiving=frozenset((*names.read(abort, "on"), *names.read(abort, "forgive"))),
        tracks=tracks,
        allow_unknown=order.one_of("unknown", ("error", "allow"), "error") == "allow",
        checks=checks,
        outcomes=outcomes,
        levels=_levels(table, name, checks),
        ignore_fields=wire.words("ignore_fields", ()),
    )


def _levels(top: Table, profile: str, checks: tuple[Check, ...]) -> dict[str, str]:
    """The levels that the profile sets, by code; the table [severity] counts more than a check's own key."""
    levels: dict[str, str] = {}
    for entry in top.entries("check"):
        if "severity" in entry:
            levels[f"{profile}:{entry.entry}"] = entry.one_of("severity", LEVELS)
    table = top.table("severity")
    ids = tuple(check.id for check in checks)
    for key in table.keys:
        if key not in CODES and key not in ids and not _SSE.fullmatch(key):
            table.fail(key, f"is neither a code nor the id of a check{did_you_mean(key, (*CODES, *ids))}")
        levels[f"{profile}:{key}" if key in ids else key] = table.one_of(key, LEVELS)
    return levels
