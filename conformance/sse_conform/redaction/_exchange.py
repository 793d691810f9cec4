"""The heads of an exchange without their secrets: what is shown or written may be handed on."""

from typing import Final

from ..head import RequestHead, ResponseHead
from ._headers import is_harmless
from ._redactor import Redactor
from ._secrets import holds_secret
from ._urls import BLANK, redacted_url

_COOKIES: Final = frozenset({"set-cookie", "set-cookie2"})
_CHALLENGES: Final = frozenset({"proxy-authenticate", "www-authenticate"})
_URLS: Final = frozenset({"content-location", "location"})


def safe_request(request: RequestHead, redactor: Redactor) -> RequestHead:
    """The request; REDACTED for each field that is not known to be harmless, and for what is secret in the URL."""
    headers = [
        (name, redactor.text(value) if is_harmless(name) else BLANK) for name, value in request.headers
    ]
    return RequestHead(request.method, redacted_url(request.url), tuple(headers))


def safe_response(response: ResponseHead, redactor: Redactor) -> ResponseHead:
    """The response head; REDACTED for cookies and other fields of secrets, for what is secret in URLs, and for what the redactor knows."""
    headers = [(name, _safe_value(name.lower(), value, redactor)) for name, value in response.headers]
    return ResponseHead(response.version, response.status, tuple(headers))


def _safe_value(name: str, value: str, redactor: Redactor) -> str:
    if name in _COOKIES or (name not in _CHALLENGES and holds_secret(name, value)):
        return BLANK
    # Such a URL may be relative, and no search in a text finds it.
    return redactor.text(redacted_url(value) if name in _URLS else value)
