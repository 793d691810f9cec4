"""The draft of a profile, as TOML with comments: what the description says, what it cannot say, and what could not be told."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from sse_codec.ordering import ProfileError, parse_profile

from ..toml import toml_key, toml_string, toml_value
from ._document import Document, Json, OpenApiError, Operation
from ._kinds import Kind, Kinds, kinds_of
from ._schemas import LARGEST, schema_of, simple_checks

_ROOM: Final = 200_000
"""Characters of all checks; a profile may have 256 KiB."""
_PROBE: Final = """\
profile = "probe"
kinds = {{ a = "" }}
framing = [{{ name = "a", kind = "/type" }}]
order = {{ grammar = "a" }}
check = [{{ id = "a", rule = "schema", schema = {} }}]
"""
"""The smallest profile with a schema: whoever reads it says whether the schema can be had."""
_ORDER: Final = """\
# OpenAPI does not say in which order events come, so here any may follow any. Write what you know: "start token* end".
# docs/write-a-profile.md goes through it, with tracks, outcomes and checks."""


def draft(document: Document, operation: Operation, today: date, name: str = "") -> str:
    """The profile of the stream of an operation.

    :param name: of the profile; by default made of the operation's.
    :raises OpenApiError: nothing in the schema tells one kind of event from another, or the schema is wrong.
    """
    kinds = kinds_of(document, operation.schema)
    if not kinds.kinds:
        raise OpenApiError(
            f"{document.source}: the schema of {operation.name} tells of no kind of event"
            + "".join(f"; {each}" for each in kinds.untold)
        )
    lines = [
        *_head(document, operation, today, name or _slug(operation.name)),
        *_kinds(kinds),
        *_framing(kinds),
    ]
    lines += [*_order(kinds), *_checks(document, kinds)]
    text = "\n".join(lines) + "\n"
    try:
        parse_profile(text)
    except ProfileError as error:
        raise OpenApiError(
            f"{document.source}: no profile comes of {operation.name}: {error.problem}"
        ) from None
    return text


def _slug(name: str) -> str:
    return (
        re.sub(r"[^a-z0-9]+", "-", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()).strip("-")
        or "stream"
    )


def _head(document: Document, operation: Operation, today: date, name: str) -> Iterator[str]:
    title = document.title
    key = "itemSchema" if operation.is_item_schema else "schema"
    yield "# A draft, made of an OpenAPI description by `sse-conform profile import`."
    yield f"profile = {toml_string(name)}"
    yield f"title   = {toml_string(' '.join(filter(None, (title, operation.name))))}"
    yield f"spec    = {toml_string(f'OpenAPI description of {title or document.source}, {key} of {operation.place}')}"
    yield f"date    = {today.isoformat()}"
    yield ""


def _kinds(kinds: Kinds) -> Iterator[str]:
    for each in kinds.untold:
        yield f"# Not told: {_comment(each)}."
    yield "[kinds]"
    for kind in kinds.kinds:
        yield f"{toml_key(kind.name)} = {toml_string(kind.about)}"
    yield ""


def _framing(kinds: Kinds) -> Iterator[str]:
    yield "[[framing]]"
    yield 'name = "described"'
    shapes = [kind.shape for kind in kinds.kinds if kind.shape]
    if shapes:
        yield "shapes = ["
        yield from (f"  {toml_value(shape)}," for shape in shapes)
        yield "]"
    if kinds.where:
        yield f"kind = {toml_string(kinds.where)}"
    if kinds.where == "type":
        json = [kind.name for kind in kinds.kinds if kind.is_json]
        yield f"json = {toml_value(json)}"
    elif kinds.where:
        yield 'agree = "if-named"'
    yield ""


def _order(kinds: Kinds) -> Iterator[str]:
    names = [kind.name for kind in kinds.kinds]
    group = "some"
    while group in names:
        group += "-event"
    last = [kind.name for kind in kinds.kinds if kind.is_terminal]
    others = [name for name in names if name not in last]
    if others:
        yield "[group]"
        yield f"{group} = {toml_value(others)}"
        yield ""
    yield _ORDER
    yield "[order]"
    parts = ([f"{group}*"] if others else []) + ([_choice(last)] if last else [])
    yield f"grammar = {toml_string(' '.join(parts))}"


def _choice(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"({' | '.join(names)})"


def _checks(document: Document, kinds: Kinds) -> Iterator[str]:
    room = _ROOM
    for kind in kinds.kinds:
        if not kind.is_json:
            texts = [value for each in kind.data for value in each.constants if isinstance(value, str)]
            if texts and all(each.constants for each in kind.data):
                yield from _table(kind, "data", {"rule": "one_of", "values": texts})
            continue
        lines = list(_of_kind(document, kind))
        room -= sum(map(len, lines))
        if room < 0:
            yield ""
            yield f"# Not told: what the data of {_comment(kind.name)} and of the kinds after it is. It is too much for one profile."
            return
        yield from lines


def _of_kind(document: Document, kind: Kind) -> Iterator[str]:
    schema = schema_of(document, kind.data)
    if not schema:
        return
    trouble = _trouble(schema)
    if not trouble:
        yield from _table(kind, "data", {"rule": "schema", "schema": schema})
        return
    yield ""
    yield f"# Not told: the whole schema of {_comment(kind.name)}. It {_comment(trouble)}."
    for check in simple_checks(kind.data):
        id = check["path"].strip("/").replace("/", "-")
        if not re.search(r"\s", id):
            yield from _table(kind, id, check)


def _trouble(schema: Json) -> str:
    """Why a profile cannot have a schema; "" when it can."""
    try:
        text = toml_value(schema)
    except ValueError:
        return "has a null in a value"
    if len(text) > LARGEST:
        return f"has {len(text):,} characters"
    try:
        parse_profile(_PROBE.format(text))
    except ProfileError as error:
        return error.problem
    return ""


def _table(kind: Kind, id: str, check: dict[str, Any]) -> Iterator[str]:
    yield ""
    yield "[[check]]"
    yield f"id = {toml_string(f'{kind.name}/{id}')}"
    yield f"at = {toml_value([kind.name])}"
    for key, value in check.items():
        if value is not False:
            yield f"{toml_key(key)} = {toml_value(value)}"


def _comment(words: str) -> str:
    """Words of a stranger, on one line."""
    return "".join(character if character.isprintable() else " " for character in words)[:300]
