"""Hypothesis strategies for event streams: events, bytes, the ways in which bytes are cut, and streams of a profile.

    from hypothesis import given, strategies as st
    from sse_conform.strategies import chunkings, wire_streams

    @given(wire_streams().flatmap(lambda wire: st.tuples(st.just(wire), chunkings(wire))))
    def test_how_bytes_are_cut_changes_nothing(pair):
        wire, chunks = pair
        assert parse(chunks) == parse([wire])

Everything is drawn from what parsers and serializers get wrong, and shrinks to few and short pieces.
"""

try:
    from ._chunkings import chunkings
    from ._events import events
    from ._faults import NearMiss
    from ._runs import near_misses, runs
    from ._wire import wire_streams
except ModuleNotFoundError as error:
    _CURE = 'hypothesis is not installed; install it with: pip install "sse-conform[testing]"'
    raise ImportError(f"{__name__}: {_CURE}", name="hypothesis") from error

__all__ = ["NearMiss", "chunkings", "events", "near_misses", "runs", "wire_streams"]
