"""The secrets of a request: which parts of its fields and of its URL are secret, each by itself."""

import re
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import unquote

from ..head import RequestHead
from ._headers import is_harmless, is_secret
from ._urls import credentials, secret_parameters

LONG: Final = 8
"""A value of so many characters or more is blanked everywhere, under any field name."""
_SHORTEST: Final = 2
_OF_SCHEMES: Final = frozenset({"authorization", "proxy-authorization"})
"""Fields whose values begin with a scheme of whatever name (RFC 9110, section 11.4)."""
_SCHEMES: Final = frozenset({"apikey", "basic", "bearer", "digest", "key", "token"})
"""Schemes in fields of other names."""
_SCHEME: Final = r"([A-Za-z][A-Za-z0-9-]*)[ \t]+(\S.*)"


def secrets_of(headers: Iterable[tuple[str, str]], urls: Iterable[str] = ()) -> frozenset[str]:
    """The secrets in the fields of a request, which the caller set, and in its URLs."""
    found = [secret for name, value in headers for secret in _of_header(name, value)]
    found += [secret for url in urls for secret in _of_url(url)]
    return frozenset(secret for secret in found if len(secret) >= _SHORTEST)


def secrets_in(request: RequestHead | None) -> frozenset[str]:
    """The secrets of a recorded request; none where it is not known."""
    return secrets_of(request.headers, (request.url,)) if request else frozenset()


def holds_secret(name: str, value: str) -> bool:
    """Return True if a field of a response holds a secret for all that is known: by its name, or as it begins with a scheme.

    Numbers are none, such as those of the tokens that a limit leaves.
    """
    match = re.fullmatch(_SCHEME, value)
    if match is not None and match[1].lower() in _SCHEMES:
        return True
    return is_secret(name) and len(value) >= LONG and not value.isdigit()


def _of_header(name: str, value: str) -> Iterator[str]:
    if is_harmless(name) or (len(value) < LONG and not is_secret(name)):
        return
    scheme = _scheme(name, value)
    if name.lower() == "cookie":
        yield from _of_cookies(value)
    elif scheme is None:
        yield value
    else:
        yield scheme[2]
        if scheme[1].lower() == "basic":
            yield from _of_basic(scheme[2])
    yield from (word for word in re.split(r"[\s,;\"]+", value) if len(word) >= LONG and word != value)


def _scheme(name: str, value: str) -> re.Match[str] | None:
    """The scheme of a value and what follows it; None when it has none."""
    match = re.fullmatch(_SCHEME, value)
    if match is None or name.lower() in _OF_SCHEMES or match[1].lower() in _SCHEMES:
        return match
    return None


def _of_cookies(value: str) -> Iterator[str]:
    for cookie in value.split(";"):
        name, equals, secret = cookie.strip().partition("=")
        if not equals:
            yield name
        elif is_secret(name) or len(secret) >= LONG:
            yield secret.strip('"')


def _of_basic(token: str) -> Iterator[str]:
    """The name and password that the token stands for, together and each (RFC 7617)."""
    try:
        pair = a2b_base64(token, strict_mode=True).decode("utf-8", "replace")
    except ValueError:
        return
    yield from (pair, *pair.split(":", 1))


def _of_url(url: str) -> Iterator[str]:
    known = credentials(url)
    if known is not None:
        pair = ":".join(known)
        yield from (
            pair,
            known[1],
            b2a_base64(pair.encode("utf-8", "surrogateescape"), newline=False).decode(),
        )
    for value in secret_parameters(url):
        yield from (value, unquote(value))
