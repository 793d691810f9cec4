"""Recordings of an exchange, and other files that hold a stream inside something else, told by their first bytes.

Their lines may look like fields of an event stream. Each is known by marks that no event stream has.
"""

import re
from collections import Counter

# Patterns are text, which re compiles where it first needs them, and keeps: a stream in order needs few.
_CASSETTE = (
    rb"(?:^|[\r\n])(?:http_)?interactions:[ \t]*(?:\[|(?:#[^\r\n]*)?(?:\r?\n[ \t]*(?:#[^\r\n]*)?)+-[ \t\r\n])"
)
_RESPONSES = rb"^responses:[ \t]*\r?\n[ \t]*-[ \t]+response:[ \t]*\r?\n[ \t]+auto_calculate_content_length:"
_JSON_CASSETTE = (
    rb'(?s)^\{.*?"(?:(?:http_)?interactions|mappings)"\s*:\s*\[\s*'
    rb'(?:\]|\{\s*"(?:id|name|recorded_at|request|response)")'
)
# A file for each exchange, as ddtrace and WireMock write it, and the list of nock.
_JSON_EXCHANGE = (
    rb'^(?:\{\s*(?:"(?:id|name|uuid)"\s*:\s*"[^"]*"\s*,\s*){0,3}"request"\s*:\s*\{\s*"(?:body|headers|method|ur[il])'
    rb'|\[\s*\{\s*"scope"\s*:\s*"https?:)'
)
_HAR = rb'^\{\s*"log"\s*:\s*\{'
_DOCKER = rb'^\{\s*"log"\s*:\s*"'
_CHUNK_LIST = rb'^\[\s*"(?:data|event|id|retry|):'

_CURL_TIME = rb"(?:\d\d:\d\d:\d\d\.\d+ )?(?:\[[\dx-]+\] )?"
_CURL_NOTES = rb"(?:(?:Note|Warning): [^\n]*\n)*"
_CURL_TRACE = rb"^" + _CURL_NOTES + _CURL_TIME + rb"(?:== Info: |=> Send |<= Recv )"
_DUMP = rb"(?:^|\n)[0-9a-f]{4,8}: ([0-9a-f]{2}(?: [0-9a-f]{2})* )?"
_CURL_VERBOSE = (
    rb"(?:^|[\r\n])"
    + _CURL_TIME
    + rb"(?:> [A-Z]+ \S+ HTTP/\d|< HTTP/\d|\* (?:  Trying|Connected to|Host ) ?\S)"
)

_HTTP_REQUEST = rb"^(?:DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) \S+ HTTP/\d(?:\.\d)?\r?\n"
_WGET = rb"^(?:--\d{4}-\d\d-\d\d \d\d:\d\d:\d\d--  \S+://|HTTP/\d(?:\.\d)? \d{3}[^\r\n]*\r?\n  [\w-]+: )"
_TSHARK = rb"^={20,}\r?\nFollow: "

_MITMPROXY = (
    rb"^\d{1,10}:\d{1,3}:(?:backup|client_conn|comment|error|id|intercepted|is_replay|marked|metadata|request|response"
    rb"|server_conn|timestamp_created|type|version|websocket)[;,]"
)
_PCAP = (b"\xa1\xb2\xc3\xd4", b"\xd4\xc3\xb2\xa1", b"\xa1\xb2\x3c\x4d", b"\x4d\x3c\xb2\xa1")
_PCAPNG = rb"(?s)^\n\r\r\n....(?:\x1a\x2b\x3c\x4d|\x4d\x3c\x2b\x1a)"
_AMAZON = rb"(?s)^\0.{11}[\x0b-\x11]:(?:content-type|event-type|exception-type|message-type)\x07"

_SIZE_LINE = rb"^([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?(\r?\n)"
_FIELD = rb"(?:data|event|id|retry)?:"

_INSIDE = rb"^(.{1,120}?)(?<![\w-])(?:data|event|id|retry):"
_RUNS = rb"[0-9]+(?:\.[0-9]+)?|[A-Za-z]+"
_QUOTES = rb"[+>|,\[ \t]*b?['\"]$"
_MOST = 0.6
"""Share of the lines that have the same prefix in a log; some lines in it are of something else."""


