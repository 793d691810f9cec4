"""Where only the events of a stream are known, a check says so, and says nothing of the bytes that carried them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sse_conform.cli import main

ANTHROPIC = [
    {"type": "message_start", "message": {"id": "m", "type": "message", "role": "assistant", "model": "x", "content": [], "stop_reason": None, "stop_sequence": None, "usage": {"input_tokens": 1, "output_tokens": 1}}},
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "a"}},
    {"type": "content_block_stop", "index": 0},
    {"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": None}, "usage": {"output_tokens": 2}},
    {"type": "message_stop"},
]  # fmt: skip
UNKNOWN = [{"type": "quay"}, {"type": "berth"}]
STREAM = b"data: a\n\n"


def lines(documents: list[dict[str, object]]) -> bytes:
    return b"".join(json.dumps(document).encode() + b"\n" for document in documents)


def check(tmp_path: Path, *bodies: bytes, options: tuple[str, ...] = ()) -> Result:
    paths = []
    for number, body in enumerate(bodies):
        path = tmp_path / f"{number}.txt"
        path.write_bytes(body)
        paths.append(str(path))
    return CliRunner().invoke(main, ["check", *paths, *options], prog_name="sse-conform")


def test_order_and_values_are_checked_and_the_format_is_not(tmp_path: Path) -> None:
    result = check(tmp_path, lines(ANTHROPIC))
    assert "anthropic-messages" in result.stdout
    assert result.stdout.endswith("Found nothing wrong in the events of 1 capture.\n")
    assert "only the events are known" in result.stderr


def test_rules_that_need_the_bytes_are_not_applicable(tmp_path: Path) -> None:
    report = json.loads(check(tmp_path, lines(ANTHROPIC), options=("--format", "json")).stdout)
    (capture,) = report["captures"]
    assert capture["parts"]["format"] == {"checked": False, "lacks": "the capture has only the events"}
    assert capture["parts"]["order"]["checked"]
    lacking = {
        each["code"] for each in capture["not_applicable"] if each["lacks"] == "the bytes of the stream"
    }
    assert lacking >= {"SSE101", "SSE105", "SSE201", "SSE401", "ORD306"}
    assert not lacking & {"SSE120", "SSE509", "SSE512"}


def test_a_fault_in_the_order_is_found(tmp_path: Path) -> None:
    result = check(tmp_path, lines(ANTHROPIC[:3] + ANTHROPIC[4:]), options=("--format", "concise"))
    assert result.exit_code == 1
    assert " error " in result.stdout


SENTENCES = [
    pytest.param([lines(UNKNOWN)], "Saw no fault in the events of 1 capture", id="order unknown"),
    pytest.param([lines(UNKNOWN), STREAM], "The format of 2 captures is right, but 1 has only its events", id="beside a stream"),
    pytest.param([lines(UNKNOWN), lines(UNKNOWN), STREAM], "The format of 3 captures is right, but 2 have only their events", id="two beside a stream"),
]  # fmt: skip


@pytest.mark.parametrize(("bodies", "sentence"), SENTENCES)
def test_what_was_not_checked_is_said(tmp_path: Path, bodies: list[bytes], sentence: str) -> None:
    assert sentence in check(tmp_path, *bodies).stdout


def test_the_same_lines_under_a_head_are_no_events(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
    assert "SSE118" in check(tmp_path, head + lines(UNKNOWN)).stdout
