"""The heads of responses, as they are shown and written."""

import pytest

from sse_conform.head import ResponseHead
from sse_conform.redaction import Redactor, safe_response

FIELDS = [
    pytest.param("Set-Cookie", "a=b", "REDACTED", id="a cookie"),
    pytest.param("X-Echo", "Bearer s3cr3t", "REDACTED", id="a scheme in any field"),
    pytest.param("X-Auth-Token", "0123456789abcdef", "REDACTED", id="a name of secrets"),
    pytest.param("X-RateLimit-Remaining-Tokens", "149999999", "149999999", id="a number of tokens"),
    pytest.param("X-RateLimit-Reset-Tokens", "6ms", "6ms", id="too short for a secret"),
    pytest.param("WWW-Authenticate", 'Bearer realm="x"', 'Bearer realm="x"', id="what the server asks for"),
    pytest.param("Server", "nginx version 1.26", "nginx version 1.26", id="words"),
    pytest.param("Location", "/x?token=0123", "/x?token=REDACTED", id="an address"),
]


@pytest.mark.parametrize(("name", "value", "shown"), FIELDS)
def test_a_field_of_a_response(name: str, value: str, shown: str) -> None:
    head = safe_response(ResponseHead("1.1", 200, ((name, value),)), Redactor())
    assert head == ResponseHead("1.1", 200, ((name, shown),))
