"""A profile is refused when it is read, not when a stream is checked: every key, name and grammar is looked at here.

One function for each table of the file. `Names` turns the names that they use into kinds.
"""

import re
from typing import Final

from ._automaton import Automaton, Order, compile_order
from ._checks import TYPES, Check
from ._finding import CODES, LEVELS
from ._framing import Framing
from ._grammar import EMPTY, NOTHING, GrammarError, Node, parse
from ._pointer import Pointer, parse_pointer
from ._profile import Profile
from ._toml import Table
from ._words import clip, did_you_mean

_NAME: Final = re.compile(r"[^\s()|*+?]+")
_SSE: Final = re.compile(r"SSE\d{3}")
_TOP: Final = (
    "profile", "extends", "title", "spec", "date", "kinds", "framing", "group", "order", "abort", "outcome",
    "check", "severity", "wire",
)  # fmt: skip
_CHECK: Final = ("id", "rule", "at", "severity", "why")
_RULES: Final = {
    "type": ("path", "type"),
    "present": ("path",),
    "one_of": ("path", "values"),
    "constant": ("path",),
    "count": ("min", "max", "unless"),
}
"""The payload rules, and the keys that each has beside those of every check."""


class _Names:
    """The kinds of a profile and the groups that stand for several."""

    def __init__(self, table: Table) -> None:
        self.kinds = _kinds(table.table("kinds"))
        self._table = table.table("group")
        self.groups: dict[str, tuple[str, ...]] = {}
        for name in self._table.keys:
            if name in self.kinds:
                self._table.fail(
                    name, "is a kind too; a name in a grammar would mean both, so rename the group"
                )
            self.groups[name] = self._members(name, ())

    def _members(self, group: str, above: tuple[str, ...]) -> tuple[str, ...]:
        if group in above:
            self._table.fail(group, f"contains itself: {' > '.join((*above, group))}")
        found: list[str] = []
        for name in self._table.words(group):
            if name in self._table:
                found.extend(self._members(name, (*above, group)))
            else:
                found.extend(self._one(self._table, group, name))
        return tuple(dict.fromkeys(found))

    def of(self, name: str) -> tuple[str, ...]:
        """The kinds that a name stands for. Raises ValueError for a name that stands for none."""
        if name in self.kinds:
            return (name,)
        if name in self.groups:
            return self.groups[name]
        near = did_you_mean(name, (*self.kinds, *self.groups))
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


def build(table: Table) -> Profile:
    """The profile that a merged table holds. Raises ProfileError at the first thing that is not right."""
    if "track" in table:
        table.fail(
            "track", "tracks (an order within a slice of the stream) are not supported; leave [[track]] out"
        )
    table.only(*_TOP)
    name = table.word("profile")
    names = _Names(table)
    framings = _framings(table, names)
    order = table.table("order")
    order.only("grammar", "anywhere", "before", "unknown")
    checks = _checks(table, names)
    wire = table.table("wire")
    wire.only("ignore_fields")
    return Profile(
        name,
        title=table.text("title", ""),
        spec=table.text("spec", ""),
        date=table.date("date"),
        kinds=names.kinds,
        groups=names.groups,
        framings=framings,
        grammar=order.text("grammar"),
        automaton=_automaton(table, order, names),
        allow_unknown=order.one_of("unknown", ("error", "allow"), "error") == "allow",
        checks=checks,
        outcomes=_outcomes(table, names),
        levels=_levels(table, name, checks),
        ignore_fields=wire.words("ignore_fields", ()),
    )


def _kinds(table: Table) -> dict[str, str]:
    if not table.keys:
        table.fail("", 'list every kind of event here, each with its meaning: token = "a piece of the text"')
    for kind in table.keys:
        if not _NAME.fullmatch(kind):
            table.fail(kind, "a kind is a word without white space and without ( ) | * + ?")
    return {kind: table.text(kind) for kind in table.keys}


def _framings(table: Table, names: _Names) -> tuple[Framing, ...]:
    entries = table.entries("framing")
    framings = tuple(_framing(entry, names) for entry in entries)
    if not framings:
        table.fail("framing", "at least one [[framing]] has to say where the kind of an event stands")
    for kind in names.kinds:
        if not any(framing.gives(kind) for framing in framings):
            table.table("kinds").fail(
                kind, "no framing can give this kind; see types and other_types of [[framing]]"
            )
    return framings


