"""The standard's processing model as a table: what a response, or an end, makes of a subscription."""

import re
from typing import Any

import pytest

from sse_codec import MEDIA_TYPE, ClosedError, LimitExceeded, Reconnect, Stop, Subscription

from .cases import a

ACCEPT = [(b"Accept", b"text/event-stream"), (b"Cache-Control", b"no-cache")]


def opened(**options: Any) -> Subscription:
    subscription = Subscription(**options)
    assert subscription.receive_head(200, MEDIA_TYPE) is None
    return subscription


# fmt: off
@pytest.mark.parametrize("content_type", [
    "text/event-stream", "text/event-stream;charset=utf-8", "text/event-stream ; charset=UTF-8", " text/event-stream\t",
    "Text/Event-Stream", "TEXT/EVENT-STREAM; boundary=x", "text/event-stream;", "text/event-stream; charset=latin-1",
    "\r\ntext/event-stream\r\n",
])
def test_a_stream_opens_it(content_type: str) -> None:
    subscription = Subscription()
    assert (subscription.state, subscription.discarded) == ("connecting", 0)
    assert subscription.receive_head(200, content_type) is None
    assert subscription.state == "open"
    assert subscription.feed(b"data: a\n\n") == a("a")


@pytest.mark.parametrize(("status", "content_type", "reason"), [
    pytest.param(204, None, "the server said 204 No Content, which tells a client to stop", id="no content"),
    pytest.param(204, MEDIA_TYPE, "the server said 204 No Content, which tells a client to stop", id="no content, with a type"),
    pytest.param(201, MEDIA_TYPE, "status 201 is not 200", id="created"),
    pytest.param(205, MEDIA_TYPE, "status 205 is not 200", id="reset content"),
    pytest.param(206, MEDIA_TYPE, "status 206 is not 200", id="partial content"),
    pytest.param(199, MEDIA_TYPE, "status 199 is not 200", id="below"),
    pytest.param(301, MEDIA_TYPE, "status 301 is not 200", id="a redirect not followed"),
    pytest.param(404, MEDIA_TYPE, "status 404 is not 200", id="not found"),
    pytest.param(500, MEDIA_TYPE, "status 500 is not 200", id="a server error"),
    pytest.param(503, "text/html", "status 503 is not 200", id="unavailable"),
    pytest.param(200, None, "content type None is not text/event-stream", id="no type"),
    pytest.param(200, "", "content type '' is not text/event-stream", id="an empty type"),
    pytest.param(200, "text/html", "content type 'text/html' is not text/event-stream", id="a page"),
    pytest.param(200, "application/json; x=text/event-stream", "content type 'application/json; x=text/event-stream' is not text/event-stream", id="the type as a parameter"),
    pytest.param(200, "text/event-stream-x", "content type 'text/event-stream-x' is not text/event-stream", id="a longer type"),
    pytest.param(200, "text/event", "content type 'text/event' is not text/event-stream", id="a shorter type"),
    pytest.param(200, "text/event-stream, text/html", "content type 'text/event-stream, text/html' is not text/event-stream", id="two types"),
    pytest.param(200, "xtext/event-stream", "content type 'xtext/event-stream' is not text/event-stream", id="a letter before"),
    pytest.param(200, "\x0ctext/event-stream\xa0", "content type '\\x0ctext/event-stream\\xa0' is not text/event-stream", id="white space that is none in a header"),
    pytest.param(200, "Xtext/event-streamX", "content type 'Xtext/event-streamX' is not text/event-stream", id="letters around"),
])
def test_anything_else_stops_it(status: int, content_type: str | None, reason: str) -> None:
    subscription = Subscription()
    assert subscription.receive_head(status, content_type) == Stop(reason)
    assert subscription.state == "closed"
# fmt: on


def test_the_end_of_a_stream_reconnects() -> None:
    subscription = opened()
    assert subscription.receive_end() == Reconnect(3000)
    assert subscription.state == "connecting"
    assert subscription.receive_head(200, MEDIA_TYPE) is None
    assert subscription.feed(b"data: a\n\n") == a("a")
    assert subscription.receive_end() == Reconnect(3000)


def test_a_reconnection_may_be_refused() -> None:
    subscription = opened()
    subscription.receive_end()
    assert subscription.receive_head(204, None) == Stop(
        "the server said 204 No Content, which tells a client to stop"
    )


