"""Streams as bytes, right and wrong: any bytes are a stream, and readers get these wrong."""

from hypothesis import strategies as st

_MARK = b"\xef\xbb\xbf"
_ENDINGS = [b"\n", b"\r\n", b"\r"]
_NAMES = [b"data", b"event", b"id", b"retry", b"", b"foo", b"Data", b" data", b"data ", _MARK + b"data"]
_COLONS = [b": ", b":", b":  ", b"", b" :"]
_VALUES = [b"", b"a", b" a", b"12", b"+5", b"\0", b"t", b":", b"{}", b"\xe2\x82\xac", b"\xe2\x82", b"\xff", b"\xc2\x85", b"\xe2\x80\xa8"]  # fmt: skip
_TRAPS = [*_ENDINGS, b"\n\n", b"\r\r", b"\r\n\r\n", b"\n\r", _MARK, b"\xef\xbb", b"\xbf", b"\0", b":", b" ", b"data", b": "]  # fmt: skip
_FRAMES = [b"data: ", b"data:", b"event: t\ndata: ", b"event:t\ndata:", b"id: 1\ndata: ", b"data: b\nevent: "]


def wire_streams() -> st.SearchStrategy[bytes]:
    """Whole streams: blocks that are right, lines and bytes that are odd, some with a byte order mark before them."""
    pieces = st.one_of(_blocks(), _runs(), _lines(), st.sampled_from(_TRAPS), st.binary(max_size=3))
    bodies = st.lists(pieces, max_size=8).map(b"".join)
    return _joined(st.sampled_from([b"", b"", b"", _MARK]), bodies)


def _joined(*parts: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    return st.tuples(*parts).map(b"".join)


def _lines() -> st.SearchStrategy[bytes]:
    return _joined(*map(st.sampled_from, (_NAMES, _COLONS, _VALUES, _ENDINGS)))


def _blocks() -> st.SearchStrategy[bytes]:
    return _joined(st.lists(_lines(), max_size=4).map(b"".join), st.sampled_from(_ENDINGS))


def _runs() -> st.SearchStrategy[bytes]:
    """One frame several times over, as real servers write; some readers learn it, and must still see what differs."""
    values = st.sampled_from([*_VALUES, b"a\n", b"a\r", b"a\ndata: b", b"a\nid: 7", b"a\n: c"])
    ends = st.sampled_from([b"\n\n", b"\n\n", b"\r\n\r\n", b"\n\n\n", b"\r\r"])
    rests = st.lists(_joined(values, ends), min_size=2, max_size=5)
    return st.tuples(st.sampled_from(_FRAMES), rests).map(_repeated)


def _repeated(run: tuple[bytes, list[bytes]]) -> bytes:
    frame, rests = run
    return b"".join(frame + rest for rest in rests)
