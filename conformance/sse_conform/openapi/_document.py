"""A description is read from YAML or JSON, and the operations that answer with an event stream are found in it.

Only references within the file are followed, so nothing is ever fetched.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import attrs
import yaml

from sse_codec.ordering.pointers import is_array, is_object

MAX_FILE: Final = 32 << 20
"""Bytes of a description; the largest that are published have a third of it."""
_MOST_REFERENCES: Final = 64
"""References in a row."""
_MOST_VALUES: Final = 5_000_000
"""Values of a description; the largest that are published have a tenth of it."""
_METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_STREAM: Final = "text/event-stream"

Json = dict[str, Any]


class OpenApiError(ValueError):
    """What a description lacks, or what is wrong with it, in a sentence."""


@attrs.frozen
class Operation:
    """An operation that answers with an event stream."""

    name: str
    """Its operationId, or method and path: "POST /chat"."""
    place: str
    """Method and path."""
    schema: Json
    """The schema that tells of its events."""
    is_item_schema: bool
    """Whether that is `itemSchema`, and not `schema`."""


class Document:
    """A description."""

    def __init__(self, source: str, content: Json) -> None:
        self.source = source
        self.content = content

    @property
    def title(self) -> str:
        """Title and version, as far as it says them."""
        info = self.content.get("info")
        told = [info.get(key) for key in ("title", "version")] if is_object(info) else []
        return " ".join(str(word) for word in told if word)

    def resolve(self, value: Any) -> Json:
        """Return the value itself if it is an object, else the object behind its `$ref`. Raises OpenApiError without an object."""
        for _ in range(_MOST_REFERENCES):
            if not is_object(value):
                raise OpenApiError(f"{self.source} has {_shown(value)} where an object should be")
            reference = value.get("$ref")
            if not isinstance(reference, str):
                return value
            value = self._target(reference)
        raise OpenApiError(f"{self.source} has references that lead to each other")

    def _target(self, reference: str) -> Any:
        if not reference.startswith("#/"):
            raise OpenApiError(
                f"{self.source} refers to {_shown(reference)}, which is not in this file; put all into one file first, "
                "as a bundler for OpenAPI does"
            )
        value: Any = self.content
        for token in reference[2:].split("/"):
            token = token.replace("~1", "/").replace("~0", "~")
            if is_object(value) and token in value:
                value = value[token]
            elif is_array(value) and token.isascii() and token.isdigit() and int(token) < len(value):
                value = value[int(token)]
            else:
                raise OpenApiError(f"{self.source} refers to {_shown(reference)}, which is not in it")
        return value

    def operations(self) -> list[Operation]:
        """Those that answer with an event stream, in the order of the file."""
        paths: Json = self.content.get("paths") or {}
        return [each for path, item in self.resolve(paths).items() for each in self._of_path(str(path), item)]

    def operation(self, name: str | None) -> Operation:
        """The operation of this name, or the only one. Raises OpenApiError where it is not clear which."""
        found = self.operations()
        if not found:
            raise OpenApiError(f"{self.source} has no operation that answers with {_STREAM}")
        chosen = [each for each in found if name is None or name in (each.name, each.place)]
        if len(chosen) == 1:
            return chosen[0]
        names = ", ".join(each.name for each in found)
        if name is None:
            raise OpenApiError(
                f"{self.source} has several operations with streams; choose --operation: {names}"
            )
        raise OpenApiError(f"{self.source} has no operation {_shown(name)} with a stream; choose {names}")

    def _of_path(self, path: str, item: Any) -> Iterator[Operation]:
        item = self.resolve(item)
        methods: Json = {name: item[name] for name in _METHODS if name in item}
        others: Json = item.get("additionalOperations") or {}
        for method, operation in (methods | others).items():
            operation = self.resolve(operation)
            place = f"{method.upper()} {path}"
            for media in self._streams(operation):
                key = "itemSchema" if "itemSchema" in media else "schema"
                if key in media:
                    name = str(operation.get("operationId") or place)
                    yield Operation(name, place, self.resolve(media[key]), key == "itemSchema")
                    break

    def _streams(self, operation: Json) -> Iterator[Json]:
        responses = self.resolve(operation.get("responses") or {})
        # The answer that is meant first, then those of no known status.
        for status in sorted(responses, key=lambda status: not status.startswith("2")):
            response = self.resolve(responses[status])
            for name, media in self.resolve(response.get("content") or {}).items():
                if str(name).partition(";")[0].strip().lower() == _STREAM:
                    yield self.resolve(media)


def load(path: Path) -> Document:
    """Read a description. Raises OSError where the file cannot be read, and OpenApiError where it is none."""
    with path.open("rb") as file:
        data = file.read(MAX_FILE + 1)
    name = str(path)
    if len(data) > MAX_FILE:
        raise OpenApiError(f"{name} has more than {MAX_FILE >> 20} MiB")
    return described(name, _parsed(name, data))


def described(name: str, content: Any) -> Document:
    """The description that a value of JSON or YAML is, called so. Raises OpenApiError where it is none."""
    try:
        content = _Normal(name).value(content)
    except RecursionError:
        raise OpenApiError(f"{name} is nested too deeply") from None
    if not is_object(content) or "openapi" not in content:
        raise OpenApiError(f"{name} is no OpenAPI description: it has no member openapi")
    if not str(content["openapi"]).startswith("3."):
        raise OpenApiError(f"{name} is of OpenAPI {_shown(content['openapi'])}, and 3.0 to 3.2 are read")
    return Document(name, content)


def _parsed(name: str, data: bytes) -> Any:
    try:
        if data.lstrip().startswith(b"{"):
            return json.loads(data)
        # The loader of libyaml is ten times as fast, where there is one.
        return yaml.load(data, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f":{mark.line + 1}" if mark else ""
        raise OpenApiError(f"{name}{line} is no YAML: {error.problem or error.context}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise OpenApiError(f"{name} cannot be read: {str(error).splitlines()[0]}") from None
    except RecursionError:
        raise OpenApiError(f"{name} is nested too deeply") from None


class _Normal:
    """What YAML or JSON holds, as JSON has it: keys are texts, and a date is the text that it was.

    A reference within a schema with an `$id` starts at that schema (JSON Schema 2020-12, 8.2.1). Here every one starts at the root.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._left = _MOST_VALUES
        self._path: list[str] = []

    def value(self, value: Any, base: str = "#") -> Any:
        """The value; `base` is what "#" stands for here."""
        self._left -= 1
        if not self._left:  # YAML can write the same part in many places
            raise OpenApiError(f"{self._source} has more than {_MOST_VALUES:,} values")
        if is_array(value):
            return [self._member(str(number), each, base) for number, each in enumerate(value)]
        if is_object(value):
            if isinstance(value.get("$id"), str) and self._path:
                base = "/".join(["#", *self._path])
            found = {str(key): self._member(str(key), each, base) for key, each in value.items()}
            reference = found.get("$ref")
            if isinstance(reference, str) and reference.startswith("#/"):
                found["$ref"] = base + reference[1:]
            return found
        return value.isoformat() if isinstance(value, date) else value

    def _member(self, name: str, value: Any, base: str) -> Any:
        self._path.append(name.replace("~", "~0").replace("/", "~1"))
        normal = self.value(value, base)
        self._path.pop()
        return normal


def _shown(value: Any) -> str:
    return repr(value)[:80]
