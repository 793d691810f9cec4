"""Rules 3xx: what their examples do not show."""

import pytest

from sse_conform.check import StreamCheck
from sse_conform.ending import Ending
from sse_conform.finding import Level
from sse_conform.head import ResponseHead
from sse_conform.rules import Need, Selection
from sse_conform.rules._index import RuleIndex
from sse_conform.rules._run import Run
from sse_conform.rules._stream import Stream
from sse_conform.rules._table import TABLE

STREAM = b"data: a\n\n"
CACHE_CONTROL = next(listed for listed in TABLE if listed.code == "SSE305")
TYPE = ("Content-Type", "text/event-stream")
CACHE = ("Cache-Control", "no-cache")
CHUNKED = ("Transfer-Encoding", "chunked")


def head(*fields: tuple[str, str], version: str = "1.1", status: int = 200) -> ResponseHead:
    return ResponseHead(version, status, fields)


PLAIN = [
    pytest.param(head(TYPE, CACHE, CHUNKED), [], id="nothing wrong"),
    pytest.param(head(CACHE, CHUNKED), ["SSE301"], id="no content type"),
    pytest.param(head(("content-type", "TEXT/Event-Stream ; charset=utf8"), CACHE, CHUNKED), [], id="a type in any case, utf8"),
    pytest.param(head(("Content-Type", "text/event-stream;level=1; Charset = ISO-8859-1"), CACHE, CHUNKED), ["SSE302"], id="the charset behind another parameter"),
    pytest.param(head(TYPE, CACHE, CHUNKED, status=404), ["SSE303"], id="not found"),
    pytest.param(head(TYPE, CACHE, CHUNKED, status=206), ["SSE303"], id="another status of success"),
    pytest.param(head(status=204), [], id="204 tells the client to stop"),
    pytest.param(head(("Location", "/"), status=302), [], id="a redirect with a place to go"),
    pytest.param(head(status=301), ["SSE312"], id="a redirect without"),
    pytest.param(head(status=304), ["SSE303"], id="304 is no redirect"),
    pytest.param(head(("Content-Type", "text/html"), status=500), ["SSE303"], id="of an answer that failed only the status is said"),
    pytest.param(head(TYPE, ("Cache-Control", "Private"), CHUNKED), [], id="private keeps shared caches out"),
    pytest.param(head(TYPE, ("Cache-Control", "public, max-age=60"), CHUNKED), ["SSE305"], id="a cache may keep it"),
    pytest.param(head(TYPE, ("Cache-Control", "public"), ("Cache-Control", "no-store"), CHUNKED), [], id="two fields are one list"),
    pytest.param(head(TYPE, CACHE, CHUNKED, ("Content-Encoding", "identity")), [], id="identity is no compression"),
    pytest.param(head(TYPE, CACHE, CHUNKED, ("Content-Encoding", "br, gzip")), ["SSE307"], id="compressed twice"),
    pytest.param(head(TYPE, CACHE, ("Content-Length", "9")), ["SSE308"], id="a length"),
    pytest.param(head(("Content-Type", "text/html"), CACHE, ("Content-Length", "9")), ["SSE301"], id="the length of another type is in order"),
    pytest.param(head(TYPE, CACHE), ["SSE309"], id="neither length nor chunks"),
    pytest.param(head(TYPE, CACHE, version="1.0"), ["SSE314"], id="HTTP/1.0 has no chunks, and that is said once"),
    pytest.param(head(TYPE, CACHE, version="2"), [], id="HTTP/2 frames the body itself"),
    pytest.param(head(TYPE, CACHE, ("connection", "x"), ("Keep-Alive", "y"), version="2"), ["SSE311", "SSE311"], id="each header that HTTP/2 forbids"),
    pytest.param(head(TYPE, CACHE, ("upgrade", "x"), version="3"), ["SSE311"], id="HTTP/3 forbids them too"),
]  # fmt: skip


@pytest.mark.parametrize(("response", "expected"), PLAIN)
def test_heads(found, response: ResponseHead, expected: list[str]) -> None:
    assert found(STREAM, head=response) == [f"{code} 0:1" for code in expected]


HINTS = [
    pytest.param(head(TYPE, CACHE, CHUNKED), ["SSE306", "SSE310"], id="no hint to proxies"),
    pytest.param(head(TYPE, ("Cache-Control", "no-transform"), CHUNKED, ("X-Accel-Buffering", "No")), [], id="both hints"),
    pytest.param(head(TYPE, CACHE, CHUNKED, ("X-Accel-Buffering", "yes")), ["SSE306", "SSE310"], id="buffering asked for"),
]  # fmt: skip


