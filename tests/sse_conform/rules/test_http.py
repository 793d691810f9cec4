"""Rules 3xx: what their examples do not show."""

import pytest

from sse_conform.check import StreamCheck
from sse_conform.head import ResponseHead
from sse_conform.rules import Selection

STREAM = b"data: a\n\n"
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
    }


LACKING = [
    pytest.param({"head": head(TYPE)}, {"SSE104", "SSE311", "SSE313", "SSE315"}, id="a head over HTTP/1.1"),
    pytest.param({"head": head(TYPE, version="2")}, {"SSE104", "SSE313", "SSE315"}, id="a head over HTTP/2"),
    pytest.param(
        {"head": head(CHUNKED)}, {"SSE104", "SSE311", "SSE313", "SSE315"}, id="chunks that were not seen"
    ),
    pytest.param(
        {"head": head(CHUNKED), "fidelity": "timed"}, {"SSE311", "SSE313"}, id="chunks that were seen"
    ),
    pytest.param(
        {"head": head(), "fidelity": "chunks", "origin": "null"}, {"SSE311", "SSE315"}, id="an origin"
    ),
]


@pytest.mark.parametrize(("known", "expected"), LACKING)
def test_what_is_known_is_applied(known: dict[str, object], expected: set[str]) -> None:
    assert {*lacking(**known)} == expected


ENDINGS = [("incomplete", ["SSE315 9:3"]), ("eof", []), ("reset", [])]


@pytest.mark.parametrize(("ending", "expected"), ENDINGS)
def test_the_end_of_a_chunked_body(found, ending: str, expected: list[str]) -> None:
    response = head(TYPE, CACHE, CHUNKED)
    assert found(STREAM, head=response, fidelity="chunks", ending=ending) == expected
