"""Profiles that nobody would write: any framings, orders, tracks and checks together, and streams that nearly follow them."""

import json
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any, Final

from sse_codec import Event
from sse_codec.ordering import Profile, ProfileError, parse_profile

from .respelled import is_calm

KINDS: Final = ("open", "tick", "tock", "note", "close", "fail")
PATHS: Final = (
    "/x",
    "/n",
    "/text",
    "/id",
    "/finish",
    "/deep/er",
    "/deep",
    "/list/0/x",
    "/empty",
    "/final",
    "/list",
    "",
)
ELEMENTS: Final = ("begin", "piece", "end")
TYPES: Final = ("string", "integer", "number", "boolean", "array", "object", "null")
VALUES: Final = ("a", "ab", "word", "", 0, 1, 2, 1.0, True, None)
CODES: Final = (
    "ORD101",
    "ORD102",
    "ORD201",
    "ORD203",
    "ORD207",
    "ORD301",
    "ORD303",
    "ORD304",
    "ORD306",
    "ORD307",
)


class Protocol:
    """A profile, and where its events have kind and value."""

    def __init__(self, text: str, has_type: bool, value: str) -> None:
        self.text = text
        self.profile: Profile = parse_profile(text)
        self._has_type = has_type
        self._value = value

    def event(self, kind: str, members: dict[str, Any], luck: Random) -> Event:
        """An event that has its kind in all places where a framing may look."""
        told: dict[str, Any] = {"type": kind, "k": kind + luck.choice((*[""] * 20, "s")), f"is_{kind}": 1}
        if luck.random() < 0.02:
            del told[luck.choice(list(told))]
        whole = {**told, "v": members} if self._value else {**told, **members}
        named = self._has_type if luck.random() < 0.98 else not self._has_type
        return Event(kind if named else "message", json.dumps(whole))


def random_protocol(luck: Random) -> Protocol:
    """A profile that is right, whatever it may be good for."""
    while True:
        has_type = luck.random() < 0.4
        value = luck.choice(("", "", '"/v"'))
        text = "\n".join(_profile(luck, has_type, value))
        try:
            return Protocol(text, has_type, value)
        except ProfileError:
            continue


def random_stream(protocol: Protocol, luck: Random) -> list[Event]:
    """Events that mostly may come where they do, by the profile, until none is found that may."""
    found: list[Event] = []
    text = ""
    for number in range(luck.randrange(4, 14)):
        members = _members(luck, number, text)
        kind, event = _next(protocol, found, members, luck)
        if not kind:
            break
        text += members["text"] if kind == "tick" else ""
        found.append(event)
    return found


def _next(
    protocol: Protocol, before: Sequence[Event], members: dict[str, Any], luck: Random
) -> tuple[str, Event]:
    """An event that may come next, or seldom any, and its kind; none where there is none."""
    for kind in luck.sample(KINDS, len(KINDS)):
        event = protocol.event(kind, members, luck)
        if luck.random() < 0.02 or is_calm(protocol.profile, before, event):
            return kind, event
    return "", Event("message", "")


def _members(luck: Random, number: int, text: str) -> dict[str, Any]:
    element = {"id": luck.randrange(2), "k": luck.choice(ELEMENTS), "x": luck.choice(VALUES)}
    return {
        "id": luck.choice((0, 0, 0, 0, 0, 0, 1, "a")),
        "sub": 0,
        "x": luck.choice(VALUES) if luck.random() < 0.2 else "a",
        "n": number,
        "text": luck.choice(("1", "2", '"')),
        "finish": luck.choice((None, None, None, "stop", "error")),
        "empty": luck.choice(("", "", "a")),
        "final": text,
        "deep": {"er": luck.choice(VALUES)},
        "list": [element] * luck.choice((0, 1, 1, 1, 2)),
    }


