"""A schema as the variants that it allows: oneOf and anyOf taken apart, allOf and references put in their place."""

from collections.abc import Iterator
from itertools import product
from typing import Any, Final

import attrs

from sse_codec.ordering.pointers import is_array, is_object

from ._document import Document, Json, OpenApiError

MOST_VARIANTS: Final = 1000
"""As many as a profile may have kinds."""
_DEEPEST: Final = 32
_WORDS: Final = frozenset({"description", "summary", "title"})
_TAKEN_APART: Final = frozenset({"$ref", "allOf", "anyOf", "oneOf"})


@attrs.frozen
class Variant:
    """One of the things that a schema allows: what holds when all of its parts do."""

    parts: tuple[Json, ...]
    name: str = ""
    """The last name in the reference that led here; "" for none."""
    values: tuple[str, ...] = ()
    """The values of the discriminator that stand for it."""

    def get(self, key: str) -> list[Any]:
        """What the parts have under a keyword."""
        return [part[key] for part in self.parts if key in part]

    def member(self, name: str) -> list[Any]:
        """The schemas of a member."""
        return [held[name] for held in self.get("properties") if is_object(held) and name in held]

    @property
    def members(self) -> list[str]:
        """The names of all members that it tells of."""
        return list(
            dict.fromkeys(str(name) for held in self.get("properties") if is_object(held) for name in held)
        )

    @property
    def required(self) -> list[str]:
        """The members that have to be there."""
        return list(
            dict.fromkeys(str(name) for held in self.get("required") if is_array(held) for name in held)
        )

    @property
    def is_object(self) -> bool:
        """Return True if it is about JSON objects."""
        types = self.get("type")
        return bool(self.members or self.required) or any("object" in _listed(type) for type in types)

    @property
    def constants(self) -> list[Any]:
        """The only values that there are; [] where any may be."""
        constants = self.get("const")
        values: list[list[Any]] = [held for held in self.get("enum") if is_array(held)]
        return constants or (values[0] if values else [])

    @property
    def about(self) -> str:
        """What somebody wrote of it, on one line."""
        said = [
            words for key in sorted(_WORDS) for words in reversed(self.get(key)) if isinstance(words, str)
        ]
        return next((" ".join(words.split())[:160] for words in said if words.strip()), "")


def variants(document: Document, schema: Any) -> list[Variant]:
    """What a schema allows. Raises OpenApiError for what is no schema, or allows too much to be listed."""
    return _variants(document, schema, 0)


def _variants(document: Document, schema: Any, depth: int) -> list[Variant]:
    if depth > _DEEPEST:
        raise OpenApiError(f"{document.source} has schemas that are made of themselves, or nested too deeply")
    if isinstance(schema, bool):
        return [Variant(())]
    resolved = document.resolve(schema)
    # What is said of a choice as a whole says nothing of what may be chosen.
    left = _TAKEN_APART | _WORDS if "oneOf" in resolved or "anyOf" in resolved else _TAKEN_APART
    own = {key: value for key, value in resolved.items() if key not in left}
    groups = [[Variant((own,), _name(schema))]]
    groups += [_variants(document, part, depth + 1) for part in resolved.get("allOf") or ()]
    for key in ("oneOf", "anyOf"):
        choices = [
            each for part in resolved.get(key) or () for each in _choice(document, part, resolved, depth + 1)
        ]
        groups += [choices] if choices else []
    found: list[Variant] = []
    for combination in product(*groups):
        found.append(_together(combination))
        if len(found) > MOST_VARIANTS:
            raise OpenApiError(f"{document.source} allows more than {MOST_VARIANTS:,} kinds of events here")
    return found


def _choice(document: Document, part: Any, whole: Json, depth: int) -> Iterator[Variant]:
    discriminator = whole.get("discriminator")
    mapping = discriminator.get("mapping") if is_object(discriminator) else None
    reference = part.get("$ref") if is_object(part) else None
    values: list[str] = []
    if is_object(mapping):
        values = [
            str(value) for value, target in mapping.items() if reference and _same(str(target), reference)
        ]
    for each in _variants(document, part, depth):
        if each.get("type") != ["null"]:
            yield attrs.evolve(each, values=tuple(values) or each.values)


def _same(target: str, reference: str) -> bool:
    """Whether a mapping means this reference; it may hold the name of a schema alone."""
    return target == reference or (target.partition("/")[2] == "" and reference.endswith(f"/{target}"))


def _together(combination: tuple[Variant, ...]) -> Variant:
    parts = tuple(part for each in combination for part in each.parts)
    name = next((each.name for each in reversed(combination) if each.name), "")
    values = next((each.values for each in reversed(combination) if each.values), ())
    return Variant(parts, name, values)


def _name(schema: Any) -> str:
    reference = schema.get("$ref")
    return reference.rpartition("/")[2] if isinstance(reference, str) else ""


def _listed(value: Any) -> list[Any]:
    return list(value) if is_array(value) else [value]