@pytest.mark.parametrize(("response", "expected"), HINTS)
def test_hints_to_proxies(found, response: ResponseHead, expected: list[str]) -> None:
    assert found(STREAM, head=response, select="SSE306 SSE310") == [f"{code} 0:1" for code in expected]


ORIGINS = [
    pytest.param("*", [], id="any origin"),
    pytest.param("https://a.example", [], id="this origin"),
    pytest.param("https://b.example", ["SSE313 0:1"], id="another origin"),
]


@pytest.mark.parametrize(("allowed", "expected"), ORIGINS)
def test_origins(found, allowed: str, expected: list[str]) -> None:
    response = head(TYPE, ("Access-Control-Allow-Origin", allowed))
    assert found(STREAM, head=response, origin="https://a.example", select="SSE313") == expected


ERRORS = [
    pytest.param(b'{"error": {"message": "no"}}', ["SSE304"], id="an error member"),
    pytest.param(b'{"errors": ["no"]}', ["SSE304"], id="errors"),
    pytest.param(b'[{"error": {"code": 400}}]', ["SSE304"], id="an error in a list"),
    pytest.param(b'{"statusCode": 404}', ["SSE304"], id="a status of failure"),
    pytest.param(b'{"status": 500}', ["SSE304"], id="a status by another name"),
    pytest.param(b'{"success": false}', ["SSE304"], id="no success"),
    pytest.param(b'{"error": null, "text": "yes"}', [], id="no error"),
    pytest.param(b'{"status": "ok"}', [], id="a status that is no number"),
    pytest.param(b"[]", [], id="an empty list"),
    pytest.param(b"[1]", [], id="a list of other things"),
    pytest.param(b'{"error": "no"} {"error": "no"}', [], id="two documents"),
    pytest.param(b'{"error": "no"', [], id="a document that is cut"),
]


@pytest.mark.parametrize(("body", "expected"), ERRORS)
def test_errors_with_status_200(found, body: bytes, expected: list[str]) -> None:
    response = head(("Content-Type", "application/json"), CACHE, CHUNKED)
    assert found(body, head=response) == ["SSE301 0:1", *(f"{code} 0:1" for code in expected)]


def lacking(**options: object) -> dict[str, str]:
    check = StreamCheck("stream", selection=Selection(select=("SSE3", "SSE104")), **options)
    return {rule.code: rule.lacks for rule in check.report.not_applicable}


def test_what_is_not_known_is_not_applicable() -> None:
    ok = "the head of a response with status 200"
    assert lacking() == {
        "SSE104": "the edges of the chunks",
        **{f"SSE3{number:02}": ok for number in (1, 2, 4, 5, 6, 7, 8, 9, 10, 14)},
        "SSE303": "the response head",
        "SSE311": "the head of a response over HTTP/2 or later",
        "SSE312": "the response head",
        "SSE313": f"{ok} and the origin of the page that reads the stream",
        "SSE315": "a chunked response whose end was seen on the wire",
        **{f"SSE3{number}": "the response head" for number in (16, 18, 19)},
        "SSE317": "a connection whose end was seen",
        "SSE320": "a connection whose end was seen",
    }


METHODS = [("POST", ["info"]), ("GET", ["warning"]), (None, ["warning"])]


@pytest.mark.parametrize(("method", "levels"), METHODS)
@pytest.mark.parametrize("fields", [(TYPE, CHUNKED), (TYPE, ("Cache-Control", "public"), CHUNKED)])
def test_no_cache_keeps_the_answer_to_a_post(
    method: str | None, levels: list[str], fields: tuple[tuple[str, str], ...]
) -> None:
    stream = Stream(head(*fields), method=method)
    marks = Run(stream, RuleIndex([CACHE_CONTROL], frozenset({Need.OK_HEAD}))).head(head(*fields))
    assert [mark.level.label for mark in marks] == levels


LACKING = [
    pytest.param({"head": head(TYPE)}, {"SSE104", "SSE311", "SSE313", "SSE315", "SSE317", "SSE320"}, id="a head over HTTP/1.1"),
    pytest.param({"head": head(TYPE, version="2")}, {"SSE104", "SSE313", "SSE315", "SSE317", "SSE320"}, id="a head over HTTP/2"),
    pytest.param({"head": head(CHUNKED)}, {"SSE104", "SSE311", "SSE313", "SSE315", "SSE317", "SSE320"}, id="chunks that were not seen"),
    pytest.param({"head": head(CHUNKED), "fidelity": "timed"}, {"SSE311", "SSE313"}, id="chunks that were seen"),
    pytest.param({"head": head(), "fidelity": "chunks", "origin": "null"}, {"SSE311", "SSE315"}, id="an origin"),
]  # fmt: skip


