"""Where a redirect leads, and what goes there: to another origin no secret, and no body unless the caller trusts it.

The method changes as in a browser (Fetch standard, 4.4, HTTP-redirect fetch). An origin is a scheme, a host and a port.
"""

from typing import Final

import attrs
import httpx2

from ..redaction import is_harmless, redacted_url
from ._address import address
from ._request import Request

_STATUSES: Final = frozenset({301, 302, 303, 307, 308})
_KEEP_THE_BODY: Final = frozenset({307, 308})
_OF_THE_BODY: Final = frozenset(
    {"content-encoding", "content-language", "content-length", "content-location", "content-type"}
)


class RedirectError(Exception):
    """A redirect that is not followed; the message says why, as a clause about the server."""


@attrs.frozen
class Hop:
    """One redirect that is followed."""

    request: Request
    """What to ask now."""
    note: str
    """Where it leads, and what was not sent there."""


def leads_elsewhere(response: httpx2.Response) -> bool:
    """Return True if the response is a redirect that says where to."""
    return response.status_code in _STATUSES and "Location" in response.headers


def hop(request: Request, response: httpx2.Response) -> Hop:
    """The request that a redirect asks for.

    Raises :class:`RedirectError` when it leads nowhere, or where the caller does not want to go.
    """
    location = response.headers["Location"]
    shown = redacted_url(location)
    try:
        url = address(location, response.url)
    except ValueError as error:
        raise RedirectError(f"the server redirects to {shown}, which is no URL: {error}") from error
    if url.scheme not in request.redirects.protocols:
        allowed = " or ".join(sorted(request.redirects.protocols)) or "nothing"
        raise RedirectError(f"the server redirects to {shown}, and only {allowed} is to be used (--proto)")
    following = _with_method(request, response)
    kept, notice = following.headers, ""
    if url.origin != response.url.origin and not request.redirects.trusted:
        if following.body is not None:
            raise RedirectError(
                f"the server wants the {response.request.method} sent to another origin, {redacted_url(str(url))}; "
                "--location-trusted sends it there, with all headers"
            )
        kept, notice = _for_strangers(following.headers)
    return Hop(
        attrs.evolve(following, url=str(url), headers=kept), f"redirected to {redacted_url(str(url))}{notice}"
    )


def _with_method(request: Request, response: httpx2.Response) -> Request:
    """The request as the status of the redirect wants it: as it was, or as a GET without a body."""
    method, status = response.request.method, response.status_code
    if status in _KEEP_THE_BODY or method in ("GET", "HEAD") or (status != 303 and method != "POST"):
        return attrs.evolve(request, method=method)
    headers = tuple(field for field in request.headers if field[0].lower() not in _OF_THE_BODY)
    return attrs.evolve(request, method="GET", body=None, headers=headers)


def _for_strangers(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[tuple[str, str], ...], str]:
    """Split fields for another origin: those that may go there, and in words the names of the rest."""
    kept = tuple(field for field in headers if not field[1] or is_harmless(field[0]))
    lost = dict.fromkeys(name for name, value in headers if value and not is_harmless(name))
    kept = tuple(field for field in kept if field[0].lower() != "host")
    if not lost:
        return kept, ""
    return (
        kept,
        f", another origin, which does not get {', '.join(lost)}; --location-trusted sends all headers there",
    )
