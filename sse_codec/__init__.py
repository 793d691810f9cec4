"""Codec for ``text/event-stream``, the format of server-sent events: bytes in, events out, and back.

It does no I/O: feed a ``Decoder`` the chunks of any HTTP client, and send what ``encode`` returns with any server.
The format is the HTML Living Standard's, section 9.2; https://html.spec.whatwg.org/multipage/server-sent-events.html.
"""

from sse_codec._blocks import Block, Line
from sse_codec._encoder import Encoder, encode, encode_comment
from sse_codec._errors import ClosedError, CodecError, EncodeError, LimitExceeded
from sse_codec._facts import Fact
from sse_codec._implementation import ACCELERATED, Decoder, Scanner
from sse_codec._iterators import aiter_events, iter_events
from sse_codec._subscription import MEDIA_TYPE, Reconnect, Stop, Subscription, check_head
from sse_codec._values import Comment, Event
from sse_codec._wire import DEFAULT_MAX_EVENT_SIZE

__all__ = [
    "ACCELERATED",
    "DEFAULT_MAX_EVENT_SIZE",
    "MEDIA_TYPE",
    "Block",
    "ClosedError",
    "CodecError",
    "Comment",
    "Decoder",
    "EncodeError",
    "Encoder",
    "Event",
    "Fact",
    "LimitExceeded",
    "Line",
    "Reconnect",
    "Scanner",
    "Stop",
    "Subscription",
    "aiter_events",
    "check_head",
    "encode",
    "encode_comment",
    "iter_events",
]