def binary_recording(start: bytes) -> str | None:
    """A key of `sniff.KINDS` for a binary recording that begins with these bytes; None for anything else."""
    if start.startswith(_PCAP) or re.match(_PCAPNG, start):
        return "pcap"
    return "amazon" if re.match(_AMAZON, start) else None


def recording(start: bytes) -> str | None:
    """A key of `sniff.KINDS` for a recording that begins with this text; None for anything else."""
    for pattern, kind in (
        (_MITMPROXY, "mitmproxy"),
        (_HTTP_REQUEST, "http-request"),
        (_WGET, "wget"),
        (_TSHARK, "tshark-follow"),
    ):
        if re.match(pattern, start):
            return kind
    if _is_chunked(start):
        return "chunked"
    if re.match(_CURL_TRACE, start):
        return "curl-trace-ascii" if _is_ascii_dump(start) else "curl-trace"
    if start.startswith((b"{", b"[")):
        return _of_json(start)
    if re.search(_CURL_VERBOSE, start):
        return "curl-verbose"
    return "cassette" if re.search(_CASSETTE, start) or re.match(_RESPONSES, start) else None


def log_around_a_stream(text: bytes) -> str | None:
    """ "log" or "quoted" for lines of a stream that each have a prefix of the same shape; None for other text."""
    prefix = prefix_around_a_stream(text)
    if prefix is None:
        return None
    return "quoted" if re.fullmatch(_QUOTES, prefix) else "log"


def prefix_around_a_stream(text: bytes) -> bytes | None:
    """The first of the prefixes that stand, all of the same shape, before the lines of a stream; None for other text."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    prefixes = [match[1] for line in lines if (match := re.match(_INSIDE, line))]
    others = [line for line in lines if not re.match(_INSIDE, line)]
    if not prefixes:
        return None
    shapes = Counter(map(_shape, prefixes))
    shape, number = shapes.most_common(1)[0]
    same = number + sum(_is_alone(_shape(line), shape) for line in others)
    if same < max(2, _MOST * len(lines)):
        return None
    return next(prefix for prefix in prefixes if _shape(prefix) == shape)


def _is_alone(line: bytes, prefix: bytes) -> bool:
    """Return True if a line of this shape, which has no field, is the prefix; behind its quote the rest of an event may stand.

    A member of a JSON object has to be empty or to begin with an escape: it is a text of any kind else.
    """
    if prefix.endswith((b'"', b"'")):
        ends = (prefix + b'"', prefix + b"'", prefix + b"\\") if prefix.startswith(b"{") else prefix
        return line.startswith(ends)
    return line == prefix.rstrip()


def _shape(prefix: bytes) -> bytes:
    """The prefix with its words and numbers alike."""
    return re.sub(_RUNS, lambda run: b"0" if run[0][:1].isdigit() else b"a", prefix)


def _of_json(start: bytes) -> str | None:
    if re.match(_HAR, start):
        return "har"
    if re.match(_DOCKER, start):
        return "docker"
    if re.match(_CHUNK_LIST, start):
        return "chunk-list"
    return "cassette" if re.match(_JSON_CASSETTE, start) or re.match(_JSON_EXCHANGE, start) else None


def _is_ascii_dump(start: bytes) -> bool:
    """Return True if the first lines of the dump show text, where `curl --trace` shows bytes in hexadecimal."""
    lines = [match[1] for match in re.finditer(_DUMP, start)]
    return bool(lines) and not any(lines)


def _is_chunked(start: bytes) -> bool:
    """Return True if the body is cut into chunks, each after its size (RFC 9112, section 7.1), and the first fits.

    An editor may have made LF of the CR LF around the chunks.
    """
    line = re.match(_SIZE_LINE, start)
    size = int(line[1], 16) if line else 0
    if line is None or not size:
        return False
    begin, end = line.end(), line.end() + size
    if len(start) >= end + len(line[2]):
        return start[end:].startswith(line[2])
    return re.match(_FIELD, start[begin:]) is not None
