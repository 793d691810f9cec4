"""A name in a profile stands for kinds: itself, when it is one, or those of the group or the track that it names."""

import re
from typing import Final

from ..wording import clip, did_you_mean
from ._compile import Work
from ._toml import Table

MAX_KINDS: Final = 1000
"""Kinds of a profile; the largest shipped one has 65."""
_DEEPEST: Final = 32
_NAME: Final = re.compile(r"[^\s()|*+?]+")


class Names:
    """The kinds of a profile, and the groups and tracks that stand for several."""

    def __init__(self, table: Table) -> None:
        self.work = Work()
        """What the tables of the grammars may still cost."""
        self.kinds = _kinds(table.table("kinds"))
        self._known: dict[str, tuple[str, ...]] = {}
        """The kinds of the groups and tracks that were looked at: a group may be in many others."""
        self._table = table.table("group")
        self._tracks = {entry.entry: entry for entry in table.entries("track") if "each" not in entry}
        for name in (*self._table.keys, *self._tracks):
            self._refuse_twin(name)
        self.groups: dict[str, tuple[str, ...]] = {name: self._members(name, ()) for name in self._table.keys}
        self.tracks: dict[str, tuple[str, ...]] = {name: self._members(name, ()) for name in self._tracks}

    def _refuse_twin(self, name: str) -> None:
        """A name in a grammar means one thing."""
        of_track = name in self._tracks
        table, key = (self._tracks[name], "name") if of_track else (self._table, name)
        if name in self.kinds:
            table.fail(
                key,
                f"is a kind too; a name in a grammar would mean both, so rename the {'track' if of_track else 'group'}",
            )
        if of_track and name in self._table:
            table.fail(key, "is a group too; a name in a grammar would mean both, so rename one of them")

    def _members(self, name: str, above: tuple[str, ...]) -> tuple[str, ...]:
        """The kinds of a group, or of the grammar of a track."""
        if name in self._known:
            return self._known[name]
        table, key = (self._table, name) if name in self._table else (self._tracks[name], "grammar")
        if len(above) == _DEEPEST:
            table.fail(key, f"more than {_DEEPEST} groups within each other")
        if name in above:
            table.fail(key, f"contains itself: {' > '.join((*above, name))}")
        members = table.words(key) if name in self._table else _NAME.findall(table.text(key))
        found: list[str] = []
        for member in members:
            if member in self._table or member in self._tracks:
                found.extend(self._members(member, (*above, name)))
            else:
                found.extend(self._one(table, key, member))
        self._known[name] = tuple(dict.fromkeys(found))
        return self._known[name]

    def of(self, name: str) -> tuple[str, ...]:
        """The kinds that a name stands for. Raises ValueError for a name that stands for none."""
        if name in self.kinds:
            return (name,)
        if name in self._table or name in self._tracks:
            return self._members(name, ())
        near = did_you_mean(name, (*self.kinds, *self._table.keys, *self._tracks))
        raise ValueError(
            f"unknown name {clip(name)}{near or '; a kind is listed in [kinds], a group in [group]'}"
        )

    def read(self, table: Table, key: str, default: tuple[str, ...] | None = ()) -> tuple[str, ...]:
        """The kinds that the names under a key stand for."""
        return tuple(
            dict.fromkeys(kind for name in table.words(key, default) for kind in self._one(table, key, name))
        )

    def named(self, table: Table, name: str) -> tuple[str, ...]:
        """The kinds that a key itself stands for."""
        return self._one(table, name, name)

    def _one(self, table: Table, key: str, name: str) -> tuple[str, ...]:
        try:
            return self.of(name)
        except ValueError as error:
            table.fail(key, str(error))


def _kinds(table: Table) -> dict[str, str]:
    if not table.keys:
        table.fail("", 'list every kind of event here, each with its meaning: token = "a piece of the text"')
    if len(table.keys) > MAX_KINDS:
        table.fail("", f"has {len(table.keys)} kinds, and up to {MAX_KINDS} are read")
    for kind in table.keys:
        if not _NAME.fullmatch(kind):
            table.fail(kind, "a kind is a word without white space and without ( ) | * + ?")
    return {kind: table.text(kind) for kind in table.keys}
