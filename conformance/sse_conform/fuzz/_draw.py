"""What a decoder is tried with: streams of every odd kind, runs of profiles, and ways to cut them, as networks and servers do."""

from collections.abc import Sequence
from functools import cache

from hypothesis import strategies as st

from sse_codec import Event, encode
from sse_codec.ordering import load_profile, shipped_profiles

from ..strategies import chunkings, runs, wire_streams
from ._stream import Chunks, Stream

_ENDINGS = [b"\n", b"\n", b"\r\n", b"\r"]
_TIMES = [b"0", b"1", b"10", b"010", b"4294967301", b"99999999999999999999", b"1" * 4301, b"-1", b"+1", b"1.5", b"1e3", b"0x1f", b"1_0", b" 1", b"1 ", b"1ms", b"", b"\xd9\xa3", b"\xc2\xb2", b"a", b"\0", b"1\0"]  # fmt: skip
_TYPES = [b"", b"a", b"token", b"message", b"error", b"end", b"done", b"close", b"ping", b"heartbeat", b"open", b" a", b"a ", b"\xc3\xa9", b"A"]  # fmt: skip
_IDS = [b"", b"0", b"1", b"2", b"10", b"a", b"1\0", b"\0", b" 1", b"1 ", b"\xc3\xa9", b"007", b"-1"]
_DATA = [b"", b"a", b"b", b"{}", b'{"a": 1}', b"[DONE]", b"[DONE] a", b"null", b"a\\nb", b"data: a", b"data:a", b"id: 1", b"a: b", b":", b" ", b"  a", b"a ", b"\ta", b"a\t", b"\0", b"a\xc2\x85b", b"a\xe2\x80\xa8b", b"a\x0bb", b"a\x0cb", b"a\x1cb", b"\xe2\x82\xac", b"\xf0\x9f\x98\x80", b"\xff", b"\xe2\x82", b"\xf0\x9f\x98", b"\xed\xa0\x80", b"\xc0\xaf", b"\xef\xbb\xbf", b"a\xef\xbb\xbf"]  # fmt: skip
_OTHERS = [b"", b": a", b":", b"x: a", b"x", b"data", b"id", b"event", b"retry", b" ", b"\t", b"Data: a", b" data: a", b"data : a", b"datax: a", b"xdata: a", b"data-x: a", b"dat: a", b"\xef\xbb\xbfdata: a", b"d\0ata: a", b"data\0: a", b"ID: 1", b": data: a", b"\0"]  # fmt: skip
_LONG = [b"data: " + b"a" * size + b"\n\n" for size in (1100, 65_536, 131_073)]

_COLONS = (b": ", b": ", b":")
_FIELDS = ((b"data", _DATA), (b"event", _TYPES), (b"id", _IDS), (b"retry", _TIMES))
_ODD = [name + colon + value for name, values in _FIELDS for value in values for colon in _COLONS]
# One draw for a line, since a draw is what takes the time: the plain ones are in the list as often as the odd ones.
_LINES = [*_ODD, *_OTHERS, *[b""] * len(_ODD), *[b"data: a"] * (len(_ODD) // 4)]
_SHAPES = (b"data: ", b"data:", b"event: a\ndata: ", b"id: 1\ndata: ", b"data: a\ndata: ")
_VALUES = [b"a", b"b", *_DATA, b"a\rid: 2", b"a\n:", b"a\n\ndata: b", b"a\nb", b"a\nevent: b"]
_BEFORE = (b"", b"", b"", b"id: 3\n", b"event: b\n", b": a\n", b"data: c\n", b"retry: 1\n", b"id: 4\n\n")
_BLOCKS = [(before, value + b"\n\n") for before in _BEFORE for value in _VALUES]
"""What stands before the frame of a block, and after it."""

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
        return st.builds(lambda chunks: Stream((chunks,)), connection)
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
        "long": st.tuples(st.sampled_from(_LONG), lines).map(b"".join),
        "kept": st.sampled_from(old or [b""]),
    }
    return st.sampled_from(kinds).flatmap(made.__getitem__).flatmap(_cuttings)


def _cuttings(wire: bytes) -> st.SearchStrategy[Chunks]:
    return chunkings(wire).map(tuple) if len(wire) <= MOST_SINGLE else st.just((wire,))


def _lines() -> st.SearchStrategy[bytes]:
    """Lines that all end alike, or each in its own way, and do not always end."""
    line = st.sampled_from(_LINES)
    alike = st.tuples(st.sampled_from(_ENDINGS), st.lists(line, max_size=12)).map(
        lambda drawn: drawn[0].join(drawn[1])
    )
    ended = st.tuples(line, st.sampled_from(_ENDINGS)).map(b"".join)
    return st.one_of(alike, alike, st.lists(ended, max_size=8).map(b"".join))


def _frames() -> st.SearchStrategy[bytes]:
    """Blocks of one shape, as servers write, with something odd in the values: what readers take shortcuts for."""
    blocks = st.lists(st.sampled_from(_BLOCKS), min_size=1, max_size=4)
    return st.tuples(st.sampled_from(_SHAPES), blocks).map(
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
