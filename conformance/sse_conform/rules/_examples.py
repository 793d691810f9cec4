"""Heads for the examples of the rules about HTTP: one that no rule objects to, and ways to depart from it."""

from ..head import ResponseHead

_HEADERS = {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-cache, no-transform",
    "X-Accel-Buffering": "no",
    "Transfer-Encoding": "chunked",
}


def good_head(**changes: str | None) -> ResponseHead:
    """A head over HTTP/1.1 with these headers instead (`Cache_Control="public"`); None leaves one out."""
    headers = {**_HEADERS, **{name.replace("_", "-"): value for name, value in changes.items()}}
    return ResponseHead(
        "1.1", 200, tuple((name, value) for name, value in headers.items() if value is not None)
    )


def http2_head(**more: str) -> ResponseHead:
    """A head over HTTP/2, with more headers."""
    chosen = ("Content-Type", "Cache-Control", "X-Accel-Buffering")
    headers = {**{name: _HEADERS[name] for name in chosen}, **more}
    return ResponseHead("2", 200, tuple((name.lower(), value) for name, value in headers.items()))
