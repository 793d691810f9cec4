"""One Arrow batch in, one out: a row for each row, whatever is in it."""

import pyarrow as pa
import pytest

from sse_conform.audit import CHUNKS, HEAD, STREAMS, TAGS, VERSION, Options, check_batch

from ..sse_conform.findings import AS_JSON
from .conftest import CUT, WHOLE

LEFT_OUT = {"v", "pos", "source", "fingerprint", "baseline"}
"""Members of a finding in JSON that a row has not: its place has columns, and the row has the stream."""


def batch(**columns: pa.Array) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))


@pytest.mark.parametrize("type", [pa.binary(), pa.large_binary(), pa.string(), pa.large_string()], ids=str)
def test_a_body_in_one_piece(type: pa.DataType) -> None:
    bodies = [WHOLE.decode() if "string" in str(type) else WHOLE] * 2
    out = check_batch(batch(id=pa.array(["a", "b"]), body=pa.array(bodies, type)))
    assert out.schema.equals(STREAMS, check_metadata=True)
    assert STREAMS.metadata == {b"sse_conform.audit": str(VERSION).encode()}
    rows = out.to_pylist()
    assert [row["id"] for row in rows] == ["a", "b"]
    assert {row["outcome"] for row in rows} == {"completed"}
    assert {row["profile"] for row in rows} == {"openai-compatible"}
    assert {(row["events"], row["bytes"], row["errors"]) for row in rows} == {(4, len(WHOLE), 0)}
    assert {row["problem"] for row in rows} == {None}


def test_a_finding_has_what_the_command_tells_of_it() -> None:
    (row,) = check_batch(batch(body=pa.array([CUT[:-1]]))).to_pylist()
    (finding,) = [each for each in row["findings"] if each["code"] == "SSE105"]
    assert (finding["level"], finding["line"], finding["event"]) == ("error", 3, 2)
    assert finding["excerpt"].startswith('data: {"id": "chatcmpl-1"')
    assert finding["help"]
    assert finding["url"].startswith("https://")
    assert {"code": "SSE105", "name": "incomplete-final-event", "level": "error", "occurrences": 1} in row[
        "rules"
    ]
    assert row["errors"] == len([each for each in row["findings"] if each["level"] == "error"])


def test_a_finding_has_the_members_of_json() -> None:
    columns = {field.name for field in STREAMS.field("findings").type.value_type}
    missing = (AS_JSON.keys() | AS_JSON["pos"].keys() | {"excerpt"}) - LEFT_OUT ^ columns
    assert not missing, f"put {missing} into FINDING of audit/_schema.py, or name it in LEFT_OUT of this test"


def test_chunks_with_times() -> None:
    chunks = [{"data": WHOLE[:50], "t": 0.25}, {"data": WHOLE[50:], "t": 1.5}]
    (row,) = check_batch(batch(body=pa.array([chunks], CHUNKS))).to_pylist()
    assert (row["first_chunk"], row["duration"], row["outcome"]) == (0.25, 1.5, "completed")


@pytest.mark.parametrize(
    "bodies",
    [
        pytest.param(pa.array([[WHOLE[:50], WHOLE[50:]]], pa.list_(pa.binary())), id="binary"),
        pytest.param(
            pa.array([[{"data": WHOLE[:50], "t": None}, {"data": WHOLE[50:], "t": 2.0}]], CHUNKS),
            id="without times",
        ),
        pytest.param(
            pa.array([[{"data": WHOLE}]], pa.large_list(pa.struct([("data", pa.binary())]))),
            id="structs of data",
        ),
    ],
)
def test_chunks_without_times(bodies: pa.Array) -> None:
    (row,) = check_batch(batch(body=bodies)).to_pylist()
    assert row["outcome"] == "completed"
    assert row["duration"] is None or bodies.type == CHUNKS


def test_a_head_is_checked() -> None:
    head = {"version": "1.1", "status": 200, "headers": [{"name": "Content-Type", "value": "text/plain"}]}
    (row,) = check_batch(batch(body=pa.array([WHOLE]), head=pa.array([head], HEAD))).to_pylist()
    assert "SSE301" in [each["code"] for each in row["findings"]]
    (row,) = check_batch(batch(body=pa.array([WHOLE]))).to_pylist()
    assert {"name": "http", "lacks": "the capture has no response head"} in row["unchecked"]
    assert "SSE301" in row["not_applicable"]


def test_a_body_that_curl_printed() -> None:
    (row,) = check_batch(batch(body=pa.array([b"HTTP/1.1 500 No\r\n\r\n" + WHOLE]))).to_pylist()
    assert "SSE303" in [each["code"] for each in row["findings"]]


