"""A report in a file appears whole, at the end: until then it is written beside the file, which stays as it was.

What is no regular file, such as a pipe or ``/dev/stdout``, cannot be replaced, and is written as it comes.
"""

import os
import secrets
import shutil
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final, cast

_DEVICES: Final = ("/dev/", "/proc/")


class ReportFile:
    """A file for a report. Leaving the context without an error puts the report in its place, unless a part of it is lost.

    Raises :class:`OSError` when it cannot be written, and when it cannot be put there.
    """

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        # A link stays a link: what it leads to is replaced.
        self._place = Path(os.path.realpath(path))
        self._beside: Path | None = None
        self._is_direct = _is_written_directly(path)
        self._is_whole = True
        self._file = path.open("wb") if self._is_direct else self._opened(_mode(self._place))

    def write(self, data: bytes) -> None:
        """Write a part of the report, and let readers of a pipe have it."""
        try:
            self._file.write(data)
            self._file.flush()
        except OSError:
            self._is_whole = False
            raise

    def __enter__(self) -> "ReportFile":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None and self._is_whole and not self._is_direct:
                self._put_in_place()
        finally:
            with suppress(OSError):  # what could not be written before cannot be written now
                self._file.close()
            if self._beside is not None:
                with suppress(OSError):
                    self._beside.unlink(missing_ok=True)

    def _opened(self, mode: int | None) -> IO[bytes]:
        """A file beside the place, with these permissions; where the folder allows none, one that has no name."""
        beside = self._place.with_name(f".sse-conform-{secrets.token_hex(8)}")
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        try:
            number = os.open(beside, flags, 0o666)
        except PermissionError:
            if mode is None:
                raise
            return cast("IO[bytes]", tempfile.TemporaryFile())
        self._beside = beside
        if mode is not None:
            os.chmod(beside, mode)
        return os.fdopen(number, "w+b")

    def _put_in_place(self) -> None:
        if self._beside is not None:
            try:
                os.replace(self._beside, self._place)
            except OSError:
                pass  # such as a file that is mounted: it can be written, and not replaced
            else:
                return
        self._file.seek(0)
        with self._place.open("wb") as place:
            shutil.copyfileobj(cast("Any", self._file), place)


def _is_written_directly(path: Path) -> bool:
    if os.path.abspath(path).startswith(_DEVICES):
        return True
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except FileNotFoundError:
        return False


def _mode(place: Path) -> int | None:
    """The permissions of a file that is there, and may be written; None where there is none."""
    try:
        with place.open("r+b") as file:
            return stat.S_IMODE(os.fstat(file.fileno()).st_mode)
    except FileNotFoundError:
        return None