def test_the_id_is_kept_and_the_partial_block_dropped() -> None:
    subscription = opened()
    assert subscription.feed(b"id: 1\ndata: a\n\nid: 2\ndata: b\n") == a("a", id="1")
    subscription.receive_end()
    assert subscription.discarded == 14
    assert subscription.last_event_id == "1"
    subscription.receive_head(200, MEDIA_TYPE)
    assert subscription.feed(b"\ndata: c\n\n") == a("c", id="1")
    subscription.receive_end()
    assert subscription.discarded == 0


def test_each_connection_may_begin_with_a_byte_order_mark() -> None:
    subscription = opened()
    assert subscription.feed(b"\xef\xbb\xbfdata: a\n\n") == a("a")
    subscription.receive_end()
    subscription.receive_head(200, MEDIA_TYPE)
    assert subscription.feed(b"\xef\xbb\xbfdata: b\n\n") == a("b")


def test_the_id_is_sent_as_utf_8() -> None:
    subscription = opened()
    assert subscription.headers == ACCEPT
    subscription.feed("id: \u20ac1\ndata\n\n".encode())
    subscription.receive_end()
    assert subscription.headers == [*ACCEPT, (b"Last-Event-ID", b"\xe2\x82\xac1")]
    subscription.receive_head(200, MEDIA_TYPE)
    subscription.feed(b"id\n\n")
    assert subscription.headers == ACCEPT


def test_it_resumes_from_the_id_it_is_given() -> None:
    subscription = Subscription(last_event_id="7")
    assert subscription.last_event_id == "7"
    assert subscription.headers == [*ACCEPT, (b"Last-Event-ID", b"7")]
    subscription.receive_head(200, MEDIA_TYPE)
    assert subscription.feed(b"data: a\n\n") == a("a", id="7")


def test_an_id_survives_a_connection_that_failed() -> None:
    subscription = Subscription(last_event_id="7")
    subscription.receive_end()
    assert subscription.last_event_id == "7"


def test_the_time_that_the_stream_asks_for_is_honoured() -> None:
    subscription = opened(reconnection_time=100)
    subscription.feed(b"retry: 250\n\n")
    assert subscription.receive_end() == Reconnect(250)
    assert subscription.reconnection_time == 250
    subscription.receive_head(200, MEDIA_TYPE)
    assert subscription.receive_end() == Reconnect(250)


def test_so_is_a_time_in_the_unfinished_block() -> None:
    subscription = opened()
    subscription.feed(b"retry: 250\ndata: a")
    assert subscription.receive_end() == Reconnect(250)


def test_so_is_no_time_at_all() -> None:
    subscription = opened()
    subscription.feed(b"retry: 0\n\n")
    assert subscription.receive_end() == Reconnect(0)
    assert subscription.receive_end() == Reconnect(0)


# fmt: off
@pytest.mark.parametrize(("options", "delays"), [
    pytest.param({}, [6000, 12000, 24000, 48000, 60000, 60000], id="as it is"),
    pytest.param({"backoff": 1.0}, [3000, 3000, 3000], id="without back-off"),
    pytest.param({"backoff": 1}, [3000, 3000, 3000], id="without back-off, as an int"),
    pytest.param({"reconnection_time": 100}, [200, 400, 800], id="from another time"),
    pytest.param({"backoff": 1.5, "reconnection_time": 1001}, [1501, 2252, 3378], id="by another factor, rounded down"),
    pytest.param({"max_delay": 7000}, [6000, 7000, 7000], id="up to another ceiling"),
    pytest.param({"max_delay": 1000}, [3000, 3000, 3000], id="a ceiling below the time asked for"),
])
def test_attempts_in_a_row_that_got_no_stream_back_off(options: dict[str, Any], delays: list[int]) -> None:
    subscription = Subscription(**options)
    assert [subscription.receive_end() for _ in delays] == [Reconnect(delay) for delay in delays]
    assert subscription.state == "connecting"
# fmt: on


def test_a_stream_ends_the_back_off() -> None:
    subscription = Subscription()
    assert [subscription.receive_end(), subscription.receive_end()] == [Reconnect(6000), Reconnect(12000)]
    subscription.receive_head(200, MEDIA_TYPE)
    assert [subscription.receive_end(), subscription.receive_end()] == [Reconnect(3000), Reconnect(6000)]


