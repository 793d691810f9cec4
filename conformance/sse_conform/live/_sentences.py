"""Why there was no response, from the cause, since an HTTP library wraps it in words of its own."""

import socket
import ssl
from collections.abc import Iterator
from typing import cast

import httpx2

from ._request import CONNECT_TIMEOUT

_LONGEST = 200
"""Characters of an error's words that are told: a server's bytes may be in them."""


def explained(error: Exception) -> str:
    """The failure in words, from its cause, since an HTTP library wraps it in words of its own."""
    for cause in causes(error):
        words = _cause_in_words(cause)
        if words is not None:
            return words
    match error:
        case httpx2.ConnectTimeout():
            return f"cannot connect within {CONNECT_TIMEOUT:g} s"
        case httpx2.RemoteProtocolError():
            return f"no valid HTTP response: {str(error)[:_LONGEST]}"
        case _:
            return f"no response: {str(error)[:_LONGEST] or type(error).__name__}"


def _cause_in_words(cause: BaseException) -> str | None:
    match cause:
        case ConnectionRefusedError():
            return "connection refused; is the server running, and is this its port?"
        case socket.gaierror():
            return f"the host name cannot be resolved: {cause.strerror}"
        case ssl.SSLCertVerificationError():
            return f"the server's certificate is not trusted: {cause.verify_message} (--insecure takes any)"
        case ssl.SSLError():
            return f"no TLS connection: {cause.reason or cause}; does the server speak https on this port?"
        case UnicodeError():
            return "the host name cannot be resolved: it is longer than a name may be, or has an empty part"
        case OverflowError():
            return "cannot connect: the port is none; see the proxies of the environment"
        case OSError() if cause.strerror:
            return f"cannot connect: {cause.strerror}"
        case _:
            return None


def causes(error: BaseException) -> Iterator[BaseException]:
    """The error, what it came from, and so on; of a group of failures, the first."""
    at: BaseException | None = error
    while at is not None:
        yield at
        if isinstance(at, BaseExceptionGroup):
            at = cast("BaseExceptionGroup[BaseException]", at).exceptions[0]
        else:
            at = at.__cause__ or at.__context__
