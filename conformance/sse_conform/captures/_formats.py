"""The capture formats, in the order in which they are asked; a new one is a module and a row here.

A format is loaded when a file may have it: most checks are of streams that are nothing else, and start without the others.
"""

from importlib import import_module
from typing import Final

import attrs

from ..sniff import sniff
from . import raw
from ._shape import CHUNK_SIZE, ByteSource, Format


@attrs.frozen
class Listed:
    """What is known of a format before its module is loaded."""

    module: str
    suffixes: frozenset[str] = frozenset()
    """Suffixes of files that a directory always gives, so that a broken capture is reported and not skipped."""
    kinds: frozenset[str] = frozenset()
    """What `sniff` calls files that may have this format."""
    mark: bytes = b""
    """How files begin that may have this format, whatever `sniff` calls them; b"" for none."""

    def may_have(self, start: bytes, kind: str | None) -> bool:
        """Return True if a file that begins so, and is of this kind, may have the format."""
        return kind in self.kinds or (self.mark != b"" and start.startswith(self.mark))

    def load(self) -> Format:
        """The format itself."""
        format: Format = import_module(f".{self.module}", __package__).FORMAT
        return format


def _row(module: str, *kinds: str, suffixes: tuple[str, ...] = (), mark: bytes = b"") -> Listed:
    return Listed(module, frozenset(suffixes), frozenset(kinds), mark)


RAW: Final = _row("raw", suffixes=raw.SUFFIXES)
FORMATS: Final = (
    _row("ssecap", suffixes=(".ssecap",), mark=b"{"),
    _row("curl", suffixes=(".http",), mark=b"HTTP/"),
    _row("transcript", "http-request"),
    _row("cassette", "cassette"),
    _row("har", "har", suffixes=(".har",)),
    _row("trace", "curl-trace"),
    _row("verbose", "curl-verbose"),
    _row("mitmproxy", "mitmproxy"),
    _row("archive", "zip"),
    _row("chunked", "chunked"),
    _row("log_export", "json", "chunk-list", "log", "quoted"),
    _row("chunk_list", "chunk-list", "json", "log", "quoted"),
    _row("json_log", "docker", "log", "json-lines"),
    _row("log", "log", "quoted"),
    _row("devtools", "text", "json", "json-lines"),
    _row("json_events", "json", "json-lines"),
    RAW,
)


def recognise(start: bytes) -> Listed | None:
    """The format that claims input which begins with these bytes."""
    kind = sniff(start)
    for each in FORMATS:
        if (each is RAW or each.may_have(start, kind)) and each.load().claims(start):
            return each
    return None


def beginning(stream: ByteSource) -> tuple[bytes, Listed]:
    """Bytes enough to know the format by, never more than two chunks, and the format."""
    start = b""
    while (
        (format := recognise(start)) is None
        and len(start) < CHUNK_SIZE
        and (more := stream.read1(CHUNK_SIZE))
    ):
        start += more
    return start, format or RAW
