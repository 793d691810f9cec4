"""What a user's type checker makes of `sse_codec.ciniterflow`. Checked, never run."""

from collections.abc import AsyncIterator, Iterator
from typing import Literal, assert_never, assert_type

from sse_codec.ciniterflow import (
    End,
    Error,
    Metadata,
    Other,
    PredictionEvent,
    PredictionResult,
    PredictionStream,
    PredictionWriter,
    SourceDocument,
    SourceDocuments,
    Start,
    Token,
    UsedTool,
    UsedTools,
)


def every_event_is_one_of_these(event: PredictionEvent) -> str:
    match event:
        case Start(text) | Token(text) | Error(text):
            return text
        case Metadata():
            return event.chat_id
        case SourceDocuments(documents):
            assert_type(documents, tuple[SourceDocument, ...])
        case UsedTools(tools):
            assert_type(tools, tuple[UsedTool, ...])
        case Other(kind):
            return kind
        case End(error):
            return error or ""
        case _:
            assert_never(event)
    return ""


def reading(chunks: Iterator[bytes]) -> None:
    stream = PredictionStream()
    assert_type(stream.feed(b""), list[PredictionEvent])
    for event in stream.iter(chunks):
        assert_type(event, PredictionEvent)
    assert_type(stream.result(), PredictionResult)


async def reading_asynchronously(chunks: AsyncIterator[bytes]) -> None:
    async for event in PredictionStream().aiter(chunks):
        assert_type(event, PredictionEvent)


def results(result: PredictionResult) -> None:
    assert_type(result.text, str)
    assert_type(result.metadata, Metadata | None)
    assert_type(result.source_documents, tuple[SourceDocument, ...])
    assert_type(result.used_tools, tuple[UsedTool, ...])
    assert_type(result.error, str | None)


def writing(framing: Literal["named", "envelope", "hybrid"]) -> None:
    writer = PredictionWriter(framing=framing)
    assert_type(writer.write(Token("text")), bytes)
    with PredictionWriter(normalize=True) as closing:
        assert_type(closing, PredictionWriter)
        closing.write(UsedTools([UsedTool("search")]))
        closing.write(SourceDocuments([{}]))  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    PredictionWriter(framing="other")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
