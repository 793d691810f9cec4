"""A live stream: the chunks as they came and when, how the stream ended, and what was asked of the server."""

import ssl

import attrs
import httpx2
import pytest

from sse_conform.captures import Capture, CaptureError, Chunk, Ending, NoStreamError
from sse_conform.live import Patience, Request, fetch

from .conftest import Stage, Wire

PATIENT = Patience(max_time=30)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"


def reads(url: str, patience: Patience = PATIENT) -> list[bytes | str]:
    """The chunks of a stream, then how it ended."""
    with fetch(Request(url), patience) as capture:
        return [read.data if isinstance(read, Chunk) else read.kind for read in capture.reads]


def test_chunks_come_as_they_were_sent(stage: Stage) -> None:
    chunks = [b"data: a\r", b"\n\r\ndata: \xe2\x82", b"\xac\n\n"]
    assert reads(stage.play(*chunks)) == [*chunks, "eof"]


def test_a_chunk_is_there_before_the_next_is_sent(stage: Stage) -> None:
    gate = stage.gate()
    with fetch(Request(stage.play(b"data: a\n\n", gate, b"data: b\n\n")), PATIENT) as capture:
        first = next(capture.reads)
        assert isinstance(first, Chunk)
        assert first.data == b"data: a\n\n"
        gate.set()
        second, last = capture.reads
    assert isinstance(second, Chunk)
    assert second.data == b"data: b\n\n"
    assert last == Ending("eof")
    assert first.t is not None
    assert second.t is not None
    assert 0 < first.t <= second.t


def test_what_a_capture_of_it_knows(stage: Stage) -> None:
    url = stage.play(b"data: a\n\n")
    with fetch(Request(url), PATIENT) as capture:
        assert (capture.source, capture.format, capture.fidelity) == (url, "live", "timed")
        assert (capture.notes, capture.refused) == ((), "")
        assert capture.head is not None
        assert (capture.head.version, capture.head.status) == ("1.1", 200)
        assert capture.head.get("Cache-Control") == "no-cache"
        assert capture.head.get("Transfer-Encoding") == "chunked"


def test_a_header_that_is_not_ascii(wire: Wire) -> None:
    with fetch(Request(wire.play(HEAD + b"X: caf\xe9\r\n\r\n")), PATIENT) as capture:
        assert capture.head is not None
        assert capture.head.get("x") == "caf\xe9"


def test_without_limits_a_stream_is_read_to_its_end(stage: Stage) -> None:
    assert reads(stage.play(b"data: a\n\n"), Patience()) == [b"data: a\n\n", "eof"]


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        pytest.param(
            Request(""),
            {
                "accept": "text/event-stream",
                "accept-encoding": "gzip, deflate, br, zstd",
                "cache-control": "no-store",
                "user-agent": "sse-conform",
                "content-type": None,
                "last-event-id": None,
            },
            id="as an EventSource",
        ),
        pytest.param(
            Request("", headers=(("ACCEPT", "text/plain"), ("X-A", "1"), ("Authorization", "Bearer KEY"))),
            {"accept": "text/plain", "x-a": "1", "authorization": "Bearer KEY"},
            id="headers of the caller replace ours",
        ),
        pytest.param(
            Request("", headers=(("accept-encoding", "br"),)),
            {"accept-encoding": "br"},
            id="the caller's codings",
        ),
        pytest.param(
            Request("", headers=(("User-Agent", ""), ("Accept", ""))),
            {"user-agent": None, "accept": None},
            id="a header without a value is taken away",
        ),
        pytest.param(
            Request("", last_event_id="caf\u00e9"),
            {"last-event-id": "caf\u00e9"},
            id="an id beyond ASCII, as UTF-8",
        ),
        pytest.param(Request("", body=b'{"a": 1}'), {"content-type": "application/json"}, id="a JSON body"),
        pytest.param(
            Request("", body=b"a=1"), {"content-type": "application/x-www-form-urlencoded"}, id="another body"
        ),
        pytest.param(
            Request("", body=b"{}", headers=(("content-type", "text/plain"),)),
            {"content-type": "text/plain"},
            id="the caller's type of the body",
        ),
    ],
)
def test_the_headers_of_the_request(stage: Stage, request_: Request, expected: dict[str, str | None]) -> None:
    reads_of(attrs.evolve(request_, url=stage.play(b"")))
    sent = {name: value.encode("latin-1").decode() for name, value in stage.requests[0].headers.items()}
    assert {name: sent.get(name) for name in expected} == expected


