"""The heads of a recorded exchange without their secrets: what is written to a file may be handed on."""

from ..captures import Capture
from ..head import RequestHead, ResponseHead
from ..redaction import BLANK, Redactor, is_harmless, redacted_url, secrets_in

_NO_REQUEST = RequestHead("GET", "")
_NO_RESPONSE = ResponseHead("1.1", 200, (("Content-Type", "text/event-stream"),))
_COOKIES = frozenset({"set-cookie", "set-cookie2"})


def redactor_of(capture: Capture) -> Redactor:
    """Blanks the secrets of the request of a stream wherever they stand."""
    return Redactor(secrets_in(capture.request))


def safe_request(capture: Capture) -> RequestHead | None:
    """The request; REDACTED for each field that is not known to be harmless, and for what is secret in the URL."""
    request = capture.request
    if request is None:
        return None
    redactor = redactor_of(capture)
    headers = [
        (name, redactor.text(value) if is_harmless(name) else BLANK) for name, value in request.headers
    ]
    return RequestHead(request.method, redacted_url(request.url), tuple(headers))


def safe_response(capture: Capture) -> ResponseHead | None:
    """The response head; REDACTED for cookies, and for the secrets of the request."""
    head = capture.head
    if head is None:
        return None
    redactor = redactor_of(capture)
    headers = [
        (name, BLANK if name.lower() in _COOKIES else redactor.text(value)) for name, value in head.headers
    ]
    return ResponseHead(head.version, head.status, tuple(headers))


def safe_exchange(capture: Capture) -> tuple[RequestHead, ResponseHead]:
    """Both, for a format that demands them: where one is not known, the least that it could be."""
    return safe_request(capture) or _NO_REQUEST, safe_response(capture) or _NO_RESPONSE
