"""What the server of each guide sends is in order, and what it does when a client or its model goes."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import pytest

from sse_codec import Comment, Decoder, Event, iter_events
from sse_codec.ciniterflow import End, Error, PredictionStream, Start, Token
from sse_conform.report import Report
from sse_conform.testing import assert_stream

from ..docs.console import run_console
from .conftest import Server, until
from .programs import HEARTBEAT

STOPPED = "The model has stopped."


@contextmanager
def asking(server: Server, question: str) -> Iterator[httpx2.Response]:
    """Put a question, and read the head of the answer."""
    asked = httpx2.stream("POST", f"{server.url}/predict", json={"question": question}, timeout=20)
    with asked as response:
        yield response


def follow(server: Server, last_event_id: str | bytes = "") -> httpx2.Response:
    headers = {"Last-Event-ID": last_event_id} if last_event_id else {}
    return httpx2.get(f"{server.url}/progress", headers=headers, timeout=20)


def test_what_the_page_shows_of_it_happens(server: Server) -> None:
    assert server.program.console
    run_console(server.program.console.replace("8000", str(server.port)))


@pytest.mark.parametrize(("question", "outcome"), [("Who?", "completed"), ("fail", "failed")])
def test_an_answer_has_no_fault(server: Server, question: str, outcome: str) -> None:
    meant = ["SSE405", "SSE509"]  # it has no ids, and it may tell of a failure
    with asking(server, question) as response:
        report: Report = assert_stream(
            response, "ciniterflow", outcome=outcome, level="info", select=["ALL"], ignore=meant
        )
    assert not [part.lacks for part in report.parts if part.name == "http" and part.lacks]


def test_an_answer_comes_as_it_is_made_with_heartbeats_while_the_model_is_silent(server: Server) -> None:
    decoder = Decoder()
    with asking(server, "pause") as response:
        came = [
            (time.monotonic(), each)
            for chunk in response.iter_bytes()
            for each in decoder.feed_with_comments(chunk)
        ]
    beats = [index for index, (_, each) in enumerate(came) if isinstance(each, Comment)]
    assert 2 <= len(beats) <= 1 / HEARTBEAT + 1
    (before, upon), (after, a_time) = came[beats[0] - 1], came[beats[-1] + 1]
    assert isinstance(upon, Event)
    assert isinstance(a_time, Event)
    assert (" upon" in upon.data, " a time" in a_time.data) == (True, True)
    assert after - before > 0.8


def test_an_error_behind_the_head_is_an_event_and_tells_no_secret(server: Server) -> None:
    with asking(server, "fail") as response:
        body = response.read()
    assert response.status_code == 200
    events = list(PredictionStream().iter([body]))
    assert events == [Start(), Token("Once"), Error("The model failed."), End()]
    assert b"10.0.0.7" not in body
    assert "no memory left on 10.0.0.7" in server.log


def test_the_model_stops_when_its_client_leaves(server: Server) -> None:
    stopped = server.log.count(STOPPED)
    with asking(server, "wait") as response:
        chunks = response.iter_bytes()  # which closes the connection when nobody holds it any more
        assert Token("Once") in PredictionStream().iter(chunks)
        assert server.log.count(STOPPED) == stopped
    # Without async: two heartbeats, and the piece of a second that the model is at.
    until(lambda: server.log.count(STOPPED) == stopped + 1, lambda: server.log, seconds=5)


def test_the_model_waits_for_a_client_that_does_not_read_and_stops_when_it_leaves(server: Server) -> None:
    stopped, pieces = server.log.count(STOPPED), server.log.count("A piece.")
    body = json.dumps({"question": "flood"}).encode()
    head = f"POST /predict HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(head.encode() + body)
        until(lambda: server.log.count("A piece.") > pieces, lambda: server.log)
        time.sleep(0.5)  # what the buffers between them hold, and no more
        made = server.log.count("A piece.")
        time.sleep(0.5)
        assert server.log.count("A piece.") == made
    until(lambda: server.log.count(STOPPED) == stopped + 1, lambda: server.log, seconds=5)


@pytest.mark.parametrize(
    ("last_event_id", "ids"),
    [
        pytest.param("", "12345", id="from the first"),
        pytest.param("3", "45", id="behind the third"),
        pytest.param("9", "12345", id="an id that nobody gave"),
        pytest.param("€".encode(), "12345", id="an id that is not ASCII"),
    ],
)
def test_a_feed_goes_on_behind_the_last_event(server: Server, last_event_id: str | bytes, ids: str) -> None:
    response = follow(server, last_event_id)
    assert assert_stream(response, None, level="info", select=["ALL"]).findings == 0
    assert [event.id for event in iter_events([response.content])] == list(ids)
    assert response.content.startswith(b"retry: 1000\n\n")


def test_a_feed_without_more_tells_the_client_to_stop(server: Server) -> None:
    response = follow(server, "5")
    assert (response.status_code, response.content) == (204, b"")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"question": 5}', b"\xff"])
def test_what_is_wrong_with_a_request_is_told_by_the_status(server: Server, body: bytes) -> None:
    response = httpx2.post(
        f"{server.url}/predict", content=body, headers={"Content-Type": "application/json"}
    )
    assert response.status_code in (400, 422)
    assert "text/event-stream" not in response.headers["content-type"]


def test_nothing_went_wrong_that_nobody_saw(server: Server) -> None:
    """The last test of each server: its log has the failure that was asked for, and no other."""
    traces = server.log.count("Traceback (most recent call last)")
    assert traces == server.log.count("RuntimeError: no memory left on 10.0.0.7"), server.log
    for trouble in ("exception was never retrieved", "was destroyed but it is pending", "was never awaited"):
        assert trouble not in server.log
    assert server.process.poll() is None
