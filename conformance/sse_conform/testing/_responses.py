"""Responses of HTTP clients, known by what they offer and not by their class: none of these clients is imported.

httpx, httpx2, requests, niquests, urllib3, aiohttp, http.client, the test clients of Starlette, Django and Flask, and
whatever has one of these in `response` or `http_response`, as the streams of the `openai` and `anthropic` packages have.
"""

from collections.abc import AsyncIterator, Iterator
from inspect import isawaitable
from typing import Any, Final

from ..head import ResponseHead

_WRAPPERS: Final = ("response", "http_response", "_response")
_READ_SIZE: Final = 65536


def response_in(value: Any) -> Any:
    """The response that a value is, or carries; None when it is none."""
    if _is_response(value):
        return value
    return next((held for name in _WRAPPERS if _is_response(held := getattr(value, name, None))), None)


def _is_response(value: Any) -> bool:
    return hasattr(value, "headers") and isinstance(_status(value), int)


def _status(response: Any) -> Any:
    return getattr(response, "status_code", getattr(response, "status", None))


def head_of(response: Any) -> ResponseHead:
    """The head, with fields that repeat where the client keeps them."""
    return ResponseHead(_version(response), int(_status(response)), tuple(_fields(response)))


def _version(response: Any) -> str:
    raw = getattr(response, "raw", None)
    version = getattr(response, "http_version", getattr(response, "version", getattr(raw, "version", None)))
    match version:
        case (int(major), int(minor)):
            return f"{major}.{minor}" if major < 2 else str(major)
        case int():  # 10, 11, 20 or 30
            return f"{version // 10}.{version % 10}" if version < 20 else str(version // 10)
        case str():
            return version.removeprefix("HTTP/")
        case _:
            return "1.1"


def _fields(response: Any) -> Iterator[tuple[str, str]]:
    headers = getattr(getattr(response, "raw", None), "headers", None) or response.headers
    for name in ("multi_items", "iteritems", "items"):
        pairs = getattr(headers, name, None)
        if pairs is not None:
            yield from ((str(key), str(value).strip()) for key, value in pairs())
            return


def address_of(response: Any) -> str:
    """The URL that was asked; "" where the response does not say."""
    try:
        url = getattr(response, "url", None)
    except RuntimeError:  # httpx raises it for a response that was made without a request
        url = None
    return str(url or "")


def sent_fields(response: Any) -> list[tuple[str, str]]:
    """The fields of the request, as far as the response tells."""
    try:
        request = getattr(response, "request", None) or getattr(response, "request_info", None)
    except RuntimeError:
        request = None
    headers: Any = getattr(request, "headers", None)
    return [(str(name), str(value)) for name, value in headers.items()] if hasattr(headers, "items") else []


def is_read(response: Any) -> bool:
    """Return True if the client has read the body already: its chunks are not those that came."""
    if hasattr(response, "iter_bytes"):
        return bool(response.is_closed)
    if hasattr(response, "iter_content"):
        return bool(getattr(response, "_content_consumed", False))
    if hasattr(response, "raw_headers"):
        return bool(response.closed)
    if hasattr(response, "streaming_content") or hasattr(response, "iter_encoded"):
        return False
    return bool(getattr(response, "closed", True))


def is_async(response: Any) -> bool:
    """Return True if the body can only be awaited."""
    if hasattr(response, "iter_bytes"):
        stream = response.stream
        return hasattr(stream, "__aiter__") and not hasattr(stream, "__iter__") and not response.is_closed
    if hasattr(response, "streaming_content"):
        return bool(getattr(response, "is_async", False))
    name = type(response).__name__
    return hasattr(response, "raw_headers") or name.startswith("Async")


def body(response: Any) -> Iterator[bytes]:
    """The chunks of the body, its codings undone by the client."""
    if hasattr(response, "iter_bytes"):
        yield from response.iter_bytes()
    elif hasattr(response, "iter_content"):
        yield from response.iter_content(_as_it_comes(response))
    elif hasattr(response, "streaming_content"):
        yield from response.streaming_content
    elif hasattr(response, "iter_encoded"):
        yield from response.iter_encoded()
    elif hasattr(response, "stream"):
        yield from [response.data] if response.closed else response.stream(_READ_SIZE, decode_content=True)
    elif hasattr(response, "read1"):
        while chunk := response.read1(_READ_SIZE):
            yield chunk
    else:
        yield response.content


async def body_async(response: Any) -> AsyncIterator[bytes]:
    """The chunks of a body that is awaited."""
    if hasattr(response, "aiter_bytes"):
        chunks = response.aiter_bytes()
    elif hasattr(response, "raw_headers"):
        if response.closed:
            yield await response.read()
            return
        chunks = response.content.iter_any()
    elif hasattr(response, "iter_content"):
        chunks = response.iter_content(_as_it_comes(response))
        chunks = await chunks if isawaitable(chunks) else chunks
    else:
        chunks = response.streaming_content
    async for chunk in chunks:
        yield chunk


def _as_it_comes(response: Any) -> int | None:
    """The chunk size that means "what has come" to requests, and to niquests."""
    return -1 if type(response).__module__.startswith("niquests") else None