def reads_of(request: Request) -> None:
    with fetch(request, PATIENT) as capture:
        list(capture.reads)


@pytest.mark.parametrize(
    ("method", "body", "sent"),
    [
        pytest.param(None, None, "GET", id="nothing said"),
        pytest.param(None, b"{}", "POST", id="a body"),
        pytest.param("QUERY", b"{}", "QUERY", id="as the caller says"),
    ],
)
def test_the_method_and_body(stage: Stage, method: str | None, body: bytes | None, sent: str) -> None:
    with fetch(Request(stage.play(b""), method=method, body=body), PATIENT) as capture:
        assert capture.request is not None
        assert capture.request.method == sent
    assert (stage.requests[0].method, stage.bodies[0]) == (sent, body or b"")


def test_a_redirect_may_make_a_get_of_a_post(stage: Stage) -> None:
    start = f"{stage.base}/redirect?status=303&to={stage.play(b'data: a')}"
    with fetch(Request(start, body=b"{}"), PATIENT) as capture:
        assert capture.request is not None
        assert capture.request.method == "GET"


def test_redirects_are_followed_and_told(stage: Stage) -> None:
    url = stage.play(b"data: a\n\n")
    second = f"{stage.base}/redirect?to={url}"
    first = f"{stage.base}/redirect?to={second.replace('?', '%3F').replace('=', '%3D')}"
    with fetch(Request(first), PATIENT) as capture:
        assert next(capture.reads) == Chunk(b"data: a\n\n", pytest.approx(0, abs=30))
        assert capture.notes == (f"redirected to {second}", f"redirected to {url}")
        assert capture.source == first


def test_a_redirect_to_nowhere_is_an_answer(stage: Stage) -> None:
    with fetch(Request(stage.play(status=302)), PATIENT) as capture:
        assert capture.refused == "the server answered 302, not 200"


@pytest.mark.parametrize(
    ("status", "headers", "refused"),
    [
        pytest.param(
            404, {"Content-Type": "text/html"}, "the server answered 404, not 200", id="a wrong status"
        ),
        pytest.param(
            200,
            {"Content-Type": "application/json"},
            "the server answered with Content-Type application/json, not text/event-stream",
            id="a wrong type",
        ),
        pytest.param(
            200, {}, "the server's answer has no Content-Type; it must be text/event-stream", id="no type"
        ),
        pytest.param(
            200, {"Content-Type": "Text/Event-Stream; charset=utf-8"}, "", id="the type with a parameter"
        ),
    ],
)
def test_what_an_event_source_refuses(
    stage: Stage, status: int, headers: dict[str, str], refused: str
) -> None:
    with fetch(Request(stage.play(b"x", status=status, headers=headers)), PATIENT) as capture:
        assert capture.refused == refused


@pytest.mark.parametrize(
    ("url", "source"),
    [
        pytest.param("http://me:pass@127.0.0.1:{}/", "http://127.0.0.1:{}/", id="a name and a password"),
        pytest.param(
            "http://127.0.0.1:{}/x?a=1&api_key=K&Token=T",
            "http://127.0.0.1:{}/x?a=1&api_key=REDACTED&Token=REDACTED",
            id="parameters that are secrets by name",
        ),
    ],
)
def test_no_secret_is_in_the_name_of_the_source(closed_port: int, url: str, source: str) -> None:
    assert failure(url.format(closed_port)).source == source.format(closed_port)


