"""Events without server-sent events: what is one and what is an answer is told by shape, and each event keeps its own text."""

import json
from typing import Any

import pytest

from sse_conform.captures import Ending, json_events

from .reading import Got, got, only

NOTES = ("only the events are known: nothing is said of the bytes that carried them",)
MARKED = (
    *NOTES,
    "[DONE] added behind the last event of an answer that ended, where it is not there: it is no JSON",
)
N8N = ['{"type":"begin","metadata":{"nodeId":"7"}}', '{"type": "item", "content": "\\u20ac"}']
EVENTS = [
    pytest.param(N8N, id="n8n"),
    pytest.param(
        ['{"model":"gull","response":"a","done":false}', '{"model":"gull","done":true}'], id="Ollama"
    ),
    pytest.param(['{"type":"ADDED","object":{}}', '{"type":"BOOKMARK","object":{}}'], id="Kubernetes"),
    pytest.param(['{"candidates":[]}', '{"candidates":[{}]}'], id="Gemini"),
    pytest.param(['{"jsonrpc":"2.0","method":"x"}', '{"jsonrpc":"2.0","id":1,"result":{}}'], id="JSON-RPC"),
    pytest.param(['{"event":"token","data":"a"}', '{"event":"end"}'], id="a member event"),
    pytest.param(['{"kind":"status-update"}', '{"kind":"task"}'], id="a member kind"),
]


def lines(documents: list[str], end: str = "\n") -> bytes:
    return "".join(document + end for document in documents).encode()


def array(documents: list[str]) -> bytes:
    return b"[" + ",\r\n".join(documents).encode() + b"]\n"


def data_of(found: Got) -> list[str]:
    return [chunk.decode().removeprefix("data: ").removesuffix("\n\n") for chunk in found.chunks]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_keep_their_text(end: str) -> None:
    found = only(b"\xef\xbb\xbf" + lines(N8N, end), piece=20)
    events = tuple(f"data: {document}\n\n".encode() for document in N8N)
    assert found == Got("x", "json-events", "events", events, (None, None), Ending(), NOTES)


@pytest.mark.parametrize("documents", EVENTS)
def test_events_are_known_by_a_member(documents: list[str]) -> None:
    for text in lines(documents), array(documents):
        found = only(text)
        assert (found.format, found.ending) == ("json-events", Ending())
        if '"data"' not in documents[0]:
            assert data_of(found) == documents


def test_a_long_array_is_read_to_its_end() -> None:
    documents = [json.dumps({"type": "x", "n": number}) for number in range(30)]
    assert data_of(only(array(documents), piece=50)) == documents
    assert data_of(only(array(documents))) == documents


def test_documents_over_several_lines_are_one_line_each() -> None:
    found = only(json.dumps([{"type": "a", "b": ["é"]}], indent=2).encode())
    assert found.body == 'data: {"type":"a","b":["é"]}\n\n'.encode()


def test_events_of_a_source_are_those_events() -> None:
    documents = [
        {"type": "token", "data": "a\nb", "id": "7"},
        {"comment": "no event"},
        {"event": "end", "data": "c", "lastEventId": "8", "retry": 5},
        {"data": "d"},
    ]
    found = only(lines([json.dumps(document) for document in documents]))
    assert found.body == b"id: 7\nevent: token\ndata: a\ndata: b\n\nid: 8\nevent: end\ndata: c\n\ndata: d\n\n"


CHUNK = {"object": "chat.completion.chunk", "choices": [{"delta": {}, "finish_reason": None}]}
LAST = {"object": "chat.completion.chunk", "choices": [{"delta": {}, "finish_reason": "stop"}]}


@pytest.mark.parametrize(
    ("documents", "added"),
    [
        pytest.param([json.dumps(CHUNK), json.dumps(LAST)], True, id="chunks"),
        pytest.param([json.dumps(CHUNK), json.dumps(LAST), json.dumps(CHUNK)], True, id="chunks and usage"),
        pytest.param([json.dumps(CHUNK)] * 2 + ["[DONE]"], False, id="chunks with their mark"),
        pytest.param(
            ['{"type":"start"}', '{"type":"start-step"}', '{"type":"finish"}'], True, id="parts of the AI SDK"
        ),
        pytest.param(['{"type":"start"}', '{"type":"end"}'], False, id="another protocol"),
    ],
)
def test_the_mark_at_the_end_is_no_json(documents: list[str], added: bool) -> None:
    found = only(lines(documents))
    assert data_of(found) == documents + ["[DONE]"] * added
    assert found.notes == (MARKED if added or "[DONE]" in documents else NOTES)


