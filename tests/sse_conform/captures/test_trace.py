"""`curl --trace`: every piece of the body with its time, in each of the forms in which curls write it."""

import gzip

import pytest

from sse_conform.captures import Ending, _trace_records, trace

from .reading import Got, got, only

REQUEST = b"GET /chat?key=s3cret HTTP/1.1\r\nHost: example.com\r\nAuthorization: Bearer x\r\n\r\n"
STREAM_HEAD = (b"HTTP/1.1 200 OK\r\n", b"Content-Type: text/event-stream\r\n")
CHUNKED = (*STREAM_HEAD, b"Transfer-Encoding: chunked\r\n", b"\r\n")
PLAIN = (*STREAM_HEAD, b"\r\n")
LEFT = b"== Info: Connection #0 to host example.com left intact\n"
CLOSED = b"== Info: Closing connection 0\n"
EOF = Ending()
CUT = Ending("stopped", "the recording ends before the transfer does")
UNDONE = ("the chunked transfer coding undone",)
NAME = "x#1 GET http://example.com/chat?key=REDACTED"


def dumped(data: bytes) -> bytes:
    """Bytes as curl shows them."""
    lines = []
    for place in range(0, len(data), 16):
        row = data[place : place + 16]
        shown = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in row)
        lines.append(f"{place:04x}: {row.hex(' ')} {'   ' * (16 - len(row))}{shown}\n")
    return "".join(lines).encode()


def record(what: str, data: bytes, mark: str = "") -> bytes:
    return f"{mark}{what}, {len(data)} bytes (0x{len(data):x})\n".encode() + dumped(data)


def sent(data: bytes = REQUEST, mark: str = "") -> bytes:
    return record("=> Send header", data, mark)


def head(lines: tuple[bytes, ...] = CHUNKED, mark: str = "") -> bytes:
    return b"".join(record("<= Recv header", line, mark) for line in lines)


def came(data: bytes, mark: str = "") -> bytes:
    return record("<= Recv data", data, mark)


def exchange(*body: bytes, lines: tuple[bytes, ...] = CHUNKED, end: bytes = LEFT) -> bytes:
    return b"== Info:   Trying 192.0.2.1:80...\n" + sent() + head(lines) + b"".join(map(came, body)) + end


