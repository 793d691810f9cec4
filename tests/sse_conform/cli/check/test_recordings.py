"""Recordings of several exchanges: each stream by its name, what is none counted, and no secret of a recorded request told."""

import json
from pathlib import Path
from typing import Any

import pytest

from ..conftest import Run

URL = "https://quay.example/v1"
GOOD = "event: a\ndata: b\n\n"


def exchange(path: str, body: Any, media_type: str = "text/event-stream", **headers: str) -> dict[str, Any]:
    return {
        "request": {"method": "POST", "uri": f"{URL}/{path}", "headers": headers},
        "response": {
            "status": {"code": 200},
            "headers": {"Content-Type": media_type, "Cache-Control": "no-store"},
            "body": body,
        },
    }


def tape(folder: Path, *exchanges: Any, name: str = "tape.json") -> str:
    (folder / name).write_text(json.dumps({"interactions": exchanges}), encoding="utf-8")
    return name


def test_each_stream_is_checked_and_the_rest_counted(run: Run, captures: Path) -> None:
    lost = exchange("c", None)
    exchanges = [
        exchange("a", GOOD),
        exchange("b", "{}", "application/json"),
        lost,
        exchange("d", "data: x"),
        exchange("e", "[]", "application/json"),
    ]
    result = run("check", tape(captures, *exchanges), "--format", "concise", "--format", "json:all.json")
    assert result.stderr.splitlines() == [
        f"sse-conform: tape.json#3 POST {URL}/c: it is an event stream, and the recorder kept no body",
        "sse-conform: tape.json: passed over 2 that are no event streams: 2 application/json",
    ]
    assert result.exit_code == 2
    report = json.loads((captures / "all.json").read_bytes())
    summary = report["summary"]
    assert [each["source"] for each in report["captures"]] == [
        f"tape.json#1 POST {URL}/a",
        f"tape.json#4 POST {URL}/d",
    ]
    assert summary["skipped"] == [{"source": "tape.json", "reason": "application/json", "count": 2}]
    assert [each["source"] for each in summary["unread"]] == [f"tape.json#3 POST {URL}/c"]


def test_what_is_no_stream_makes_no_check_red(run: Run, captures: Path) -> None:
    result = run("check", tape(captures, exchange("a", GOOD), exchange("b", {"base64_string": "%"}, "a/b")))
    assert result.exit_code == 0


@pytest.mark.parametrize(("pattern", "names"), [("2", "b"), ("v1/a", "a"), ("post*/c", "c"), ("#3 ", "c")])
def test_only_some_of_the_streams(run: Run, captures: Path, pattern: str, names: str) -> None:
    name = tape(captures, *(exchange(each, GOOD) for each in "abc"))
    result = run("check", name, "--only", pattern, "--format", "jsonl")
    *found, last = map(json.loads, result.stdout.splitlines())
    assert [each["capture"]["source"][-1] for each in found if "capture" in each] == [*names]
    assert last["summary"]["skipped"] == [
        {"source": "tape.json", "reason": "not named by --only", "count": 2}
    ]


SECRET = "harbour-master-7"
LEAKS = [
    pytest.param(exchange("a", f"Data: {SECRET}\n\n", Authorization=f"Bearer {SECRET}"), id="a header"),
    pytest.param(exchange(f"a?api_key={SECRET}", f"Data: {SECRET}\n\n"), id="the address"),
    pytest.param(exchange("a", f"event: error\ndata: {SECRET}\n\n", **{"X-Api-Key": SECRET}), id="an error"),
]


@pytest.mark.parametrize("format", ["text", "concise", "json", "jsonl"])
@pytest.mark.parametrize("leak", LEAKS)
def test_secrets_of_a_recorded_request_are_told_nowhere(
    run: Run, captures: Path, leak: dict[str, Any], format: str
) -> None:
    result = run("check", tape(captures, leak, exchange("b", GOOD)), "--format", format)
    assert SECRET not in result.stdout + result.stderr


def test_what_is_a_secret_of_one_request_is_none_of_another(run: Run, captures: Path) -> None:
    secret = exchange("a", GOOD, Authorization="Bearer harbours")
    result = run("check", tape(captures, secret, exchange("b", "Data: harbours\n\n")))
    assert "Data: harbours" in result.stdout


def test_the_harmless_fields_of_a_client_blank_nothing(run: Run, captures: Path) -> None:
    leak = exchange("a", "Data: messages\n\n", **{"x-stainless-helper-method": "messages"})
    assert "Data: messages" in run("check", tape(captures, leak)).stdout


def test_of_many_reasons_the_most_frequent_are_told(run: Run, captures: Path) -> None:
    others = [exchange(str(number), "{}", f"application/x{number}") for number in range(7)]
    result = run("check", tape(captures, exchange("a", GOOD), *others, others[6]))
    assert result.exit_code == 0
    words = "passed over 8 that are no event streams: 2 application/x6, 1 application/x0"
    assert words in result.stderr
    assert "2 of other kinds" in result.stderr
