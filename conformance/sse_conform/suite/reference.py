"""The codec and the checker of this distribution as an implementation under test, in this process or as a program.

sse-conform suite run -- python -m sse_conform.suite.reference
"""

import sys
from collections.abc import Iterable
from io import BytesIO
from typing import cast

from sse_codec import Comment, Decoder, encode
from sse_codec.ciniterflow import FramingName, PredictionStream
from sse_codec.ordering import load_profile

from ..captures import Chunk, read_capture
from ..check import StreamCheck
from ..head import ResponseHead
from ._case import DECODER_CAPABILITIES, ENCODER_CAPABILITIES, ORDER_CAPABILITIES, Dispatched, Found, Message
from ._replies import Check, Checking, Reading
from ._serve import serve


class Reference:
    """Decodes and encodes with `sse_codec`, checks with `sse_conform`."""

    name = "sse-codec"
    capabilities = frozenset({*DECODER_CAPABILITIES, *ENCODER_CAPABILITIES, *ORDER_CAPABILITIES})

    def decode(self, chunks: Iterable[bytes], last_event_id: str = "") -> Reading:
        """Read one connection."""
        decoder = Decoder(last_event_id=last_event_id)
        events: list[Dispatched] = []
        comments: list[str] = []
        for number, chunk in enumerate(chunks, 1):
            for item in decoder.feed_with_comments(chunk):
                if isinstance(item, Comment):
                    comments.append(item.text)
                else:
                    events.append(Dispatched(item.type, item.data, item.id, number))
        state: dict[str, str | int | float | None] = {
            "discarded": decoder.close(),
            "last_event_id": decoder.last_event_id,
            "retry": decoder.retry,
        }
        return Reading(events, tuple(comments), state)

    def encode(self, messages: Iterable[Message]) -> bytes:
        """Write messages, each as it was given."""
        return b"".join(map(_encode, messages))

    def check(self, task: Check) -> Checking:
        """Check a prediction stream, and read its text."""
        head, body = _parts(task)
        check = StreamCheck(
            task.profile, head=head, profile=load_profile(task.profile), framing=task.force or None
        )
        findings = check.feed(body) + check.close()
        stream = PredictionStream(framing=cast("FramingName", task.force) if task.force else None)
        stream.feed(body)
        return Checking(
            findings=tuple(
                Found(each.code, each.level.label, each.pos.byte, each.pos.line, each.pos.event)
                for each in findings
            ),
            framing=check.report.framing or "",
            outcome=check.report.outcome,
            text=stream.result().text,
        )


def _parts(task: Check) -> tuple[ResponseHead | None, bytes]:
    if task.format == "sse":
        return None, task.stream
    capture = read_capture(task.profile, BytesIO(task.stream))
    return capture.head, b"".join(read.data for read in capture.reads if isinstance(read, Chunk))


def _encode(message: Message) -> bytes:
    given = {"type": message.type} if message.type is not None else {}
    # The retry may be anything: refusing what is no whole number is part of what is tested.
    return encode(message.data, **given, id=message.id, retry=message.retry, comment=message.comment)  # type: ignore[arg-type]


def main() -> None:
    """Speak the protocol on the standard input and output."""
    serve(Reference(), sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
