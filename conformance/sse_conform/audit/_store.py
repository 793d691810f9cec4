"""Where the objects of an audit are, on this machine or in an object store, behind the one interface of Arrow's file systems.

``s3://``, ``gs://`` and ``abfs://`` are read with the credentials of the environment; options of the store stand behind the address:
``s3://bucket/prefix?endpoint_override=127.0.0.1:5000&scheme=http``.
"""

import json
import os
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

import attrs
import pyarrow as pa
import pyarrow.fs as pafs

from ..redaction import Redactor

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


class AuditError(Exception):
    """An audit cannot be made or read; the message says why and what to do."""


@attrs.frozen
class Item:
    """One object: a file, or an object of a store."""

    path: str
    """Its path in its store."""
    size: int
    modified: float | None
    """Seconds since 1970; None where the store does not say."""


@attrs.frozen
class Store:
    """A place with objects. It can be pickled: workers open the store anew."""

    address: str
    """What the user named: a path, or an address such as ``s3://bucket/prefix``."""

    @property
    def is_local(self) -> bool:
        """Return True if it is on this machine."""
        return _SCHEME.match(self.address) is None

    def _opened(self) -> tuple[pafs.FileSystem, str]:
        if self.is_local:
            return pafs.LocalFileSystem(), os.path.abspath(self.address)
        try:
            return _file_system(self.address)
        except (pa.ArrowInvalid, OSError) as error:
            raise AuditError(f"{self.name}: {first_line(error)}") from error

    @property
    def name(self) -> str:
        """What people call it: the address without the options of the store, which may hold a secret."""
        if self.is_local:
            return self.address
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"

    @property
    def system(self) -> pafs.FileSystem:
        """The file system of Arrow that has it."""
        return self._opened()[0]

    @property
    def root(self) -> str:
        """Its path in that file system."""
        return self._opened()[1]

    def name_of(self, path: str) -> str:
        """What people call the object with this path: below what the user named."""
        below = path[len(self._opened()[1]) :].lstrip("/")
        return f"{self.name.rstrip('/')}/{below}" if below else self.name

    def items(self) -> Iterator[Item]:
        """Its objects, sorted by path; of a folder all that are below it, but for hidden ones.

        :raises AuditError: there is none, or the store does not answer.
        """
        system, root = self._opened()
        try:
            info = system.get_file_info(root)
            if info.type == pafs.FileType.NotFound:
                raise AuditError(f"{self.name}: there is no such file or folder")
            found = [info] if info.is_file else system.get_file_info(pafs.FileSelector(root, recursive=True))
        except (pa.ArrowException, OSError) as error:
            raise AuditError(f"{self.name}: it cannot be listed: {first_line(error)}") from error
        for each in sorted((each for each in found if each.is_file), key=lambda each: each.path):
            below = each.path[len(root) :] if each.path != root else ""
            if not any(part.startswith((".", "_")) for part in below.split("/") if part):
                yield Item(each.path, each.size or 0, each.mtime.timestamp() if each.mtime else None)

    def open(self, path: str) -> pa.NativeFile:
        """An object of it, to be read from its beginning."""
        return self._opened()[0].open_input_stream(path, compression=None)

    def open_table(self, path: str) -> pa.NativeFile:
        """An object of it, to be read anywhere."""
        return self._opened()[0].open_input_file(path)

    def exists(self, name: str) -> bool:
        """Return True if there is an object of this name below the root."""
        system, root = self._opened()
        return bool(system.get_file_info(f"{root}/{name}").is_file)

    def names(self, folder: str) -> list[str]:
        """The names of the objects in a folder below the root, sorted; none where there is no such folder."""
        system, root = self._opened()
        selector = pafs.FileSelector(f"{root}/{folder}", allow_not_found=True)
        return sorted(each.base_name for each in system.get_file_info(selector) if each.is_file)

    def read(self, name: str) -> bytes:
        """The bytes of an object below the root."""
        system, root = self._opened()
        with system.open_input_stream(f"{root}/{name}", compression=None) as file:
            return bytes(file.read())

    def write(self, name: str, data: bytes | memoryview | pa.Buffer) -> None:
        """Put an object below the root, whole or not at all.

        :raises AuditError: it cannot be written.
        """
        system, root = self._opened()
        path = f"{root}/{name}"
        try:
            if self.is_local:
                _write_file(path, data)
                return
            with system.open_output_stream(path, compression=None) as file:
                file.write(data)  # a store shows an object when all of it is there
        except OSError as error:
            raise AuditError(f"{self.name}: {name} cannot be written: {first_line(error)}") from error

    def write_json(self, name: str, value: dict[str, Any]) -> None:
        """Put a JSON document below the root."""
        self.write(name, (json.dumps(value, indent=1, sort_keys=True) + "\n").encode())

    def read_json(self, name: str) -> dict[str, Any]:
        """A JSON document below the root."""
        value: dict[str, Any] = json.loads(self.read(name))
        return value


def _write_file(path: str, data: bytes | memoryview | pa.Buffer) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    temporary = f"{os.path.dirname(path)}/.{os.path.basename(path)}.{os.getpid()}"
    with open(temporary, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


@lru_cache(maxsize=16)
def _file_system(address: str) -> tuple[pafs.FileSystem, str]:
    """The file system of an address, and the path in it. To open a store anew would cost a connection for each object."""
    return pafs.FileSystem.from_uri(address)


def first_line(error: Exception) -> str:
    """The first line of what a library says of an error, without secrets; the others are its own stack."""
    return Redactor().text(str(error).strip().partition("\n")[0])
