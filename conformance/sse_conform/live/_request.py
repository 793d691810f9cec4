"""What a server is asked, in the header fields of an EventSource where the caller does not say otherwise."""

import base64
import json

import attrs
import httpx2

from ..redaction import credentials

CONNECT_TIMEOUT = 30.0
"""Seconds that reaching the server may take, unless the limits of the caller are tighter."""
MAX_REDIRECTS = 20
"""As the Fetch standard has it (4.4, HTTP-redirect fetch)."""
PROTOCOLS = frozenset({"http", "https"})
"""What can be asked at all."""

_DEFAULTS = (
    ("Accept", "text/event-stream"),
    ("Accept-Encoding", "gzip, deflate, br, zstd"),
    ("Cache-Control", "no-store"),
    ("User-Agent", "sse-conform"),
)


@attrs.frozen
class Redirects:
    """Which redirects are followed, and what goes along."""

    limit: int = MAX_REDIRECTS
    """How many in a row; 0 for none."""
    protocols: frozenset[str] = PROTOCOLS
    """Schemes that may be used, also for the first request."""
    trusted: bool = False
    """Whether another origin gets all header fields and the body too; it gets the harmless fields otherwise."""


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
    redirects: Redirects = Redirects()
    insecure: bool = False
    """Whether any certificate of a server is taken."""
    http2: bool = False
    """Whether HTTP/2 is offered to servers of https URLs, which choose."""


def with_credentials(request: Request) -> Request:
    """The request with the name and password of its URL in a header field, where a redirect cannot take them elsewhere."""
    known = credentials(request.url)
    if known is None:
        return request
    url = str(httpx2.URL(request.url).copy_with(userinfo=b""))
    if any(name.lower() == "authorization" for name, _ in request.headers):
        return attrs.evolve(request, url=url)
    token = base64.b64encode(":".join(known).encode()).decode()
    return attrs.evolve(request, url=url, headers=(*request.headers, ("Authorization", f"Basic {token}")))


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
    encoded = [(name.encode(), value.encode("utf-8", "surrogateescape")) for name, value in fields]
    built = client.build_request(method, request.url, headers=encoded, content=request.body)
    for name in replaced.difference(name.lower() for name, _ in fields):
        built.headers.pop(name, None)
    return built


def _media_type(body: bytes) -> str:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return "application/x-www-form-urlencoded"
    return "application/json"
