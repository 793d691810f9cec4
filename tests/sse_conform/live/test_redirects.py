"""Where a redirect is followed to, and what goes along: nothing secret and no body to another origin, unless it is trusted."""

from collections.abc import Iterator

import attrs
import pytest

from sse_conform.captures import CaptureError, Chunk, NoStreamError
from sse_conform.live import Patience, Redirects, Request, fetch

from .conftest import Stage, Wire

PATIENT = Patience(max_time=30)
BODY = b"data: a\n\n"
SECRETS = (("Authorization", "Bearer KEY"), ("X-Api-Key", "KEY"), ("Cookie", "a=b"), ("X-Mine", "1"))
HARMLESS = (("Accept-Language", "de"), ("User-Agent", "mine"))
TRUSTED = Redirects(trusted=True)


@pytest.fixture
def stranger() -> Iterator[Wire]:
    """A server at another origin."""
    wire = Wire()
    yield wire
    wire.close()


def redirected(stage: Stage, to: str, status: int = 307) -> str:
    return f"{stage.base}/redirect?status={status}&to={to}"


def asked_of(
    stranger: Wire, stage: Stage, request: Request, status: int = 307
) -> tuple[str, tuple[str, ...]]:
    """What a stranger is asked after a redirect, and the notes of the capture."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
    url = redirected(stage, stranger.play(head + BODY), status)
    with fetch(attrs.evolve(request, url=url), PATIENT) as capture:
        assert isinstance(next(capture.reads), Chunk)
    return stranger.request.decode().lower(), capture.notes


def test_another_origin_gets_what_is_harmless(stage: Stage, stranger: Wire) -> None:
    asked, (note,) = asked_of(stranger, stage, Request("", headers=(*SECRETS, *HARMLESS), last_event_id="7"))
    for name, _ in SECRETS:
        assert f"\n{name.lower()}:" not in asked
    for line in ("accept-language: de", "user-agent: mine", "last-event-id: 7", "accept: text/event-stream"):
        assert f"\n{line}\r\n" in asked
    assert note.endswith(
        ", another origin, which does not get Authorization, X-Api-Key, Cookie, X-Mine; --location-trusted sends all "
        "headers there"
    )


def test_another_origin_gets_a_host_of_its_own(stage: Stage, stranger: Wire) -> None:
    asked, (note,) = asked_of(
        stranger, stage, Request("", headers=(("Host", "mine.example"), ("Accept", "")))
    )
    assert "mine.example" not in asked
    assert "\naccept:" not in asked
    assert note.startswith("redirected to http://127.0.0.1:")
    assert "another origin" not in note


def test_a_trusted_origin_gets_everything(stage: Stage, stranger: Wire) -> None:
    request = Request("", headers=SECRETS, body=b"{}", redirects=TRUSTED)
    asked, (note,) = asked_of(stranger, stage, request)
    assert asked.startswith("post ")
    assert "\ncontent-length: 2\r\n" in asked
    assert "\nx-api-key: key\r\n" in asked
    assert "another origin" not in note


def test_a_body_is_not_sent_to_another_origin(stage: Stage, closed_port: int) -> None:
    url = redirected(stage, f"http://127.0.0.1:{closed_port}/")
    with pytest.raises(NoStreamError) as raised, fetch(Request(url, body=b"{}"), PATIENT):
        pass
    assert raised.value.reason == (
        f"the server wants the POST sent to another origin, http://127.0.0.1:{closed_port}/; "
        "--location-trusted sends it there, with all headers"
    )


@pytest.mark.parametrize(
    ("status", "method", "sent"),
    [
        pytest.param(301, "POST", "GET", id="a POST that moved"),
        pytest.param(302, "POST", "GET", id="a POST that was found elsewhere"),
        pytest.param(302, "QUERY", "QUERY", id="another method that was found elsewhere"),
        pytest.param(303, "QUERY", "GET", id="another method with an answer elsewhere"),
        pytest.param(307, "POST", "POST", id="a POST that is to be sent again"),
        pytest.param(303, "GET", "GET", id="a GET"),
    ],
)
def test_the_method_after_a_redirect(stage: Stage, status: int, method: str, sent: str) -> None:
    url = redirected(stage, stage.play(BODY), status)
    body = b"{}" if method == "POST" else None
    with fetch(Request(url, method=method, body=body, headers=SECRETS), PATIENT) as capture:
        list(capture.reads)
        assert capture.request is not None
        assert capture.request.method == sent
    (request,) = stage.requests
    assert (request.method, stage.bodies) == (sent, [b"{}" if sent == "POST" else b""])
    assert request.headers["x-api-key"] == "KEY"
    assert ("content-type" in request.headers) is (sent == "POST")


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        pytest.param("http://127.0.0.1:99999/", "http://127.0.0.1:99999/, which is no URL: there is no port 99999", id="no port"),
        pytest.param("http://[", "http://[, which is no URL: %5b is no host", id="no host at all"),
        pytest.param("ftp://127.0.0.1/", "ftp://127.0.0.1/, and only http or https is to be used (--proto)", id="another protocol"),
        pytest.param("http://u:p@[", "http://[, which is no URL: %5b is no host", id="a password"),
    ],
)  # fmt: skip
def test_a_redirect_that_cannot_be_followed(wire: Wire, location: str, reason: str) -> None:
    url = wire.play(f"HTTP/1.1 302 Found\r\nLocation: {location}\r\n\r\n".encode())
    with pytest.raises(NoStreamError) as raised, fetch(Request(url), PATIENT):
        pass
    assert raised.value.reason == f"the server redirects to {reason}"


def test_a_redirect_whose_body_has_no_end_is_followed_at_once(stage: Stage, wire: Wire) -> None:
    url = wire.play(f"HTTP/1.1 302 Found\r\nLocation: {stage.play(BODY)}\r\n\r\n".encode(), wire.gate())
    with fetch(Request(url), PATIENT) as capture:
        assert isinstance(next(capture.reads), Chunk)


@pytest.mark.parametrize(
    ("redirects", "reason"),
    [
        pytest.param(Redirects(limit=0), "more than 0 redirects (--max-redirs)", id="none is to be followed"),
        pytest.param(Redirects(limit=1), "more than 1 redirects (--max-redirs)", id="only one"),
    ],
)
def test_how_many_are_followed(stage: Stage, redirects: Redirects, reason: str) -> None:
    with (
        pytest.raises(NoStreamError) as raised,
        fetch(Request(f"{stage.base}/loop", redirects=redirects), PATIENT),
    ):
        pass
    assert raised.value.reason == reason


def test_a_protocol_that_is_not_to_be_used(stage: Stage) -> None:
    https = Redirects(protocols=frozenset({"https"}))
    with pytest.raises(CaptureError) as raised, fetch(Request(stage.play(BODY), redirects=https), PATIENT):
        pass
    assert raised.value.reason == "http is not to be used (--proto)"
    assert stage.requests == []


@pytest.mark.parametrize(
    ("headers", "authorization"),
    [
        pytest.param((), "Basic bWU6c2VjcmV0", id="of the URL"),
        pytest.param((("authorization", "Bearer KEY"),), "Bearer KEY", id="of a header, which goes before"),
    ],
)
def test_credentials(stage: Stage, headers: tuple[tuple[str, str], ...], authorization: str) -> None:
    url = redirected(stage, stage.play(BODY)).replace("://", "://me:secret@", 1)
    with fetch(Request(url, headers=headers), PATIENT):
        pass
    assert stage.requests[0].headers["authorization"] == authorization


def test_credentials_of_the_url_are_not_for_another_origin(stage: Stage, stranger: Wire) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
    url = redirected(stage, stranger.play(head + BODY)).replace("://", "://me:secret@", 1)
    with fetch(Request(url), PATIENT):
        pass
    assert b"authorization" not in stranger.request.lower()


def test_so_many_bytes_and_no_more(stage: Stage) -> None:
    gate = stage.gate()
    with fetch(Request(stage.play(BODY, BODY, gate)), Patience(30, max_bytes=12)) as capture:
        *chunks, last = capture.reads
    assert b"".join(chunk.data for chunk in chunks if isinstance(chunk, Chunk)) == (BODY + BODY)[:12]
    assert (last.kind, last.detail) == ("stopped", "12 bytes (--max-bytes) came")  # type: ignore[union-attr]
