"""The schema of the data of a kind, as a profile can have it: JSON Schema 2020-12, whole in itself, and without null for TOML."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, cast

from sse_codec.ordering.pointers import is_array, is_object, write_pointer

from ._document import Document, Json
from ._variants import Variant

LARGEST: Final = 12_000
"""Characters of a schema that a draft holds; larger ones no longer help who reads it."""
_LEFT_OUT: Final = frozenset(
    {"$comment", "$defs", "$id", "$schema", "contentEncoding", "contentMediaType", "contentSchema", "default", "deprecated", "discriminator", "example",
     "examples", "externalDocs", "format", "nullable", "readOnly", "title", "writeOnly", "xml", "description"}
)  # fmt: skip
"""Keywords that ask nothing of a value, or that only OpenAPI has."""
_DATA: Final = frozenset({"const", "enum", "required", "type"})
_BOUNDS: Final = (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum"))


def schema_of(document: Document, data: Sequence[Variant]) -> Json:
    """One schema for all that the data of a kind may be, with what it refers to in `$defs`."""
    holder = _Definitions(document)
    wholes = [_whole([holder.adopt(part) for part in each.parts]) for each in data]
    distinct = [whole for number, whole in enumerate(wholes) if whole not in wholes[:number]]
    schema: Json = distinct[0] if len(distinct) == 1 else {"anyOf": distinct}
    definitions = holder.finish()
    return {**schema, "$defs": definitions} if definitions else schema


def _whole(parts: list[Any]) -> Json:
    asked = [part for part in parts if part]
    return cast("Json", asked[0]) if len(asked) == 1 else {"allOf": asked} if asked else {}


class _Definitions:
    """The definitions that a schema refers to, each under a name of its own."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._names: dict[str, str] = {}
        self._waiting: list[str] = []

    def finish(self) -> Json:
        """Return the definitions that were referenced, and all definitions that these reference."""
        found: Json = {}
        while self._waiting:
            reference = self._waiting.pop()
            found[self._names[reference]] = self.adopt(self._document.resolve({"$ref": reference}))
        return found

    def adopt(self, schema: Any) -> Any:
        """A schema of OpenAPI as JSON Schema has it."""
        if is_array(schema):
            return [self.adopt(part) for part in schema]
        if not is_object(schema):
            return schema
        reference = schema.get("$ref")
        if isinstance(reference, str):
            return {"$ref": f"#/$defs/{self._named(reference)}"}
        adopted = {key: self._keyword(key, value) for key, value in schema.items() if _asks(key)}
        for exclusive, bound in _BOUNDS:  # 3.0 has a number and a switch
            is_switch = isinstance(adopted.get(exclusive), bool)
            if is_switch and adopted.pop(exclusive) and bound in adopted:
                adopted[exclusive] = adopted.pop(bound)
        return _or_null(adopted) if schema.get("nullable") is True else _without_null(adopted)

    def _keyword(self, key: str, value: Any) -> Any:
        if key in _DATA:
            return value
        if key in ("properties", "patternProperties", "$defs", "dependentSchemas") and is_object(value):
            return {name: self.adopt(part) for name, part in value.items()}
        return self.adopt(value)

    def _named(self, reference: str) -> str:
        if reference not in self._names:
            wanted = reference.rpartition("/")[2].replace("~1", "-").replace("~0", "-") or "schema"
            name, number = wanted, 2
            while name in self._names.values():
                name, number = f"{wanted}-{number}", number + 1
            self._names[reference] = name
            self._waiting.append(reference)
        return self._names[reference]


def _asks(key: str) -> bool:
    return key not in _LEFT_OUT and not key.startswith("x-")


def _or_null(schema: Json) -> Json:
    return {"anyOf": [{"type": "null"}, _without_null(schema)]}


def _without_null(schema: Json) -> Json:
    """The same without the value null, which TOML cannot write."""
    if "const" in schema and schema["const"] is None:
        return {**{key: value for key, value in schema.items() if key != "const"}, "type": "null"}
    values = schema.get("enum")
    if is_array(values) and None in values:
        others = [value for value in values if value is not None]
        return {"anyOf": [{"type": "null"}, {**schema, "enum": others}]}
    return schema


def simple_checks(data: Sequence[Variant]) -> Iterator[Json]:
    """What can be asked of single members, where the schema as a whole cannot be: the tables of checks, without id and kinds."""
    if len(data) != 1:
        return
    variant = data[0]
    for name in variant.members:
        path = write_pointer((name,))
        required = name in variant.required
        schema = Variant(tuple(held for held in variant.member(name) if is_object(held)))
        types = [type for type in schema.get("type") if isinstance(type, str)]
        values = [value for value in schema.constants if isinstance(value, str | int | float)]
        if values and len(values) == len(schema.constants):
            yield {"rule": "one_of", "path": path, "values": values, "required": required}
        elif len(types) == 1 and schema.get("nullable") != [True]:
            yield {"rule": "type", "path": path, "type": types[0], "required": required}
        elif required:
            yield {"rule": "present", "path": path}
