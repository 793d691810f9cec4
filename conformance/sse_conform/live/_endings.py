"""How a body ended that did not end well, told from the error and from what the head promised."""

import httpx2

from ..ending import Ending
from ..head import ResponseHead
from ._sentences import causes

_CLOSED = "peer closed connection"
"""How h11 begins when the server closed the connection too early; its other errors tell of broken chunks."""
_BROKEN_CHUNKS = {
    "illegal chunk header": "where the size of a chunk must stand is something else",
    "malformed chunk footer": "a chunk does not have the size that it says",
}


def broken_off(error: httpx2.TransportError, head: ResponseHead, received: int) -> Ending:
    """The ending that an error stands for, after so many bytes of a body."""
    if not isinstance(error, httpx2.RemoteProtocolError):
        return Ending("reset", _network_fault(error))
    if not head.version.startswith("1"):
        return Ending("reset", "the server reset the stream of the response")
    length = head.content_length
    if length is not None:
        return Ending(
            "short", f"the body ends after {received:,} of the {length:,} bytes of its Content-Length"
        )
    return Ending("incomplete", _chunk_fault(str(error)))


def _chunk_fault(message: str) -> str:
    if message.startswith(_CLOSED):
        return ""
    known = (words for start, words in _BROKEN_CHUNKS.items() if message.startswith(start))
    return next(known, "the end of the chunked body is malformed")


def _network_fault(error: Exception) -> str:
    for cause in causes(error):
        if isinstance(cause, OSError) and cause.strerror and not isinstance(cause, ConnectionResetError):
            return f"the connection broke: {cause.strerror}"
    return ""
