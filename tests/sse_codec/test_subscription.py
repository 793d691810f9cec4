"""The standard's processing model as a table: what a response, or an end, makes of a subscription."""

import re
from typing import Any

import pytest

from sse_codec import (
    MEDIA_TYPE,
    ClosedError,
    Comment,
    EncodeError,
    Event,
    LimitExceeded,
    Reconnect,
    Stop,
    Subscription,
    check_head,
)

from .cases import a

ACCEPT = {"Accept": "text/event-stream", "Cache-Control": "no-cache"}


def opened(**options: Any) -> Subscription:
    subscription = Subscription(**options)
    assert subscription.receive_head(200, MEDIA_TYPE) is None
    return subscription


# fmt: off
@pytest.mark.parametrize("content_type", [
    "text/event-stream", "text/event-stream;charset=utf-8", "text/event-stream ; charset=UTF-8", " text/event-stream\t",
    "Text/Event-Stream", "TEXT/EVENT-STREAM; boundary=x", "text/event-stream;", "text/event-stream; charset=latin-1",
    "\r\ntext/event-stream\r\n", "a, text/event-stream", "text/html, text/event-stream", "text/html,text/event-stream;x=y",
    "text/event-stream, a", "text/event-stream, */*", "text/event-stream,", ",text/event-stream,,", "text/event-stream, text/",
    "text/event-stream, /html", "text/event-stream, text", "text/event-stream, te xt/html", "text/event-stream, text/ht ml",
    'text/html;x="a,b", text/event-stream', 'text/html;x="\\a", text/event-stream', 'text/html;x="\\",", text/event-stream', 'text/html;x="", text/event-stream',
    'text/event-stream;x=", text/html', 'text/event-stream;x="\\", text/html', 'text/event-stream;x="a, text/html"',
    'text/event-stream;x="\\', 'text/event-stream;"', "*/text, text/event-stream;a=*/*", "text/event-stream;a,b/;c",
    ["text/event-stream"], ["text/html", "text/event-stream"], ["text/event-stream", ""], ["text/event-stream", "*/*"],
    ("text/event-stream; charset=utf-8", "a"), ['text/html;x="a', 'b", text/event-stream'],
])
def test_a_stream_opens_it(content_type: Any) -> None:
    subscription = Subscription()
    assert (subscription.state, subscription.discarded) == ("connecting", 0)
    assert check_head(200, content_type) is None
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
    pytest.param(200, ["text/event-stream", "text/html"], "content type 'text/event-stream, text/html' is not text/event-stream", id="two headers"),
    pytest.param(200, [], "content type None is not text/event-stream", id="no header in a list"),
    pytest.param(200, [""], "content type None is not text/event-stream", id="an empty header in a list"),
    pytest.param(200, 'text/html;x=", text/event-stream', "content type 'text/html;x=\", text/event-stream' is not text/event-stream", id="the type in a quoted string that is not closed"),
    pytest.param(200, 'text/html;x="\\", text/event-stream"', "content type 'text/html;x=\"\\\\\", text/event-stream\"' is not text/event-stream", id="the type after an escaped quotation mark"),
    pytest.param(200, "text/event-stream, */text", "content type 'text/event-stream, */text' is not text/event-stream", id="half a wildcard is a type"),
    pytest.param(200, "text/event-stream, text/*", "content type 'text/event-stream, text/*' is not text/event-stream", id="the other half too"),
    pytest.param(200, "text/event-stream\x0c;x", "content type 'text/event-stream\\x0c;x' is not text/event-stream", id="white space that is none before a parameter"),
    pytest.param(200, "*/*", "content type '*/*' is not text/event-stream", id="any type"),
    pytest.param(200, "text /event-stream", "content type 'text /event-stream' is not text/event-stream", id="a space before the slash"),
    pytest.param(200, "text/ event-stream", "content type 'text/ event-stream' is not text/event-stream", id="a space after the slash"),
    pytest.param(200, "text/event-stream a", "content type 'text/event-stream a' is not text/event-stream", id="a word behind"),
    pytest.param(200, "xtext/event-stream", "content type 'xtext/event-stream' is not text/event-stream", id="a letter before"),
    pytest.param(200, "\x0ctext/event-stream\xa0", "content type '\\x0ctext/event-stream\\xa0' is not text/event-stream", id="white space that is none in a header"),
    pytest.param(200, "Xtext/event-streamX", "content type 'Xtext/event-streamX' is not text/event-stream", id="letters around"),
])
def test_anything_else_stops_it(status: int, content_type: Any, reason: str) -> None:
    assert check_head(status, content_type) == Stop(reason)
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
    assert subscription.headers == {**ACCEPT, "Last-Event-ID": "\u20ac1"}
    for encoding in ("ascii", "latin-1", "utf-8"):
        assert subscription.headers["Last-Event-ID"].encode(encoding) == b"\xe2\x82\xac1"
    assert subscription.headers["Last-Event-ID"].encode() == b"\xe2\x82\xac1"
    subscription.receive_head(200, MEDIA_TYPE)
    subscription.feed(b"id\n\n")
    assert subscription.headers == ACCEPT


