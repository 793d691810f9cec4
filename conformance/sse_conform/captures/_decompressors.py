"""The decompressors of the content codings, behind one interface: bytes in, a bounded piece of what they say out."""

import sys
import zlib
from collections.abc import Callable
from importlib import import_module
from typing import Any, Protocol

OUTPUT_SIZE = 16 * 1024
"""Bytes that a decompressor is asked for. Brotli gives up to twice as many: it counts in blocks of 32 KiB."""
_WINDOW_LOG = 23
"""Zstandard may use a window of 8 MiB in HTTP, and no larger one (RFC 9659, section 3)."""


class Decompressor(Protocol):
    """One coding at work."""

    failure: type[Exception]

    def undo(self, data: bytes) -> bytes:
        """What comes of the data, about OUTPUT_SIZE bytes of it; as many or more say that more waits, to be had for b""."""
        ...

    @property
    def is_over(self) -> bool:
        """Tells if the coded data had its end."""
        ...

    @property
    def rest(self) -> bytes:
        """What was given behind that end."""
        ...


class _Zlib:
    failure: type[Exception] = zlib.error

    def __init__(self, wbits: int) -> None:
        self._inner = zlib.decompressobj(wbits)

    def undo(self, data: bytes) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, OUTPUT_SIZE)

    @property
    def is_over(self) -> bool:
        return self._inner.eof

    @property
    def rest(self) -> bytes:
        return self._inner.unused_data


class _Deflate:
    """By RFC 9110 the zlib format; some servers send raw deflate data, and clients take both.

    A zlib header has 8 in the lower half of its first byte (RFC 1950, section 2.2). Raw data that begins so would be a
    stored block with padding that is not zero, which no compressor writes.
    """

    failure: type[Exception] = zlib.error

    def __init__(self) -> None:
        self._inner: _Zlib | None = None

    def undo(self, data: bytes) -> bytes:
        if self._inner is None:
            self._inner = _Zlib(zlib.MAX_WBITS if data[0] & 0x0F == 8 else -zlib.MAX_WBITS)
        return self._inner.undo(data)

    @property
    def is_over(self) -> bool:
        return self._inner is not None and self._inner.is_over

    @property
    def rest(self) -> bytes:
        return b"" if self._inner is None else self._inner.rest


class _Brotli:
    def __init__(self, library: Any) -> None:
        self.failure: type[Exception] = library.error
        self._inner = library.Decompressor()

    def undo(self, data: bytes) -> bytes:
        output: bytes = self._inner.process(data, output_buffer_limit=OUTPUT_SIZE)
        return output

    @property
    def is_over(self) -> bool:
        return bool(self._inner.is_finished())

    @property
    def rest(self) -> bytes:
        return b""  # bytes behind the end are an error of the library's own


class _Zstandard:
    def __init__(self, library: Any) -> None:
        self.failure: type[Exception] = library.ZstdError
        self._inner = library.ZstdDecompressor(
            options={library.DecompressionParameter.window_log_max: _WINDOW_LOG}
        )

    def undo(self, data: bytes) -> bytes:
        output: bytes = self._inner.decompress(data, OUTPUT_SIZE)
        return output

    @property
    def is_over(self) -> bool:
        return bool(self._inner.eof)

    @property
    def rest(self) -> bytes:
        return bytes(self._inner.unused_data)


_ZSTD = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
DECOMPRESSORS: dict[str, Callable[[], Decompressor]] = {
    "gzip": lambda: _Zlib(16 + zlib.MAX_WBITS),
    "x-gzip": lambda: _Zlib(16 + zlib.MAX_WBITS),
    "deflate": _Deflate,
    "br": lambda: _Brotli(import_module("brotli")),
    "zstd": lambda: _Zstandard(import_module(_ZSTD)),
}
IN_MEMBERS = frozenset({"gzip", "x-gzip", "zstd"})
"""What may follow itself (RFC 1952, section 2.2; RFC 8878, section 3.1)."""
