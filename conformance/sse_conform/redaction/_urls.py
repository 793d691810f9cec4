"""URLs without what is secret in them: the user's name and password, and parameters that are secrets by their name.

Parameters stand in the query, in the path behind a semicolon, and in the fragment (RFC 3986, section 3). Their names may
be percent-encoded, and a value may be a URL itself.
"""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote, unquote_plus

BLANK: Final = "REDACTED"
"""What stands where a secret stood."""

# Patterns are text, which re compiles where it first needs them, and keeps: a stream in order needs none.
_ORIGIN: Final = r"(?i)([a-z][a-z0-9+.-]*:[\\/]{2,4})([^/?#\\]*)"
_PORT: Final = r":[0-9]*$|^[^:]*$|^\[[^\]]*\]$"
_SEPARATORS: Final = r"([?&#;])"
_SECRET: Final = (
    r"(?i)auth|credential|jwt|key|pass|pwd|secret|session|sig|token|^(?:bearer|code|otp|pin|pw|sid)$"
)
_NESTED: Final = 3
"""How often a value is decoded to look for a URL in it."""


def redacted_url(url: str, depth: int = _NESTED) -> str:
    """The URL without the name and password of the user, and with `REDACTED` for each secret parameter."""
    origin = re.match(_ORIGIN, url)
    if origin is None:
        return _without_secrets(url, depth)
    scheme, authority, rest = origin[1], origin[2], url[origin.end() :]
    if "@" not in authority and "@" in rest and not re.search(_PORT, authority):
        authority, rest = "", rest.rpartition("@")[2]  # a password with a slash in it, which no URL may have
        host = re.match(_ORIGIN, f"x://{rest}")
        authority, rest = (host[2], rest[len(host[2]) :]) if host else (authority, rest)
    return f"{scheme}{authority.rpartition('@')[2]}{_without_secrets(rest, depth)}"


def secret_parameters(url: str) -> Iterator[str]:
    """The values of the parameters that are secrets by name, as they stand in the URL."""
    for part in re.split(_SEPARATORS, url)[2::2]:
        name, equals, value = part.partition("=")
        if equals and value and _is_secret(name):
            yield value


def credentials(url: str) -> tuple[str, str] | None:
    """The name and the password of the user that stand in a URL, decoded; None when there are none."""
    origin = re.match(_ORIGIN, url)
    if origin is None or "@" not in origin[2]:
        return None
    name, _, password = origin[2].rpartition("@")[0].partition(":")
    return unquote(name), unquote(password)


def _without_secrets(rest: str, depth: int) -> str:
    """What follows the host, without secret parameters."""
    told: list[str] = []
    first, *others = re.split(_SEPARATORS, rest)
    told.append(first)
    blanking = False
    for separator, part in zip(others[::2], others[1::2], strict=True):
        if blanking and separator in "?;":
            continue  # a secret may hold these, unencoded
        name, equals, value = part.partition("=")
        blanking = bool(equals) and _is_secret(name)
        told.append(f"{separator}{name}{equals}{BLANK if blanking else _nested(value, depth)}")
    return "".join(told)


def _nested(value: str, depth: int) -> str:
    """A value, blanked when it is an encoded URL with a secret in it."""
    plain = unquote(value)
    if plain == value or not depth:
        return value
    return value if redacted_url(plain, depth - 1) == plain else BLANK


def _is_secret(name: str) -> bool:
    return re.search(_SECRET, unquote_plus(unquote_plus(name))) is not None
