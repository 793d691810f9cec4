"""A log: a stream with a prefix of the same shape before each of its lines, as docker, kubectl and loggers write it.

What stands between quotes, as programs print strings, is taken out of them. Lines without the prefix are of something else, and
counted.
"""

import re
from collections.abc import Iterator

from ..ending import Ending
from ..report import FilePlace
from ..sniff import SNIFF_BYTES, prefix_around_a_stream
from ._lines import lines_of
from ._literals import unquoted
from ._shape import ByteSource, Capture, CaptureError, Chunk, Format, Found, Skipped

_RUNS = re.compile(rb"([0-9]+(?:\.[0-9]+)?)|([A-Za-z]+)|(.)", re.DOTALL)
_QUOTE = re.compile(rb"b?['\"]$")
_LISTED = rb"[ \t\[(]*"
"""What may stand before a string where a list of them is printed."""
_PARTIAL = re.compile(rb"(?:stdout|stderr) P $")
"""The mark of Kubernetes for a piece of a line that goes on in the next entry."""
_SOURCE = re.compile(rb"[A-Za-z0-9_.-]+[-_][0-9]+ +\||\[pod/[^\]]*\]")
"""Who wrote a line, before all else: a container of Docker Compose, or of a pod of Kubernetes. Each writes a stream of its own."""
_FIELD = re.compile(rb"[ \t]*(?:data|event):")
_SHOWN = 60
_MOST_TOLD = 5
"""Others who wrote a stream that are told of."""
_BOM = b"\xef\xbb\xbf"


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Found]:
    prefix = prefix_around_a_stream(start[:SNIFF_BYTES].removeprefix(_BOM)) or b""
    log = _Log(prefix)
    shown = prefix[:_SHOWN].decode("utf-8", "replace")
    yield Capture(
        source,
        FORMAT.name,
        "bytes",
        None,
        log.reads(lines_of(source, start.removeprefix(_BOM), stream)),
        (f"taken off each line: {shown!r} and the like",),
        place=FilePlace(source, 1, is_verbatim=False),
    )
    for _ in range(log.others):
        yield Skipped(source, "without the prefix of the log")
    for writer in sorted(log.streams):
        words = f"it has a stream of {writer!r} too; check its lines by themselves, as `grep -F {writer!r} FILE` takes them"
        yield CaptureError(source, words)


class _Log:
    """Takes the prefix off the lines of a log."""

    def __init__(self, prefix: bytes) -> None:
        self.others = 0
        """Lines without the prefix."""
        quote = _QUOTE.search(prefix)
        self.streams: set[str] = set()
        """Who else wrote lines of a stream."""
        self._is_quoted = quote is not None
        bare = prefix[: quote.start()] if quote else prefix
        pattern = _LISTED + _pattern(bare.strip(b"[( \t")) + _LISTED if quote else _pattern(bare)
        self._prefix = re.compile(pattern, re.DOTALL)
        self._is_whole = False
        """True if line ends are among what is quoted."""

    def reads(self, lines: Iterator[bytes]) -> Iterator[Chunk | Ending]:
        for line in lines:
            if taken := self._take(line):
                yield Chunk(taken)
        yield Ending()

    def _take(self, line: bytes) -> bytes:
        text = line.rstrip(b"\r\n")
        end = line[len(text) :]
        if not text:
            return b"" if self._is_quoted else end
        found = self._prefix.match(text)
        rest = text[found.end() :] if found else b""
        if self._is_quoted and found:
            return self._unquoted(rest)
        if found is None:
            self._pass_over(text)
            return b""
        return rest if _PARTIAL.search(found[0]) else rest + end

    def _pass_over(self, text: bytes) -> None:
        self.others += 1
        source = _SOURCE.match(text)
        if source and _FIELD.match(text, source.end()) and len(self.streams) < _MOST_TOLD:
            self.streams.add(source[0].decode("utf-8", "replace"))

    def _unquoted(self, text: bytes) -> bytes:
        value = unquoted(text)
        if value is None:
            self.others += 1
            return b""
        self._is_whole = self._is_whole or b"\n" in value or b"\r" in value
        return value if self._is_whole else value + b"\n"


def _pattern(prefix: bytes) -> bytes:
    """What has the shape of a prefix; the blanks at its end are left out before an empty line."""
    bare = prefix.rstrip(b" \t")
    source = _SOURCE.match(bare)
    writer = source[0] if source else b""
    blanks = re.escape(prefix[len(bare) :])
    pieces = (
        b"[0-9]+(?:\\.[0-9]+)?" if number else b"[A-Za-z]+" if word else re.escape(other)
        for number, word, other in _RUNS.findall(bare[len(writer) :])
    )
    return b"[ \t]*" + re.escape(writer) + b"".join(pieces) + b"(?:" + blanks + b"|$)"


FORMAT = Format("log", read)