@pytest.mark.parametrize(
    ("backoff", "last"), [(2, 60_000), (2.0, 60_000), (1000.0, 60_000), (1.01, int(3000 * 1.01**100))]
)
def test_back_off_never_ends(backoff: float, last: int) -> None:
    subscription = Subscription(backoff=backoff)
    for _ in range(2000):
        delay = subscription.receive_end()
    assert delay == Reconnect(last)


def test_the_time_asked_for_may_be_longer_than_the_ceiling() -> None:
    subscription = opened(max_delay=1000)
    subscription.feed(b"retry: 99999999999999999999\n\n")
    assert subscription.receive_end() == Reconnect(2**63 - 1)


def test_a_request_that_must_not_be_sent_twice_is_not() -> None:
    subscription = opened(reconnect=False)
    assert subscription.feed(b"data: a\n\ndata: b") == a("a")
    assert subscription.receive_end() == Stop("the connection ended, and this request is not sent twice")
    assert (subscription.state, subscription.discarded) == ("closed", 7)


def test_nor_when_it_got_no_response() -> None:
    subscription = Subscription(reconnect=False)
    assert subscription.receive_end() == Stop("the connection ended, and this request is not sent twice")
    assert subscription.state == "closed"


def test_the_limit_holds_on_every_connection() -> None:
    for connections in (1, 2):
        subscription = Subscription(max_event_size=8)
        for _ in range(connections - 1):
            subscription.receive_head(200, MEDIA_TYPE)
            subscription.receive_end()
        subscription.receive_head(200, MEDIA_TYPE)
        with pytest.raises(LimitExceeded):
            subscription.feed(b"data: abc")


def test_the_end_says_that_the_limit_was_hit_when_no_call_has() -> None:
    subscription = opened(max_event_size=8)
    assert subscription.feed(b"data: a\n\ndata: abc") == a("a")
    with pytest.raises(LimitExceeded):
        subscription.receive_end()


# fmt: off
@pytest.mark.parametrize(("state", "call", "problem"), [
    pytest.param("connecting", lambda s: s.feed(b""), "the subscription is connecting; it takes a body only while open", id="a body before the head"),
    pytest.param("open", lambda s: s.receive_head(200, MEDIA_TYPE), "the subscription is open; it takes a response only while connecting", id="a head while open"),
    pytest.param("open", lambda s: s.receive_head(204, None), "the subscription is open; it takes a response only while connecting", id="a refusal while open"),
    pytest.param("closed", lambda s: s.receive_head(200, MEDIA_TYPE), "the subscription is closed; it takes a response only while connecting", id="a head after the end"),
    pytest.param("closed", lambda s: s.feed(b""), "the subscription is closed; it takes a body only while open", id="a body after the end"),
    pytest.param("closed", lambda s: s.receive_end(), "the subscription is closed; there is no connection that could end", id="an end after the end"),
])
def test_what_comes_out_of_turn_is_refused(state: str, call: Any, problem: str) -> None:
    subscription = Subscription()
    if state == "open":
        subscription.receive_head(200, MEDIA_TYPE)
    if state == "closed":
        subscription.receive_head(204, None)
    with pytest.raises(ClosedError, match=f"^{re.escape(problem)}$"):
        call(subscription)
    assert subscription.state == state
# fmt: on


def test_what_to_do_next_is_matched_by_value() -> None:
    match Subscription().receive_end():
        case Reconnect(delay):
            assert delay == 6000
    match Subscription(reconnect=False).receive_end():
        case Stop(reason):
            assert reason == "the connection ended, and this request is not sent twice"


def test_what_to_do_next_is_a_value() -> None:
    assert Reconnect(1) == Reconnect(1)
    assert Reconnect(1) != Reconnect(2)
    assert Stop("a") == Stop("a")
    assert Stop("a") != Stop("b")
    assert Reconnect(1) != 1
    assert Stop("a") != "a"
    assert len({hash(value) for value in (Reconnect(1), Reconnect(2), Stop("a"), Stop("b"))}) == 4
    assert len({Reconnect(1), Reconnect(1), Reconnect(2), Stop("a"), Stop("a"), Stop("b")}) == 4
    assert (repr(Reconnect(5)), repr(Stop("a b"))) == ("Reconnect(5)", "Stop('a b')")
