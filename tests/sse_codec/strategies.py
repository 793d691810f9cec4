"""Streams that decoders get wrong, cut where it hurts; both shrink to few, short pieces."""

from hypothesis import strategies as st

from .readers import bytewise, split

ENDINGS = [b"\n", b"\r\n", b"\r"]
NAMES = [b"data", b"event", b"id", b"retry", b"", b"foo", b"Data", b" data", b"\xef\xbb\xbfdata"]
VALUES = [b"", b"a", b" a", b"12", b"0", b"\0", b"t", b":", b"\xe2\x82\xac", b"\xe2\x82", b"\xff", b"\xc2\x85", b"\xe2\x80\xa8"]  # fmt: skip
TRAPS = [*ENDINGS, b"\n\n", b"\r\r", b"\r\n\r\n", b"\n\r", b"\xef\xbb\xbf", b"\xef\xbb", b"\xbf", b"\0", b":", b" ", b"data", b"data:", b": "]  # fmt: skip
FRAMES = [b"data: ", b"data:", b"data:  ", b"event: t\ndata: ", b"event:t\ndata:", b"foo: 1\ndata: ", b"data: b\nevent: ", b"id: 7\ndata: ", b"id:7\ndata:", b"id: 7\nevent: t\ndata: "]  # fmt: skip


def lines() -> st.SearchStrategy[bytes]:
    colons = st.sampled_from([b": ", b":", b":  ", b""])
    return st.tuples(st.sampled_from(NAMES), colons, st.sampled_from(VALUES), st.sampled_from(ENDINGS)).map(
        b"".join
    )


def blocks() -> st.SearchStrategy[bytes]:
    return st.tuples(st.lists(lines(), max_size=4).map(b"".join), st.sampled_from(ENDINGS)).map(b"".join)


def runs() -> st.SearchStrategy[bytes]:
    """One frame several times over, which the decoder learns, with values that it must not mistake for part of it."""
    odd = st.sampled_from(
        [*VALUES, b"a\n", b"a\r", b"a\ndata: b", b"a\nid: 7", b"a\n\ndata: b\n\n", b"a\n: c"]
    )
    ends = st.sampled_from([b"\n\n", b"\n\n", b"\n\n", b"\r\n\r\n", b"\n\n\n", b"\r\r"])
    ids = st.sampled_from([b"7", b"7", b"8", b"", b"\0", b" 9", b"\xff", b"7\nid: 8"])
    rest = st.lists(st.tuples(ids, odd, ends), min_size=2, max_size=5)
    return st.tuples(st.sampled_from(FRAMES), rest).map(
        lambda run: b"".join(run[0].replace(b"7", id) + value + end for id, value, end in run[1])
    )


def streams() -> st.SearchStrategy[bytes]:
    pieces = st.one_of(lines(), blocks(), runs(), st.sampled_from(TRAPS), st.binary(max_size=3))
    bodies = st.lists(pieces, max_size=8).map(b"".join)
    return st.tuples(st.sampled_from([b"", b"", b"", b"\xef\xbb\xbf"]), bodies).map(b"".join)


@st.composite
def chunked_streams(draw: st.DrawFn) -> list[bytes]:
    stream = draw(streams())
    if draw(st.booleans()) and draw(st.booleans()):
        return bytewise(stream)
    return split(stream, draw(st.lists(st.integers(0, len(stream)), max_size=10)))
