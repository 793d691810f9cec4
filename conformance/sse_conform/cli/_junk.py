"""What to say of input that is no event stream: what it is instead, and what to do."""

from ..sniff import KINDS

_DECOMPRESS = "decompress it first, as in: {} FILE | sse-conform check -"
_CURES = {
    "empty": "the file was not written, or the server sent nothing",
    "gzip": _DECOMPRESS.format("gunzip -c"),
    "zstd": _DECOMPRESS.format("zstd -dc"),
    "bzip2": _DECOMPRESS.format("bunzip2 -c"),
    "xz": _DECOMPRESS.format("xz -dc"),
    "zip": _DECOMPRESS.format("unzip -p"),
    "utf-16": "an event stream is UTF-8; convert it, as in: iconv -f UTF-16 -t UTF-8 FILE | sse-conform check -",
    "markup": "it may show an error of the server or of a proxy",
    "json": 'the server answered without streaming; look whether the request asked for a stream ("streaming": true)',
    "json-lines": "in an event stream each has `data: ` before it and an empty line after it",
    "binary": "an event stream is UTF-8 text",
    "text": "no line of it is a field of an event stream",
}


def sentence(kind: str) -> str:
    """For a key of :data:`sse_conform.sniff.KINDS`."""
    what = "it is empty" if kind == "empty" else f"it is {KINDS[kind]}, not an event stream"
    return f"{what}; {_CURES[kind]}"