def _profile(luck: Random, has_type: bool, value: str) -> Iterator[str]:
    yield from ('profile = "zoo"', 'title = "any"', 'spec = "any"', "[kinds]")
    yield from (f'{kind} = "any"' for kind in KINDS)
    if luck.random() < 0.5:
        yield from _with_one_demand(luck, value)
        return
    for number in range(luck.choice((1, 1, 2))):
        yield from _framing(luck, f"f{number}", has_type, value)
    yield from _order(luck)
    tracks = ["box", "part", "any"][: luck.choice((0, 0, 1, 1, 2, 3))]
    for track in tracks:
        yield from _track(luck, track, value)
    for number in range(luck.choice((0, 0, 1, 2, 3))):
        yield from _check(luck, f"c{number}", tracks)
    yield from _outcome(luck)
    yield "[severity]"
    yield from (
        f'{code} = "{luck.choice(("off", "info"))}"' for code in luck.sample(CODES, luck.randrange(3))
    )


def _with_one_demand(luck: Random, value: str) -> Iterator[str]:
    """Hardly more than one check, outcome or track, so that no other finding hides what it says."""
    yield from ("[[framing]]", 'name = "f0"', 'kind = "/type"', f"value = {value}" if value else "")
    yield from ("[order]", f'grammar = "({" | ".join(KINDS)})*"')
    demand = luck.choice(("check", "check", "check", "track", "outcome"))
    tracks = ["box"] if demand == "track" or luck.random() < 0.3 else []
    for track in tracks:
        yield from _track(luck, track, value)
    path = luck.choice(PATHS)
    for number in range(0 if demand == "outcome" else luck.choice((1, 1, 2))):
        yield from _check(luck, f"c{number}", tracks, path)
    if demand == "outcome":
        yield from _outcome(luck)


def _framing(luck: Random, name: str, has_type: bool, value: str) -> Iterator[str]:
    yield from ("[[framing]]", f'name = "{name}"')
    is_pointer = luck.random() < 0.7
    if value and is_pointer:
        yield f"value = {value}"
    if luck.random() < 0.4 or not (is_pointer or has_type):
        some = luck.sample(KINDS, 3 if is_pointer or has_type else len(KINDS))
        yield f"shapes = [{', '.join(_shape(luck, kind) for kind in some)}]"
    if is_pointer:
        yield f'kind = "{luck.choice(("/type", "/type", "/k"))}"'
        yield luck.choice(("", "", "agree = true" if has_type else "", 'agree = "if-named"'))
    elif has_type:
        yield from ('kind = "type"', f"json = {json.dumps(KINDS)}")


def _shape(luck: Random, kind: str) -> str:
    conditions = (
        f'equals = {{ "/k" = "{kind}" }}',
        f'like = {{ "/k" = "{kind[:2]}*" }}',
        f'has = "/is_{kind}"',
        f'has = "/is_{kind}", lacks = "/finish"',
        f'has = "/is_{kind}", empty = "/empty"',
        f'has = "/is_{kind}", equals = {{ "/x" = {json.dumps(luck.choice(VALUES[:8]))} }}',
    )
    return f'{{ kind = "{kind}", {luck.choice(conditions)} }}'


def _order(luck: Random) -> Iterator[str]:
    grammars = (
        "open (tick | tock | note)* close",
        f"({' | '.join(KINDS)})*",
        "(open tick* close)+",
        _grammar(luck, 3),
    )
    yield from ("[order]", f'grammar = "{luck.choice(grammars)}"')
    for key in ("anywhere", "before", "restart"):
        if luck.random() < 0.25:
            yield f"{key} = {json.dumps(luck.sample(KINDS, luck.choice((1, 2))))}"
    yield luck.choice(("", 'unknown = "allow"'))
    yield "[abort]"
    if luck.random() < 0.4:
        yield from ('on = ["fail"]', luck.choice(("", 'then = "note*"')))
    if luck.random() < 0.4:
        yield f"forgive = {json.dumps(luck.sample(KINDS, luck.choice((1, 2))))}"


def _grammar(luck: Random, depth: int) -> str:
    if not depth or luck.random() < 0.2:
        return luck.choice(KINDS)
    one = _grammar(luck, depth - 1)
    other = _grammar(luck, depth - 1)
    return luck.choice((f"({one} | {other})", f"{one} {other}", f"({one})*", f"({one})+", f"({one})?"))


