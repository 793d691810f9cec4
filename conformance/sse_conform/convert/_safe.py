"""The heads of a recorded exchange without their secrets: what is written to a file may be handed on."""

from .. import redaction
from ..captures import Capture
from ..head import RequestHead, ResponseHead
from ..redaction import Redactor, secrets_in

_NO_REQUEST = RequestHead("GET", "")
_NO_RESPONSE = ResponseHead("1.1", 200, (("Content-Type", "text/event-stream"),))


def redactor_of(capture: Capture) -> Redactor:
    """Blanks the secrets of the request of a stream wherever they stand."""
    return Redactor(secrets_in(capture.request))


def safe_request(capture: Capture) -> RequestHead | None:
    """The request without its secrets."""
    return None if capture.request is None else redaction.safe_request(capture.request, redactor_of(capture))


def safe_response(capture: Capture) -> ResponseHead | None:
    """The response head without cookies, and without the secrets of the request."""
    return None if capture.head is None else redaction.safe_response(capture.head, redactor_of(capture))


def safe_exchange(capture: Capture) -> tuple[RequestHead, ResponseHead]:
    """Both, for a format that demands them: where one is not known, the least that it could be."""
    return safe_request(capture) or _NO_REQUEST, safe_response(capture) or _NO_RESPONSE
