"""Mistakes that explain a whole block, and what the sender meant by it."""

import pytest

from sse_codec import Event, Scanner
from sse_conform.check import StreamCheck
from sse_conform.rules import Selection
from sse_conform.rules._causes import Meanings

CAUSES = "SSE105 SSE113 SSE120 SSE121 SSE409 SSE511 SSE512"


def meant(stream: bytes) -> list[Event]:
    """The events that the sender meant."""
    scanner, meanings = Scanner(), Meanings()
    last = scanner.feed(stream), scanner.close()
    blocks = [*last[0], *([last[1]] if last[1] else [])]
    events: list[Event] = []
    for block in blocks:
        meaning = meanings.of(block, is_first=not any(each.event for each in blocks))
        events += meaning.events if meaning else [block.event] if block.event else []
    return events


def some(*datas: str, type: str = "message") -> list[Event]:
    return [Event(type, data) for data in datas]


A, B = '{"a": 1}', '{"b": 2}'

WRONG = [
    # framed twice
    pytest.param(b'data: data: {"a": 1}\n\ndata: data: [DONE]\n\n', ["SSE120 0:1"], some(A, "[DONE]"), id="a field in the data"),
    pytest.param(b'\xef\xbb\xbfdata:data:{"a": 1}\r\n\r\n', ["SSE120 3:1"], some(A), id="a field in the data, behind a mark, with CR LF"),
    pytest.param(b'event: event\ndata: event: x\ndata: data: y\n\n', ["SSE120 13:2"], some("y", type="x"), id="a whole frame"),
    pytest.param(b'id: 3\ndata: data: {"a": 1}\ndata: \ndata: \n\n', ["SSE120 6:2"], [Event("message", A, "3")], id="a frame with its blank line"),
    pytest.param(b'data: data: Hello\ndata: \ndata: \n\n', ["SSE120 0:1"], some("Hello"), id="a frame of text with its blank line"),
    pytest.param(b'data: id: 4\ndata: data: {"a": 1}\ndata: \ndata: : ping\ndata: \ndata: data: {"b": 2}\n\n', ["SSE120 0:1"], [Event("message", A, "4"), Event("message", B, "4")], id="two frames and a comment in one"),
    pytest.param(b'data: data: data: {"a": 1}\n\n', ["SSE120 0:1"], some(A), id="three times, in one line"),
    pytest.param(b'data: event: x\ndata: data: event: y\ndata: data: data: {"a": 1}\n\n', ["SSE120 0:1"], some(A, type="y"), id="three times"),
    pytest.param(b'data: event: x\n\ndata: data: {"a": 1}\n\ndata: \n\ndata: event: y\n\ndata: data: text\n\ndata: \n\ndata: end\n\n', ["SSE120 16:3"], [Event("x", A), Event("y", "text"), Event("message", "end")], id="line by line"),
    pytest.param(b'data: data: {"a": 1}\n\ndata: \n\ndata: id: 7\n\ndata: data: {"b": 2}\n\ndata: \n\n', ["SSE120 0:1"], some(A, B), id="line by line, without names"),
    pytest.param(b"data: data: one\n\ndata: data: two\n\ndata: data: three\n\ndata: [DONE]\n\n", ["SSE120 67:9"], some("data: one", "data: two", "data: three", "[DONE]"), id="texts that all begin so"),
    # encoded twice
    pytest.param(b'data: "{\\"a\\": 1}"\n\ndata: "{\\"b\\": 2}"\n\n', ["SSE511 0:1"], some(A, B), id="an object in a string"),
    pytest.param(b'event: x\ndata: "[{\\"a\\": 1}]"\n\n', ["SSE511 9:2"], some('[{"a": 1}]', type="x"), id="an array in a string"),
    pytest.param(b'data: "data: {\\"a\\": 1}\\n\\n"\n\n', ["SSE511 0:1"], some(A), id="a frame in a string"),
    pytest.param(b'data: "event: x\\ndata: y\\n\\n"\n\n', ["SSE511 0:1"], some("y", type="x"), id="a named frame in a string"),
    pytest.param(b'data: {"a": 1}\\n\\n\n\n', ["SSE511 0:1"], some(A), id="a blank line in letters, at the end"),
    pytest.param(b'data: {"a": 1}\\n\\ndata: {"b": 2}\\n\\n', ["SSE511 0:1"], some(A, B), id="a stream in one line"),
    pytest.param(b'data: {"a": 1}\\r\\n\\r\\ndata: {"b": 2}\\r\\n\\r\\n\n\n', ["SSE511 0:1"], some(A, B), id="CR LF in letters"),
    pytest.param(b'event: x\\ndata: {"a": 1}\\n\\n\n\n', ["SSE511 0:1"], some(A, type="x"), id="an event line that holds the rest"),
    pytest.param(b"data: one\\n\\ndata: two\\n\\n\n\n", ["SSE511 0:1"], some("one", "two"), id="texts"),
    pytest.param(b'data: data: {"a": "b\\n"}\\n\\ndata: {"b": 2}\n\n', ["SSE511 0:1"], some('{"a": "b\\n"}', B), id="letters within a frame"),
    # no blank lines
    pytest.param(b'data: {"a": 1}\ndata: {"b": 2}\n\n', ["SSE121 15:2"], some(A, B), id="two documents"),
    pytest.param(b'data: {"a": 1}\r: ping\rdata: {"b": 2}\rdata: [DONE]\r\r', ["SSE121 22:3"], some(A, B, "[DONE]"), id="documents with a comment between, and CR"),
    pytest.param(b'event: x\ndata: {"a": 1}\nevent: y\ndata: {"b": 2}\n\n', ["SSE121 24:3"], [Event("x", A), Event("y", B)], id="documents with their names"),
    pytest.param(b'event: x\ndata: {"a": 1}\nevent: y\ndata: {"b": 2}\ndata: [DONE]\n\n', ["SSE121 24:3"], [Event("x", A), Event("y", B), Event("message", "[DONE]")], id="documents with their names, and an end marker without one"),
    pytest.param(b'event: x\ndata: {"a": 1}\ndata: {"b": 2}\n\n', ["SSE121 24:3"], some(A, B, type="x"), id="documents with one name"),
    pytest.param(b"event: x\ndata: one\ndata: more\nid: 2\nevent: y\ndata: two\n\n", ["SSE121 30:4"], [Event("x", "one\nmore", "2"), Event("y", "two", "2")], id="texts with their names"),
    pytest.param(b"id: 1\ndata: one\nid: 2\ndata: two\n\n", ["SSE121 16:3"], [Event("message", "one", "1"), Event("message", "two", "2")], id="texts with their ids"),
    pytest.param(b'data: {"a": 1}\n \ndata: {"b": 2}\n \n\n', ["SSE113 15:2", "SSE113 32:4"], some(A, B), id="lines that just look blank"),
    # never a blank line
    pytest.param(b"data: one\ndata: two\ndata: three\n", ["SSE121 10:2"], some("one", "two", "three"), id="texts, and no blank line ever"),
    pytest.param(b": hi\n\ndata: one\ndata: two\ndata: three", ["SSE121 16:4"], some("one", "two", "three"), id="a comment before, and no line end behind"),
    pytest.param(b'data: {"a": 1}\ndata: {"b"', ["SSE121 15:2"], some(A, '{"b"'), id="documents, the last of them cut"),
    pytest.param(b"event: x\ndata: one\nevent: y\ndata: two\n", ["SSE121 19:3"], [Event("x", "one"), Event("y", "two")], id="names, and no blank line ever"),
    # repr
    pytest.param(b"data: {'type': None}\n\ndata: {'type': True}\n\n", ["SSE512 0:1"], some('{"type": null}', '{"type": true}'), id="a dict"),
    pytest.param(b"event: x\ndata: [{'a': 1}, {'b': 2}]\n\n", ["SSE512 9:2"], some('[{"a": 1}, {"b": 2}]', type="x"), id="a list"),
    pytest.param(b"data: b'{\"a\": 1}'\n\n", ["SSE512 0:1"], some('{"a": 1}'), id="bytes"),
    pytest.param(b"data: b'event: x\\ndata: {\"a\": 1}\\n\\n'\n\n", ["SSE512 0:1"], some('{"a": 1}', type="x"), id="bytes with a frame in them"),
    pytest.param(b"data: {'when': datetime(2026, 1, 1)}\n\n", ["SSE512 0:1"], some("{'when': datetime(2026, 1, 1)}"), id="a dict of what JSON has not"),
    pytest.param(b"data: Chunk(id='1', choices=[])\n\n", ["SSE512 0:1"], some("Chunk(id='1', choices=[])"), id="an object"),
    pytest.param(b"data: <openai.Stream object at 0x7fd1>\n\n", ["SSE512 0:1"], some("<openai.Stream object at 0x7fd1>"), id="an object that says nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("stream", "expected", "events"), WRONG)
def test_a_cause_is_told_once(found, stream: bytes, expected: list[str], events: list[Event]) -> None:
    assert found(stream, select=CAUSES) == expected
    assert found(*(bytes([byte]) for byte in stream), select=CAUSES) == expected
    assert meant(stream) == events


RIGHT = [
    pytest.param(b"data: data: is a prefix\n\n", id="a text that begins like a field"),
    pytest.param(
        b"event: token\ndata: data: x\n\nevent: token\ndata: write\n\nevent: token\ndata: event: y\n\n",
        id="such tokens",
    ),
    pytest.param(b"data: data: the first line\ndata: and another\n\n", id="a text of two lines"),
    pytest.param(b'data: "Hello"\n\ndata: "{"\n\ndata: "[1]"\n\ndata: "{}"\n\n', id="strings"),
    pytest.param(
        b'data: "{not JSON}"\n\ndata: "data: x"\n\ndata: "[1] {"\n\ndata: "{\n\n',
        id="strings that hold no JSON",
    ),
    pytest.param(b'data: {"a": "x\\n\\ndata: y"}\n\ndata: {"a": "data: b\\n"}\n\n', id="JSON with such text"),
    pytest.param(b"data: one\\n\n\ndata: one\\ntwo\\n\\n\n\n", id="a text with its line breaks escaped"),
    pytest.param(b'data: {\ndata:   "a": 1\ndata: }\n\n', id="JSON over several lines"),
    pytest.param(b"data: one\ndata: two\ndata: three\n\n", id="text over several lines"),
    pytest.param(b"data: []\ndata: []\n\n", id="lines of nothing"),
    pytest.param(b"data: [DONE]\ndata: [DONE]\n\n", id="end markers"),
    pytest.param(b"event: x\ndata: one\nid: 1\n\n", id="an id behind the data"),
    pytest.param(b"data: one\nevent: x\ndata: two\n\n", id="a name between the lines"),
    pytest.param(
        b"data: {'\n\ndata: b'x'\n\ndata: f(x)\n\ndata: <b>(x)\n\ndata: ['a']\n\n", id="code in tokens"
    ),
    pytest.param(b": \\n\n\nretry: 1\\n\n\ndata: a\n\n", id="letters in a comment and a retry"),
]


@pytest.mark.parametrize("stream", RIGHT)
def test_an_ordinary_event_means_itself(found, stream: bytes) -> None:
    assert found(stream, select=CAUSES) == []
    dispatched = [block.event for block in Scanner().feed(stream) if block.event]
    assert meant(stream) == [
        event for event in dispatched if event.data != "event: y" or event.type == "token"
    ]


UNFINISHED = [
    pytest.param(b"data: one\ndata: two\n", id="two lines of text"),
    pytest.param(b'data: {\ndata: "a": 1\ndata: }\n', id="JSON over several lines"),
    pytest.param(b'data: {"a": 1}\n', id="one document"),
    pytest.param(b"data: a\n" * 100_001, id="more lines than anybody writes into an event"),
    pytest.param(b'event: x\ndata: {"a": "b\\n', id="cut behind an escape"),
    pytest.param(b"data: one\n\ndata: two\ndata: three\ndata: four\n", id="behind another event"),
]


@pytest.mark.parametrize("stream", UNFINISHED)
def test_one_event_that_is_unfinished_is_just_that(found, stream: bytes) -> None:
    assert [row[:6] for row in found(stream, select=CAUSES)] == ["SSE105"]


def test_wrappings_are_undone_up_to_a_number() -> None:
    assert meant(b'data: data: data: data: {"a": 1}\n\n') == some(A)
    assert meant(b'data: data: data: data: data: {"a": 1}\n\n') == some('data: data: data: data: {"a": 1}')


def test_very_many_written_line_breaks_take_linear_time() -> None:
    stream = b"data: x" + rb"\n\r\n" * 500_000 + b"x\n\n"
    assert meant(stream) == some(stream[6:-2].decode())


def test_a_block_of_very_many_lines_is_left_whole() -> None:
    (event,) = meant(b'data: {"a": 1}\n' * 100_001 + b"\n")
    assert event.data.startswith('{"a": 1}\n{"a": 1}')


def test_how_often_a_cause_struck_is_counted() -> None:
    check = StreamCheck("stream", profile=None)
    check.feed(b'data: "{\\"a\\": %d}"\n\n' * 30 % tuple(range(30)))
    (total,) = check.report.totals
    assert (total.code, total.reported, total.occurrences) == ("SSE511", 1, 30)


def test_a_rule_that_is_off_speaks_for_no_other(found) -> None:
    stream = b"data: one\ndata: two\ndata: three\n"
    assert found(stream, select="SSE105") == ["SSE105 20:3"]
    assert found(b"event: x\ndata: one\nevent: y\ndata: two\n\n", select="SSE409") == ["SSE409 19:3"]


MESSAGES = [
    pytest.param(b'data: data: {"a": 1}\n\n', "the data is itself a line of an event stream (data: ...): the event was framed twice", id="framed twice"),
    pytest.param(b'data: {"a": 1}\ndata: {"b": 1}\n\n', "one event holds 2 JSON documents: no blank line stands between them", id="documents"),
    pytest.param(b"event: a\ndata: x\nevent: b\ndata: y\n\n", "one event holds 2 events: no blank line stands between them", id="names"),
    pytest.param(b"data: x\ndata: y\ndata: z\n", "no blank line ever came, so of 3 events not one was delivered", id="never"),
    pytest.param(b'data: "{\\"a\\": 1}"\n\n', "the data is a JSON string that holds a JSON object: it was encoded twice", id="an object in a string"),
    pytest.param(b"data: {'a': 1}\n\n", "the data is Python's repr of a dict, not JSON", id="repr"),
    pytest.param(b"data: a\\n\\ndata: b\\n\\n\n\n", r"line breaks are written as a backslash and an n (\n\n): no reader takes them for blank lines", id="letters"),
]  # fmt: skip


@pytest.mark.parametrize(("stream", "message"), MESSAGES)
def test_messages(message_of, stream: bytes, message: str) -> None:
    assert message_of(stream) == message


NOTHING = [
    pytest.param(b": a\n\n: b\n", ["SSE122 9:4 warning"], id="comments"),
    pytest.param(b"\n\n", ["SSE122 2:3 warning"], id="blank lines"),
    pytest.param(b": a\nretry: 10\n\n", ["SSE122 15:4 warning"], id="a time to come back after"),
    pytest.param(b"event: a\n\n", ["SSE115 0:1 warning", "SSE122 10:3 error"], id="a name"),
    pytest.param(
        b": a\n\nsome: text\n\n", ["SSE401 5:3 warning", "SSE122 17:5 error"], id="text behind a comment"
    ),
    pytest.param(b"data: a", ["SSE105 0:1 error"], id="an event that is cut"),
    pytest.param(b"Data: a\n\n", ["SSE108 0:1 warning", "SSE122 9:3 error"], id="a slip in the name"),
    pytest.param(b'error: {"a": 1}\n\n', ["SSE401 0:1 error"], id="data in another field"),
    pytest.param(b': a\n\n{"a": 1}\n\n', ["SSE118 5:3 error"], id="JSON behind a comment"),
    pytest.param(b"text", ["SSE119 0:1 error"], id="text"),
    pytest.param(b"", ["SSE119 0:1 error"], id="nothing"),
    pytest.param(b": a\n\ndata: a\n\n", [], id="an event after all"),
]


@pytest.mark.parametrize(("stream", "expected"), NOTHING)
def test_a_stream_without_events(stream: bytes, expected: list[str]) -> None:
    for chunks in ((stream,), tuple(bytes([byte]) for byte in stream)):
        check = StreamCheck("stream", profile=None)
        found = [finding for chunk in chunks for finding in check.feed(chunk)] + check.close()
        rows = [f"{each.code} {each.pos.byte}:{each.pos.line} {each.level.label}" for each in found]
        assert rows == expected


def test_a_stream_that_we_left_owes_no_event() -> None:
    check = StreamCheck("stream", profile=None, selection=Selection(select=("SSE122",)))
    assert check.feed(b": a\n\n") + check.close("stopped") == []
