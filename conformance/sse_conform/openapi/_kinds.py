"""From variants to kinds of events: where the name of a kind stands, and what the data of each has to be.

A schema of a stream is written in two ways. OpenAPI 3.2 describes the event, an object with `event` and `data`; most
descriptions so far describe the data alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import attrs

from sse_codec.ordering.pointers import write_pointer

from ._document import Document
from ._variants import Variant, variants

_FIELDS: Final = frozenset({"comment", "data", "event", "id", "retry"})
_NAMES: Final = ("type", "event", "kind", "object", "op", "action", "name")
"""Members that tell kinds apart in most protocols, for descriptions that do not say."""
_WORD: Final = re.compile(r"[^\s()|*+?]+")
_TERMINAL: Final = "x-ms-sse-terminal-event"


@attrs.define
class Kind:
    """A kind of event."""

    name: str
    about: str
    data: list[Variant] = attrs.Factory(list[Variant])
    """What its data may be; nothing for a text of which nothing more is said."""
    shape: dict[str, Any] = attrs.Factory(dict[str, Any])
    """The conditions of the shape that gives it; {} where its name does."""
    is_json: bool = True
    is_terminal: bool = False


@attrs.define
class Kinds:
    """All kinds of a stream."""

    where: str
    """"type", or a JSON pointer; "" where shapes alone tell."""
    kinds: list[Kind]
    untold: list[str]
    """What could not be told, in sentences."""


@attrs.frozen
class _Event:
    """A variant of an event: its types, and one variant of its data."""

    types: tuple[str, ...]
    data: Variant
    is_json: bool
    is_terminal: bool
    about: str


def kinds_of(document: Document, schema: Any) -> Kinds:
    """The kinds of the events that a schema tells of."""
    found = variants(document, schema)
    if all(_describes_event(each) for each in found):
        events = [event for each in found for event in _events(document, each)]
    else:
        events = [_Event((), each, _is_json(each), False, each.about) for each in found]
    if events and all(event.types for event in events):
        return _by_type(events)
    return _by_data(document, events)


def _describes_event(variant: Variant) -> bool:
    names = set(variant.members)
    return bool(names & {"data", "event"}) and names <= _FIELDS


def _events(document: Document, variant: Variant) -> Iterator[_Event]:
    types = _constants(document, variant.member("event"))
    if len(types) > 1 and "message" in types:
        types = ()  # an event may have no type, so its data has to tell
    is_terminal = any(variant.get(_TERMINAL))
    held = variant.member("data")
    texts = [each for schema in held for each in variants(document, schema)]
    inner = [
        each
        for text in texts
        for content in text.get("contentSchema")
        for each in variants(document, content)
    ]
    if inner:
        yield from (_Event(types, each, True, is_terminal, each.about or variant.about) for each in inner)
        return
    merged = Variant(tuple(part for text in texts for part in text.parts)) if held else Variant(())
    for each in texts if len(held) == 1 else [merged]:
        is_last = is_terminal or any(each.get(_TERMINAL)) or _is_done(each.constants)
        yield _Event(types, each, _is_json(each), is_last, variant.about or each.about)


def _is_done(texts: list[Any]) -> bool:
    """Whether these are what protocols send as their last event: [DONE]."""
    return bool(texts) and all(isinstance(text, str) and text.strip("[]").lower() == "done" for text in texts)


def _is_json(variant: Variant) -> bool:
    media = " ".join(map(str, variant.get("contentMediaType")))
    return "json" in media or (variant.is_object or not {"string"} >= set(map(str, variant.get("type"))))


def _constants(document: Document, schemas: Iterable[Any]) -> tuple[str, ...]:
    """The strings that a member may be; () where it may be any."""
    found = [value for schema in schemas for each in variants(document, schema) for value in each.constants]
    return tuple(dict.fromkeys(value for value in found if isinstance(value, str)))


def _by_type(events: Sequence[_Event]) -> Kinds:
    kinds: dict[str, Kind] = {}
    untold: list[str] = []
    for event in events:
        for type in event.types:
            if not _WORD.fullmatch(type):
                untold.append(f"events of the type {type!r}: a kind is one word without ( ) | * + ?")
                continue
            kind = kinds.setdefault(type, Kind(type, event.about, is_json=event.is_json))
            kind.data.append(event.data)
            kind.is_terminal |= event.is_terminal
            if kind.is_json != event.is_json:
                untold.append(f"the data of {type}: it is JSON or a text")
                kind.is_json, kind.data = False, []
    return Kinds("type", list(kinds.values()), untold)


def _by_data(document: Document, events: Sequence[_Event]) -> Kinds:
    objects = [event for event in events if event.is_json]
    member = _member(document, [event.data for event in objects])
    kinds: dict[str, Kind] = {}
    untold: list[str] = []
    for event in events:
        names = (
            [name for name in _values(document, event.data, member) if _WORD.fullmatch(name)]
            if member
            else []
        )
        if event.is_json and names:
            for name in names:
                kind = kinds.setdefault(name, Kind(name, event.about))
                kind.data.append(event.data)
                kind.is_terminal |= event.is_terminal
            continue
        shaped = _by_shape(event, objects, kinds)
        if shaped is None:
            untold.append(_what(event))
        else:
            kinds[shaped.name] = shaped
    # A shape without a condition takes every object, and so comes last.
    found = sorted(kinds.values(), key=lambda kind: bool(kind.shape) and len(kind.shape) == 1)
    return Kinds(write_pointer((member,)) if member else "", found, list(dict.fromkeys(untold)))


def _member(document: Document, data: Sequence[Variant]) -> str:
    """The member that tells most of the variants apart; "" for none."""
    named = [
        str(held["propertyName"])
        for each in data
        for held in each.get("discriminator")
        if "propertyName" in held
    ]
    shared = [name for name in _NAMES if any(_values(document, each, name) for each in data)]
    best, most = "", 0
    for name in dict.fromkeys((*named, *shared)):
        told = sum(bool(_values(document, each, name)) for each in data)
        if told > most:
            best, most = name, told
    return best


def _values(document: Document, variant: Variant, member: str) -> tuple[str, ...]:
    return variant.values or _constants(document, variant.member(member))


def _by_shape(event: _Event, objects: Sequence[_Event], taken: dict[str, Kind]) -> Kind | None:
    """A kind that is known by how its data looks; None where nothing tells it apart."""
    if not event.is_json:
        texts = [value for value in event.data.constants if isinstance(value, str)]
        if len(texts) != 1:
            return None
        name = _free(re.sub(r"[^a-z0-9]+", "-", texts[0].lower()).strip("-") or "text", taken)
        is_terminal = event.is_terminal or _is_done(texts)
        return Kind(
            name, event.about, shape={"kind": name, "data": texts[0]}, is_json=False, is_terminal=is_terminal
        )
    name = _free(_dashed(event.data.name) or "event", taken)
    if len(objects) == 1:
        return Kind(name, event.about, [event.data], {"kind": name})
    others = {held for other in objects if other is not event for held in other.data.members}
    own = [f"/{held}" for held in event.data.required if held not in others]
    return Kind(name, event.about, [event.data], {"kind": name, "has": own}) if own else None


def _dashed(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()).strip("-")


def _free(name: str, taken: dict[str, Kind]) -> str:
    """The name, or one like it that no kind has."""
    number = 2
    found = name
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found


def _what(event: _Event) -> str:
    what = event.data.name or event.about or ("an object" if event.is_json else "a text")
    return f"how to know {what}: nothing in the description tells it apart"
