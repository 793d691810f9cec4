"""The check for schemathesis, with what schemathesis gives to it; tests/apis runs the package itself."""

import sys
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest

from sse_conform.testing._described import check_response

ITEM = {
    "properties": {
        "data": {
            "type": "string",
            "contentSchema": {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}},
        }
    }
}


def case(item: Any = ITEM, path: str = "/a") -> Any:
    content = {"text/event-stream": {"itemSchema": item}}
    paths = {path: {"get": {"responses": {"200": {"content": content}}}}}
    schema = SimpleNamespace(raw_schema={"openapi": "3.2.0", "paths": paths})
    return SimpleNamespace(operation=SimpleNamespace(method="get", path=path, schema=schema))


def response(body: bytes, status: int = 200, media: str = "text/event-stream", **more: Any) -> Any:
    request = SimpleNamespace(
        url="http://a/?api_key=topsecret", headers={"Authorization": "Bearer topsecret"}
    )
    headers = {"content-type": [media], "cache-control": ["no-cache"]}
    return SimpleNamespace(status_code=status, http_version="1.1", headers=headers, content=body, request=request, **more)  # fmt: skip


def test_a_stream_of_described_events_passes() -> None:
    one = case()
    for _ in range(2):
        check_response(None, response(b'data: {"n":1}\n\n'), one)


@pytest.mark.parametrize("body", [b'data: {"n":"topsecret"}\n\n', b"data: topsecret\n\n", b'data: {"n":1}\n'])
def test_what_is_not_described_fails_without_secrets(body: bytes) -> None:
    with pytest.raises(AssertionError) as raised:
        check_response(None, response(body), case())
    assert "topsecret" not in str(raised.value)


def test_a_stream_that_schemathesis_left_owes_nothing() -> None:
    check_response(None, response(b'data: {"n":1}\n', stream_cut_short=True), case())


def test_other_responses_are_left_to_other_checks() -> None:
    check_response(None, response(b"no", status=500), case())
    check_response(None, response(b"{}", media="application/json"), case())


def test_where_no_profile_comes_of_the_description_the_format_is_checked() -> None:
    one = case({"type": "string"}, "/b")
    with pytest.warns(
        UserWarning, match="of the streams of GET /b the format alone is checked: the description"
    ):
        check_response(None, response(b"data: any\n\n"), one)
    with pytest.raises(AssertionError, match="SSE201"):
        check_response(None, response(b"data: \xff\n\n"), one)


def test_importing_the_hook_registers_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    registered: list[str] = []

    def check(function: Any) -> Any:
        registered.append(function.__name__)
        return function

    monkeypatch.setitem(sys.modules, "schemathesis", SimpleNamespace(check=check))
    monkeypatch.delitem(sys.modules, "sse_conform.testing.schemathesis", raising=False)
    hook = import_module("sse_conform.testing.schemathesis")
    assert registered == ["sse_stream"]
    hook.sse_stream(None, response(b'data: {"n":1}\n\n'), case())
