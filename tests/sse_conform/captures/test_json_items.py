"""Items of JSON documents: cut right however the file comes, each with its line, and what is broken or too large said of it alone."""

import json
from io import BytesIO
from typing import Any

import pytest

from sse_conform.captures import CaptureError, _json_items

from .reading import Trickle

KEYS = frozenset({"entries", "interactions"})


def items(text: str | bytes, piece: int = 1 << 16) -> list[tuple[int, Any]]:
    data = text if isinstance(text, bytes) else text.encode()
    first = max(piece, 3)  # whoever recognised the file saw its byte order mark
    return list(_json_items.items("x", data[:first], Trickle(data[first:], piece), KEYS))


def told(found: list[tuple[int, Any]]) -> list[tuple[int, Any]]:
    """The items, where a problem is its words."""
    return [(line, str(each) if isinstance(each, CaptureError) else each) for line, each in found]


VALUES = [
    {"a": [1, {"b": '] } " \\ , {'}], "c": ""},
    "text",
    12,
    -1.5e3,
    True,
    None,
    [],
    {},
    [[], [[]], {"": {}}],
    '\\"\\\\"',
    "€ \U0001f600",
]
DOCUMENTS = [
    pytest.param({"entries": VALUES}, id="at the top"),
    pytest.param({"log": {"version": "1.2", "entries": VALUES}}, id="in the log of a HAR"),
    pytest.param(VALUES, id="the document is the list"),
    pytest.param(
        {"version": 1, "pages": [{"entries": 1}], "interactions": VALUES, "entries": [0]},
        id="the first of them",
    ),
    pytest.param({"log": 1, "entries": VALUES}, id="a log that is none"),
]


@pytest.mark.parametrize("piece", [1, 3, 1 << 16])
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_items(document: Any, indent: int | None, piece: int) -> None:
    text = json.dumps(document, indent=indent, ensure_ascii=piece == 3)
    assert [value for _, value in items(text, piece)] == VALUES


@pytest.mark.parametrize("piece", [1, 1 << 16])
def test_each_item_has_its_line(piece: int) -> None:
    text = '\ufeff{\n\n"entries":\n[\n {"a":\n"b"\n},\n2 , 3\n\n,\n4]\n}\n'
    assert items(text, piece) == [(5, {"a": "b"}), (8, 2), (8, 3), (11, 4)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('{"request": {}, "response": {"a": [1]}}', {"request": {}, "response": {"a": [1]}}, id="an exchange"),
        pytest.param('{"log": {"version": "1"}, "a": 1}', {"log": {"version": "1"}, "a": 1}, id="a log without entries"),
        pytest.param('{"log": {}}', {"log": {}}, id="a log of nothing"),
        pytest.param('{"entries": {"a": 1}}', {"entries": {"a": 1}}, id="entries that are no list"),
    ],
)  # fmt: skip
def test_a_document_without_a_list_is_one_item(text: str, expected: Any) -> None:
    assert items(text) == [(1, expected)]


@pytest.mark.parametrize("text", ['{"entries": []}', "[]", "[ ]", '{"log": {"entries": [\n]}}'])
def test_a_list_of_nothing(text: str) -> None:
    assert items(text) == []


def test_an_item_that_is_broken_inside_is_told_of_and_the_others_are_read() -> None:
    text = b'[{"a": 1},\n{"a" 1},\n{"a": "\xff"},\n' + b"9" * 5000 + b',\n,\n{"a":\n[1 2]}, "tab\there"]'
    assert told(items(text)) == [
        (1, {"a": 1}),
        (2, "x#2: its JSON is broken at line 2: Expecting ':' delimiter"),
        (3, "x#3: its JSON is not UTF-8 at line 3"),
        (4, "x#4: its JSON at line 4 cannot be read: Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; use sys.set_int_max_str_digits() to increase the limit"),
        (5, "x#5: its JSON is broken at line 5: Expecting value"),
        (6, "x#6: its JSON is broken at line 7: Expecting ',' delimiter"),
        (7, "tab\there"),
    ]  # fmt: skip


BROKEN = [
    pytest.param('{"entries": [1, {"a": "b', [1], "its JSON breaks off in the value at line 1", id="inside a string"),
    pytest.param('{"entries": [1, {"a": "b\\', [1], "its JSON breaks off in the value at line 1", id="inside an escape"),
    pytest.param('{"entries": [1,\n2', [1], "its JSON breaks off in the value at line 2", id="behind a number"),
    pytest.param('{"entries": [1, 2}', [1, 2], "its JSON is broken at line 1: ']' is missing", id="the wrong bracket"),
    pytest.param('{"entries" [1]}', [], "its JSON is broken at line 1: ':' is missing", id="no colon"),
    pytest.param('{"a": 1\n"entries": [1]}', [], "its JSON is broken at line 2: Extra data", id="no comma"),
    pytest.param('{"a": {} "entries": [1]}', [], "its JSON is broken at line 1: '}' is missing", id="no comma behind an object"),
    pytest.param('{"a": x, "entries": [1]}', [], "its JSON is broken at line 1: Expecting value", id="before the list"),
]  # fmt: skip


@pytest.mark.parametrize("piece", [1, 1 << 16])
@pytest.mark.parametrize(("text", "before", "reason"), BROKEN)
def test_what_cannot_be_cut_ends_the_document(text: str, before: list[Any], reason: str, piece: int) -> None:
    data = text.encode()
    walk = _json_items.items("x", data[:piece], Trickle(data[piece:], piece), KEYS)
    assert [next(walk)[1] for _ in before] == before
    with pytest.raises(CaptureError) as raised:
        next(walk)
    assert raised.value.reason == reason


@pytest.mark.parametrize(
    ("limit", "text", "reason"),
    [
        pytest.param("MAX_ITEM", '["%s"]' % ("a" * 200), "its JSON has a value of more than 100 bytes, at line 1", id="a long text"),
        pytest.param("MAX_ITEM", json.dumps(dict.fromkeys(range(9), "a" * 30)), "it has more than 100 bytes before its list", id="much before the list"),
        pytest.param("MAX_DEPTH", "[" * 102, "its JSON is nested more than 100 deep, in the value at line 1", id="nested lists"),
        pytest.param("MAX_DEPTH", '[{"a":' + '{"a":' * 102, "its JSON is nested more than 100 deep, in the value at line 1", id="nested objects"),
        pytest.param("MAX_VALUES", json.dumps([[[]] * 60]), "its JSON has more than 100 values in the one at line 1", id="many values"),
    ],
)  # fmt: skip
def test_limits(monkeypatch: pytest.MonkeyPatch, limit: str, text: str, reason: str) -> None:
    monkeypatch.setattr(_json_items, limit, 100)
    with pytest.raises(CaptureError) as raised:
        items(text, 30)
    assert (raised.value.source, raised.value.reason) == ("x", reason)


def test_many_items_are_read_one_at_a_time() -> None:
    class Endless(BytesIO):
        taken = 0

        def read1(self, size: int | None = -1, /) -> bytes:
            self.taken += 1
            return b'{"a": "b"},' * 1000

    stream = Endless()
    walk = _json_items.items("x", b"[", stream, KEYS)
    for _ in range(5000):
        next(walk)
    assert stream.taken < 10
