"""Lists of recorded chunks: strings or objects, alone or inside a document, with or without times."""

import json
from typing import Any

import pytest

from sse_conform.captures import Ending, _json

from .reading import Got, got, only

A, B = "data: a\n\n", "data: €\n\n"


def read(value: Any, *, indent: int | None = None) -> Got:
    return only(json.dumps(value, indent=indent).encode(), piece=100)


LISTS = [
    pytest.param([A, B], (None, None), (), id="strings"),
    pytest.param([{"chunk": A, "timestamp": 1796130000123}, {"chunk": B, "timestamp": 1796130000623}], (0.0, 0.5), (), id="objects with instants"),
    pytest.param([{"delay": 100, "block": A}, {"delay": 50, "block": B}], (0.1, 0.15), ("'delay' read as milliseconds",), id="objects with delays"),
    pytest.param([{"data": A}, {"data": B}], (None, None), (), id="objects without times"),
    pytest.param([{"data": A, "t": 1}, B], (None, None), (), id="objects and strings"),
    pytest.param({"meta": {"model": "x"}, "stream": [{"delayMs": 5, "chunk": A}, {"delayMs": 5, "chunk": B}]}, (0.005, 0.01), (), id="a tape"),
    pytest.param({"status": 200, "chunks": [A, B]}, (None, None), (), id="strings inside a document"),
    pytest.param([{"encoding": "base64", "data": "ZGF0YTogYQoK", "text": A}, {"encoding": "", "data": B}], (None, None), (), id="base64"),
]  # fmt: skip


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize(("value", "times", "notes"), LISTS)
def test_chunks(
    value: Any, times: tuple[float | None, ...], notes: tuple[str, ...], indent: int | None
) -> None:
    fidelity = "chunks" if times[0] is None else "timed"
    chunks = A.encode(), B.encode()
    assert read(value, indent=indent) == Got("x", "chunk-list", fidelity, chunks, times, Ending(), notes)


BROKEN = [
    pytest.param(json.dumps([A, 7]), "chunk 2 of its list has no text", id="a number"),
    pytest.param(json.dumps([A, {"x": 1}]), "chunk 2 of its list has no text", id="an object without a text"),
    pytest.param(json.dumps([{"data": A}, {"encoding": "base64", "data": "é"}]), "chunk 2 of its list is no base64", id="no base64"),
    pytest.param('["data: a",\n', "its JSON is broken at line 2: Expecting value", id="a list that breaks off"),
    pytest.param('["data: a", ' + "[" * 200_000, "its JSON is nested too deep", id="a list that is too deep"),
    pytest.param('["data: a", ' + "1" * 5000 + "]", "its JSON cannot be read: Exceeds the limit", id="a number that is too long"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), BROKEN)
def test_a_broken_list_says_where(text: str, reason: str) -> None:
    with pytest.raises(_json.CaptureError) as raised:
        got(text.encode())
    assert raised.value.reason.startswith(reason)


def test_what_is_not_utf8_says_so() -> None:
    with pytest.raises(_json.CaptureError, match="it is JSON that is not UTF-8, at byte 12"):
        got(b'["data: a", \xff"]')


def test_a_document_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_json, "MAX_DOCUMENT", 100)
    with pytest.raises(_json.CaptureError, match="it is a JSON document of more than 100 bytes"):
        got(json.dumps([A] * 20).encode(), piece=64)


def test_a_list_deep_in_a_document_is_none() -> None:
    found = read({"cases": [{"chunks": [A, B]}]})
    assert (found.format, found.fidelity) == ("raw", "bytes")


@pytest.mark.parametrize("is_ascii", [False, True])
@pytest.mark.parametrize("first", ["\ufeffdata: a\n\n", ": ok\n\n", ":\n"])
def test_a_first_chunk_with_a_mark_or_a_comment(first: str, is_ascii: bool) -> None:
    for value in ([first, B], {"chunks": [{"data": first}, {"data": B}]}):
        found = only(json.dumps(value, ensure_ascii=is_ascii).encode(), piece=100)
        assert found.chunks == (first.encode(), B.encode())


@pytest.mark.parametrize("value", [{"chunks": ["a", "b"]}, ["a"], {"data": "data: a"}, [{"text": "x"}]])
def test_other_json_is_none(value: Any) -> None:
    assert read(value).format == "raw"
