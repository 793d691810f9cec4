"""A live stream is one request and the chunks of its answer as they arrive, before any decoding.

The request is an EventSource's where the caller does not say otherwise (HTML standard, 9.2.3): it accepts
``text/event-stream``, is never answered from a cache, and follows redirects; to another origin it takes nothing secret
along. Nothing here reconnects.
"""

from ._fetch import Patience, fetch
from ._request import MAX_REDIRECTS, PROTOCOLS, Redirects, Request

__all__ = ["MAX_REDIRECTS", "PROTOCOLS", "Patience", "Redirects", "Request", "fetch"]
