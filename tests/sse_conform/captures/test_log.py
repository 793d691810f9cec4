"""Logs with a prefix before each line: the prefix is taken off, and what is of something else is counted."""

import pytest

from sse_conform.captures import Ending, _lines, _literals

from .reading import Got, got, only

STREAM = b'event: token\ndata: {"a": 1}\n\ndata: b\n\n'
LINES = STREAM.split(b"\n")[:-1]

PREFIXES = [
    pytest.param(b"2026-11-30T10:00:00.123456789Z ", id="docker logs -t, kubectl logs --timestamps"),
    pytest.param(b"2026-11-30T10:00:00.000000000Z stdout F ", id="Kubernetes' own file"),
    pytest.param(b"[pod/chat-7d4f/app] ", id="kubectl logs --prefix"),
    pytest.param(b"api-1  | ", id="docker compose"),
    pytest.param(b"INFO:chat:", id="Python's logging"),
    pytest.param(b"> ", id="a quotation"),
    pytest.param(b"\t", id="a tab"),
    pytest.param(b"Nov 30 10:00:00 host app[123]: ", id="syslog"),
]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["LF", "CR LF"])
@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_prefix_is_taken_off(prefix: bytes, end: bytes) -> None:
    found = only(b"".join(prefix + line + end for line in LINES))
    if prefix == b"\t":
        assert found.format == "raw"  # an indented field, for a rule to explain
        return
    assert found == Got(
        "x", "log", "bytes", tuple(line + end for line in LINES), (None,) * 5, Ending(),
        (f"taken off each line: {prefix.decode()!r} and the like",),
    )  # fmt: skip


def test_blanks_at_the_end_of_a_prefix_may_be_missing_before_an_empty_line() -> None:
    log = b"[a] data: x\n[a]\n[b] data: y\n[c] \n"
    assert only(log).body == b"data: x\n\ndata: y\n\n"


def test_blank_lines_without_the_prefix_are_of_the_stream() -> None:
    assert only(b"[info] data: a\n\n[warn] data: b\n\n").body == b"data: a\n\ndata: b\n\n"


def test_numbers_of_lines_may_be_indented() -> None:
    assert only(b"    9  data: a\r\n   10  \r\n   11  data: b\r\n").body == b"data: a\r\n\r\ndata: b\r\n"


def test_what_has_no_prefix_is_counted() -> None:
    stream, *others = got(b"\xef\xbb\xbf[a] data: x\n[a]\nServer started\n[a] data: y\n[a]\nbye")
    assert stream.body == b"data: x\n\ndata: y\n\n"
    assert [other.reason for other in others] == ["without the prefix of the log"] * 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("web-1  |", "api-1  |", id="docker compose"),
        pytest.param("[pod/chat-7d4f/app]", "[pod/chat-9c1e/app]", id="kubectl logs --prefix"),
    ],
)
def test_each_writer_has_a_stream_of_its_own(one: str, other: str) -> None:
    log = f"{one} data: a\n{other} data: b\n{one}\n{other} \n{one} data: c\n{one} \n{one} data: d\n{one} \n"
    stream, *others, told = got(log.encode())
    assert stream.body == b"data: a\n\ndata: c\n\ndata: d\n\n"
    assert [each.reason for each in others] == ["without the prefix of the log"] * 2
    assert told.reason == (
        f"it has a stream of {other!r} too; check its lines by themselves, as `grep -F {other!r} FILE` takes them"
    )


def test_a_level_before_a_bar_is_no_writer() -> None:
    assert only(b"INFO  | data: a\nINFO  | \nDEBUG  | data: b\nDEBUG  | \n").body == b"data: a\n\ndata: b\n\n"


def test_of_many_writers_five_are_told_of() -> None:
    log = b"".join(b"web-1  | data: a\nweb-%d  | data: b\n" % number for number in range(2, 9))
    assert sum("it has a stream of" in each.reason for each in got(log)) == 5


def test_what_another_writer_says_beside_the_stream_is_counted() -> None:
    stream, other = got(b"web-1  | data: a\nweb-1  | \ndb-12  | ready\nweb-1  | data: b\nweb-1  | \n")
    assert (stream.body, other.reason) == (b"data: a\n\ndata: b\n\n", "without the prefix of the log")


def test_a_line_that_was_cut_by_kubernetes_goes_on() -> None:
    log = (
        b"2026-11-30T10:00:00.1Z stdout P data: a\n2026-11-30T10:00:00.2Z stdout F bc\n"
        b"2026-11-30T10:00:00.3Z stdout F \n2026-11-30T10:00:00.4Z stdout F data: d\n"
    )
    assert only(log).body == b"data: abc\n\ndata: d\n"


QUOTED = [
    pytest.param(b'"data: a"\n""\n"data: \\u20ac"\n', b"data: a\n\ndata: \xe2\x82\xac\n", id="JSON"),
    pytest.param(b"b'data: a\\n\\n'\nb'data: \\xe2\\x82\\xac\\n\\n'\n", b"data: a\n\ndata: \xe2\x82\xac\n\n", id="bytes of Python"),
    pytest.param(b"['data: a',\n 'event: \\q',\n '',\n 'data: b']\n", b"data: a\nevent: \\q\n\ndata: b\n", id="a list of Python"),
    pytest.param(b"'data: a'\n\n''\n'data: \"b\"'\n", b"data: a\n\ndata: \"b\"\n", id="text of Python"),
    pytest.param(b'"10:00","data: a"\n"10:01",""\n"10:02","data: {""b"": ""\\n""}"\n', b'data: a\n\ndata: {"b": "\\n"}\n', id="CSV"),
    pytest.param(b'"data: a\\x41"\n"data: b"\n', b"data: aA\ndata: b\n", id="escapes that JSON does not have"),
]  # fmt: skip


@pytest.mark.parametrize(("log", "body"), QUOTED)
def test_what_stands_between_quotes_is_taken_out(log: bytes, body: bytes) -> None:
    found = only(log)
    assert (found.format, found.body) == ("log", body)


def test_quotes_that_do_not_close_are_counted() -> None:
    stream, other = got(b"2026-01-01 'data: a'\n2026-01-01 ''\n2026-01-01 'data: b\n2026-01-01 'data: c'\n")
    assert stream.body == b"data: a\n\ndata: c\n"
    assert other.reason == "without the prefix of the log"


def test_what_is_no_string_is_none() -> None:
    assert _literals.unquoted(b"'\\N{no such name}'") is None
    assert _literals.unquoted(b"'a' 'b'") is None
    assert _literals.unquoted(b"'\xff'") is None
    assert _literals.unquoted(b"'a',") == b"a"


def test_a_line_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_lines, "MAX_LINE", 30)
    found = only(b"[a] data: x\n[a]\n[a] data: " + b"y" * 50, piece=20)
    assert found.reason == "it has a line of more than 30 bytes"
