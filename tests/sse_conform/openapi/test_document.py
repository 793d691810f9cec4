"""A description is read, or refused in a sentence, whatever it holds; streams are found wherever they are referred to."""

import json
from pathlib import Path
from typing import Any

import pytest

from sse_conform.openapi import OpenApiError, load

STREAM = {"content": {"text/event-stream": {"schema": {"type": "object"}}}}


def written(folder: Path, content: Any) -> Path:
    path = folder / "openapi"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def paths(**items: Any) -> dict[str, Any]:
    return {"openapi": "3.1.0", "paths": {f"/{name}": item for name, item in items.items()}}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a: [1\nb: 2\n", ":2 is no YAML: "),
        (b"a: \x01", "cannot be read: "),
        (b"{", "cannot be read: Expecting property name"),
        (b'{"a":' * 100_000, "is nested too deeply"),
        (b"- a", "is no OpenAPI description: it has no member openapi"),
        (b"swagger: '2.0'", "is no OpenAPI description"),
        (b"openapi: 2.0", "is of OpenAPI 2.0, and 3.0 to 3.2 are read"),
        (b"openapi: 3.0.0\na: &a [*a]", "is nested too deeply"),
    ],
    ids=["no end", "control", "json", "deep", "list", "swagger", "old", "ring"],
)
def test_what_is_no_description_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(OpenApiError) as raised:
        load(written(tmp_path, content))
    assert words in str(raised.value)


def test_a_description_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sse_conform.openapi._document.MAX_FILE", 1 << 20)
    with pytest.raises(OpenApiError, match="has more than 1 MiB"):
        load(written(tmp_path, b" " * ((1 << 20) + 1)))


def test_parts_that_stand_for_each_other_without_end_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sse_conform.openapi._document._MOST_VALUES", 100_000)
    lines = ["a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]"]
    lines += [f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 9)}]" for number in range(1, 9)]
    with pytest.raises(OpenApiError, match="has more than 100,000 values"):
        load(written(tmp_path, "\n".join(lines).encode()))


def test_streams_are_found_by_reference_by_method_and_by_status(tmp_path: Path) -> None:
    content = paths(
        a={"$ref": "#/components/pathItems/A"},
        b={"get": {"responses": {"400": STREAM, "200": {"content": {"application/json": {}}}}}},
        c={"additionalOperations": {"COPY": {"operationId": "copy", "responses": {"default": STREAM}}}},
        d={"query": {"responses": {"200": {"content": {"text/event-stream": {}}}}}, "summary": "no method"},
        e={"get": {}, "post": {"responses": {"200": STREAM | {"description": ""}}}},
    )
    content["components"] = {
        "pathItems": {"A": {"get": {"responses": {"200": {"$ref": "#/components/responses/A"}}}}},
        "responses": {"A": STREAM},
    }
    document = load(written(tmp_path, content))
    names = ["GET /a", "GET /b", "copy", "POST /e"]
    assert [each.name for each in document.operations()] == names
    assert [document.operation(name).name for name in names] == names
    assert document.operation("COPY /c").name == "copy"
    with pytest.raises(
        OpenApiError, match="several operations with streams; choose --operation: GET /a, GET /b, copy"
    ):
        document.operation(None)
    with pytest.raises(OpenApiError, match="no operation 'x' with a stream; choose GET /a"):
        document.operation("x")


def test_a_description_without_a_stream_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OpenApiError, match="no operation that answers with text/event-stream"):
        load(written(tmp_path, {"openapi": "3.0.0"})).operation(None)


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("other.yaml#/a", "which is not in this file; put all into one file"),
        ("#/components/none", "which is not in it"),
        ("#/list/7", "which is not in it"),
        ("#/ring", "references that lead to each other"),
        ("#/list/0", "has 5 where an object should be"),
    ],
)
def test_a_reference_that_leads_nowhere_is_refused(tmp_path: Path, reference: str, words: str) -> None:
    content = paths(a={"$ref": reference}) | {"ring": {"$ref": "#/ring"}, "list": [5]}
    with pytest.raises(OpenApiError, match=words):
        load(written(tmp_path, content)).operations()


def test_names_in_references_are_escaped(tmp_path: Path) -> None:
    content = paths(a={"$ref": "#/items/~1a~0b"}) | {
        "items": {"/a~b": {"get": {"responses": {"200": STREAM}}}}
    }
    assert [each.place for each in load(written(tmp_path, content)).operations()] == ["GET /a"]


def test_the_title_is_what_the_description_says(tmp_path: Path) -> None:
    assert load(written(tmp_path, b"openapi: 3.0.0\ninfo: {title: A, version: 1.5}")).title == "A 1.5"
    assert load(written(tmp_path, b"openapi: 3.0.0\ninfo: 2026-01-01")).title == ""
