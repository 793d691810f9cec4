"""A zip archive with recordings in it: what Playwright writes of a HAR and of a trace, or a folder that somebody packed.

A zip is read from its end, so it is kept whole, in a temporary file when it is large; its members are read one after the other. What a
folder of the same files would give as captures is read; the others are counted.
"""

import struct
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from . import _playwright
from ._attached import MAX_FILE, is_attached
from ._find import format_of
from ._formats import beginning
from ._shape import CHUNK_SIZE, ByteSource, CaptureError, Format, Found, Skipped

MAX_MEMBERS = 100_000
"""Files that an archive may have: each takes memory as long as the archive is read."""
_IN_MEMORY = 16 * 1024 * 1024
_ENTRY = b"PK\x01\x02"
_RATIO = 1100
"""Times that deflate can make data smaller, and a little more; what says more has members over one another."""
_ENCRYPTED = 1
_BROKEN = (BadZipFile, EOFError, OSError, OverflowError, RuntimeError, ValueError, struct.error, zlib.error)
"""What zipfile raises of archives that are broken, by its own word or where it trips."""


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Found]:
    with SpooledTemporaryFile[bytes](max_size=_IN_MEMORY) as file:
        size = _keep(source, start, stream, file)
        try:
            archive = ZipFile(file)
        except _BROKEN as error:
            raise CaptureError(source, f"its zip archive is broken, or not whole: {error}") from error
        with archive:
            infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
            if sum(info.file_size for info in infos) > size * _RATIO:
                raise CaptureError(source, "its zip archive says that it holds more than its bytes can")
            yield from _members(source, archive, infos)


def _keep(source: str, start: bytes, stream: ByteSource, file: IO[bytes]) -> int:
    """Write all bytes into a file, and return how many; raises :class:`CaptureError` when they may have too many members."""
    entries = size = 0
    tail = b""
    data = start
    while data:
        file.write(data)
        size += len(data)
        entries += (tail + data).count(_ENTRY)
        tail = data[-len(_ENTRY) + 1 :]
        if entries > MAX_MEMBERS:
            raise CaptureError(source, f"its zip archive has more than {MAX_MEMBERS:,} files")
        data = stream.read1(CHUNK_SIZE)
    return size


def _members(source: str, archive: ZipFile, infos: list[ZipInfo]) -> Iterator[Found]:
    infos = [info for info in infos if not _is_hidden(info)]
    suffixes = {_suffix(info) for info in infos}
    has_attached = not suffixes.isdisjoint((".har", _playwright.SUFFIX))
    for info in infos:
        if has_attached and is_attached(PurePosixPath(info.filename).name):
            continue
        name = f"{source}/{info.filename}"
        if _playwright.SUFFIX in suffixes and _suffix(info) != _playwright.SUFFIX:
            yield Skipped(name, "other part of a trace")
            continue
        try:
            yield from _member(name, archive, info)
        except CaptureError as problem:
            yield problem


def _is_hidden(info: ZipInfo) -> bool:
    """Return True for what a folder would leave out too, and what macOS adds."""
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(info.filename).parts)


def _suffix(info: ZipInfo) -> str:
    return PurePosixPath(info.filename).suffix.lower()


def _member(source: str, archive: ZipFile, info: ZipInfo) -> Iterator[Found]:
    suffix = _suffix(info)
    member = _Member(source, archive, info)
    if suffix == _playwright.SUFFIX:
        yield from _playwright.read(source, b"", member)
        return
    found = format_of(suffix, lambda: beginning(member))
    if found is None:
        yield Skipped(source, f"*{suffix}" if suffix else "without a suffix")
        return
    start, format = found
    if format.module == __name__.rpartition(".")[2]:
        yield Skipped(source, "archive inside an archive")
        return
    yield from format.load().read(source, start, member)


class _Member:
    """A file of an archive, opened when it is read, whose failures say which it is."""

    def __init__(self, source: str, archive: ZipFile, info: ZipInfo) -> None:
        self._source = source
        self._archive = archive
        self._info = info
        self._file: IO[bytes] | None = None

    def read1(self, size: int, /) -> bytes:
        try:
            if self._file is None:
                self._file = self._opened()
            return self._file.read(size)
        except _BROKEN as error:
            raise CaptureError(self._source, f"it cannot be taken out of its archive: {error}") from error

    def beside(self, name: str) -> bytes | None:
        """The bytes of the file of the archive that has this name in the same folder; None where there is none."""
        path = str(PurePosixPath(self._info.filename).parent / name)
        try:
            info = self._archive.getinfo(path)
        except KeyError:
            return None
        if info.file_size > MAX_FILE:
            raise CaptureError(self._source, f"{name} beside it has more than {MAX_FILE:,} bytes")
        member = _Member(f"{self._source}: {name} beside it", self._archive, info)
        return b"".join(iter(lambda: member.read1(CHUNK_SIZE), b""))

    def _opened(self) -> IO[bytes]:
        if self._info.flag_bits & _ENCRYPTED:
            raise CaptureError(self._source, "it is encrypted; unpack the archive, and check its files")
        if self._info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise CaptureError(
                self._source, "its archive is compressed by no usual method; unpack it, and check its files"
            )
        return self._archive.open(self._info)


FORMAT = Format("zip", read)
