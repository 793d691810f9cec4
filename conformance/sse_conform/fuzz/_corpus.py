"""A folder of streams that were interesting: read before anything is drawn, and added to when a difference was found.

A difference is kept as JSON, with its chunks. Any other file is the body of a stream, in one chunk.
"""

import hashlib
import json
from pathlib import Path
from typing import Any, cast

from ._stream import Stream

MOST_BYTES = 1 << 20
"""Bytes up to which a file is read: a corpus is of small streams."""


class CorpusError(ValueError):
    """A file of the corpus cannot be read, or is not what its name says; the message names it."""


def read_corpus(folder: Path) -> list[Stream]:
    """The streams of a folder, in the order of their names; none if there is no such folder yet.

    Raises :class:`CorpusError`.
    """
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    return [_read(path) for path in paths if path.is_file() and not path.name.startswith(".")]


def _read(path: Path) -> Stream:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CorpusError(f"{path} has more than {MOST_BYTES} bytes; keep small streams")
        data = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {error.strerror}") from error
    return _kept(path, data) if path.suffix == ".json" else Stream(((data,),))


def _kept(path: Path, data: bytes) -> Stream:
    try:
        members = cast("dict[str, Any]", json.loads(data))
        connections = tuple(
            tuple(chunk.encode("latin-1") for chunk in chunks) for chunks in members["connections"]
        )
        id = members["last_event_id"]
        if not connections or not isinstance(id, str):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CorpusError(f"{path} is no stream that was kept; take it out of the corpus") from error
    return Stream(connections, id)


def keep(stream: Stream, folder: Path) -> Path:
    """Write a stream into the folder, which is made if need be; its name is a digest of it.

    Raises :class:`CorpusError`.
    """
    members = {
        "connections": [[chunk.decode("latin-1") for chunk in chunks] for chunks in stream.connections],
        "last_event_id": stream.last_event_id,
    }
    text = json.dumps(members, indent=1) + "\n"
    path = folder / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CorpusError(f"{path} cannot be written: {error.strerror}") from error
    return path
