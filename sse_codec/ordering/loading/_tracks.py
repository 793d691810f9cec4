"""The tables [[track]] become tracks, parents before their children; one that can hold nothing is refused."""

from ..classify import Shape
from ..pointers import STAR, Pointer
from ..slices import KeyPart, Track
from ..wording import clip, did_you_mean
from ._compile import OrderGrammar
from ._framing import parsed_pointer, read_shapes
from ._names import Names
from ._order import compiled, read_grammar
from ._toml import Table

_KEYS = (
    "name", "key", "optional", "each", "at", "shapes", "grammar", "max_open", "contiguous", "reopen", "closed_by",
    "within", "after", "why",
)  # fmt: skip


def build_tracks(table: Table, names: Names) -> tuple[Track, ...]:
    """The tracks of a profile, parents before their children."""
    entries = {entry.entry: entry for entry in table.entries("track")}
    tracks = {name: _track(entry, names) for name, entry in entries.items()}
    ordered: dict[str, Track] = {}
    for name in tracks:
        _arrange(name, entries, tracks, ordered, ())
    return tuple(ordered.values())


def _arrange(
    name: str,
    entries: dict[str, Table],
    tracks: dict[str, Track],
    ordered: dict[str, Track],
    below: tuple[str, ...],
) -> None:
    """Put a track behind its parent."""
    track, entry = tracks[name], entries[name]
    key = "within" if track.within else "after"
    parent = track.within or track.after
    if name in below:
        entry.fail(key, f"leads back to itself: {' > '.join((*below, name))}")
    if parent and parent not in ordered:
        if parent not in tracks:
            entry.fail(key, f"there is no track {clip(parent)}{did_you_mean(parent, tracks)}")
        _arrange(parent, entries, tracks, ordered, (*below, name))
    if parent:
        wanted = tuple(part.pointer for part in tracks[parent].key)
        if tuple(part.pointer for part in track.key)[: len(wanted)] != wanted:
            entry.fail("key", f"must begin with the key of {parent}: {', '.join(wanted)}")
    ordered[name] = track


def _track(table: Table, names: Names) -> Track:
    table.only(*_KEYS)
    if "within" in table and "after" in table:
        table.fail("after", "within names a parent already; leave one of them out")
    if "each" not in table:
        for key in ("at", "shapes"):
            if key in table:
                table.fail(key, "has no meaning without each: the place of the elements")
    if table.flag("contiguous") and not table.words("key"):
        table.fail("contiguous", "has no meaning without a key, whose last part counts")
    each = _each(table)
    used: dict[str, None] = {}
    grammar = read_grammar(table, names.of if each is None else lambda name: (name,), used)
    kinds = tuple(used)
    maximum = table.count("max_open")
    if maximum == 0:
        table.fail("max_open", "must be 1 or more: with 0 no slice could begin")
    return Track(
        table.entry,
        _key(table),
        grammar=table.text("grammar"),
        automaton=compiled(table, OrderGrammar(grammar, kinds), names.work),
        kinds=kinds,
        each=each,
        at=kinds if each is None else names.read(table, "at", tuple(names.kinds)),
        shapes=() if each is None else _shapes(table, kinds),
        max_open=maximum,
        contiguous=table.flag("contiguous"),
        reopen=table.flag("reopen"),
        closed_by=names.read(table, "closed_by"),
        within=table.text("within", ""),
        after=table.text("after", ""),
        why=table.text("why", ""),
    )


def _each(table: Table) -> tuple[Pointer, ...] | None:
    """The ways from star to star."""
    if "each" not in table:
        return None
    tokens = parsed_pointer(table, "each", table.text("each"))
    if tokens[-1:] != (STAR,):
        table.fail("each", "must end with /*, which stands for one element")
    ways: list[Pointer] = []
    start = 0
    for place, token in enumerate(tokens):
        if token == STAR:
            ways.append(tokens[start:place])
            start = place + 1
    return tuple(ways)


def _key(table: Table) -> tuple[KeyPart, ...]:
    each = parsed_pointer(table, "each", table.text("each", ""))
    pointers = table.words("key")
    optional = table.words("optional", ())
    for pointer in optional:
        if pointer not in pointers:
            table.fail("optional", f"{clip(pointer)} is no part of the key: {', '.join(pointers)}")
    return tuple(_part(table, pointer, each, pointer in optional) for pointer in pointers)


def _part(table: Table, pointer: str, each: Pointer, optional: bool) -> KeyPart:
    tokens = parsed_pointer(table, "key", pointer)
    stars = [place for place, token in enumerate(tokens) if token == STAR]
    if not stars:
        return KeyPart(pointer, 0, tokens, optional=optional)
    way = stars[-1] + 1
    if tokens[:way] != each[:way]:
        table.fail(
            "key", f"{clip(pointer)}: a * of the key stands for the same as in each, so begin as each does"
        )
    return KeyPart(pointer, len(stars), tokens[way:], optional=optional)


def _shapes(table: Table, kinds: tuple[str, ...]) -> tuple[Shape, ...]:
    shapes = read_shapes(table, "shapes", kinds)
    for kind in kinds:
        if not any(shape.kind == kind for shape in shapes):
            table.fail("shapes", f"no shape gives {clip(kind)}, which the grammar has")
    return shapes
