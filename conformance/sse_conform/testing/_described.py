"""Responses of an API under test, held against what the description of that API says of its streams."""

import warnings
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from sse_codec.ordering import Profile, parse_profile

from ..captures import Chunk
from ..ending import Ending
from ..head import ResponseHead
from ..openapi import OpenApiError, described, draft
from ..redaction import Redactor, redacted_url, secrets_of
from ._assert import assert_stream
from ._given import Given

_NO_DATE: Final = date(1970, 1, 1)
"""The date of a draft that nobody sees."""


def check_response(_ctx: Any, response: Any, case: Any) -> None:
    """Fail a response with status 200 whose stream is not in order, or has events that the description does not know.

    It takes what schemathesis gives to a check. Other responses pass: schemathesis has checks of its own for them. Where no
    profile comes of the description, a warning says so, and the format alone is checked.

    :raises AssertionError: the stream is not in order.
    """
    __tracebackhide__ = True
    head = ResponseHead(response.http_version, response.status_code, tuple(_fields(response)))
    if response.status_code == 200 and "text/event-stream" in head.tokens("Content-Type"):
        assert_stream(_given(response, head), _profile(case.operation))


def _fields(response: Any) -> Iterator[tuple[str, str]]:
    for name, values in response.headers.items():
        yield from ((name, value) for value in values)


def _given(response: Any, head: ResponseHead) -> Given:
    request = response.request
    # Schemathesis leaves a stream that goes on for too long.
    is_whole = not getattr(response, "stream_cut_short", False)
    reads: Iterator[Chunk | Ending] = iter(
        [Chunk(response.content), Ending("eof" if is_whole else "stopped")]
    )
    redactor = Redactor(secrets_of(request.headers.items(), [request.url]))
    return Given(redacted_url(request.url), reads, "bytes", head, redactor)


def _profile(operation: Any) -> Profile | None:
    place = f"{operation.method.upper()} {operation.path}"
    key = id(operation.schema.raw_schema), place
    if key not in _PROFILES:
        _PROFILES[key] = _drafted(operation.schema.raw_schema, place)
    return _PROFILES[key]


_PROFILES: Final[dict[tuple[int, str], Profile | None]] = {}


def _drafted(description: Any, place: str) -> Profile | None:
    try:
        document = described("the description", description)
        return parse_profile(draft(document, document.operation(place), _NO_DATE))
    except OpenApiError as error:
        warnings.warn(f"of the streams of {place} the format alone is checked: {error}", stacklevel=2)
        return None
