"""Two tests of a client: what it gets in good order, and what it gets where the server breaks off."""

import httpx2

from sse_conform.testing import assert_stream

RECORDED = "fixtures/profiles/openai-chat/text.sse"


def test_the_answer_is_whole(sse_replay):
    response = httpx2.post(sse_replay(RECORDED, path="/v1/chat/completions"), json={"stream": True})
    assert_stream(response, "openai-chat", outcome="completed")


def test_the_answer_is_whole_when_the_server_breaks_off(sse_replay):
    response = httpx2.post(sse_replay(RECORDED, faults="cut@event:3"), json={"stream": True})
    assert_stream(response, "openai-chat", outcome="completed")
