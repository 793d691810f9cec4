"""How a network cuts bytes: anywhere, also inside a character or a line end, sometimes into single bytes."""

from itertools import pairwise

from hypothesis import strategies as st

MOST_CUTS = 10


def chunkings(data: bytes) -> st.SearchStrategy[list[bytes]]:
    """Lists of chunks that are `data` when they are put together; a chunk may be empty. Shrinks to `[data]`."""
    places = st.lists(st.integers(0, len(data)), max_size=MOST_CUTS)
    # Both are drawn each time: the simpler of two alternatives would be the one that draws nothing.
    return st.tuples(places, st.booleans()).map(lambda drawn: _cut(data, *drawn))


def _cut(data: bytes, cuts: list[int], single: bool) -> list[bytes]:
    if single:
        return [data[place : place + 1] for place in range(len(data))]
    return [data[start:end] for start, end in pairwise([0, *sorted(cuts), len(data)])]
