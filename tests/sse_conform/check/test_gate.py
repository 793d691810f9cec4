"""A body that is no event stream gets one finding; one that turns out to be a stream is checked."""

import gzip

import pytest

from sse_codec.ordering import load_profile
from sse_conform.check import StreamCheck
from sse_conform.finding import Finding
from sse_conform.head import ResponseHead
from sse_conform.rules import Selection

HTML = b"<!doctype html>\n<html>\n<title>502</title>\n\n<p>Bad gateway</p>\n\n</html>\n"
BINARY = bytes(range(256)) * 40
NDJSON = b'{"a": 1}\n{"a": 2}\n' * 500


def run(*chunks: bytes, ending: str = "eof", **options: object) -> tuple[list[Finding], StreamCheck]:
    check = StreamCheck("stream", **options)
    found = [finding for chunk in chunks for finding in check.feed(chunk)]
    return found + check.close(ending), check


BODIES = [
    pytest.param(b"", "SSE119", "the body is empty, not an event stream", "empty", id="empty"),
    pytest.param(HTML, "SSE119", "the body is a page of HTML or XML, not an event stream", "markup", id="HTML"),
    pytest.param(gzip.compress(b"data: a\n\n" * 999), "SSE119", "the body is gzip-compressed data, not an event stream", "gzip", id="gzip"),
    pytest.param(BINARY, "SSE119", "the body is binary data, not an event stream", "binary", id="binary"),
    pytest.param(b"Not Found", "SSE119", "the body is plain text, not an event stream", "text", id="a word"),
    pytest.param(b"Error: it is overloaded\n", "SSE119", "the body is plain text, not an event stream", "text", id="words like a field"),
    pytest.param(b"no field\n\nin sight\n" * 999, "SSE119", "the body is plain text, not an event stream", "text", id="a text"),
    pytest.param("data: a\n\n".encode("utf-16") * 999, "SSE210", "the body is UTF-16 text, not UTF-8", "utf-16", id="UTF-16"),
    pytest.param(b'{"a": 1}', "SSE118", "the body begins with a JSON document: JSON with no data: in front is ignored", "json", id="a JSON document"),
    pytest.param(NDJSON, "SSE118", "the body begins with JSON values one after the other: JSON with no data: in front is ignored", "json-lines", id="JSON lines"),
    pytest.param(b'{"a": 1}\n\n{"a": 2}\n\n' * 999, "SSE118", "the body begins with JSON values one after the other: JSON with no data: in front is ignored", "json-lines", id="JSON lines with blank lines"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "code", "message", "kind"), BODIES)
@pytest.mark.parametrize("profile", ["auto", None, load_profile("ciniterflow")])
def test_one_finding(body: bytes, code: str, message: str, kind: str, profile: object) -> None:
    for size in (1, 1000, len(body) or 1):
        chunks = [body[index : index + size] for index in range(0, len(body), size)]
        (finding,), check = run(*chunks, profile=profile, selection=Selection(select=("ALL",)))
        assert (finding.code, finding.message) == (code, message)
        assert (finding.level.label, finding.pos.byte, finding.pos.line) == ("error", 0, 1)
        report = check.report
        assert (report.sniffed, report.outcome, report.bytes) == (kind, "not a stream", len(body))
        assert report.notice.endswith("not an event stream")


def test_the_beginning_is_shown() -> None:
    (finding,), _ = run(b"\x00\x01\x02\n" * 30)
    assert finding.excerpt == ((1, b"\x00\x01\x02"),)


def test_nothing_more_is_wanted_of_a_body_that_cannot_become_a_stream() -> None:
    check = StreamCheck("stream")
    check.feed(HTML)
    assert check.done
    assert check.feed(b"data: a\n\n") == []
    assert check.close() == []


BECOMING = [
    pytest.param(b'{"error": "x"}\n\n', ["SSE118 0:1", "SSE108 25:5"], id="a JSON document, then events"),
    pytest.param(b"please wait..\n\n\n\n", ["SSE401 0:1", "SSE108 26:7"], id="a notice, then events"),
]


@pytest.mark.parametrize(("start", "expected"), BECOMING)
def test_a_body_may_become_a_stream(start: bytes, expected: list[str]) -> None:
    for chunks in ((start, b"data: a\n\n", b"Data: b\n\n"), (start + b"data: a\n\nData: b\n\n",)):
        found, check = run(*chunks, profile=None)
        assert [f"{finding.code} {finding.pos.byte}:{finding.pos.line}" for finding in found] == expected
        assert (check.report.sniffed, check.report.outcome, check.report.notice) == (None, "ended", "")
        assert check.report.events == 1


