"""Addresses that can be asked: an HTTP library takes others too, and breaks on them when it connects."""

import httpx2

_LONGEST = 100
"""Characters of an address that are told."""


def address(text: str, base: httpx2.URL | None = None) -> httpx2.URL:
    """The address that a text names, from a base on where it is relative.

    Raises :class:`ValueError` with the reason, as a clause, when it names none.
    """
    try:
        url = httpx2.URL(text) if base is None else base.join(text)
    except UnicodeError:
        raise ValueError("it has characters that no URL can hold") from None
    except (httpx2.InvalidURL, ValueError) as error:
        raise ValueError(str(error)[:_LONGEST]) from error
    if not url.host:
        raise ValueError("it names no host")
    if "%" in url.host and ":" not in url.host:
        # What no host may have in it, the library encodes. An IPv6 address may have a zone.
        raise ValueError(f"{url.host[:_LONGEST].lower()} is no host")
    if url.port is not None and not 0 < url.port < 65536:
        raise ValueError(f"there is no port {url.port}")
    return url
