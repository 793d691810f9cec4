"""Names the kind of a body that is plainly no event stream, from its first bytes alone. In doubt, a body is a stream.

A body with one line that the format knows, a field or a comment, is an event stream however broken the rest. Recordings of
an exchange are the exception: their own marks count for more, unless the very first line is a field or a comment.
"""

import codecs
import json
import re

from ._recordings import binary_recording, log_around_a_stream, prefix_around_a_stream, recording

__all__ = ["KINDS", "SNIFF_BYTES", "prefix_around_a_stream", "sniff"]

KINDS: dict[str, str] = {
    "empty": "empty",
    "gzip": "gzip-compressed data",
    "zstd": "zstd-compressed data",
    "bzip2": "bzip2-compressed data",
    "xz": "xz-compressed data",
    "zlib": "zlib-compressed data",
    "zip": "a zip archive",
    "utf-16": "UTF-16 text",
    "markup": "a page of HTML or XML",
    "json": "a JSON document",
    "json-lines": "JSON values one after the other",
    "binary": "binary data",
    "text": "plain text",
    "cassette": "a cassette of recorded HTTP exchanges (vcr)",
    "har": "a HAR, the log of HTTP exchanges that browsers save",
    "curl-trace": "the output of curl --trace",
    "curl-trace-ascii": "the output of curl --trace-ascii",
    "curl-verbose": "the output of curl -v, in which messages and body are mixed",
    "http-request": "an HTTP request",
    "wget": "the output of wget, in which messages and body are mixed",
    "tshark-follow": "a conversation that tshark shows, in which bytes are replaced",
    "chunked": "chunks with their sizes between them, a transfer coding that nobody undid",
    "mitmproxy": "a flow file of mitmproxy",
    "pcap": "a packet capture (pcap)",
    "amazon": "Amazon's binary event stream (application/vnd.amazon.eventstream)",
    "docker": "a log of Docker, with each line of the stream inside a JSON object",
    "chunk-list": "a JSON list of recorded pieces of a stream",
    "log": "a log, with a prefix before each line of the stream",
    "quoted": "a stream with quotes around each of its lines",
}
"""The answers of `sniff`, each with the kind in words."""

SNIFF_BYTES = 4096
"""Bytes that `sniff` looks at: the longest preamble of a page and the first values of a stream of JSON fit."""

_MAGIC = (
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"x\x9c", "zlib"),
    (b"x\xda", "zlib"),
)
_ZIP = b"PK\x03\x04"
# The field names of 9.2.6, in any case and indented too, and JSON in a field `error`: what is nearly a field is for the
# rules to explain.
_FIELD = re.compile(
    rb"(?:^|(?<=[\r\n]))(?::|(?-i:error:[ \t]*\{)|[ \t]*(?:\xef\xbb\xbf)*(?:data|event|id|retry)(?=[:\r\n]|$))",
    re.IGNORECASE,
)
_MARKUP = re.compile(rb"<[!?a-zA-Z]")
_JSON = re.compile(rb'\{\s*["}]|\[\s*[\[{"\]\d]')
_BLANKS = b" \t\r\n"
# C0 controls that no text has: all but HT, LF, VT, FF, CR and ESC, which logs of terminals hold.
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b"))


def sniff(data: bytes) -> str | None:
    """A key of KINDS when `data`, the beginning of a body or all of it, is no event stream; None when it may be one."""
    if not data:
        return "empty"
    start = data[:SNIFF_BYTES]
    for magic, kind in (*_MAGIC, (_ZIP, "zip")):
        if start.startswith(magic):
            return kind
    binary = binary_recording(start)
    if binary is not None:
        return binary
    if _is_utf16(start):
        return "utf-16"
    text = start.removeprefix(codecs.BOM_UTF8).lstrip(_BLANKS)
    if _MARKUP.match(text):
        return "markup"
    if not text or _FIELD.match(text):
        return None
    recorded = recording(text)
    if recorded is not None:
        return recorded
    if _has_controls(text):  # and a line in it that looks like a field does so by chance
        return "binary"
    if _FIELD.search(text):
        return None
    log = log_around_a_stream(text)
    if log is not None:
        return log
    if _JSON.match(text):
        return "json-lines" if _several_values(text) else "json"
    return "binary" if _is_binary(text) else "text"


def _is_utf16(start: bytes) -> bool:
    """Return True for a mark of UTF-16, or ASCII text with a zero in every other byte."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    even, odd = start[::2], start[1::2]
    return len(start) >= 8 and _zeros(even) != _zeros(odd)


def _zeros(half: bytes) -> bool:
    return half.count(0) * 10 >= len(half) * 9


def _several_values(text: bytes) -> bool:
    """Return True if more follows a whole JSON value."""
    decoded = text.decode("utf-8", "replace")
    try:
        _, end = json.JSONDecoder().raw_decode(decoded)
    except (ValueError, RecursionError):
        return False
    return bool(decoded[end:].strip())


def _has_controls(text: bytes) -> bool:
    """Return True if at least four bytes, and one in twenty, are controls that no text has: of random bytes two in twenty are."""
    controls = len(text) - len(text.translate(None, _CONTROLS))
    return controls > 3 and controls * 20 >= len(text)


def _is_binary(text: bytes) -> bool:
    """Return True if one byte in ten or more is not UTF-8."""
    return text.decode("utf-8", "replace").count("\ufffd") * 10 >= len(text)