def failure(url: str, patience: Patience = PATIENT) -> CaptureError:
    def never(capture: Capture) -> None:
        pytest.fail(f"there was an answer: {capture.head}")

    with pytest.raises(CaptureError) as raised, fetch(Request(url), patience) as capture:
        never(capture)
    return raised.value


def test_nobody_listens(closed_port: int) -> None:
    problem = failure(f"http://127.0.0.1:{closed_port}/")
    assert isinstance(problem, NoStreamError)
    assert problem.reason == "connection refused; is the server running, and is this its port?"


def test_a_name_that_does_not_resolve() -> None:
    assert failure("http://no-such-host.invalid/").reason.startswith("the host name cannot be resolved: ")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param(
            b"", "no valid HTTP response: Server disconnected without sending a response.", id="nothing"
        ),
        pytest.param(
            b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
            "no valid HTTP response: illegal status line",
            id="another protocol",
        ),
    ],
)
def test_an_answer_that_is_not_http(wire: Wire, answer: bytes, reason: str) -> None:
    assert failure(wire.play(answer)).reason.startswith(reason)


def test_a_server_without_tls(wire: Wire) -> None:
    reason = failure(wire.play(b"HTTP/1.1 400 Bad Request\r\n\r\n", scheme="https")).reason
    assert reason.startswith("no TLS connection: ")
    assert reason.endswith("; does the server speak https on this port?")


@pytest.mark.parametrize(
    ("patience", "reason"),
    [
        (Patience(idle_timeout=0.2), "no response within 0.2 s (--idle-timeout)"),
        (Patience(max_time=0.2), "no response within 0.2 s (--max-time)"),
    ],
    ids=["idle", "time up"],
)
def test_a_server_that_does_not_answer(wire: Wire, patience: Patience, reason: str) -> None:
    assert failure(wire.play(wire.gate()), patience).reason == reason


def test_a_redirect_without_end(stage: Stage) -> None:
    problem = failure(f"{stage.base}/loop")
    assert isinstance(problem, NoStreamError)
    assert problem.reason == "more than 20 redirects (--max-redirs)"


def test_an_address_that_is_no_url() -> None:
    problem = failure("http://[::1/")
    assert not isinstance(problem, NoStreamError)
    assert problem.reason.startswith("it is no URL: ")


def caused(error: Exception, cause: BaseException) -> Exception:
    error.__cause__ = cause
    return error


def untrusted() -> ssl.SSLError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_message = "self-signed certificate"
    return error


GROUP = BaseExceptionGroup("all attempts failed", [ConnectionRefusedError(111, "x"), OSError(113, "y")])


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        pytest.param(
            httpx2.ConnectTimeout(""), "cannot connect within 30 s", id="a connection that takes too long"
        ),
        pytest.param(
            UnicodeError("label too long"),
            "the host name cannot be resolved: it is longer than a name may be, or has an empty part",
            id="a host name that is none",
        ),
        pytest.param(httpx2.WriteError(""), "no response: WriteError", id="an error without words"),
        pytest.param(httpx2.ReadError("oh"), "no response: oh", id="an error with words"),
        pytest.param(
            caused(httpx2.ConnectError("all attempts failed"), OSError(113, "No route to host")),
            "cannot connect: No route to host",
            id="an error of the network",
        ),
        pytest.param(
            caused(httpx2.ConnectError("x"), untrusted()),
            "the server's certificate is not trusted: self-signed certificate (--insecure takes any)",
            id="a certificate that is not trusted",
        ),
        pytest.param(
            caused(httpx2.ConnectError("x"), caused(OSError("all attempts failed"), GROUP)),
            "connection refused; is the server running, and is this its port?",
            id="several addresses, of which none listens",
        ),
    ],
)
def test_a_failure_in_words(monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str) -> None:
    async def send(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(httpx2.AsyncClient, "send", send)
    assert failure("http://127.0.0.1/").reason == reason
