"""What a decoder is tried with: streams of every odd kind, runs of profiles, and ways to cut them, as networks and servers do."""

from collections.abc import Sequence
from functools import cache

from hypothesis import strategies as st

from sse_codec import Event, encode
from sse_codec.ordering import load_profile, shipped_profiles

from ..strategies import chunkings, runs, wire_streams
from ._stream import Chunks, Stream
from ._traps import BLOCKS, ENDINGS, LINES, LONG, SHAPES

MOST_SINGLE = 1000
"""Bytes up to which a stream is cut into single bytes."""
_KINDS = (*["lines"] * 12, *["frames"] * 8, *["wire"] * 6, "run", "long")
"""How often each kind of bytes comes."""


def streams(*, reconnects: bool, kept: Sequence[Stream] = ()) -> st.SearchStrategy[Stream]:
    """Streams for a decoder; with more than one connection, or an id to start from, only if it reconnects.

    ``kept`` are streams that were interesting before: their bytes come again, in other cuts.
    """
    connection = _connections(kept)
    if not reconnects:
        return connection.map(lambda chunks: Stream((chunks,)))
    one, two = st.tuples(connection), st.tuples(connection, connection)
    ids = st.sampled_from(["", "", "", "7", "é", "\U0001f600"])
    return st.builds(Stream, st.one_of(one, one, one, two), ids)


def _connections(kept: Sequence[Stream]) -> st.SearchStrategy[Chunks]:
    old = [b"".join(chunks) for stream in kept for chunks in stream.connections]
    kinds = (*_KINDS, *["kept"] * (3 if old else 0))
    lines = _lines()
    made = {
        "lines": lines,
        "frames": _frames(),
        "wire": wire_streams(),
        "run": st.deferred(_runs),
        "long": st.tuples(st.sampled_from(LONG), lines).map(b"".join),
        "kept": st.sampled_from(old or [b""]),
    }
    return st.sampled_from(kinds).flatmap(made.__getitem__).flatmap(_cuttings)


def _cuttings(wire: bytes) -> st.SearchStrategy[Chunks]:
    return chunkings(wire).map(tuple) if len(wire) <= MOST_SINGLE else st.just((wire,))


def _lines() -> st.SearchStrategy[bytes]:
    """Lines that all end alike, or each in its own way, and do not always end."""
    line = st.sampled_from(LINES)
    alike = st.tuples(st.sampled_from(ENDINGS), st.lists(line, max_size=12)).map(
        lambda drawn: drawn[0].join(drawn[1])
    )
    ended = st.tuples(line, st.sampled_from(ENDINGS)).map(b"".join)
    return st.one_of(alike, alike, st.lists(ended, max_size=8).map(b"".join))


def _frames() -> st.SearchStrategy[bytes]:
    """Blocks of one shape, as servers write, with something odd in the values: what readers take shortcuts for."""
    blocks = st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=4)
    return st.tuples(st.sampled_from(SHAPES), blocks).map(
        lambda drawn: b"".join(before + drawn[0] + after for before, after in drawn[1])
    )


def _runs() -> st.SearchStrategy[bytes]:
    """Runs of the profiles that come with the package, as a server writes them."""
    return st.sampled_from(shipped_profiles()).flatmap(_runs_of).map(_written)


@cache
def _runs_of(name: str) -> st.SearchStrategy[list[Event]]:
    return runs(load_profile(name))


def _written(events: list[Event]) -> bytes:
    before = ["", *(event.id for event in events)]
    return b"".join(
        encode(event.data, type=event.type, id=event.id if event.id != last else None)
        for event, last in zip(events, before, strict=False)
    )
