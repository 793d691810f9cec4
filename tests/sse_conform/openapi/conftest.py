"""Descriptions for the tests: one whose stream has the schema that a test is about."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from sse_conform.openapi import Document, load

Describe = Callable[..., Document]


@pytest.fixture
def describe(tmp_path: Path) -> Describe:
    """A description with one operation, from the schema of its stream."""

    def make(schema: Any, *, key: str = "itemSchema", schemas: Any = None, **operation: Any) -> Document:
        media = {"text/event-stream; charset=utf-8": {key: schema}}
        content = {
            "openapi": "3.2.0",
            "info": {"title": "Chat", "version": 1},
            "paths": {"/chat": {"post": {"responses": {200: {"content": media}}, **operation}}},
            "components": {"schemas": schemas or {}},
        }
        path = tmp_path / "openapi.yaml"
        path.write_text(yaml.safe_dump(content), encoding="utf-8")
        return load(path)

    return make
