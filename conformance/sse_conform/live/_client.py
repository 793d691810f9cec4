"""The HTTP client of a connection, as the environment wants it, or a sentence of what in the environment is wrong."""

import ssl

import httpx2

from ..captures import CaptureError
from ..redaction import Redactor
from ._request import CONNECT_TIMEOUT


def new_client(source: str) -> httpx2.AsyncClient:
    """A client that follows no redirect by itself, since it would take secrets along.

    Raises :class:`CaptureError` when the proxies or certificates of the environment cannot be used.
    """
    try:
        return httpx2.AsyncClient(timeout=httpx2.Timeout(None, connect=CONNECT_TIMEOUT))
    except ImportError as error:
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
