"""What a server is asked, in the header fields of an EventSource where the caller does not say otherwise."""

import json

import attrs
import httpx2

CONNECT_TIMEOUT = 30.0
"""Seconds that reaching the server may take, unless the limits of the caller are tighter."""
MAX_REDIRECTS = 20
"""As the Fetch standard has it (4.5, HTTP-redirect fetch)."""

_DEFAULTS = (
    ("Accept", "text/event-stream"),
    ("Accept-Encoding", "gzip, deflate, br, zstd"),
    ("Cache-Control", "no-store"),
    ("User-Agent", "sse-conform"),
)


@attrs.frozen
class Request:
    """What to ask a server for. Header fields of the caller replace ours; an empty one takes ours away."""

    url: str
    method: str | None = None
    """None: POST when there is a body, GET otherwise."""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    """Sent as ``application/json`` when it is JSON, as a form otherwise, unless the caller's headers say a type."""
    last_event_id: str | None = None


def build(client: httpx2.AsyncClient, request: Request) -> httpx2.Request:
    method = request.method or ("GET" if request.body is None else "POST")
    ours = list(_DEFAULTS)
    if request.body is not None:
        ours.append(("Content-Type", _media_type(request.body)))
    if request.last_event_id is not None:
        ours.append(("Last-Event-ID", request.last_event_id))
    replaced = {name.lower() for name, _ in request.headers}
    fields = [field for field in ours if field[0].lower() not in replaced]
    fields += [field for field in request.headers if field[1]]
    # As bytes, because Last-Event-ID is UTF-8 (HTML standard, 9.2.4), which text headers of HTTP libraries are not.
    encoded = [(name.encode(), value.encode()) for name, value in fields]
    built = client.build_request(method, request.url, headers=encoded, content=request.body)
    for name in replaced.difference(name.lower() for name, _ in fields):
        built.headers.pop(name, None)
    return built


def _media_type(body: bytes) -> str:
    try:
        json.loads(body)
    except ValueError:
        return "application/x-www-form-urlencoded"
    return "application/json"