@pytest.mark.parametrize(
    "documents",
    [
        pytest.param([json.dumps(CHUNK)] * 2, id="chunks"),
        pytest.param(['{"type":"start-step"}', '{"type":"text-delta"}'], id="parts of the AI SDK"),
    ],
)
def test_an_answer_that_was_cut_has_no_mark(documents: list[str]) -> None:
    found = only(lines(documents))
    assert data_of(found) == documents
    assert found.notes == MARKED


def test_a_mark_in_an_array_is_a_string() -> None:
    found = only(array([json.dumps(CHUNK), '"[DONE]"']))
    assert data_of(found) == [json.dumps(CHUNK), "[DONE]"]


def test_blank_lines_after_the_first_events_are_left_out() -> None:
    documents = [json.dumps({"type": "x", "n": number}) for number in range(25)]
    assert len(only(lines(documents) + b"\n" + lines(documents)).chunks) == 50


def test_a_line_that_breaks_off_ends_the_stream() -> None:
    found = only(lines([*N8N, json.dumps(CHUNK)]) + b'{"type"')
    assert (len(found.chunks), found.ending) == (3, Ending("incomplete", "the last line breaks off"))


BROKEN = [
    pytest.param(lines(N8N) * 11 + b"no JSON\n" + lines(N8N), "line 23 is no JSON: Expecting value", id="a line"),
    pytest.param(b'[{"type":"a"}, {"type"', "its array of events is broken: Expecting", id="an array that breaks off"),
    pytest.param(b'[{"type":"a"} {"type":"b"}]', "its array of events is broken: there is no ',' at character 14", id="no comma"),
    pytest.param(b'[{"type":"a"}] more', "its array of events is broken: more follows the array", id="more behind it"),
    pytest.param(b'[{"type":"a"}, ' + b"[" * 200_000, "its array of events is broken: ", id="too deep"),
    pytest.param(lines(N8N) * 11 + b"[" * 200_000 + b"\n", "line 23 is no JSON: ", id="a line that is too deep"),
    pytest.param(b'[{"type":"a"},{"type":"b","data":"\\ud800"}]', "member 2 is no event: ", id="no event"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), BROKEN)
def test_what_is_broken_says_where(text: bytes, reason: str) -> None:
    assert only(text).reason.startswith(reason)


NONE = [
    pytest.param(b'{"type":"x"}\n', id="one document"),
    pytest.param(b'{"type":"x"}\n\n{"type":"y"}\n\n', id="blank lines between documents"),
    pytest.param(b'{"type":"x"}\n{"name":"y"}\n', id="a document without such a member"),
    pytest.param(b'{"type":"x"}\n{"type"\n', id="a line that is none"),
    pytest.param(b'{"level":"info","msg":"x"}\n{"level":"info","msg":"y"}\n', id="a log"),
    pytest.param(b'[{"error":{"code":400}}]', id="an error"),
    pytest.param(b'[{"id":1,"data":{"x":1}}]', id="a list of objects"),
    pytest.param(b'[{"object":"chat.completion","choices":[]}]', id="whole answers"),
    pytest.param(b"[1, 2]", id="numbers"),
    pytest.param(b"[DONE]\n[DONE]\n", id="marks of an end alone"),
    pytest.param(b'{"type":' * 30000, id="documents that are too deep"),
    pytest.param(b"[" * 30000, id="arrays that are too deep"),
    pytest.param(b'[{"type"', id="an array without a whole member"),
]


@pytest.mark.parametrize("text", NONE)
def test_an_answer_is_none(text: bytes) -> None:
    assert [each.format for each in got(text)] == ["raw"]


@pytest.mark.parametrize("name", ["x.sse", "X.EVENTSTREAM"])
def test_by_such_a_name_it_is_a_stream_without_data(name: str) -> None:
    assert only(lines(N8N), name).format == "raw"


def test_a_text_without_an_array_is_refused() -> None:
    with pytest.raises(ValueError, match=r"there is no '\[' at character 0"):
        next(json_events._members("x"))


def test_values() -> None:
    value: Any = {"data": 7, "comment": "x"}
    assert json_events._is_event(value)
