"""Rows of the event stream of a request, pasted out of the developer tools of a browser."""

import pytest

from sse_conform.captures import Ending, devtools

from .reading import Got, got, only

NOTES = ("only the events are known: nothing is said of the bytes that carried them",)


def test_rows_of_chrome_with_the_last_event_id_beside_each() -> None:
    rows = (
        '\tmessage\t{"a":1}\t23:59:59.900\n'
        "7\ttoken\t{\n 1}\t00:00:00.400\n"
        "7\ttoken\ta\tb €\t00:00:00.300\n"
        "8\tmessage\t\t00:00:01.900\n"
    )
    assert only(rows.encode(), piece=30) == Got(
        "x",
        "devtools",
        "events",
        (
            b'data: {"a":1}\n\n',
            b"id: 7\nevent: token\ndata: {\ndata:  1}\n\n",
            "event: token\ndata: a\tb €\n\n".encode(),
            b"id: 8\ndata:\n\n",
        ),
        (0.0, 0.5, 0.5, 2.0),
        Ending(),
        NOTES,
    )


ROWS = [
    pytest.param(b"Id\tType\tData\tTime\n1\tx\ta\t10:00:00.000\n", b"id: 1\nevent: x\ndata: a\n\n", id="titles of Chrome"),
    pytest.param(b'{"a":1}\t10:00:00.1\r\n[DONE]\t10:00:00.2', b'data: {"a":1}\n\ndata: [DONE]\n\n', id="rows of Firefox"),
    pytest.param(b"Data\tTime\nsome words\t10:00:00\n\n", b"data: some words\n\n", id="titles of Firefox"),
    pytest.param(b"\xef\xbb\xbf\n\nData\tTime\tEvent Type\tLast Event ID\tRetry\na\tb\t10:00:00\tx\t7\t\n", b"id: 7\nevent: x\ndata: a\tb\n\n", id="all columns of Firefox"),
    pytest.param(b"\tmessage\ta\t1:02:03 PM\n", b"data: a\n\n", id="a time in halves of a day"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "events"), ROWS)
def test_rows(rows: bytes, events: bytes) -> None:
    assert only(rows).body == events


def test_halves_of_a_day_count() -> None:
    rows = b"\tmessage\ta\t11:59:59 AM\n\tmessage\tb\t12:00:01 PM\n\tmessage\tc\t01:00:01 PM\n"
    assert only(rows).times == (0.0, 2.0, 3602.0)


def test_a_row_that_is_not_whole_says_where() -> None:
    found = only(b"\tmessage\ta\t10:00:00.000\n\n\tmessage\tb\n")
    assert (found.body, found.reason) == (
        b"data: a\n\n",
        "the row on line 3 has not the columns id, type, data, time",
    )


def test_a_row_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devtools, "MAX_LINE", 10)
    found = only(b"\tmessage\ta\t10:00:00.000\n\tmessage\tb\n\tmessage\tb\n\tmessage\tb\n")
    assert found.reason == "the row on line 2 has not the columns id, type, data, time"


def test_what_no_event_can_have_says_where() -> None:
    found = only(b"\tmessage\ta\t10:00:00.000\n7\0\tmessage\ta\t10:00:00.000\n")
    assert found.reason.startswith("the row on line 2 is no event: ")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"some words\t10:00:00\n", id="words before a time"),
        pytest.param(b"a\tb c\td\t10:00:00\n", id="a type of two words"),
        pytest.param(b"a\tb\t10:00:00\n", id="three columns"),
        pytest.param(b"data: a\t10:00:00\n\n", id="a stream"),
        pytest.param(b"Time\tName\n", id="other titles"),
    ],
)
def test_other_lines_are_none(text: bytes) -> None:
    assert [each.format for each in got(text)] == ["raw"]


def test_a_clock_without_a_time_says_nothing() -> None:
    assert devtools._Clock().read("later") is None