def test_a_row_may_name_its_profile() -> None:
    rows = check_batch(
        batch(body=pa.array([WHOLE] * 3), profile=pa.array(["flowise", None, "no-such-profile"])),
        options=Options(profile="none"),
    ).to_pylist()
    assert [row["profile"] for row in rows] == ["flowise", None, None]
    assert "no-such-profile" in rows[2]["problem"]


def test_tags_come_back_sorted() -> None:
    tags = pa.array([[("model", "m"), ("day", "d")], None], TAGS)
    rows = check_batch(batch(body=pa.array([WHOLE] * 2), tags=tags)).to_pylist()
    assert [row["tags"] for row in rows] == [[("day", "d"), ("model", "m")], []]


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        pytest.param({"body": pa.array([None], pa.binary())}, "the row has no body", id="no body"),
        pytest.param({"body": pa.array([[None]], pa.list_(pa.binary()))}, "a chunk of its body is null", id="no chunk"),
        pytest.param(
            {"body": pa.array([WHOLE]), "head": pa.array([{"status": None}], pa.struct([("status", pa.int32())]))},
            "its head cannot be read: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'; "
            "a head has version, status and headers",
            id="a head without a status",
        ),
        pytest.param({"body": pa.array([b"HTTP/1.1 200 OK\r\nno header"])}, "it ends inside the response head; no blank line follows the headers", id="half a head"),
        pytest.param({"body": pa.array([b"x" * 101])}, "too large: its body has 101 bytes, and the limit is 100 bytes", id="too large"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_checked(columns: dict[str, pa.Array], problem: str) -> None:
    limit = 100 if "too large" in problem else 10_000
    (row,) = check_batch(batch(**columns), options=Options(max_body=limit)).to_pylist()
    assert (row["id"], row["problem"], row["events"], row["findings"]) == ("0", problem, None, [])


def test_a_fault_of_ours_is_a_row_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sse_conform.audit._row.StreamCheck.feed", lambda *_: 1 / 0)
    rows = check_batch(batch(body=pa.array([WHOLE, b"HTTP/1.1 200"]))).to_pylist()
    assert rows[0]["problem"] == "a fault of sse-conform: ZeroDivisionError: division by zero"


def test_findings_have_a_limit_and_are_counted_beyond_it() -> None:
    body = b"".join(b"x%d: y\n\n" % number for number in range(9)) + WHOLE
    (row,) = check_batch(batch(body=pa.array([body])), options=Options(max_findings=1)).to_pylist()
    assert len(row["findings"]) == 1
    assert sum(rule["occurrences"] for rule in row["rules"]) > 1


def test_the_check_of_a_stream_may_stop_early() -> None:
    (row,) = check_batch(batch(body=pa.array([WHOLE])), options=Options(max_events=2)).to_pylist()
    assert (row["outcome"], row["events"]) == ("stopped", 2)
    assert "as it was told" in row["notice"]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        pytest.param({"text": pa.array(["x"])}, "no column body; its columns are text", id="no body"),
        pytest.param({}, "its columns are none", id="nothing"),
        pytest.param({"body": pa.array([1])}, "the column body is int64; it must be", id="a number"),
        pytest.param({"body": pa.array([[1]])}, "the column body is list", id="a list of numbers"),
    ],
)
def test_a_batch_of_other_columns_is_refused(columns: dict[str, pa.Array], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        check_batch(batch(**columns))


def test_a_body_that_is_no_stream() -> None:
    bodies = batch(body=pa.array([b"<html></html>"]))
    (row,) = check_batch(bodies).to_pylist()
    assert (row["outcome"], row["problem"], row["errors"]) == ("not a stream", None, 1)
    (row,) = check_batch(bodies, options=Options(ignore=("SSE119",))).to_pylist()
    assert (row["problem"], row["sniffed"]) == ("it is a page of HTML or XML, not an event stream", "markup")


def test_a_body_that_cannot_be_undone() -> None:
    body = b"HTTP/1.1 200 OK\r\nContent-Encoding: rot13\r\n\r\n\0\1\2"
    (row,) = check_batch(batch(body=pa.array([body]))).to_pylist()
    assert row["problem"] == "its Content-Encoding is 'rot13', which nobody here can undo"


def test_a_fault_of_ours_in_reading_a_body(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sse_conform.audit._batch.read_capture", lambda *_: 1 / 0)
    (row,) = check_batch(batch(body=pa.array([WHOLE]))).to_pylist()
    assert row["problem"] == "a fault of sse-conform: ZeroDivisionError: division by zero"


def test_secrets_and_controls_do_not_come_out() -> None:
    body = b"data: x\n\nnonsense https://user:hunter2@example.com/?token=abc \x1b[31m\xff\n\n"
    text = str(check_batch(batch(body=pa.array([body]))).to_pylist())
    assert "hunter2" not in text
    assert "abc" not in text
    assert "\x1b" not in text
