"""What an event says of a failure of the answer, and what only looks so."""

import pytest

from sse_conform.check import StreamCheck
from sse_conform.finding import Level
from sse_conform.rules import Selection
from sse_conform.rules._failure import Failure, told_failure

TOLD = [
    pytest.param("error", "no credit", Failure("", "no credit"), id="an error event with text"),
    pytest.param("Error", "", Failure(), id="an error event in another case, with nothing"),
    pytest.param("error", '"no credit"', Failure("", "no credit"), id="an error event with a JSON string"),
    pytest.param("error", "[1]", Failure("", "[1]"), id="an error event with other JSON"),
    pytest.param("error", '{"type":"overloaded_error","message":"busy"}', Failure("overloaded_error", "busy"), id="an error event with members"),
    pytest.param("error", '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}', Failure("overloaded_error", "Overloaded"), id="Anthropic"),
    pytest.param("error", '{"error": "ValueError", "message": "no such port"}', Failure("ValueError", "no such port"), id="LangGraph"),
    pytest.param("message", '{"error":{"message":"list index","type":"InternalServerError","param":null,"code":500}}', Failure("500", "list index"), id="OpenAI and vLLM"),
    pytest.param("message", '{"object":"error","message":"too long","type":"BadRequestError","code":400}', Failure("400", "too long"), id="vLLM, flat"),
    pytest.param("message", '{"error":"model not found"}', Failure("", "model not found"), id="an error that is a text"),
    pytest.param("message", '{"error":true,"message":"x"}', Failure("", "x"), id="true beside a message"),
    pytest.param("message", '{"id":"1","choices":[],"error":{"code":502,"message":"gone"}}', Failure("502", "gone"), id="a chunk with an error"),
    pytest.param("message", '{"error":{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED"}}', Failure("429", "quota"), id="Google"),
    pytest.param("message", '{"type":"error","errorText":"it broke"}', Failure("", "it broke"), id="AI SDK"),
    pytest.param("message", '{"event":"error","data":"Error: 429"}', Failure("", "Error: 429"), id="an envelope"),
    pytest.param("message", '{"event":"error","data":{"code":7,"message":"x"}}', Failure("7", "x"), id="an envelope with members"),
    pytest.param("message", '{"event":"error","status":400,"code":"invalid_param","message":"bad"}', Failure("invalid_param", "bad"), id="Dify"),
    pytest.param("message", '{"type":"RUN_ERROR","message":"stopped","code":"timeout"}', Failure("timeout", "stopped"), id="AG-UI"),
    pytest.param("message", '{"type":"response.failed","response":{"status":"failed","error":{"code":"server_error","message":"oops"}}}', Failure("server_error", "oops"), id="Responses"),
    pytest.param("response.failed", '{"response":{"error":null,"status":"failed"}}', Failure(), id="Responses, without a word"),
    pytest.param("thread.run.failed", '{"object":"thread.run","status":"failed","last_error":{"code":"rate_limit_exceeded","message":"slow down"}}', Failure("rate_limit_exceeded", "slow down"), id="Assistants"),
    pytest.param("message", '{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"Internal error"}}', Failure("-32603", "Internal error"), id="JSON-RPC"),
    pytest.param("rpc", '{"jsonrpc":"2.0","id":1,"error":{"code":-32603}}', Failure("-32603", ""), id="JSON-RPC under a name"),
    pytest.param("error", '{"code":true,"error":{"a":{"error":{"error":{"error":{"message":"deep"}}}}}}', Failure(), id="members that say nothing, deep and wrong"),
    pytest.param("message", '{"type":"stream_error","error":"reset"}', Failure("", "reset"), id="a name that is like it"),
    pytest.param("message", '{"type":"invalid_request_error","error":{"message":"x"}}', Failure("invalid_request_error", "x"), id="a name that is a code"),
    pytest.param("message", '{"detail":{"error":{"code":1}},"type":"Error"}', Failure("1", ""), id="a detail"),
    pytest.param("error|agent:7", '{"error":"ValueError","message":"no such port"}', Failure("ValueError", "no such port"), id="a subgraph of LangGraph"),
    pytest.param("message", '[{"error":{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED"}}]', Failure("429", "quota"), id="Google, in a list"),
]  # fmt: skip


@pytest.mark.parametrize(("type", "data", "failure"), TOLD)
def test_a_failure_is_told(type: str, data: str, failure: Failure) -> None:
    assert told_failure(type, data) == failure


