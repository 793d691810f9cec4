"""Logs as services give them in one document, after the documentation of each, with a stream of ours in the entries."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from sse_conform.captures import CaptureError, Ending

from .reading import Got, got, only

LINES = ["event: a", 'data: {"n": 1}', "", "data: \u20ac", ""]
BODY = "".join(f"{line}\n" for line in LINES).encode()
START = 1796130000000
TIMES = (0.0, 0.25, 0.5, 0.75, 1.0)


def instant(number: int) -> str:
    return f"2026-11-30T10:00:0{number * 0.25:.3f}Z"


def cloudwatch(lines: list[str]) -> Any:
    entries = [
        {"logStreamName": "s", "timestamp": START + 250 * n, "message": line, "ingestionTime": START, "eventId": "3"}
        for n, line in enumerate(lines)
    ]  # fmt: skip
    return {"events": entries, "searchedLogStreams": []}


def google(lines: list[str]) -> Any:
    return [
        {"insertId": "a", "logName": "projects/x/logs/y", "textPayload": line, "timestamp": instant(n)}
        for n, line in enumerate(lines)
    ]


def google_in_json(lines: list[str]) -> Any:
    return [
        {"insertId": "a", "jsonPayload": {"message": line}, "timestamp": instant(n)}
        for n, line in enumerate(lines)
    ]


def datadog(lines: list[str]) -> Any:
    entries = [
        {"id": "A", "type": "log", "attributes": {"message": line, "timestamp": instant(n)}}
        for n, line in enumerate(lines)
    ]
    return {"data": entries, "meta": {"status": "done"}}


def elasticsearch(lines: list[str]) -> Any:
    hits = [
        {"_index": "x", "_source": {"@timestamp": instant(n), "message": line}}
        for n, line in enumerate(lines)
    ]
    return {"took": 1, "hits": {"total": {"value": 5}, "hits": hits}}


def loki(lines: list[str], **labels: str) -> Any:
    values = [[str((START + 250 * n) * 1_000_000), line] for n, line in enumerate(lines)]
    return {
        "status": "success",
        "data": {"resultType": "streams", "result": [{"stream": labels, "values": values}]},
    }


SERVICES = {
    "CloudWatch": (cloudwatch, "message"),
    "Cloud Logging": (google, "textPayload"),
    "Cloud Logging, structured": (google_in_json, "jsonPayload.message"),
    "Datadog": (datadog, "message"),
    "Elasticsearch": (elasticsearch, "message"),
    "Loki": (loki, "line"),
}


def document(value: Any, indent: int | None = None) -> bytes:
    return json.dumps(value, indent=indent).encode()


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(("service", "place"), SERVICES.values(), ids=SERVICES)
def test_each_service(service: Callable[[list[str]], Any], place: str, indent: int | None) -> None:
    found = only(document(service(LINES), indent), piece=100)
    chunks = tuple(f"{line}\n".encode() for line in LINES)
    notes = (f"the lines of the stream taken from {place!r} of each entry",)
    assert found == Got("x", "log-export", "timed", chunks, TIMES, Ending(), notes)


def test_the_newest_first_is_turned_round() -> None:
    found = only(document(list(reversed(google(LINES)))))
    assert (found.body, found.times) == (BODY, TIMES)
    assert found.notes[1] == "its entries have the newest first: turned round"


def test_each_set_of_labels_of_loki_is_a_stream() -> None:
    both = loki(LINES)
    both["data"]["result"] += loki(["a line"])["data"]["result"] + loki(LINES[:3])["data"]["result"]
    found = got(document(both))
    assert [(each.source, each.reason or each.body) for each in found] == [
        ("x#1", BODY),
        ("x#2", "log without a line of a stream"),
        ("x#3", "".join(f"{line}\n" for line in LINES[:3]).encode()),
    ]


def test_a_line_of_a_stream_far_behind() -> None:
    before = google(["a line"] * 60)
    found, *others = got(document(before[:1] + google(["data: a"]) * 60 + before))
    assert found.body == b"a line\n" + b"data: a\n" * 60 + b"a line\n" * 60
    assert others == []


def test_entries_of_something_else_are_counted() -> None:
    value = cloudwatch(LINES)
    value["events"] += [7, {"timestamp": START + 2000}]
    stream, other = got(document(value))
    assert (stream.body, other.reason) == (BODY, "no entry with a line of the stream")


@pytest.mark.parametrize(
    "broken", [None, {"values": 7}, {"values": [7, ["x", "data: a"], ["1"], [1, ""], ["9" * 20, ""]]}]
)
def test_pairs_of_loki_that_are_none(broken: Any) -> None:
    value = loki(LINES)
    value["data"]["result"].append(broken)
    assert [each.reason for each in got(document(value))] == ["", "log without a line of a stream"]


def test_a_document_whose_entries_are_elsewhere() -> None:
    inner = cloudwatch(LINES)["events"]
    odd = (
        b'{"events": [{"timestamp": 1796130000000, "message": "data: a"}], "events": '
        + document({"x": inner})
        + b"}"
    )
    assert only(odd).reason == "log without an entry"
    datadogs = b'{"data": [{"attributes": {"message": "data: a"}}], "data": [7]}'
    assert only(datadogs).reason == "log without a line of a stream"


@pytest.mark.parametrize("cut", [1, 30])
def test_a_document_that_breaks_off(cut: int) -> None:
    with pytest.raises(CaptureError, match="its JSON is broken at line 1"):
        only(document(google(LINES))[:-cut])


def test_a_document_that_is_too_deep() -> None:
    with pytest.raises(CaptureError, match="its JSON is nested too deep"):
        only(b'[{"insertId": "a", "textPayload": "data: a", "x": ' + b"[" * 100_000)