def _framing(table: Table, names: _Names) -> Framing:
    table.only("name", "kind", "value", "types", "other_types", "members", "agree", "json")
    if "types" in table and "other_types" in table:
        table.fail(
            "other_types",
            "types says already to which event types the framing applies; leave one of them out",
        )
    types = table.words("types") if "types" in table else None
    other_types = table.words("other_types", ())
    if table.text("kind") == "type":
        _refuse(table, ("value", "members", "agree"), 'kind = "type" takes the data as it is')
        return Framing(table.entry, types=types, other_types=other_types, json=names.read(table, "json"))
    _refuse(table, ("json",), 'the whole data is JSON already unless kind = "type"')
    return Framing(
        table.entry,
        kind=_pointer(table, "kind"),
        value=_pointer(table, "value"),
        types=types,
        other_types=other_types,
        members=table.words("members") if "members" in table else None,
        agree=table.flag("agree"),
    )


def _refuse(table: Table, keys: tuple[str, ...], reason: str) -> None:
    for key in keys:
        if key in table:
            table.fail(key, f"has no meaning here: {reason}")


def _pointer(table: Table, key: str) -> Pointer:
    try:
        return parse_pointer(table.text(key, ""))
    except ValueError as error:
        table.fail(key, str(error))


def _automaton(top: Table, order: Table, names: _Names) -> Automaton:
    used: dict[str, None] = {}
    grammar = _grammar(order, "grammar", names, used)
    if grammar == EMPTY:
        order.fail("grammar", "only a stream without any event would satisfy it")
    abort = top.table("abort")
    abort.only("on", "then")
    on = names.read(abort, "on", None) if abort.keys else ()
    then = _grammar(abort, "then", names, used) if "then" in abort else EMPTY
    rules = Order(
        grammar,
        tuple({**used, **names.kinds}),
        anywhere=names.read(order, "anywhere"),
        before=names.read(order, "before"),
        abort=on,
        then=then,
    )
    try:
        return compile_order(rules)
    except ValueError as error:
        order.fail("grammar", str(error))


def _grammar(table: Table, key: str, names: _Names, used: dict[str, None]) -> Node:
    """The expression under a key; ``used`` collects its kinds in the order in which they stand there."""

    def meaning(name: str) -> tuple[str, ...]:
        kinds = names.of(name)
        used.update(dict.fromkeys(kinds))
        return kinds

    try:
        node = parse(table.text(key), meaning)
    except GrammarError as error:
        table.fail(key, str(error))
    if node == NOTHING:
        table.fail(key, "no stream can satisfy it: a group in it has no kinds")
    return node


def _checks(table: Table, names: _Names) -> tuple[Check, ...]:
    return tuple(_check(entry, names) for entry in table.entries("check"))


def _check(table: Table, names: _Names) -> Check:
    table.word("id")
    rule = table.one_of("rule", tuple(_RULES))
    table.only(*_CHECK, *_RULES[rule])
    minimum, maximum = table.count("min"), table.count("max")
    if rule == "count" and not (minimum or maximum is not None):
        table.fail("rule", "count needs min, max or both")
    if maximum is not None and maximum < (minimum or 0):
        table.fail("max", "is less than min, so no stream would do")
    return Check(
        table.entry,
        rule,
        names.read(table, "at", tuple(names.kinds)),
        path=_pointer(table, "path"),
        types=_types(table) if rule == "type" else (),
        values=table.scalars("values") if rule == "one_of" else (),
        minimum=minimum or 0,
        maximum=maximum,
        unless=names.read(table, "unless"),
        why=table.text("why", ""),
    )


def _types(table: Table) -> tuple[str, ...]:
    types = table.words("type")
    for name in types:
        if name not in TYPES:
            table.fail(
                "type",
                f"{clip(name)} is no type of JSON{did_you_mean(name, TYPES)}; there are: {', '.join(TYPES)}",
            )
    return types


def _outcomes(top: Table, names: _Names) -> dict[str, str]:
    table = top.table("outcome")
    words: dict[str, str] = {}
    for name in table.keys:
        for kind in names.named(table, name):
            words.setdefault(kind, table.word(name))
    return words


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