NOT_TOLD = [
    pytest.param("message", "an error happened, says the \"error\"", id="a text with the word"),
    pytest.param("message", '"error"', id="a JSON string"),
    pytest.param("message", '["error"]', id="a list"),
    pytest.param("message", '[]  error', id="a list and more"),
    pytest.param("message", '[{"error":{"message":"x"}},{"error":{"message":"y"}}]', id="a list of several"),
    pytest.param("message", '{"error', id="JSON that is cut"),
    pytest.param("message", '{"delta":{"content":"{\\"error\\": 1} error\\""}}', id="a token with the word"),
    pytest.param("message", '{"content":"error","text":"failed"}', id="values with the word"),
    pytest.param("message", '{"error":null,"result":[]}', id="null"),
    pytest.param("message", '{"error":false}', id="false"),
    pytest.param("message", '{"error":""}', id="an empty text"),
    pytest.param("message", '{"error":{}}', id="an empty object"),
    pytest.param("message", '{"error":true}', id="true alone"),
    pytest.param("message", '{"error":0.1,"loss":0.2}', id="a number"),
    pytest.param("message", '{"type":"tool-output-error","errorText":"x","error":"x"}', id="a tool of the AI SDK"),
    pytest.param("message", '{"type":"response.mcp_call.failed","error":"x"}', id="a call"),
    pytest.param("message", '{"type":"SUBAGENT_ERROR","error":"x","message":"x"}', id="an agent within"),
    pytest.param("message", '{"event":"node_finished","data":{"status":"failed"},"error":"x"}', id="a node"),
    pytest.param("values", '{"error":"x"}', id="a state that holds one"),
    pytest.param("message", '{"type":"content_block_start","content_block":{"type":"error","error":{"message":"x"}}}', id="a block"),
    pytest.param("thread.run.step.failed", '{"last_error":{"code":"x"},"x":"error"}', id="a step"),
    pytest.param("x" * 1000, '{"error":"x"}', id="a long name"),
    pytest.param("error" * 1000, "x", id="a long name of the word"),
]  # fmt: skip


@pytest.mark.parametrize(("type", "data"), NOT_TOLD)
def test_no_failure_is_told(type: str, data: str) -> None:
    assert told_failure(type, data) is None


WORDS = [
    pytest.param(Failure(), "it gives no reason", id="nothing"),
    pytest.param(Failure("429", ""), "429", id="a code"),
    pytest.param(Failure("", "no credit"), "'no credit'", id="a message"),
    pytest.param(Failure("429", "a\x1b[31m\n"), r"429: 'a\x1b[31m\n'", id="controls"),
    pytest.param(Failure("a\x07", ""), r"'a\x07'", id="a code with a control"),
    pytest.param(Failure("", "x" * 999), "'" + "x" * 160 + "'...", id="a long message"),
    pytest.param(Failure("y" * 99, ""), "'" + "y" * 60 + "'...", id="a long code"),
]


@pytest.mark.parametrize(("failure", "words"), WORDS)
def test_its_words(failure: Failure, words: str) -> None:
    assert failure.words == words


def test_what_is_kept_of_a_failure_is_bounded() -> None:
    number = told_failure("error", f'{{"code": {"9" * 3000}, "message": "{"x" * 5000}"}}')
    assert number == Failure("9" * 1000, "x" * 1000)
    assert told_failure("error", f'{{"code": {"9" * 5000}, "message": "x"}}') == Failure("", "x")


STREAMS = [
    pytest.param(b"event: error\ndata: x\n\n" * 3, ["SSE509 0:1", "SSE509 22:4", "SSE509 44:7"], "x", id="each place"),
    pytest.param(b'\xef\xbb\xbfdata: {"error": "x"}\r\n\r\n', ["SSE509 3:1"], "x", id="behind a mark, with CR LF"),
    pytest.param(b'data: {"a": 1}\n\ndata: {"error":\ndata: "x"}\n\n', ["SSE509 16:3"], "x", id="over two lines"),
    pytest.param(b'data: data: {"error": "x"}\n\n', ["SSE120 0:1", "SSE509 0:1"], "x", id="framed twice"),
    pytest.param(b'data: {"a": 1}\ndata: {"error": "x"}\n\n', ["SSE509 0:1", "SSE121 15:2"], "x", id="without a blank line before it"),
    pytest.param(b'error: {"message": "x"}\ndata: a\n\n', ["SSE401 0:1"], "x", id="as a field"),
    pytest.param(b"error: x\n\nerror: y\n\ndata: a\n\n", ["SSE401 0:1"], "x", id="as a field with text, twice"),
    pytest.param(b"event: error\n\n", ["SSE115 0:1", "SSE122 14:3"], None, id="without data it is no event"),
    pytest.param(b"data: text\nError: not found\n\n", ["SSE401 11:2"], None, id="a line of text that was not prefixed"),
]  # fmt: skip


@pytest.mark.parametrize(("stream", "expected", "message"), STREAMS)
def test_a_stream_that_tells_of_a_failure(
    found, stream: bytes, expected: list[str], message: str | None
) -> None:
    for chunks in ((stream,), tuple(bytes([byte]) for byte in stream)):
        assert found(*chunks, select="SSE115 SSE120 SSE121 SSE122 SSE401 SSE509") == expected
        check = StreamCheck("stream", profile=None, selection=Selection(select=("SSE113",)))
        for chunk in chunks:
            check.feed(chunk)
        check.close()
        failure = check._stream.failure
        assert (failure and failure.message) == message


def test_failures_are_capped_and_counted() -> None:
    check = StreamCheck("stream", profile=None)
    found = check.feed(b"event: failed\ndata: %d\n\n" * 30 % tuple(range(30)))
    assert [finding.level for finding in found] == [Level.WARNING] * 20
    assert found[0].message == "the stream tells that the answer failed: '0'"
    assert [(total.code, total.occurrences) for total in check.report.totals] == [("SSE509", 30)]
