"""What must not be told: the secrets of a request and of URLs are blanked in whatever is found, before anybody writes it.

A renderer gets findings, reports and totals in which the secrets are gone, and so cannot forget to blank them.
"""

from ._exchange import safe_request, safe_response
from ._headers import is_harmless, is_secret
from ._redactor import Redactor
from ._secrets import secrets_in, secrets_of
from ._urls import BLANK, credentials, redacted_url

__all__ = [
    "BLANK",
    "Redactor",
    "credentials",
    "is_harmless",
    "is_secret",
    "redacted_url",
    "safe_request",
    "safe_response",
    "secrets_in",
    "secrets_of",
]
