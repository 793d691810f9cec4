"""Logs in JSON, as Docker and structured loggers write them: the lines of the stream, with the times of the entries."""

import json

import pytest

from sse_conform.captures import CaptureError, Ending

from .reading import Got, got, only

STREAM = "event: token\ndata: {}\n\ndata: €\r\n\r\n"


def docker(text: str = STREAM, *, seconds: float = 0.25, output: str = "stdout") -> bytes:
    entries = (
        {"log": line, "stream": output, "time": f"2026-11-30T10:00:{number * seconds:09.6f}123Z"}
        for number, line in enumerate(text.splitlines(keepends=True))
    )
    return b"".join(json.dumps(entry, ensure_ascii=False).encode() + b"\n" for entry in entries)


def test_a_log_of_docker_has_lines_with_their_times() -> None:
    assert only(docker(), piece=50) == Got(
        "x",
        "json-log",
        "timed",
        (b"event: token\n", b"data: {}\n", b"\n", "data: €\r\n".encode(), b"\r\n"),
        (0.0, 0.25, 0.5, 0.75, 1.0),
        Ending(),
        ("the lines of the stream taken from 'log' of each entry",),
    )


def test_what_was_written_to_another_output_is_counted() -> None:
    found, other, broken = got(docker() + docker("trouble\n", output="stderr") + b"not JSON\n\n")
    assert found.body == STREAM.encode()
    assert other.reason == "written to another output"
    assert broken.reason == "no entry with a line of the stream"


def test_times_of_whole_seconds_say_nothing_of_chunks() -> None:
    found = only(docker(seconds=1.0).replace(b".000000123Z", b"Z"))
    assert (found.fidelity, found.times[0]) == ("bytes", None)


def test_a_line_that_docker_cut_is_one() -> None:
    entries = [{"log": "data: a"}, {"log": "b\n"}, {"log": "\n"}, {"log": "data: c\n"}]
    found = only(b"".join(json.dumps(entry).encode() + b"\n" for entry in entries))
    assert found.body == b"data: ab\n\ndata: c\n"


LOGS = [
    pytest.param([{"level": "info", "msg": "data: a"}, {"level": "info", "msg": ""}, {"level": "info", "msg": "data: b"}], "msg", b"data: a\n\ndata: b\n", id="a message for each line"),
    pytest.param([{"at": "x", "fields": {"line": "data: a\n\n"}}, {"at": "x", "fields": {"line": "data: b\n\n"}}, {"at": "x", "fields": {"line": ""}}], "fields.line", b"data: a\n\ndata: b\n\n", id="events inside a member"),
]  # fmt: skip


@pytest.mark.parametrize(("entries", "place", "body"), LOGS)
def test_the_lines_are_where_the_first_is(entries: list[object], place: str, body: bytes) -> None:
    found = only(b"\xef\xbb\xbf" + b"".join(json.dumps(entry).encode() + b"\n" for entry in entries))
    assert found.body == body
    assert found.notes == (f"the lines of the stream taken from {place!r} of each entry",)


def test_times_without_a_unit_are_told() -> None:
    entries = [{"t": 0.5, "data": "data: a\n\n"}, {"t": 0.75, "data": "data: b\n\n"}]
    found = only(b"".join(json.dumps(entry).encode() + b"\n" for entry in entries))
    assert (found.fidelity, found.times) == ("timed", (0.5, 0.75))
    assert found.notes[1] == "'t' read as seconds"


def test_entries_without_the_member_are_counted() -> None:
    entry = b'{"level":"info","msg":"data: a"}\n'
    found, other = got(entry + entry + b'{"level":"info","other":"x"}\n')
    assert found.body == b"data: a\ndata: a\n"
    assert other.reason == "no entry with a line of the stream"


def lines_of(entries: list[dict[str, object]]) -> bytes:
    return b"".join(json.dumps(entry).encode() + b"\n" for entry in entries)


def test_entries_with_the_newest_first_are_refused() -> None:
    entries: list[dict[str, object]] = [
        {"labels": {"app": "x"}, "line": line, "timestamp": f"2026-11-30T10:00:0{9 - number}.5Z"}
        for number, line in enumerate(["", "data: {}", "event: a"])
    ]
    with pytest.raises(CaptureError, match="newest first: turn them round, as in: tac FILE"):
        only(lines_of(entries))
    assert only(lines_of(entries[::-1])).body == b"event: a\ndata: {}\n\n"


def journal(*messages: str) -> bytes:
    """What journalctl writes with `-o json`."""
    return lines_of(
        [
            {"_SYSTEMD_UNIT": "quay.service", "__REALTIME_TIMESTAMP": "1796130000123456", "_CMDLINE": "x" * 200, "MESSAGE": each}
            for each in messages
        ]
    )  # fmt: skip


def test_a_journal_has_lost_the_empty_lines() -> None:
    with pytest.raises(CaptureError, match="a journal of systemd, which keeps no empty lines"):
        only(journal("event: a", "data: {}", "event: b"))


def test_a_journal_of_whole_events() -> None:
    assert only(journal("data: a\n\n", "data: b\n\n")).body == b"data: a\n\ndata: b\n\n"


def test_events_whose_text_looks_like_a_line_of_a_stream_are_no_log() -> None:
    events = [{"type": "delta", "text": text} for text in ("It says ", "data: x", " and ", "ends.")]
    assert only(b"".join(json.dumps(each).encode() + b"\n" for each in events)).format == "json-events"


def test_a_log_that_is_deeper_is_refused_as_before() -> None:
    entry = b'{"a":{"b":{"c":"data: a"}}}\n'
    assert only(entry * 3).format == "log"
