"""JSON Schema, draft 2020-12: the one module that needs the package jsonschema, imported when a profile has a schema.

A schema stands alone: one that refers to another document is refused, so that nothing is ever fetched.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from jsonschema import Draft202012Validator, SchemaError, ValidationError
from jsonschema.protocols import Validator
from referencing import Registry, Resource
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from ..pointers import is_array, is_object, write_pointer

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_DATA: Final = ("const", "default", "enum", "examples")
"""Keywords whose values are data, and no schemas."""
_LONGEST: Final = 120
"""Longest complaint that is passed on, in characters: it quotes the value, which may be megabytes."""


def compile_schema(schema: dict[str, Any]) -> Callable[[Any], str]:
    """What says the first thing that is wrong with a value, and where; ``""`` when nothing is.

    Raises ValueError with a reason when the schema is not right.
    """
    dialect = schema.get("$schema", _DIALECT)
    if dialect != _DIALECT:
        raise ValueError(f"is written for {dialect}; only {_DIALECT} is read")
    try:
        Draft202012Validator.check_schema(schema)
        _look_up_references(schema)
    except SchemaError as error:
        raise ValueError(f"is no JSON Schema: {_describe(error)}") from None
    except RecursionError:
        raise ValueError("is nested too deeply to be read") from None
    return partial(_first_fault, Draft202012Validator(schema, registry=Registry()))


def _first_fault(validator: Validator, value: Any) -> str:
    error = next(validator.iter_errors(value), None)
    return "" if error is None else _describe(error)


def _look_up_references(schema: dict[str, Any]) -> None:
    root: Resource[Any] = DRAFT202012.create_resource(schema)
    resolver = Registry[Any]().resolver_with_root(root)
    for reference in _references(schema):
        try:
            resolver.lookup(reference)
        except Unresolvable:
            raise ValueError(
                f"refers to {reference}, which is not in it; put what is meant under $defs"
            ) from None


def _references(schema: object) -> Iterator[str]:
    if is_array(schema):
        for member in schema:
            yield from _references(member)
    elif is_object(schema):
        for key, member in schema.items():
            if key in ("$ref", "$dynamicRef") and isinstance(member, str):
                yield member
            elif key not in _DATA:
                yield from _references(member)


def _describe(error: ValidationError | SchemaError) -> str:
    where = write_pointer(tuple(str(token) for token in error.absolute_path))
    what = error.message
    if len(what) > _LONGEST or not what.isprintable():
        what = f"against {error.validator}"
    return f"{where}: {what}" if where else what
