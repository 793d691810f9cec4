"""CiniterFlow predictions as typed events, read and written in any framing.

Reading, with any HTTP client that gives the bytes of the body as they come::

    from sse_codec.ciniterflow import PredictionStream, Token

    response.raise_for_status()    # an error page is no prediction, and would only look like one that was cut off
    stream = PredictionStream()
    for event in stream.iter(response.iter_bytes()):    # requests: response.iter_content(None)
        match event:
            case Token(text):
                print(text, end="", flush=True)
    answer = stream.result()
    if answer.outcome != "completed":
        raise RuntimeError(answer.error or answer.outcome)

Writing::

    from sse_codec.ciniterflow import End, Metadata, PredictionWriter, Start, Token

    with PredictionWriter(framing="envelope") as writer:
        for event in Start(), Token("Hello"), Metadata(chat_id="c1"), End():
            send(writer.write(event))

A prediction is not idempotent: a client that lost one asks the user before it sends the question again.
"""

from ._events import (
    End,
    Error,
    Metadata,
    Other,
    PredictionEvent,
    SourceDocuments,
    Start,
    Token,
    UsedTools,
)
from ._kinds import FramingName
from ._result import Outcome, PredictionResult
from ._sources import SourceDocument, UsedTool
from ._stream import PredictionStream
from ._writer import OrderError, PredictionWriter

__all__ = [
    "End",
    "Error",
    "FramingName",
    "Metadata",
    "OrderError",
    "Other",
    "Outcome",
    "PredictionEvent",
    "PredictionResult",
    "PredictionStream",
    "PredictionWriter",
    "SourceDocument",
    "SourceDocuments",
    "Start",
    "Token",
    "UsedTool",
    "UsedTools",
]
