"""The exchange in a cassette, whatever recorder wrote it: they agree on the members, and not on their shapes.

Known are vcrpy and pytest-recording, VCR for Ruby, betamax, go-vcr, nock, WireMock and the cassettes of ddtrace. Where recorders
keep a body as text, it is in the encoding that they name, or UTF-8.
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
_STATUSES = ("status", "code", "status_code", "statusCode")
_BODIES = ("body", "content", "jsonBody")
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
    """The response head; None where no status is known, or the recorder kept no fields."""
    response = _response(interaction)
    status = next((response[name] for name in _STATUSES if response.get(name) is not None), None)
    if isinstance(status, Mapping):
        status = status.get("code")
    found = _STATUS.match(str(status))
    fields = fields_of(response.get("headers", response.get("rawHeaders")))
    if found is None or not fields:
        return None
    version = response.get("http_version") or response.get("proto") or response.get("protocol")
    if "transfer-encoding" in {name.lower() for name, _ in fields}:
        # No server sends both (RFC 9112, section 6.2): vcrpy adds the length of what it decoded.
        fields = tuple(field for field in fields if field[0].lower() != "content-length")
    return ResponseHead(http_version(version, fields), int(found[0]), fields)


def file_of(interaction: Mapping[str, Any]) -> str:
    """The name of another file that has the body; "" where there is none."""
    name = _response(interaction).get("bodyFileName")
    return name if isinstance(name, str) else ""


def body_of(interaction: Mapping[str, Any]) -> bytes | None:
    """The bytes of the response's body; None where there is no response, or it kept none.

    :raises MalformedError: the body cannot be what it says.
    """
    response = _response(interaction)
    for name in _CODED:
        if isinstance(response.get(name), str):
            return from_base64(response[name])
    body = next((response[name] for name in _BODIES if response.get(name) is not None), None)
    if "scope" in interaction and isinstance(body, str | list) and _is_hexadecimal(interaction, body):
        return from_hex(body)
    return bytes_of(body)


def _is_hexadecimal(interaction: Mapping[str, Any], body: str | list[Any]) -> bool:
    """Return True if nock wrote a body so: one that is no text, or the chunks of one that has a content coding."""
    fields = fields_of(interaction.get("headers", interaction.get("rawHeaders")))
    is_coded = any(name.lower() == "content-encoding" for name, _ in fields)
    return bool(interaction.get("responseIsBinary")) or (is_coded and isinstance(body, list))


def bytes_of(body: Any) -> bytes | None:
    """The bytes of a body as a string, as bytes, in pieces, or as a mapping that says how it was written.

    Any other mapping was a JSON body, which nock keeps as a value.
    """
    if body is None or isinstance(body, bytes):
        return body
    if isinstance(body, str):
        return body.encode("utf-8", "surrogatepass")
    if isinstance(body, list) and all(isinstance(piece, str | bytes) for piece in body):
        return b"".join(piece if isinstance(piece, bytes) else _encoded(piece, None) for piece in body)
    if isinstance(body, Mapping):
        for name in _CODED:
            if isinstance(body.get(name), str):
                return from_base64(body[name])
        for name in _PLAIN:
            if isinstance(text := body.get(name), bytes):
                return text
            if isinstance(text, str):
                return _encoded(text, body.get("encoding"))
    return json.dumps(body, default=str).encode()


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


def from_base64(text: str) -> bytes:
    """The bytes that a text in base64 stands for; raises :class:`MalformedError`."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedError(f"its body is no base64: {error}") from error


def from_hex(body: str | list[Any]) -> bytes:
    """The bytes that one or more texts in hexadecimal stand for; raises :class:`MalformedError`."""
    try:
        return bytes.fromhex("".join(body))
    except (TypeError, ValueError) as error:
        raise MalformedError(f"its body is no text in hexadecimal: {error}") from error
