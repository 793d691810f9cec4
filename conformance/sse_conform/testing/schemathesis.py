"""A check for schemathesis: every streamed response of the API under test is in order, and of kinds that its description has.

    SCHEMATHESIS_HOOKS=sse_conform.testing.schemathesis schemathesis run openapi.json --url http://127.0.0.1:8000

Importing this module registers the check, whose name is `sse_stream`. It needs the package schemathesis.
"""

from importlib import import_module
from typing import Any

from ._described import check_response

__all__ = ["sse_stream"]


def sse_stream(ctx: Any, response: Any, case: Any) -> None:
    """Each stream with status 200: its format, its head, and the kinds and the data of its events."""
    check_response(ctx, response, case)


import_module("schemathesis").check(sse_stream)