def piece(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


A, B = b"data: a\n\n", b"data: b\n\n"


@pytest.mark.parametrize("size", [3, 1 << 16])
def test_pieces_of_the_wire_are_freed_of_their_chunks(size: int) -> None:
    assert only(exchange(piece(A), piece(B) + b"0\r\n\r\n"), piece=size) == Got(
        NAME, "curl-trace", "chunks", (A, B), (None, None), EOF, UNDONE
    )


def test_pieces_that_curl_freed_are_taken_as_they_are() -> None:
    found = only(exchange(A, B))
    assert (found.chunks, found.ending, found.notes) == ((A, B), EOF, ())


def test_several_chunks_in_a_piece_and_a_chunk_in_several() -> None:
    found = only(exchange(piece(A) + b"9\r\nda", b"ta: b\n\n\r\n0\r\n\r\n"))
    assert found.chunks == (A, b"da", b"ta: b\n\n")


def test_times_count_from_the_request_and_over_midnight() -> None:
    data = (
        sent(mark="23:59:59.500000 ")
        + head(PLAIN, "23:59:59.750000 ")
        + came(A, "23:59:59.999999 ")
        + came(B, "00:00:00.500000 ")
        + came(B, "00:00:00.400000 ")  # the clock was set back
        + b"00:00:01.000000 " + LEFT
    )  # fmt: skip
    found = only(data)
    assert (found.fidelity, found.times) == ("timed", (0.499999, 1.0, 1.0))


def test_head_and_request_are_those_of_the_exchange() -> None:
    capture = only(exchange(A)).capture
    assert capture is not None
    assert capture.request is not None
    assert (capture.request.method, capture.request.url) == ("GET", "http://example.com/chat?key=s3cret")
    assert capture.request.headers[1] == ("Authorization", "Bearer x")
    assert capture.head is not None
    assert (capture.head.status, capture.head.get("Content-Type")) == (200, "text/event-stream")
    assert capture.place is not None
    assert (capture.place.line, capture.place.is_verbatim) == (2, False)


def test_a_request_over_tls_has_an_address_of_https() -> None:
    tls = record("=> Send SSL data", b"\x16\x03\x01\x00\x05")
    http2 = REQUEST.replace(b"HTTP/1.1", b"HTTP/2")
    answer = (b"HTTP/2 200 \r\n", b"content-type: text/event-stream\r\n", b"\r\n")
    found = only(tls + sent(http2) + head(answer) + came(A) + LEFT)
    assert found.source == "x#1 GET https://example.com/chat?key=REDACTED"
    assert found.capture is not None
    assert found.capture.head is not None
    assert found.capture.head.version == "2"


ENDINGS = [
    pytest.param(b"== Info: transfer closed with outstanding read data remaining\n" + CLOSED, Ending("incomplete"), id="cut"),
    pytest.param(b"== Info: Recv failure: Connection reset by peer\n" + CLOSED, Ending("reset"), id="reset"),
    pytest.param(b"== Info: HTTP/2 stream 1 was not closed cleanly: X (err 2)\n" + CLOSED, Ending("reset"), id="a stream reset"),
    pytest.param(b"== Info: Operation timed out after 120 milliseconds with 9 bytes received\n" + CLOSED, Ending("time-up", "curl stopped: the time to listen was over (--max-time)"), id="no more time"),
    pytest.param(b"== Info: Failure writing output to destination\n" + CLOSED, Ending("stopped", "curl stopped: it could not write"), id="no place to write to"),
    pytest.param(b"== Info: closing connection #0\n", EOF, id="closed"),
    pytest.param(b"== Info: shutting down connection #0\n", EOF, id="closed, in the words of newer curls"),
    pytest.param(b"", CUT, id="a trace that ends"),
    pytest.param(b"<= Recv data, 5 bytes (0x5)\n0000: 64", CUT, id="a trace that ends inside a record"),
]  # fmt: skip


@pytest.mark.parametrize(("end", "ending"), ENDINGS)
def test_how_it_ended(end: bytes, ending: Ending) -> None:
    found = only(exchange(A, lines=PLAIN, end=end))
    assert (found.chunks, found.ending) == ((A,), ending)


def test_a_chunked_body_that_curl_waited_for_is_incomplete() -> None:
    assert only(exchange(piece(A), end=CLOSED)).ending == Ending("incomplete")


def test_a_body_that_is_shorter_than_its_length() -> None:
    found = only(exchange(A, lines=(*STREAM_HEAD, b"Content-Length: 10\r\n", b"\r\n")))
    assert found.ending is not None
    assert found.ending.kind == "short"


def test_codings_are_undone() -> None:
    data = gzip.compress(A)
    found = only(exchange(data, lines=(*STREAM_HEAD, b"Content-Encoding: gzip\r\n", b"\r\n")))
    assert (found.body, found.notes) == (A, ("gzip undone",))


def test_trailers_and_interim_heads_are_no_part_of_the_body() -> None:
    trailer = record("<= Recv header", b"Trailer: x\r\n")
    data = (
        sent()
        + head((b"HTTP/1.1 100 Continue\r\n", b"\r\n"))
        + record("=> Send data", b"{}")
        + head()
        + came(piece(A))
    )
    found = only(data + trailer + came(b"0\r\n\r\n") + LEFT)
    assert (found.body, found.ending) == (A, EOF)


def test_several_transfers_after_one_another() -> None:
    first, second = got(exchange(piece(A) + b"0\r\n\r\n", end=b"") + exchange(B, lines=PLAIN))
    assert (first.source, first.body, first.ending) == (NAME, A, EOF)
    assert (second.source, second.body, second.ending) == (NAME.replace("#1", "#2"), B, EOF)


def test_a_redirect_that_curl_followed_is_passed_over() -> None:
    moved = (b"HTTP/1.1 302 Found\r\n", b"Location: /b\r\n", b"Content-Type: text/event-stream\r\n", b"\r\n")
    issue = b"== Info: Issue another request to this URL: 'http://example.com/b'\n"
    first, second = got(exchange(b"moved", lines=moved, end=CLOSED + issue) + exchange(A))
    assert (first.source, first.reason) == (NAME, "redirect that curl followed")
    assert second.body == A


def test_a_redirect_that_curl_did_not_follow_is_what_came() -> None:
    moved = (b"HTTP/1.1 302 Found\r\n", b"Location: /b\r\n", b"Content-Type: text/event-stream\r\n", b"\r\n")
    found = only(exchange(lines=moved))
    assert found.capture is not None
    assert found.chunks == ()


def test_what_is_no_stream_is_passed_over() -> None:
    tunnel = b"CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n"
    data = sent(tunnel) + head((b"HTTP/1.1 200 Connection established\r\n", b"\r\n")) + exchange(A)
    first, second = got(data)
    assert (first.source, first.reason) == ("x#1 CONNECT example.com:443", "without a body")
    assert second.body == A


def test_transfers_that_overlap_are_told_apart_by_their_ids() -> None:
    marks = "[0-0] ", "[1-x] "
    data = b"[0-x] == Info: Trying\n" + b"".join(sent(mark=mark) for mark in marks)
    data += b"".join(head(PLAIN, mark) for mark in marks)
    data += came(A, marks[0]) + came(B, marks[1]) + came(A, marks[0]) + came(B, marks[1])
    data += b"[0-0] " + LEFT + b"[1-1] " + LEFT
    first, second = got(data)
    assert (first.chunks, second.chunks) == ((A, A), (B, B))
    assert (first.ending, second.ending) == (EOF, EOF)


def test_transfers_that_overlap_too_far_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace, "MAX_HELD", 200)
    data = sent(mark="[0-0] ") + head(PLAIN, "[0-0] ") + came(A, "[0-0] ")
    data += (sent(mark="[1-1] ") + head(PLAIN, "[1-1] ")) * 4
    assert only(data).reason == "it mixes transfers, and more than 200 bytes of them overlap"