def test_it_resumes_from_the_id_it_is_given() -> None:
    subscription = Subscription(last_event_id="7")
    assert subscription.last_event_id == "7"
    assert subscription.headers == {**ACCEPT, "Last-Event-ID": "7"}
    assert {type(value) for value in subscription.headers.values()} == {str}
    subscription.receive_head(200, MEDIA_TYPE)
    assert subscription.feed(b"data: a\n\n") == a("a", id="7")


# fmt: off
@pytest.mark.parametrize(("id", "value"), [
    pytest.param(" 7", "7", id="a space before"),
    pytest.param("7\t ", "7", id="a tab and a space behind"),
    pytest.param("\t a b\tc ", "a b\tc", id="white space within stays"),
    pytest.param("X7X", "X7X", id="letters around"),
    pytest.param(" \u20ac ", "\u20ac", id="spaces around what is not in ASCII"),
    pytest.param("\u3000a\xa0", "\u3000a\xa0", id="spaces that are none in a header"),
    pytest.param("a\x80\x9f", "a\x80\x9f", id="controls that are none in UTF-8"),
    pytest.param(" ", None, id="a space alone"),
    pytest.param("\t \t", None, id="spaces and tabs alone"),
    *(pytest.param(f"a{chr(code)}b", None, id=f"U+{code:04X}") for code in range(0x20) if code not in b"\0\t\n\r"),
    pytest.param("a\x7f", None, id="U+007F"),
    pytest.param("\x0ba\x0c", None, id="what strip() takes for spaces"),
])
def test_only_what_a_header_can_carry_is_sent(id: str, value: str | None) -> None:
    subscription = opened()
    assert subscription.feed(f"id: {id}\ndata: a\n\n".encode()) == [Event(data="a", id=id)]
    assert subscription.last_event_id == id
    assert subscription.headers.get("Last-Event-ID") == value
    assert Subscription(last_event_id=id).headers.get("Last-Event-ID") == value


@pytest.mark.parametrize("id", ["a\r\nX-Forged: 1", "a\n", "\r", "a\0", "\ud800", "a\udfff"], ids=repr)
def test_it_resumes_from_no_id_that_no_stream_gives(id: str) -> None:
    with pytest.raises(EncodeError, match=r"^last_event_id: no stream gives an id with a line end, a NUL or a lone surrogate$"):
        Subscription(last_event_id=id)


@pytest.mark.parametrize(("options", "error", "problem"), [
    pytest.param({"last_event_id": None}, TypeError, "last_event_id must be str, not NoneType", id="no id"),
    pytest.param({"last_event_id": 7}, TypeError, "last_event_id must be str, not int", id="a number for an id"),
    pytest.param({"reconnection_time": 1.5}, TypeError, "reconnection_time must be an int of milliseconds, not float", id="a fraction of a millisecond"),
    pytest.param({"max_delay": None}, TypeError, "max_delay must be an int of milliseconds, not NoneType", id="no ceiling for back-off"),
    pytest.param({"max_retry": "1"}, TypeError, "max_retry must be an int of milliseconds, not str", id="text for a ceiling"),
    pytest.param({"reconnection_time": -1}, ValueError, "reconnection_time must not be negative", id="a time before now"),
    pytest.param({"max_delay": -1}, ValueError, "max_delay must not be negative", id="a ceiling before now"),
    pytest.param({"max_retry": -1}, ValueError, "max_retry must not be negative", id="a ceiling of retry before now"),
    pytest.param({"backoff": "2"}, TypeError, "backoff must be a number, not str", id="text for a factor"),
    pytest.param({"backoff": 0.5}, ValueError, "backoff must be from 1, which is none, to 1000, not 0.5", id="a factor that shrinks"),
    pytest.param({"backoff": 1001}, ValueError, "backoff must be from 1, which is none, to 1000, not 1001", id="a factor that no float holds often"),
    pytest.param({"backoff": float("nan")}, ValueError, "backoff must be from 1, which is none, to 1000, not nan", id="no number"),
])
def test_it_says_what_it_wants(options: dict[str, Any], error: type[Exception], problem: str) -> None:
    with pytest.raises(error, match=f"^{re.escape(problem)}$"):
        Subscription(**options)


