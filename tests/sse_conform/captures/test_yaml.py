"""Items of YAML documents: each with its line, in the memory of one, and every limit with its sentence."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from sse_conform.captures import CaptureError, _yaml

from .reading import Trickle

KEYS = frozenset({"interactions"})


@pytest.fixture(autouse=True, params=["libyaml", "pure"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both loaders of PyYAML."""
    if request.param == "libyaml":
        assert _yaml._LOADER is yaml.CSafeLoader
    else:
        monkeypatch.setattr(_yaml, "_LOADER", yaml.SafeLoader)


def items(text: str | bytes, piece: int = 1 << 16) -> list[tuple[int, Any]]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(_yaml.items("x", data[:piece], Trickle(data[piece:], piece), KEYS))


def told(text: str) -> list[tuple[int, Any]]:
    """The items, where a problem is its words."""
    return [(line, str(each) if isinstance(each, CaptureError) else each) for line, each in items(text)]


@pytest.mark.parametrize("piece", [1, 7, 1 << 16])
def test_items_and_their_lines(piece: int) -> None:
    text = "---\nversion: 1\nother:\n- interactions: no\ninteractions:\n- a: b\n\n- [1, 'two']\n- |\n  text\n"
    assert items(text, piece) == [(6, {"a": "b"}), (8, [1, "two"]), (9, "text\n")]


@pytest.mark.parametrize(
    "text", ["- 1\n", "x\n", "", "a: 1\n", "interactions: 1\n", "interactions: {}\n", "interactions: []\n"]
)
def test_a_document_without_the_list(text: str) -> None:
    assert items(text) == []


SCALARS = [
    ("12", 12),
    ("-3", -3),
    ("'12'", "12"),
    ("!!str 12", "12"),
    ("1.5", "1.5"),
    ("1" * 19, "1" * 19),
    ("true", True),
    ("False", False),
    ("null", None),
    ("~", None),
    ("", None),
    ("'null'", "null"),
    ("2026-01-01", "2026-01-01"),
    ("!!binary aGkK", b"hi\n"),
    ("!binary aGkK", b"hi\n"),
    ("!!binary |\n    aG\n    kK", b"hi\n"),
    ("!!python/unicode hi", "hi"),
    ("!!python/object/apply:os.system ['true']", ["true"]),
    ('"a\\r\\nb"', "a\r\nb"),
]


@pytest.mark.parametrize(("text", "value"), SCALARS)
def test_values(text: str, value: Any) -> None:
    assert items(f"interactions:\n- {text}\n") == [(2, value)]


def test_keys_of_symbols_and_numbers() -> None:
    assert items("interactions:\n- :a: 1\n  2: b\n  ? [x]\n  : c\n") == [(2, {"a": 1, "2": "b"})]


def test_aliases_stand_for_what_was_anchored_in_any_item() -> None:
    text = "interactions:\n- h: &h {a: [b]}\n  t: &t text\n- h: *h\n- [*t, *t]\n"
    assert items(text)[1:] == [(4, {"h": {"a": ["b"]}}), (5, ["text", "text"])]


def test_an_item_that_cannot_be_taken_is_told_of_and_the_others_are_read() -> None:
    deep = "[" * 101 + "]" * 101
    text = f"interactions:\n- *nowhere\n- {{a: !!binary '%%', b: [1]}}\n- {deep}\n- &a [*a]\n- !!binary x\n- good\n"
    assert told(text) == [
        (2, "x#1: its YAML names *nowhere, which is not there, or not yet whole, at line 2"),
        (3, "x#2: its YAML has binary data that is no base64, at line 3"),
        (4, "x#3: its YAML is nested more than 100 deep, at line 4"),
        (5, "x#4: its YAML names *a, which is not there, or not yet whole, at line 5"),
        (6, "x#5: its YAML has binary data that is no base64, at line 6"),
        (7, "good"),
    ]


def test_aliases_that_stand_for_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_yaml, "MAX_ITEM", 100_000)
    lists = "".join(f"  - &l{n + 1} [{', '.join([f'*l{n}'] * 10)}]\n" for n in range(9))
    text = f"interactions:\n-\n  - &l0 [lol]\n{lists}- good\n"
    assert told(text) == [
        (3, "x#1: its YAML stands for more than 100,000 bytes, by its aliases, at line 7"),
        (13, "good"),
    ]


def test_anchors_that_keep_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_yaml, "MAX_ANCHORED", 1000)
    text = "interactions:\n" + "".join(f"- &a{n} {'x' * 200}\n" for n in range(6))
    assert told(text)[-2:] == [
        (6, "x#5: its YAML has anchors on more than 1,000 bytes, at line 6"),
        (7, "x#6: its YAML has anchors on more than 1,000 bytes, at line 7"),
    ]


def test_no_more_is_given_than_was_asked_for() -> None:
    feed = _yaml._Feed("x", b"interactions", Trickle(b": []", 2))
    assert [feed.read(5) for _ in range(6)] == [b"inter", b"actio", b"ns", b": ", b"[]", b""]
    assert feed.since == len(b"interactions: []")


def raised(text: str | bytes, piece: int = 1 << 16) -> str:
    with pytest.raises(CaptureError) as problem:
        items(text, piece)
    return problem.value.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("interactions:\n- a: [1\n- b\n", "its YAML is broken at line 4", id="an open list"),
        pytest.param("interactions:\n- 'a\n", "its YAML is broken at line", id="an open quote"),
        pytest.param("interactions:\n- a\x01b\n", "its YAML is broken: ", id="a control"),
        pytest.param(b"interactions:\n- a\xff\n", "its YAML is broken: ", id="no UTF-8"),
        pytest.param(
            "a: *b\ninteractions:\n- 1\n", "its YAML names *b, which", id="an alias before the list"
        ),
    ],
)
def test_what_is_no_yaml_ends_the_document(text: str | bytes, reason: str) -> None:
    assert raised(text).startswith(reason)


def test_an_item_of_too_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_yaml, "MAX_ITEM", 100_000)
    text = "interactions:\n- " + "\n- ".join(["a" * 50_000] * 5) + "\n- " + "b" * 500_000 + "\n"
    assert raised(text, 1000) == "it has an exchange of more than 100,000 bytes"


@pytest.mark.unmeasured
def test_many_items_are_no_long_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_yaml, "MAX_ITEM", 200_000)
    text = "interactions:\n- " + "\n- ".join(["a" * 50_000] * 20) + "\n"
    assert len(items(text, 1000)) == 20


def test_an_item_of_too_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_yaml, "MAX_VALUES", 100)
    assert raised("interactions:\n- [" + "1," * 99 + "1]\n") == (
        "it has an exchange of more than 100 values, near line 2"
    )
    assert len(items("interactions:\n" + "- [1, 2, 3]\n" * 50)) == 50


def test_a_file_that_ends_between_events(monkeypatch: pytest.MonkeyPatch) -> None:
    events = list(yaml.parse("interactions:\n- 1\n"))[:5]

    def broken(*_: Any, **__: Any) -> Iterator[Any]:
        yield from events

    monkeypatch.setattr(yaml, "parse", broken)
    assert raised("") == "its YAML ends too early"


def test_a_fault_without_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> Iterator[Any]:
        raise yaml.MarkedYAMLError(problem="it is odd")
        yield

    monkeypatch.setattr(yaml, "parse", broken)
    assert raised("") == "its YAML is broken: it is odd"


def test_the_pure_loader_serves_where_there_is_no_other() -> None:
    script = "import yaml; del yaml.CSafeLoader; from sse_conform.captures import _yaml; print(_yaml._LOADER.__name__)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "SafeLoader\n"
