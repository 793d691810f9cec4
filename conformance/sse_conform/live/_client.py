"""The HTTP client of a connection, as the environment wants it, or a sentence of what in the environment is wrong."""

import ssl
from importlib.util import find_spec

import httpx2

from ..captures import CaptureError
from ..redaction import Redactor
from ._request import CONNECT_TIMEOUT


def new_client(source: str, *, insecure: bool, http2: bool) -> httpx2.AsyncClient:
    """A client that follows no redirect by itself, since it would take secrets along.

    Raises :class:`CaptureError` when the proxies or certificates of the environment cannot be used, or HTTP/2 is not installed.
    """
    try:
        timeout = httpx2.Timeout(None, connect=CONNECT_TIMEOUT)
        return httpx2.AsyncClient(timeout=timeout, verify=not insecure, http2=http2)
    except ImportError as error:
        if http2 and find_spec("h2") is None:
            raise CaptureError(source, "HTTP/2 needs the package h2; install httpx2[http2]") from error
        raise CaptureError(
            source,
            "the environment names a SOCKS proxy (ALL_PROXY, HTTP_PROXY, HTTPS_PROXY); install socksio, or unset it",
        ) from error
    except ssl.SSLError as error:
        raise CaptureError(source, f"{_CERTIFICATES}: {error.reason}") from error
    except OSError as error:
        raise CaptureError(source, f"{_CERTIFICATES}: {error.strerror}") from error
    except (httpx2.InvalidURL, ValueError) as error:
        words = Redactor().text(str(error))
        raise CaptureError(
            source,
            f"a proxy of the environment (ALL_PROXY, HTTP_PROXY, HTTPS_PROXY, NO_PROXY) is no proxy: {words}",
        ) from error


_CERTIFICATES = "the certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read"