@pytest.mark.parametrize(("known", "expected"), LACKING)
def test_what_is_known_is_applied(known: dict[str, object], expected: set[str]) -> None:
    assert {*lacking(**known)} == expected


ENDINGS = [
    pytest.param("eof", [], id="by the server"),
    pytest.param("incomplete", ["SSE315 9:3"], id="without the last chunk"),
    pytest.param("short", ["SSE316 9:3"], id="too short"),
    pytest.param("long", ["SSE316 9:3"], id="too long"),
    pytest.param("reset", ["SSE317 9:3"], id="by a reset"),
    pytest.param("corrupt", ["SSE318 9:3"], id="in damage"),
    pytest.param("unfinished", ["SSE318 9:3"], id="inside compressed data"),
    pytest.param("timeout", ["SSE320 9:3"], id="in silence"),
    pytest.param("time-up", [], id="when the time is up"),
    pytest.param("stopped", [], id="by the reader"),
]


@pytest.mark.parametrize(("ending", "expected"), ENDINGS)
def test_how_a_body_ends(found, ending: str, expected: list[str]) -> None:
    response = head(TYPE, CACHE, CHUNKED)
    assert found(STREAM, head=response, fidelity="chunks", ending=ending) == expected


def last_word(ending: Ending) -> tuple[str, Level]:
    check = StreamCheck("stream", head=head(TYPE, CACHE, CHUNKED), profile=None, fidelity="chunks")
    check.feed(STREAM)
    (finding,) = check.close(ending.kind, ending.detail)
    return finding.message, finding.level


WORDS = [
    pytest.param(Ending("incomplete"), "the connection closed before the last chunk, so the body is incomplete", Level.WARNING, id="no last chunk"),
    pytest.param(Ending("incomplete", "a chunk is broken"), "a chunk is broken, so the body is incomplete", Level.WARNING, id="a broken chunk"),
    pytest.param(Ending("short"), "the body is shorter than its Content-Length: the rest is lost", Level.ERROR, id="too short"),
    pytest.param(Ending("short", "the body ends after 1 byte"), "the body ends after 1 byte: the rest is lost", Level.ERROR, id="how short"),
    pytest.param(Ending("long"), "the body is longer than its Content-Length: clients do not read what is too much", Level.WARNING, id="too long"),
    pytest.param(Ending("long", "the body has 2 bytes"), "the body has 2 bytes: clients do not read what is too much", Level.WARNING, id="how long"),
    pytest.param(Ending("reset"), "the connection was reset, before the body had ended", Level.WARNING, id="a reset"),
    pytest.param(Ending("reset", "the network is down"), "the network is down, before the body had ended", Level.WARNING, id="another break"),
    pytest.param(Ending("corrupt"), "the compressed data of the body is damaged: what should follow is lost", Level.ERROR, id="damage"),
    pytest.param(Ending("corrupt", "the gzip data is damaged"), "the gzip data is damaged: what should follow is lost", Level.ERROR, id="which damage"),
    pytest.param(Ending("unfinished"), "the compressed data of the body breaks off, before its end", Level.WARNING, id="compressed data that breaks off"),
    pytest.param(Ending("unfinished", "the gzip data breaks off"), "the gzip data breaks off, before its end", Level.WARNING, id="which data breaks off"),
]  # fmt: skip


@pytest.mark.parametrize(("ending", "message", "level"), WORDS)
def test_what_is_said_of_an_ending(ending: Ending, message: str, level: Level) -> None:
    assert last_word(ending) == (message, level)


LENGTHS = [
    pytest.param("9", [], id="a number"),
    pytest.param("9, 9", [], id="the same number twice"),
    pytest.param("9, 18", ["the Content-Length is '9, 18': clients cannot tell which of the numbers holds"], id="two numbers"),
    pytest.param("-1", ["the Content-Length is '-1', which is no number of bytes"], id="less than nothing"),
    pytest.param("\u0663", ["the Content-Length is '\u0663', which is no number of bytes"], id="a digit of another script"),
    pytest.param("", ["the Content-Length is '', which is no number of bytes"], id="nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "messages"), LENGTHS)
def test_a_length_is_one_number(value: str, messages: list[str]) -> None:
    response = head(TYPE, CACHE, ("Content-Length", value))
    check = StreamCheck("stream", head=response, selection=Selection(select=("SSE319",)), profile=None)
    assert [finding.message for finding in check.feed(STREAM)] == messages


def test_a_length_beside_chunks_counts_for_nothing(found) -> None:
    assert found(STREAM, head=head(TYPE, CHUNKED, ("Content-Length", "x")), select="SSE319") == []
