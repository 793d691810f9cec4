"""Streams of protocols that profiles describe, as the services send them in form and size; nothing is wrong with them."""

import json
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from typing import Any, Final, NamedTuple

from sse_codec import Event

WORDS: Final = [f"w{number:04} x" for number in range(10_000)]
PIECES: Final = 100
"""Of one block, call or item."""


class Stream(NamedTuple):
    """A stream for one profile."""

    profile: str
    what: str
    make: Callable[[int], Iterator[Event]]
    """The events, for a number of pieces, or of slices."""
    pieces: int | None = None
    """As many as such a stream has; None for any number."""


def noise(word: str) -> str:
    """What services send along to hide the length of a word: other characters each time, and another number of them."""
    digest = blake2b(word.encode()).hexdigest()
    return digest[: 1 + int(digest[0], 16)]


def typed(type: str, **members: Any) -> Event:
    """An event that says its type twice, as many services write it."""
    return Event(type, dense({"type": type, **members}))


def dense(value: dict[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":"))


def batches(number: int) -> Iterator[tuple[int, list[str]]]:
    """So many words, in numbered batches."""
    for index, start in enumerate(range(0, number, PIECES)):
        yield index, [WORDS[place % len(WORDS)] for place in range(start, min(start + PIECES, number))]


def blocks(number: int, *, pieces: int = PIECES) -> Iterator[Event]:
    """Anthropic Messages: blocks of text, one after the other."""
    head: dict[str, Any] = {
        "id": "msg_01",
        "type": "message",
        "role": "assistant",
        "model": "a-model",
        "content": [],
        "stop_reason": None,
    }
    yield typed("message_start", message={**head, "usage": {"input_tokens": 25, "output_tokens": 1}})
    for index, words in batches(number) if pieces > 1 else ((index, ["x"]) for index in range(number)):
        yield typed("content_block_start", index=index, content_block={"type": "text", "text": ""})
        for word in words:
            delta = typed("content_block_delta", index=index, delta={"type": "text_delta", "text": word})
            yield Event(delta.type, f"{delta.data[:-1]}{' ' * len(noise(word))}}}")
        yield typed("content_block_stop", index=index)
    yield typed("message_delta", delta={"stop_reason": "end_turn"}, usage={"output_tokens": number})
    yield typed("message_stop")


def short_blocks(number: int) -> Iterator[Event]:
    return blocks(number, pieces=1)


def chunk(choices: Sequence[dict[str, Any]], usage: dict[str, int] | None = None, **more: str) -> Event:
    head = {
        "id": "chatcmpl-1234567890",
        "object": "chat.completion.chunk",
        "created": 1700000000,
        "model": "any",
    }
    tail = {
        "service_tier": "default",
        "system_fingerprint": "fp_0123456789",
        "choices": choices,
        "usage": usage,
    }
    return Event("message", dense(head | tail | more))


def choice(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}


def chat(number: int) -> Iterator[Event]:
    """Chat Completions: one choice, and the usage."""
    yield chunk([choice({"role": "assistant", "content": "", "refusal": None})])
    for _, words in batches(number):
        for word in words:
            yield chunk([choice({"content": word})], obfuscation=noise(word))
    yield chunk([choice({}, "stop")])
    yield chunk([], {"prompt_tokens": 9, "completion_tokens": number, "total_tokens": number + 9})
    yield Event("message", "[DONE]")


def call(index: int, arguments: str, **members: str) -> Event:
    name = {"name": "add"} if members else {}
    of_call = {"index": index, **members, "function": {**name, "arguments": arguments}}
    return chunk([choice({"tool_calls": [of_call]})])


def calls(number: int) -> Iterator[Event]:
    """Chat Completions: calls of tools, one after the other."""
    yield chunk([choice({"role": "assistant", "content": None})])
    for index, words in batches(number):
        yield call(index, "1", id=f"call_{index}", type="function")
        for _ in words:
            yield call(index, "23")
    yield chunk([choice({}, "tool_calls")])
    yield Event("message", "[DONE]")


def open_calls(number: int) -> Iterator[Event]:
    """Chat Completions: calls whose arguments are begun, and nothing else."""
    yield chunk([choice({"role": "assistant", "content": None})])
    for index in range(number):
        yield call(index, "{", id=f"call_{index}", type="function")


def numbered(events: Iterator[dict[str, Any]]) -> Iterator[Event]:
    """Events of the Responses API, with their sequence numbers."""
    for sequence, event in enumerate(events):
        yield typed(event.pop("type"), sequence_number=sequence, **event)


def whole(status: str) -> dict[str, Any]:
    return {"id": "resp_1", "object": "response", "status": status, "output": []}


def item(index: int) -> dict[str, Any]:
    return {"id": f"msg_{index:032}", "type": "message", "role": "assistant", "content": []}


def message(index: int, words: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The events of one item of a response."""
    place = {"output_index": index, "item_id": item(index)["id"], "content_index": 0}
    part, text = {"type": "output_text", "annotations": []}, "".join(words)
    yield {"type": "response.output_item.added", "output_index": index, "item": item(index)}
    yield {"type": "response.content_part.added", **place, "part": part}
    for word in words:
        yield {
            "type": "response.output_text.delta",
            **place,
            "delta": word,
            "logprobs": [],
            "obfuscation": noise(word),
        }
    yield {"type": "response.output_text.done", **place, "text": text, "logprobs": []}
    yield {"type": "response.content_part.done", **place, "part": part | {"text": text}}
    yield {"type": "response.output_item.done", "output_index": index, "item": item(index)}


def messages(number: int) -> Iterator[dict[str, Any]]:
    yield {"type": "response.created", "response": whole("in_progress")}
    yield {"type": "response.in_progress", "response": whole("in_progress")}
    for index, words in batches(number):
        yield from message(index, words)
    yield {"type": "response.completed", "response": whole("completed")}


def responses(number: int) -> Iterator[Event]:
    """Responses: messages, one after the other."""
    return numbered(messages(number))


def nested(number: int) -> Iterator[dict[str, Any]]:
    yield from list(messages(0))[:2]
    for index in range(number):
        yield {"type": "response.output_item.added", "output_index": index, "item": item(index)}
    for index in range(number):
        yield {"type": "response.content_part.added", "output_index": index, "content_index": 0}
    for index in range(number):
        yield {"type": "response.output_item.done", "output_index": index, "item": item(index)}


def open_parts(number: int) -> Iterator[Event]:
    """Responses: items that all begin, then a part of each, then the ends of the items: each part is left open."""
    return numbered(nested(number))


def envelopes(number: int) -> Iterator[Event]:
    """CiniterFlow, in its envelopes."""
    tokens = (("token", word) for _, words in batches(number) for word in words)
    for event, data in (("start", ""), *tokens, ("metadata", {"chatId": "1"}), ("end", "[DONE]")):
        yield Event("message", dense({"event": event, "data": data}))


STREAMS: Final = (
    Stream("anthropic-messages", "text", blocks),
    Stream("anthropic-messages", "short answers", blocks, 20),
    Stream("openai-chat", "text", chat),
    Stream("openai-chat", "tool calls", calls),
    Stream("openai-chat", "short answers", chat, 20),
    Stream("openai-responses", "text", responses),
    Stream("ciniterflow", "envelopes", envelopes),
)
"""As they are every day."""
MANY: Final = (
    Stream("anthropic-messages", "blocks of one piece", short_blocks),
    Stream("openai-chat", "calls left open", open_calls),
    Stream("openai-responses", "parts left open", open_parts),
)
"""As nobody should send them: a slice for each few events."""