OPENING = [
    pytest.param(b": a comment\n\n", id="a comment"),
    pytest.param(b"retry: 1\n\n", id="a retry"),
    pytest.param(b"x: " + b"y" * 5000 + b"\ndata: a\n\n", id="an event whose field comes late"),
]


@pytest.mark.parametrize("block", OPENING)
def test_what_makes_a_body_a_stream(block: bytes) -> None:
    for chunks in ((b"x-mine: a\n\n\n\n", block), (b"x-mine: a\n\n\n\n" + block,)):
        found, check = run(*chunks, profile=None, selection=Selection(ignore=("SSE122",)))
        assert {finding.code for finding in found} == {"SSE401"}
        assert check.report.sniffed is None


def test_a_body_may_become_a_stream_with_its_last_byte() -> None:
    found, check = run(b"please wait..\n\n", b"data: a\r\n", b"\r", profile=None)
    assert [finding.code for finding in found] == ["SSE401", "SSE101", "SSE101"]
    assert check.report.events == 1


def test_blank_lines_decide_nothing() -> None:
    found, _ = run(b"\n\n", HTML)
    assert [finding.code for finding in found] == ["SSE119"]


LATER = [
    pytest.param((b'{"a": 1}\n\n', b'{"a": 2}\n\n'), "json-lines", id="JSON documents with blank lines between them"),
    pytest.param((b"[info] data: a\n\n", b"[info] data: b\n\n"), "log", id="a log with blank lines"),
    pytest.param((b"please wait\n\n", b"and wait\n\n", b"and wait\n\n"), "text", id="a text with blank lines"),
    pytest.param((b"interactions:\n- request:\n\n", b"data: a\n\n"), "cassette", id="a recording with an event in it"),
    pytest.param((b"[info] data: a\n\n[info] data: b\n\n", b"data: a\n\n"), None, id="a stream behind lines of a log"),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "kind"), LATER)
def test_what_the_second_block_decides(blocks: tuple[bytes, ...], kind: str | None) -> None:
    body = b"".join(blocks)
    for chunks in (blocks, (body,), tuple(bytes([byte]) for byte in body)):
        _, check = run(*chunks, profile=None)
        assert check.report.sniffed == kind


HEADS = [
    pytest.param(200, "text/event-stream", HTML, ["SSE119"], id="an HTML page that claims to be a stream"),
    pytest.param(200, "text/event-stream", b"", ["SSE122"], id="a stream of nothing"),
    pytest.param(200, "text/html", HTML, ["SSE301"], id="an honest HTML page"),
    pytest.param(200, "application/json", b'{"a": 1}', ["SSE301"], id="an honest JSON document"),
    pytest.param(200, "text/event-stream", b'{"error": 1}', ["SSE118", "SSE304"], id="an error that claims to be a stream"),
    pytest.param(502, "text/html", HTML, ["SSE303"], id="an error page"),
    pytest.param(400, "application/json", b'{"error": 1}', ["SSE303"], id="an error document"),
    pytest.param(204, "text/plain", b"", ["SSE122"], id="no content, as said"),
    pytest.param(307, "text/plain", b"", ["SSE312"], id="a redirect to nowhere has no body"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "media_type", "body", "expected"), HEADS)
def test_one_fault_is_one_finding(status: int, media_type: str, body: bytes, expected: list[str]) -> None:
    fields = (("Content-Type", media_type), ("Cache-Control", "no-cache"), ("Transfer-Encoding", "chunked"))
    found, _ = run(body, head=ResponseHead("1.1", status, fields))
    assert [finding.code for finding in found] == expected


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (200, "the server answered with an event stream and sent nothing"),
        (204, "the status is 204: the server has nothing to send, and clients do not come back"),
        (307, "the status is 307: a stream may be at the address to which the server points"),
    ],
)
def test_what_is_said_of_an_empty_body(status: int, message: str) -> None:
    fields = (("Content-Type", "text/event-stream"), ("Location", "/"))
    found, _ = run(head=ResponseHead("1.1", status, fields), selection=Selection(select=("SSE122",)))
    assert [(finding.message, finding.level.label) for finding in found] == [(message, "warning")]


def test_a_stream_under_an_error_status_is_checked() -> None:
    fields = (("Content-Type", "text/event-stream"),)
    found, check = run(b"Data: a\n\n", head=ResponseHead("1.1", 500, fields))
    assert [finding.code for finding in found] == ["SSE303", "SSE108"]
    assert check.report.sniffed is None


def test_an_endless_body_of_json_is_one_finding() -> None:
    check = StreamCheck("stream", max_event_size=10_000)
    found = [finding for _ in range(50) for finding in check.feed(NDJSON)] + check.close()
    assert [finding.code for finding in found] == ["SSE118"]
    assert (check.report.sniffed, check.report.notice[:19]) == ("json-lines", "the body is JSON va")
