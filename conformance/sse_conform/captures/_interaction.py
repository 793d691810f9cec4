"""The exchange in a cassette, whatever recorder wrote it: they agree on the members, and not on their shapes.

Known are vcrpy and pytest-recording, VCR for Ruby, betamax, go-vcr, nock, WireMock and the cassettes of ddtrace.
"""

# What strangers wrote in JSON or YAML has no types.
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..head import RequestHead, ResponseHead

_STATUS = re.compile(r"\d{3}")
_CODED = ("base64_string", "base64", "base64Body")
_PLAIN = ("string", "text", "data")
_OPAQUE = frozenset({"", "ascii", "us-ascii", "ascii-8bit", "binary", "utf-8"})


_ONLY_IN_1 = frozenset({"connection", "keep-alive", "transfer-encoding"})


class MalformedError(ValueError):
    """The interaction is none; the message is a clause that says why."""


def request_of(interaction: Mapping[str, Any]) -> RequestHead | None:
    """The request; None where the recorder kept none."""
    request = interaction.get("request", interaction)
    if not isinstance(request, Mapping):
        return None
    names = ("uri", "url", "urlPath", "urlPattern", "urlPathPattern", "path")
    url = next((request[name] for name in names if isinstance(request.get(name), str)), "")
    scope = interaction.get("scope")
    method = request.get("method")
    if not isinstance(method, str):
        return None
    headers = request.get("headers", interaction.get("reqheaders"))
    return RequestHead(method.upper(), f"{scope}{url}" if isinstance(scope, str) else url, fields_of(headers))


def head_of(interaction: Mapping[str, Any]) -> ResponseHead | None:
    """The response head; None where no status is known."""
    response = _response(interaction)
    status = response.get("status", response.get("code"))
    if isinstance(status, Mapping):
        status = status.get("code")
    found = _STATUS.match(str(status))
    if found is None:
        return None
    fields = fields_of(response.get("headers", response.get("rawHeaders")))
    version = response.get("http_version") or response.get("proto") or response.get("protocol")
    return ResponseHead(http_version(version, fields), int(found[0]), fields)


def body_of(interaction: Mapping[str, Any]) -> bytes | None:
    """The bytes of the response's body; None where there is no response, or it kept none.

    :raises MalformedError: the body cannot be what it says.
    """
    response = _response(interaction)
    for name in _CODED:
        if isinstance(response.get(name), str):
            return _from_base64(response[name])
    body = response.get("body", response.get("jsonBody"))
    if interaction.get("responseIsBinary") and isinstance(body, str | list):
        return _from_hex(body)
    return bytes_of(body)


def bytes_of(body: Any) -> bytes | None:
    """The bytes of a body as a string, as bytes, in pieces, or as a mapping that says how it was written."""
    if body is None or isinstance(body, bytes):
        return body
    if isinstance(body, str):
        return body.encode("utf-8", "surrogatepass")
    if isinstance(body, list):
        pieces = [bytes_of(piece) for piece in body]
        return b"".join(piece for piece in pieces if piece is not None)
    if not isinstance(body, Mapping):
        raise MalformedError(f"its body is a {type(body).__name__}")
    for name in _CODED:
        if isinstance(body.get(name), str):
            return _from_base64(body[name])
    for name in _PLAIN:
        if name in body:
            text = body[name]
            return _encoded(text, body.get("encoding")) if isinstance(text, str) else bytes_of(text)
    return json.dumps(body).encode()  # nock keeps JSON as the value that it is


def fields_of(headers: Any) -> tuple[tuple[str, str], ...]:
    """Header fields as a mapping of strings or lists, a list of pairs or of names and values, or a flat list."""
    return tuple((name, value.strip(" \t")) for name, value in _fields(headers))


def http_version(text: Any, fields: tuple[tuple[str, str], ...]) -> str:
    """ "1.0", "1.1", "2" or "3".

    Most recorders keep no version. What only HTTP/1.1 has then tells of it, and without that nothing is held against the framing of
    the response: it is taken for HTTP/2.
    """
    found = re.search(r"(?:^|/|h)([123])(?:\.([01]))?$", str(text or "").strip().lower())
    if found is None:
        return "1.1" if any(name.lower() in _ONLY_IN_1 for name, _ in fields) else "2"
    return f"1.{found[2] or 1}" if found[1] == "1" else found[1]


def _response(interaction: Mapping[str, Any]) -> Mapping[str, Any]:
    response = interaction.get("response")
    if isinstance(response, Mapping) and ("scope" not in interaction):
        return response
    # nock has the members of the response beside those of the request.
    return {**interaction, "body": response} if "scope" in interaction else {}


def _fields(headers: Any) -> Iterator[tuple[str, str]]:
    if isinstance(headers, Mapping):
        for name, value in headers.items():
            for each in value if isinstance(value, list) else [value]:
                yield str(name), _text(each)
    elif isinstance(headers, list):
        if all(isinstance(each, str) for each in headers):
            yield from zip(headers[::2], headers[1::2], strict=False)
            return
        for each in headers:
            if isinstance(each, Mapping) and "name" in each:
                yield str(each["name"]), _text(each.get("value"))
            elif isinstance(each, list) and len(each) == 2:
                yield str(each[0]), _text(each[1])


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else "" if value is None else str(value)


def _encoded(text: str, encoding: Any) -> bytes:
    """The bytes of a text that was decoded by an encoding; what that does not have, the text has as UTF-8."""
    if isinstance(encoding, str) and encoding.lower() not in _OPAQUE:
        try:
            return text.encode(encoding)
        except (LookupError, UnicodeError):
            pass
    return text.encode("utf-8", "surrogatepass")


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedError(f"its body is no base64: {error}") from error


def _from_hex(body: str | list[Any]) -> bytes:
    try:
        return bytes.fromhex("".join(body))
    except (TypeError, ValueError) as error:
        raise MalformedError(f"its body is no text in hexadecimal: {error}") from error
