"""JSON Schema, draft 2020-12: the one module that needs the package jsonschema, imported when a profile has a schema.

A schema stands alone: a reference to another document is refused, so nothing is ever fetched. What could run for
ever is bounded: patterns, references that lead to references, and the comparison of all members of an array.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final, cast

from jsonschema import Draft202012Validator, SchemaError, ValidationError, validators
from jsonschema.protocols import Validator
from referencing import Registry, Resource
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from ..pointers import is_array, is_object, write_pointer
from ._patterns import Pattern

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_MOST_ITEMS: Final = 1000
"""Members of an array that are compared with each other."""
_DEEPEST_SCHEMA: Final = 60
"""Arrays and objects within each other that a schema may have. jsonschema calls itself up to eight times for each."""
_MOST_CALLS: Final = 500
"""Calls within each other that references may cost. At Python's own limit, the library rpds does not raise: it panics."""
_CALLS_OF_A_REFERENCE: Final = 4
"""Calls that one reference costs, besides those for each array and object of the schema on the way to the next."""
_MOST_REFERENCES: Final = 100_000
"""References that are followed for one value; two in each of thirty schemas would be a billion."""
_KEYWORDS: Final[Mapping[str, Any]] = Draft202012Validator.VALIDATORS
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
        height = _height(schema)
        if height > _DEEPEST_SCHEMA:
            raise RecursionError
        Draft202012Validator.check_schema(schema)
        _look_up_references(schema)
        patterns = _patterns(schema)
    except SchemaError as error:
        raise ValueError(f"is no JSON Schema: {_describe(error)}") from None
    except RecursionError:
        raise ValueError("is nested too deeply to be read") from None
    bounds = _Bounds(patterns, _MOST_CALLS // (height + _CALLS_OF_A_REFERENCE))
    keywords = {
        "pattern": bounds.pattern,
        "uniqueItems": bounds.unique_items,
        "$ref": bounds.reference,
        "$dynamicRef": bounds.dynamic_reference,
    }
    extend: Callable[..., Any] = cast(Any, validators).extend  # no parameter of it has a type
    registry: Registry[Any] = Registry()
    validator = extend(Draft202012Validator, keywords)(schema, registry=registry)
    return partial(_first_fault, validator, bounds)


def _first_fault(validator: Validator, bounds: "_Bounds", value: Any) -> str:
    bounds.references = bounds.depth = 0
    error = next(validator.iter_errors(value), None)
    return "" if error is None else _describe(error)


class _Bounds:
    """The keywords of a schema whose work a value could make endless. What is too much raises ValueError."""

    def __init__(self, patterns: Mapping[str, Pattern], deepest: int) -> None:
        self.references = 0
        """References that were followed for the value at hand."""
        self.depth = 0
        """References that are being followed, each on the way of the one before."""
        self._deepest = deepest
        self._patterns = patterns

    def pattern(
        self, validator: Validator, pattern: str, value: Any, schema: Any
    ) -> Iterator[ValidationError]:
        found = self._patterns.get(pattern) or Pattern(pattern)  # it may stand where only data is looked for
        if isinstance(value, str) and not found.fits(value):
            yield ValidationError(f"{value!r} does not match {pattern!r}")

    def unique_items(
        self, validator: Validator, wanted: Any, value: Any, schema: Any
    ) -> Iterator[ValidationError]:
        if is_array(value) and len(value) > _MOST_ITEMS:
            raise ValueError("too many members to compare")
        yield from _KEYWORDS["uniqueItems"](validator, wanted, value, schema)

    def reference(self, validator: Validator, ref: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
        yield from self._follow("$ref", validator, ref, value, schema)

    def dynamic_reference(
        self, validator: Validator, ref: Any, value: Any, schema: Any
    ) -> Iterator[ValidationError]:
        yield from self._follow("$dynamicRef", validator, ref, value, schema)

    def _follow(
        self, keyword: str, validator: Validator, ref: Any, value: Any, schema: Any
    ) -> Iterator[ValidationError]:
        self.references += 1
        self.depth += 1
        if self.references > _MOST_REFERENCES or self.depth > self._deepest:
            raise ValueError("too many references to follow")
        try:
            yield from _KEYWORDS[keyword](validator, ref, value, schema) or ()
        finally:  # whoever asks only whether a value fits stops at the first fault
            self.depth -= 1


def _height(value: object) -> int:
    """How many arrays and objects stand within each other at most."""
    if is_array(value):
        return 1 + max(map(_height, value), default=0)
    if is_object(value):
        return 1 + max(map(_height, value.values()), default=0)
    return 0


def _patterns(schema: object) -> dict[str, Pattern]:
    """Every pattern of a schema. Raises ValueError for one that could run for ever."""
    found: dict[str, Pattern] = {}
    for key, value in _keywords(schema):
        if key == "pattern" and isinstance(value, str):
            found[value] = Pattern(value)
        elif key == "patternProperties" and is_object(value):
            for text in value:
                if not Pattern(text).is_free:
                    raise ValueError(f"the pattern of a name, {text!r}, could run for ever: begin it with ^")
    return found


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
    for key, value in _keywords(schema):
        if key in ("$ref", "$dynamicRef") and isinstance(value, str):
            yield value


def _keywords(schema: object) -> Iterator[tuple[str, object]]:
    """Every member of a schema and of those in it, also of what only looks like one."""
    if is_array(schema):
        for member in schema:
            yield from _keywords(member)
    elif is_object(schema):
        for key, member in schema.items():
            yield key, member
            if key not in _DATA:
                yield from _keywords(member)


def _describe(error: ValidationError | SchemaError) -> str:
    where = write_pointer(tuple(str(token) for token in error.absolute_path))
    what = error.message
    if len(what) > _LONGEST or not what.isprintable():
        what = f"against {error.validator}"
    return f"{where}: {what}" if where else what