def test_a_body_in_the_same_file_is_left_out() -> None:
    data = (
        sent()
        + head()
        + came(piece(A))
        + A
        + came(piece(b"data: x"))
        + b"data: x"
        + came(piece(b"\n\n") + b"0\r\n\r\n")
        + b"\n\n"
    )
    assert only(data + LEFT).body == A + b"data: x\n\n"


def test_lines_that_somebody_took_out_of_a_request_are_not_missed() -> None:
    first, second, *_ = sent().splitlines(keepends=True)
    found = only(b"== Info: x\n" + first + second + head() + came(piece(A)) + LEFT)
    assert found.body == A


def test_lines_that_are_missing_in_the_body_are() -> None:
    data = exchange(b"x" * 40, lines=PLAIN)
    found = only(data.replace(b"0010: ", b"xxxx: "))
    assert found.reason.startswith(
        "line 19 is none of the dump, and 24 bytes of the body that came on line 17 are"
    )


def test_no_response() -> None:
    failed = b"== Info: connect to 192.0.2.1 port 80 failed: Connection refused\n"
    assert only(b"== Info: Trying\n" + failed).reason == (
        "no request was sent; curl says: connect to 192.0.2.1 port 80 failed: Connection refused"
    )
    assert only(sent() + b"== Info: Empty reply from server\n").reason == (
        "no response came; curl says: Empty reply from server"
    )
    assert only(sent()).reason == "no response came"


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        pytest.param((b"HTTP/1.1 200 OK\r\n", b"no header\r\n", b"\r\n"), "its response head has a line that is no header: 'no header'", id="a line that is no header"),
        pytest.param((b"HTTP/1.1 200 OK\r\n" + b"x" * 300_000,), "its response head is longer than 262144 bytes", id="a head that is too long"),
    ],
)  # fmt: skip
def test_a_head_that_is_none(lines: tuple[bytes, ...], reason: str) -> None:
    broken, whole = got(sent() + head(lines) + came(A) + LEFT + exchange(A))
    assert broken.reason == reason
    assert whole.body == A


def test_an_odd_request_has_as_much_of_an_address_as_there_is() -> None:
    assert trace.request_head(b"", "http").url == ""
    assert trace.request_head(b"GET /x", "http").url == "/x"


def test_records_of_other_kinds_are_passed_over() -> None:
    lines = record("<= Recv SSL data", b"\x17\x03\x03").splitlines(keepends=True)
    (each,) = _trace_records.records("x", iter(lines))
    assert (each.kind, each.data) == ("other", b"\x17\x03\x03")