@pytest.mark.parametrize(("head", "problem"), [
    pytest.param(("200", MEDIA_TYPE), "status must be an int, not str", id="text for a status"),
    pytest.param((None, MEDIA_TYPE), "status must be an int, not NoneType", id="no status"),
    pytest.param((200, MEDIA_TYPE.encode()), "content_type must be str, not bytes; decode it first", id="bytes for a type"),
    pytest.param((200, [MEDIA_TYPE.encode()]), "content_type must be str, not bytes; decode it first", id="bytes in a list"),
])
def test_a_head_is_a_number_and_text(head: Any, problem: str) -> None:
    subscription = Subscription()
    with pytest.raises(TypeError, match=f"^{re.escape(problem)}$"):
        subscription.receive_head(*head)
    assert subscription.state == "connecting"
    with pytest.raises(TypeError, match=f"^{re.escape(problem)}$"):
        check_head(*head)
# fmt: on


def test_comments_come_when_they_are_asked_for() -> None:
    subscription = opened()
    assert subscription.feed_with_comments(b": ping\n") == [Comment("ping")]
    assert subscription.feed(b": ping\n\ndata: a\n\n") == a("a")
    assert subscription.feed_with_comments(b"id: 1\n: c\ndata: b\n\n") == [Comment("c"), *a("b", id="1")]
    assert subscription.last_event_id == "1"


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


def test_the_time_asked_for_may_be_longer_than_the_ceiling_of_back_off() -> None:
    subscription = opened(max_delay=1000)
    subscription.feed(b"retry: 2000\n\n")
    assert subscription.receive_end() == Reconnect(2000)


# fmt: off
@pytest.mark.parametrize(("options", "retry", "delay"), [
    pytest.param({}, 3_600_000, 3_600_000, id="an hour"),
    pytest.param({}, 3_600_001, 3_600_000, id="more than an hour"),
    pytest.param({}, 10**30, 3_600_000, id="for ever"),
    pytest.param({"max_retry": 500}, 501, 500, id="more than was allowed"),
    pytest.param({"max_retry": 0}, 1, 0, id="anything where nothing is allowed"),
    pytest.param({"max_retry": 2**63 - 1}, 10**30, 2**63 - 1, id="for ever where that is allowed"),
])
def test_the_time_asked_for_has_a_ceiling_of_its_own(options: dict[str, Any], retry: int, delay: int) -> None:
    subscription = opened(**options)
    subscription.feed(b"retry: %d\n\n" % retry)
    assert subscription.receive_end() == Reconnect(delay)
    assert subscription.reconnection_time == delay
# fmt: on


def test_the_ceiling_is_none_for_ones_own_time() -> None:
    assert opened(reconnection_time=2000, max_retry=1000).receive_end() == Reconnect(2000)


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
    assert subscription.receive_end() == Reconnect(3000)


@pytest.mark.parametrize("feed", [Subscription.feed, Subscription.feed_with_comments])
def test_a_connection_that_hit_the_limit_can_be_followed_by_another(feed: Any) -> None:
    subscription = opened(max_event_size=20)
    subscription.feed(b"id: 7\nretry: 50\n\n")
    with pytest.raises(LimitExceeded):
        feed(subscription, b"data: " + b"x" * 30)
    assert subscription.receive_end() == Reconnect(50)
    assert (subscription.discarded, subscription.headers["Last-Event-ID"]) == (20, "7")
    assert subscription.receive_head(200, MEDIA_TYPE) is None
    assert subscription.feed(b"data: a\n\ndata: ") == [Event("message", "a", "7")]
    assert subscription.receive_end() == Reconnect(50)
    assert subscription.discarded == 6


def test_a_reason_repeats_no_more_of_a_header_than_a_person_reads() -> None:
    stop = Subscription().receive_head(200, "text/html;" + "x" * 1_000_000)
    assert stop == Stop(
        f"content type {'text/html;' + 'x' * 90!r}... (1000010 characters) is not text/event-stream"
    )


def test_a_reason_repeats_a_header_of_a_hundred_characters() -> None:
    header = "text/html;" + "x" * 90
    assert Subscription().receive_head(200, header) == Stop(
        f"content type {header!r} is not text/event-stream"
    )


# fmt: off
@pytest.mark.parametrize(("state", "call", "problem"), [
    pytest.param("connecting", lambda s: s.feed(b""), "the subscription is connecting; it takes a body only while open", id="a body before the head"),
    pytest.param("open", lambda s: s.receive_head(200, MEDIA_TYPE), "the subscription is open; it takes a response only while connecting", id="a head while open"),
    pytest.param("open", lambda s: s.receive_head(204, None), "the subscription is open; it takes a response only while connecting", id="a refusal while open"),
    pytest.param("connecting", lambda s: s.feed_with_comments(b""), "the subscription is connecting; it takes a body only while open", id="a body with comments before the head"),
    pytest.param("closed", lambda s: s.feed_with_comments(b""), "the subscription is closed; it takes a body only while open", id="a body with comments after the end"),
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