def _track(luck: Random, name: str, value: str) -> Iterator[str]:
    yield from ("[[track]]", f'name = "{name}"')
    if luck.random() < 0.4:
        pieces = ", ".join(f'{{ kind = "{kind}", equals = {{ "/k" = "{kind}" }} }}' for kind in ELEMENTS)
        yield from ('each = "/list/*"', f"shapes = [{pieces}]", 'grammar = "begin piece* end?"')
        yield f"key = {json.dumps(luck.choice((['/list/*/id'], ['/id', '/list/*/id'])))}"
    else:
        yield f'grammar = "{luck.choice(("open (tick | tock)* close", "open tick* note? close?", "(tick | tock)*", "note+"))}"'
        yield f"key = {json.dumps(luck.choice((['/id'], ['/id'], ['/id', '/sub'], [])))}"
    if luck.random() < 0.3:
        yield luck.choice(("max_open = 1", "contiguous = true", "reopen = true", 'optional = ["/id"]'))
    if luck.random() < 0.4:
        yield f"closed_by = {json.dumps(luck.sample(KINDS, 1))}"
    if name == "part" and luck.random() < 0.4:
        yield f'{luck.choice(("within", "after"))} = "box"'


def _check(luck: Random, name: str, tracks: Sequence[str], path: str | None = None) -> Iterator[str]:
    rule = luck.choice(tuple(_RULES))
    yield from ("[[check]]", f'id = "{name}"', f'rule = "{rule}"')
    track = luck.choice(("", *tracks))
    if track:
        yield f'track = "{track}"'
    if rule not in ("concat", "json") and (rule == "count" or luck.random() < 0.5):
        kinds = KINDS[:4] if not track or luck.random() < 0.6 else ELEMENTS
        yield f"at = {json.dumps(luck.sample(kinds, luck.choice((1, 2))))}"
    if rule not in ("concat", "json", "count", "schema"):
        yield f'path = "{luck.choice(PATHS) if path is None else path}"'
        if rule not in ("present", "absent") and luck.random() < 0.3:
            yield "required = true"
    yield luck.choice(_RULES[rule]).replace("TRACK", luck.choice(tracks or ("box",)))
    yield luck.choice(("", "", 'severity = "off"', 'severity = "info"'))


_RULES: Final[dict[str, tuple[str, ...]]] = {
    "type": tuple(f'type = "{name}"' for name in TYPES),
    "present": ("",),
    "absent": ("",),
    "nonempty": ("",),
    "one_of": ('values = ["a", "word"]', "values = [0, 1]"),
    "constant": ("",),
    "increasing": ("", "step = 1", "start = 0\nstep = 1"),
    "unique": ("",),
    "reference": ('in = "TRACK"',),
    "same_as_opener": ("", 'opener = "/x"'),
    "pairs": ('opener = "/x"\ntable = { a = ["a", "ab"], word = "a" }',),
    "concat": ('deltas = ["tick"]\ndelta = "/text"\nfinal_at = ["close"]\nfinal = "/final"',
               'deltas = ["tick", "tock"]\ndelta = "/text"\nfinal_at = ["tock"]\nfinal = "/final"'),
    "json": ('deltas = ["tick"]\ndelta = "/text"', 'deltas = ["tick"]\ndelta = "/text"\nfinal_at = ["close"]'),
    "schema": ('path = "/deep"\nschema = { properties = { er = { maxLength = 8 } } }',
               'path = "/list"\nschema = { items = { properties = { x = { maxLength = 8 } } } }',
               'path = "/x"\nschema = { maxLength = 8 }'),
    "count": ("max = 2", "min = 1", 'max = 3\nunless = ["note"]'),
}  # fmt: skip
"""Each rule, and keys that it may have."""
_WORDS: Final = (
    'failed = ["error", "a"]',
    'cut = ["stop", 1]',
    "failed = true",
    'cut = ["word"]\nfailed = true',
)
"""What a profile may say of a value."""


def _outcome(luck: Random) -> Iterator[str]:
    of_kinds, of_values = luck.randrange(3), luck.randrange(3)
    kinds = luck.sample(KINDS, of_kinds + of_values)
    yield "[outcome]"
    yield from (f'{kind} = "{luck.choice(("failed", "stopped"))}"' for kind in kinds[:of_kinds])
    for kind in kinds[of_kinds:]:
        path = luck.choice(("/finish", "/x", "/list/*/x", "/deep/er"))
        yield from (f"[outcome.{kind}]", f'path = "{path}"', luck.choice(_WORDS))
