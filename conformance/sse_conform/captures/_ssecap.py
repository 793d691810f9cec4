"""The lines of a ``.ssecap`` file, and what each says; `docs/ssecap.md` and the JSON Schema ``ssecap`` describe them."""

import json
import math
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, Final, cast

import attrs

from ..ending import Ending, EndingKind
from ..head import RequestHead, ResponseHead
from ._shape import CHUNK_SIZE, ByteSource, CaptureError, Chunk, Fidelity

VERSION: Final = 1
"""The version that is written, and the latest that is read."""
MAX_LINE: Final = 8 * 1024 * 1024
"""Bytes of one line: what JSON makes of it is held in memory, and may take twenty times as much."""
ENDINGS: Final[dict[str, EndingKind]] = {
    "eof": "eof",
    "rst": "reset",
    "to": "timeout",
    "incomplete": "incomplete",
    "unfinished": "unfinished",
    "corrupt": "corrupt",
    "short": "short",
    "long": "long",
    "time-up": "time-up",
    "stopped": "stopped",
}
"""The code of each way in which a stream ends."""
TEXT: Final = "d"
"""The code of a read whose bytes are UTF-8, written as its text."""
BYTES: Final = "x"
"""The code of any other read: each character, up to U+00FF, is one byte."""
CONNECTION: Final = "conn"
"""The code of a line with which another connection begins."""

_FIDELITIES: Final[tuple[Fidelity, ...]] = ("timed", "chunks", "bytes", "events")
_LATEST: Final = 1e12
"""Seconds that a time is below: ten thousand years and more."""


class RefusedError(Exception):
    """A line that cannot be read; the message is the reason as a clause."""


class Lines:
    """The lines of a file that say something, one at a time."""

    def __init__(self, source: str, start: bytes, stream: ByteSource) -> None:
        self.number = 0
        """The number of the line that was taken last, from 1."""
        self.is_cut = False
        """Whether that line has no line end, so that the rest of it may be missing."""
        self._source = source
        self._stream = stream
        self._start = start
        self._ready: deque[bytes] = deque()
        self._tail = bytearray()
        self._given_back: bytes | None = None

    def take(self) -> bytes | None:
        """The next line that is neither empty nor a comment; None behind the last."""
        line, self._given_back = self._given_back, None
        while line is None:
            line = self._next()
            if line is None:
                return None
            if not line or line.startswith(b"#"):
                line = None
        return line

    def give_back(self, line: bytes) -> None:
        """Let the line be taken once more."""
        self._given_back = line

    def _next(self) -> bytes | None:
        while not self._ready:
            more = self._start or self._stream.read1(CHUNK_SIZE)
            self._start = b""
            if not more:
                return self._last()
            first, *others = more.split(b"\n")
            self._tail += first
            if len(self._tail) > MAX_LINE:
                raise CaptureError(
                    self._source, f"line {self.number + 1:,} is longer than {MAX_LINE >> 20} MiB"
                )
            for other in others:
                self._ready.append(bytes(self._tail))
                self._tail = bytearray(other)
        self.number += 1
        return self._ready.popleft().strip()

    def _last(self) -> bytes | None:
        if self.is_cut or not self._tail:
            return None
        self.is_cut = True
        self.number += 1
        return bytes(self._tail).strip()


@attrs.frozen
class Opening:
    """How a connection begins."""

    fidelity: Fidelity
    request: RequestHead | None
    response: ResponseHead | None
    is_decoded: bool
    """Whether the content codings that the response names are undone."""
    notes: tuple[str, ...]


@attrs.frozen
class Entry:
    """A line of a connection."""

    t: float | None
    code: str
    value: Any

    def opening(self) -> Opening:
        """How the connection begins that the line opens."""
        if not isinstance(self.value, dict):
            raise RefusedError("a connection begins with an object")
        return _opening(cast("dict[str, Any]", self.value))  # pyright: ignore[reportUnknownMemberType]

    def read(self, *, is_timed: bool) -> Chunk | Ending:
        """The read, or the end, that the line tells of."""
        if not isinstance(self.value, str):
            raise RefusedError("its third member must be a string")
        if self.code in ENDINGS:
            return Ending(ENDINGS[self.code], self.value, self.t)
        if is_timed and self.t is None:
            raise RefusedError('it has no time, and the recording is "timed"')
        return Chunk(self._data(), self.t)

    def _data(self) -> bytes:
        coding = {TEXT: "utf-8", BYTES: "latin-1"}.get(self.code)
        if coding is None:
            raise RefusedError(f"there is no code {self.code[:20]!r}")
        try:
            return cast("str", self.value).encode(coding)
        except UnicodeEncodeError:
            raise RefusedError(
                "half of a character cannot be UTF-8" if coding == "utf-8" else "its characters must be bytes"
            ) from None


def first(line: bytes) -> Opening:
    """How the first connection begins, by the first line of a file."""
    value = _parsed(line)
    version = value.get("ssecap")
    if not _is_int(version) or version < 1:
        raise RefusedError('the version in "ssecap" must be a number from 1')
    if version > VERSION:
        raise RefusedError(f"it is of version {version}, and this program reads up to version {VERSION}")
    return _opening(value)


def entry(line: bytes) -> Entry:
    """What any other line says."""
    match _parsed(line):
        case [t, str(code), value] if t is None or _is_time(t):
            return Entry(None if t is None else float(t), code, value)
        case _:
            raise RefusedError('it must be [time, code, text], as in [0.25,"d","data: a\\n\\n"]')


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise RefusedError("it is not JSON") from None


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_time(value: object) -> bool:
    is_number = isinstance(value, float) or _is_int(value)
    return is_number and 0 <= cast("float", value) < _LATEST and math.isfinite(cast("float", value))


def _opening(value: dict[str, Any]) -> Opening:
    fidelity = value.get("fidelity", "timed")
    if fidelity not in _FIDELITIES:
        raise RefusedError(f"its fidelity must be one of {', '.join(_FIDELITIES)}")
    decoded, notes = value.get("decoded", False), value.get("notes", [])
    if not isinstance(decoded, bool):
        raise RefusedError('"decoded" must be true or false')
    if not isinstance(notes, list) or not all(isinstance(note, str) for note in cast("Iterable[Any]", notes)):
        raise RefusedError('"notes" must be a list of strings')
    return Opening(
        fidelity,
        _request(value.get("request")),
        _response(value.get("response")),
        decoded,
        tuple(cast("list[str]", notes)),
    )


def _request(value: Any) -> RequestHead | None:
    match value:
        case None:
            return None
        case {"method": str(method), "url": str(url)}:
            return RequestHead(method, url, tuple(_headers(value)))
        case _:
            raise RefusedError('"request" must have a method and a url')


def _response(value: Any) -> ResponseHead | None:
    match value:
        case None:
            return None
        case {"status": int(status)} if _is_int(status) and 100 <= status <= 999:
            version = value.get("version", "1.1")
            if not isinstance(version, str):
                raise RefusedError('the "version" of the response must be a string, such as "1.1"')
            return ResponseHead(version, status, tuple(_headers(value)))
        case _:
            raise RefusedError('"response" must have a status of three digits')


def _headers(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    headers = value.get("headers", [])
    if not isinstance(headers, list):
        raise RefusedError('"headers" must be a list')
    for header in cast("Iterable[Any]", headers):
        match header:
            case [str(name), str(content)]:
                yield name, content
            case _:
                raise RefusedError("each header must be a pair of a name and a value")
