"""The JSON Schema of the events of a profile, as `itemSchema` of OpenAPI 3.2 has them: what no schema can say is said in `$comment`."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sse_codec.ordering import Framing, Profile
from sse_codec.ordering.checks import Check
from sse_codec.ordering.classify import Shape
from sse_codec.ordering.pointers import Pointer, write_pointer

Json = dict[str, Any]

_NOT_PLAIN: Final = re.compile(r"[^A-Za-z0-9._/-]+")

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def event_schema(profile: Profile, schemas: Mapping[str, Any]) -> Json:
    """The schema of one event of a profile.

    :param schemas: the JSON Schemas of the profile's checks, by the id of the check.
    """
    asked = _Asked(profile, schemas)
    alternatives = [
        each
        for framing in profile.framings
        for kind in profile.kinds
        for each in _of_kind(profile, framing, kind, asked)
    ]
    return {
        "$schema": _DIALECT,
        "title": profile.title or profile.name,
        "$comment": " ".join(_untold(profile, asked)),
        "type": "object",
        "properties": {"id": {"type": "string"}, "retry": {"type": "integer", "minimum": 0}},
        "anyOf": alternatives,
    }


class _Asked:
    """What the checks ask of the data of each kind, and those that no schema can ask."""

    def __init__(self, profile: Profile, schemas: Mapping[str, Any]) -> None:
        self._of_kind: dict[str, list[Json]] = {}
        self.untold: list[str] = []
        for check in profile.checks:
            parts = _asks(profile.name, check, schemas.get(check.id))
            if parts is None:
                self.untold.append(check.id)
                continue
            for kind in check.at or profile.kinds:
                self._of_kind.setdefault(kind, []).append(parts)

    def of(self, kind: str) -> list[Json]:
        """The schemas that the data of a kind has to fit."""
        return self._of_kind.get(kind, [])


def _asks(name: str, check: Check, schema: Any) -> Json | None:
    """What a check asks, as a schema; None where a schema cannot, since it looks at one event alone and knows no paths."""
    if check.track or "*" in check.path:
        return None
    match check.rule:
        case "schema" if schema is not None:
            # With an id, what the schema refers to is looked for in it.
            inner = {"$id": _urn(name, check.id), **schema}
        case "present":
            return _at(check.path, {}, required=True)
        case "type":
            inner = {"type": list(check.types)}
        case "one_of":
            inner = {"enum": list(check.values)}
        case _:
            return None
    return _at(check.path, inner, required=check.required)


def _urn(*names: str) -> str:
    """A name for a schema, as RFC 8141 has it: what is not plain is percent-encoded."""
    return ":".join(["urn:sse-conform", *(_NOT_PLAIN.sub(_encoded, name) for name in names)])


def _encoded(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def _at(path: Pointer, inner: Json, *, required: bool, strict: bool = False) -> Json:
    """What asks this at a place. With `strict`, whatever is in the way has to have members; else it may be anything."""
    for token in reversed(path):
        member: Json = {"properties": {token: inner}}
        if required:
            member["required"] = [token]
        if strict:
            member["type"] = "object"
        inner = _or_item(member, int(token), inner, strict=strict) if _is_index(token) else member
    return inner


def _is_index(token: str) -> bool:
    return len(token) < 4 and token.isascii() and token.isdigit()


def _or_item(member: Json, index: int, inner: Json, *, strict: bool) -> Json:
    """What asks the same of an array: a number in a pointer is a name or a place."""
    item: Json = {"prefixItems": [*([True] * index), inner]}
    if "required" in member:
        item["minItems"] = index + 1
    return {"anyOf": [member, {**item, "type": "array"}]} if strict else {**member, **item}


def _of_kind(profile: Profile, framing: Framing, kind: str, asked: _Asked) -> Iterator[Json]:
    """The events of a kind in a framing."""
    for shape in framing.shapes:
        if shape.kind == kind:
            yield _shaped(framing, shape, profile.kinds[kind], asked.of(kind))
    if framing.kind == "type" and framing.covers(kind):
        parts = asked.of(kind)
        data = _text(parts) if kind in framing.json else _whole([{"type": "string"}, *parts])
        yield _event(profile.kinds[kind], {"const": kind}, data)
    elif isinstance(framing.kind, tuple) and not any(shape.kind == kind for shape in framing.shapes):
        named = _at(framing.kind, {"const": kind}, required=True, strict=True)
        inner = [_at(framing.value, each, required=False) for each in asked.of(kind)]
        yield _event(profile.kinds[kind], _type_of(framing, kind), _text([{"type": "object"}, named, *inner]))


def _type_of(framing: Framing, kind: str) -> Json | None:
    """What the event type has to be where the data names the kind."""
    if framing.agree is True:
        return {"const": kind}
    if framing.agree == "if-named":
        return {"enum": [kind, "message"]}
    if framing.types is not None:
        return {"enum": sorted(framing.types)}
    return {"not": {"enum": sorted(framing.other_types)}} if framing.other_types else None


def _shaped(framing: Framing, shape: Shape, about: str, inner: list[Json]) -> Json:
    types = (
        None
        if shape.types is None
        else {"pattern": "|".join(f"^{_like(each)}$" for each in sorted(shape.types))}
    )
    if shape.data is not None:
        return _event(about, types, {"type": "string", "const": shape.data})
    if not shape.needs_object:
        return _event(about, types, {"type": "string"})
    parts: list[Json] = [{"type": "object"}]
    parts += [_at(path, {"not": {"type": "null"}}, required=True, strict=True) for path in shape.has]
    parts += [_at(path, {"type": "null"}, required=False) for path in shape.lacks]
    parts += [_at(path, {"enum": ["", [], {}]}, required=True, strict=True) for path in shape.empty]
    parts += [_at(path, {"const": value}, required=True, strict=True) for path, value in shape.equals]
    parts += [
        _at(path, {"type": "string", "pattern": f"^{_like(pattern)}$"}, required=True, strict=True)
        for path, pattern in shape.like
    ]
    parts += [_at(framing.value, each, required=False) for each in inner]
    return _event(about, types, _text(parts))


def _like(pattern: str) -> str:
    """A pattern with * and ? as a regular expression that JavaScript reads as Python does."""
    return "".join({"*": r"[\s\S]*", "?": r"[\s\S]"}.get(each, _escaped(each)) for each in pattern)


def _escaped(character: str) -> str:
    return f"\\{character}" if character in "\\^$.|+()[]{}" else character


def _text(parts: list[Json]) -> Json:
    """Data that is a JSON text, whose value fits all of these."""
    return {"type": "string", "contentMediaType": "application/json", "contentSchema": _whole(parts)}


def _whole(parts: list[Json]) -> Json:
    return parts[0] if len(parts) == 1 else {"allOf": parts} if parts else {}


def _event(about: str, type: Json | None, data: Json) -> Json:
    properties = {"data": data} if type is None else {"event": type, "data": data}
    required = ["data"] if type is None or _may_be_left_out(type) else ["event", "data"]
    return {**({"description": about} if about else {}), "properties": properties, "required": required}


def _may_be_left_out(type: Json) -> bool:
    """Whether an event without a type, which has the type "message", is meant as well."""
    if "pattern" in type:
        return re.search(type["pattern"], "message") is not None
    return "not" in type or "message" in (type.get("const"), *type.get("enum", ()))


def _untold(profile: Profile, asked: _Asked) -> Iterator[str]:
    yield f"Made of the profile {profile.name}. A schema looks at one event alone, so it does not say these:"
    yield f"the order, {' '.join(profile.grammar.split())};"
    for track in profile.tracks:
        keys = ", ".join(write_pointer(part) if isinstance(part, tuple) else str(part) for part in track.key)
        yield f"the order of each {track.name}, by {keys}: {' '.join(track.grammar.split())};"
    if asked.untold:
        yield f"the checks {', '.join(asked.untold)};"
    yield "and a kind that the profile does not know."
