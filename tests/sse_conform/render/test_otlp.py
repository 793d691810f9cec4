"""Times as metrics, in the JSON of OTLP: names and bounds of OpenTelemetry, and nothing of streams without times."""

import json
from typing import Any

import pytest

from sse_codec.ordering import shipped_profiles
from sse_conform.captures import Capture
from sse_conform.render.otlp import OtlpRenderer
from sse_conform.render.otlp.metrics import _CALLS

from .page.paging import Read, capture, recording, rendered

NO_CALLS = {"ai-sdk-ui", "graphql-sse", "mcp-2025-11-25", "mcp-2026-07-28"}
"""Profiles that do not tell which operation of which provider answers."""
START = b'event: message_start\ndata: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"tide-3","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}}\n\n'
REST = (
    b'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}\n\n',
    b'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}}\n\n',
    b'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"b"}}\n\n',
    b'event: content_block_stop\ndata: {"type":"content_block_stop","index":0}\n\n',
    b'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2}}\n\n',
    b'event: message_stop\ndata: {"type":"message_stop"}\n\n',
)


def answer(source: str = "https://api.example.com/v1", upto: int = 6) -> Capture:
    reads: list[Read] = [(0.5, START), *((0.7 + 0.2 * index, data) for index, data in enumerate(REST[:upto]))]
    return capture(source, reads)


def metrics(*captures: Capture) -> dict[str, Any]:
    own = recording(now=1_700_000_000_000_000_000)
    value = json.loads(rendered(OtlpRenderer(recording=own), own, captures))
    return {
        metric["name"]: metric
        for resource in value["resourceMetrics"]
        for scope in resource["scopeMetrics"]
        for metric in scope["metrics"]
    }


def labels(point: dict[str, Any]) -> dict[str, str]:
    return {each["key"]: next(iter(each["value"].values())) for each in point["attributes"]}


def test_each_shipped_profile_has_its_operation_and_provider() -> None:
    missing = set(shipped_profiles()) ^ (_CALLS.keys() | NO_CALLS)
    assert not missing, f"put {missing} into _CALLS of render/otlp/metrics.py, or into NO_CALLS of this test"


def test_names_values_and_attributes() -> None:
    found = metrics(answer())
    assert {name: metric["histogram"]["dataPoints"][0]["sum"] for name, metric in found.items()} == {
        "gen_ai.client.operation.duration": pytest.approx(1.7),
        "gen_ai.client.operation.time_to_first_chunk": pytest.approx(0.5),
        "gen_ai.client.operation.time_per_output_chunk": pytest.approx(1.2),
        "gen_ai.server.time_to_first_token": pytest.approx(0.9),
    }
    (point,) = found["gen_ai.client.operation.duration"]["histogram"]["dataPoints"]
    assert labels(point) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "anthropic",
        "gen_ai.response.model": "tide-3",
        "server.address": "api.example.com",
        "server.port": "443",
    }
    assert point["attributes"][-1]["value"] == {"intValue": "443"}
    assert point["timeUnixNano"] == "1700000000000000000"


def test_points_are_those_of_the_protocol() -> None:
    for metric in metrics(answer(), answer()).values():
        assert metric["unit"] == "s"
        assert metric["histogram"]["aggregationTemporality"] == 1
        for point in metric["histogram"]["dataPoints"]:
            assert len(point["bucketCounts"]) == len(point["explicitBounds"]) + 1
            assert sum(map(int, point["bucketCounts"])) == int(point["count"])
            assert point["min"] <= point["max"] <= point["sum"]


def test_streams_with_the_same_attributes_are_one_point() -> None:
    found = metrics(answer(), answer(), answer("http://other.example:81/"))
    points = found["gen_ai.client.operation.time_per_output_chunk"]["histogram"]["dataPoints"]
    assert [point["count"] for point in points] == ["12", "6"]


def test_a_stream_that_failed_says_so_and_has_no_first_token() -> None:
    found = metrics(answer(upto=3))
    assert "gen_ai.server.time_to_first_token" not in found
    (point,) = found["gen_ai.client.operation.duration"]["histogram"]["dataPoints"]
    assert labels(point)["error.type"] == "truncated"


def test_a_stream_of_no_known_profile() -> None:
    found = metrics(capture("a", [(0.5, b"data: 1\n\n")]), capture("b", [(0.5, b": only\n\n")]))
    (point,) = found["gen_ai.client.operation.duration"]["histogram"]["dataPoints"]
    assert labels(point) == {"gen_ai.operation.name": "chat", "gen_ai.provider.name": "unknown"}
    assert "gen_ai.client.operation.time_per_output_chunk" not in found


def test_without_times_there_is_nothing() -> None:
    own = recording()
    text = rendered(
        OtlpRenderer(recording=own), own, [capture("a", [b"data: 1\n\n"]), capture("b", [b"data: 1\n\n"])]
    )
    assert json.loads(text) == {"resourceMetrics": []}
    assert (own.timed, own.untimed) == (0, ["a", "b"])
