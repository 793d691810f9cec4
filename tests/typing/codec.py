"""What a user's type checker makes of `sse_codec`. Checked, never run."""

from collections.abc import AsyncIterator, Iterator
from typing import assert_type

from sse_codec import (
    ACCELERATED,
    DEFAULT_MAX_EVENT_SIZE,
    Block,
    Comment,
    Decoder,
    EncodeError,
    Encoder,
    Event,
    LimitExceeded,
    Line,
    Reconnect,
    Scanner,
    Stop,
    Subscription,
    aiter_events,
    check_head,
    encode,
    encode_comment,
    iter_events,
)


def decoding(chunk: bytes, part: memoryview) -> None:
    assert_type(ACCELERATED, bool)
    decoder = Decoder(last_event_id="7", max_event_size=2 * DEFAULT_MAX_EVENT_SIZE)
    assert_type(decoder.feed(chunk), list[Event])
    assert_type(decoder.feed(bytearray(chunk)), list[Event])
    assert_type(decoder.feed(part), list[Event])
    assert_type(decoder.feed_with_comments(chunk), list[Event | Comment])
    assert_type(decoder.close(), int)
    assert_type(decoder.last_event_id, str)
    assert_type(decoder.retry, int | None)
    assert_type(Decoder(max_event_size=None).retry, int | None)
    decoder.feed("text")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def matching(item: Event | Comment) -> str:
    match item:
        case Event("token", data, id):
            assert_type(data, str)
            return data + id
        case Event(type=kind):
            return kind
        case Comment(text):
            return text


def values_never_change(event: Event, comment: Comment) -> None:
    event.data = "other"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    comment.text = "other"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


def scanning(chunk: bytes) -> None:
    scanner = Scanner()
    (block,) = scanner.feed(chunk)
    assert_type(block, Block)
    assert_type(scanner.close(), Block | None)
    assert_type(block.event, Event | None)
    assert_type(block.raw, bytes)
    assert_type((block.type, block.id, block.retry), tuple[str | None, str | None, int | None])
    assert_type(block.data, str | None)
    for line in block.lines:
        assert_type(line, Line)
        assert_type((line.name, line.value, line.ending, line.offset), tuple[str, str, bytes, int])


def encoding(event: Event) -> None:
    assert_type(encode("text", type="token", id="1", retry=1000, comment="hello", newline="\r\n"), bytes)
    assert_type(encode("text", comment="a\rb", normalize=True, explicit_type=True), bytes)
    assert_type(encode_comment("keep-alive"), bytes)
    assert_type(Encoder(last_event_id="7", normalize=True).encode(event), bytes)
    encode(b"text")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def connecting(chunk: bytes) -> None:
    assert_type(check_head(200, ["text/event-stream"]), Stop | None)
    subscription = Subscription(last_event_id="7", max_retry=60_000)
    assert_type(subscription.headers, dict[str, str])
    assert_type(subscription.receive_head(200, "text/event-stream"), Stop | None)
    assert_type(subscription.receive_head(200, ["text/event-stream"]), Stop | None)
    assert_type(subscription.feed(chunk), list[Event])
    assert_type(subscription.feed_with_comments(chunk), list[Event | Comment])
    match subscription.receive_end():
        case Reconnect(delay):
            assert_type(delay, int)
        case Stop(reason):
            assert_type(reason, str)


def iterating(chunks: Iterator[bytes]) -> None:
    assert_type(list(iter_events(chunks)), list[Event])
    assert_type(list(iter_events(chunks, Decoder())), list[Event])
    assert_type(list(iter_events([memoryview(b"a"), bytearray(b"b")])), list[Event])
    iter_events("text")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def iterating_asynchronously(chunks: AsyncIterator[bytes]) -> None:
    async for event in aiter_events(chunks):
        assert_type(event, Event)


def errors(limit: LimitExceeded, refusal: EncodeError) -> None:
    assert_type((limit.limit, limit.maximum, limit.offset), tuple[str, int, int])
    assert_type(refusal.field, str)
