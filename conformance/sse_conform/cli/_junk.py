"""Input that is no event stream: names its kind, with advice that fits the source of the input."""

from typing import Literal

from ..captures import Capture
from ..sniff import KINDS
from ._inputs import STDIN

Source = Literal["file", "stdin", "url", "response"]
"""Where the input is from; "response" is a capture that holds the head of the response."""

_DECOMPRESS = {
    "gzip": "gunzip -c",
    "zstd": "zstd -dc",
    "bzip2": "bunzip2 -c",
    "xz": "xz -dc",
    "zip": "funzip",
}
_RECORD = "record the body alone, as in: curl -sN URL > FILE"
_AS_A_FILE = "save it without the head, as a file of its own: sse-conform reads such files"

_CURES = {
    "zlib": "decompress it first; mitmproxy writes a HAR so into FILE.zhar, and plainly into FILE.har (--set hardump=FILE.har)",
    "utf-16": "an event stream is UTF-8; convert it, as in: iconv -f UTF-16 -t UTF-8 FILE | sse-conform check -",
    "markup": "it may show an error of the server or of a proxy",
    "json": 'if a server sent it, it answered without streaming: see whether the request asks for it ("streaming": true)',
    "json-lines": "in an event stream each has `data: ` before it and an empty line after it",
    "binary": "an event stream is UTF-8 text",
    "text": "no line of it is a field of an event stream",
    "cassette": _AS_A_FILE,
    "har": _AS_A_FILE,
    "curl-trace": _AS_A_FILE,
    "curl-trace-ascii": "that dump lacks bytes of the body: record it with --trace FILE --trace-time, and not --trace-ascii",
    "curl-verbose": _AS_A_FILE,
    "http-request": _AS_A_FILE,
    "wget": "record it with its head, as in: wget -q --save-headers -O FILE URL",
    "tshark-follow": "take the bodies out, as in: tshark -r FILE --export-objects http,FOLDER",
    "chunked": f"leave out --raw, or {_RECORD}",
    "mitmproxy": _AS_A_FILE,
    "pcap": "take the bodies out, as in: tshark -r FILE --export-objects http,FOLDER",
    "amazon": "read it with an AWS SDK, write the payload of each message on a line of its own, and check that file",
    "docker": _AS_A_FILE,
    "chunk-list": _AS_A_FILE,
    "log": _AS_A_FILE,
    "quoted": _AS_A_FILE,
}
_OF_A_SERVER = {
    "utf-16": "an event stream is UTF-8, and the server must write it so",
    "json": 'the server answered without streaming; see whether the request asks for it ("streaming": true)',
    "amazon": "an AWS SDK reads it; ask for text/event-stream where the server knows that too",
    "log": "the server writes something before each line",
    "quoted": "the server writes quotes around each line",
}
"""What to say of a body as a server sent it, where the advice for a file would not help."""
_HELPS_ANYWHERE = frozenset({"markup", "json-lines", "binary", "text"})
_LOOK = "look at what answers this address"
_OF_NOTHING: dict[Source, str] = {
    "file": "the file was not written, or the server sent nothing",
    "stdin": "nothing came on standard input",
    "url": "the server sent nothing",
    "response": "the server sent a head and nothing after it",
}
_OF_COMPRESSED: dict[Source, str] = {
    "file": "decompress it first, as in: {} FILE | sse-conform check -",
    "stdin": "decompress it first, as in: {} | sse-conform check -",
    "url": "the server compressed the body, and no Content-Encoding says so",
    "response": "let curl undo it when you record it: curl -isN --compressed URL",
}


def source_of(capture: Capture) -> Source:
    """What a capture is, as far as advice about it goes."""
    if capture.format == "live":
        return "url"
    if capture.head is not None:
        return "response"
    return "stdin" if capture.source == STDIN else "file"


def sentence(kind: str, source: Source = "file", *, is_told: bool = False) -> str:
    """For a key of :data:`sse_conform.sniff.KINDS`, and where the input came from.

    :param is_told: a finding says what it is, and what to do is left to say.
    """
    if kind == "empty":
        what = "it is empty"
    else:
        what = "it is no event stream" if is_told else f"it is {KINDS[kind]}, not an event stream"
    return f"{what}; {_cure(kind, source)}"


def _cure(kind: str, source: Source) -> str:
    if kind == "empty":
        return _OF_NOTHING[source]
    if kind in _DECOMPRESS:
        return _OF_COMPRESSED[source].format(_DECOMPRESS[kind])
    if source == "stdin":
        return _CURES[kind].replace(" FILE | sse-conform", " | sse-conform")
    if source == "file":
        return _CURES[kind]
    if kind in _OF_A_SERVER:
        return _OF_A_SERVER[kind]
    return _CURES[kind] if source == "response" or kind in _HELPS_ANYWHERE else _LOOK
