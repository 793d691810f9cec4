"""Which fields of a request may hold a secret: all that are not known to be harmless, and some for certain."""

import re
from typing import Final

_HARMLESS: Final = frozenset(
    {
        "accept",
        "accept-charset",
        "accept-encoding",
        "accept-language",
        "anthropic-beta",
        "anthropic-version",
        "cache-control",
        "connection",
        "content-encoding",
        "content-language",
        "content-length",
        "content-type",
        "date",
        "dnt",
        "expect",
        "from",
        "host",
        "http-referer",
        "if-match",
        "if-modified-since",
        "if-none-match",
        "keep-alive",
        "last-event-id",
        "openai-beta",
        "origin",
        "pragma",
        "priority",
        "range",
        "referer",
        "te",
        "upgrade-insecure-requests",
        "user-agent",
        "via",
        "x-requested-with",
        "x-title",
    }
)
_HARMLESS_FAMILIES: Final = ("sec-ch-", "sec-fetch-", "x-stainless-")
_SECRET: Final = r"(?i)auth|bearer|cookie|credential|jwt|key|pass|pwd|secret|session|signature|token"


def is_harmless(name: str) -> bool:
    """Return True if a request field of this name holds no secret, so that it may be shown, and sent to any server."""
    lowered = name.lower()
    return lowered in _HARMLESS or lowered.startswith(_HARMLESS_FAMILIES)


def is_secret(name: str) -> bool:
    """Return True if a request field or a cookie of this name holds a secret, however short it is."""
    return re.search(_SECRET, name) is not None
