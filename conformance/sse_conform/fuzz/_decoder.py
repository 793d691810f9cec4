"""The decoder's side of a search: it draws streams, asks about them, and makes cases of differences."""

from collections.abc import Iterator, Sequence
from random import Random

import attrs
from hypothesis.strategies import SearchStrategy

from ..suite import (
    DECODER_CAPABILITIES,
    Adapter,
    Connection,
    Decode,
    DecoderCase,
    Expectation,
    Implementation,
    Statement,
    Verdict,
    run_case,
)
from ._blame import differing
from ._causes import CAUSES
from ._draw import streams
from ._drawing import drawn
from ._shrink import smaller
from ._stream import Stream, whole
from ._vary import variants
from ._wanted import decoder_case

MOST_CUT_EVERYWHERE = 2048
"""Bytes up to which the suite cuts a case in two at every place."""


class DecoderSide:
    """A decoder that was started."""

    causes = CAUSES

    def __init__(self, adapter: Adapter, implementation: Implementation) -> None:
        self._adapter = adapter
        self._implementation = implementation
        self._capabilities = implementation.decoder or frozenset()
        self._reconnects = "reconnect" in self._capabilities
        self._chunked = implementation.chunked
        self._strategy: SearchStrategy[Stream] | None = None
        self.asked = 0
        """Streams that it was asked about, the smaller ones of a difference too."""
        self.bytes = 0
        """And their bytes."""

    def draw(self, seed: int, number: int, kept: Sequence[Stream]) -> list[Stream]:
        """Streams of the seed; those of a decoder that does not reconnect have one connection."""
        if self._strategy is None:
            self._strategy = streams(reconnects=self._reconnects, kept=kept)
        streams_drawn = drawn(self._strategy, seed, number)
        # Its numbers depend on nothing but the arguments: a text is hashed alike in every process.
        source = Random(f"{seed}/{number}")
        found = (
            each for stream in streams_drawn for each in (stream, *variants(stream, streams_drawn, source))
        )
        return list(found if self._chunked else dict.fromkeys(map(whole, found)))

    def ask(self, given: Stream) -> Verdict:
        """What the suite says of its reply to a stream."""
        self.asked += 1
        self.bytes += given.size
        case = decoder_case(given, timed=given.timed and "prompt" in self._capabilities)
        if self._reconnects:
            # After another connection, so that what came before it, in this search, is not resumed.
            next(self._adapter.ask([Decode(())]))
        (verdict,) = run_case(case, self._adapter, self._implementation)
        return verdict

    def steps(self, given: Stream) -> Iterator[Stream]:
        """Streams one step smaller."""
        return smaller(given)

    def told(self, given: Stream, verdict: Verdict, requirement: Statement, about: str) -> Verdict:
        """The verdict with a case that holds what differs."""
        timed = requirement.name == "no-delay"
        shows = frozenset(name for name, value in verdict.wanted.items() if value != verdict.got.get(name))
        case = decoder_case(given, timed=timed)
        case = attrs.evolve(
            case,
            id=f"fuzz/{requirement.name}",
            spec=requirement,
            why=about,
            needs=_needs(case, verdict, timed),
            connections=tuple(_showing(each, shows) for each in case.connections),
            splits="given" if timed or given.size > MOST_CUT_EVERYWHERE else "all",
        )
        return attrs.evolve(verdict, case=case)


def _needs(case: DecoderCase, verdict: Verdict, timed: bool) -> frozenset[str]:
    """The capabilities without which nobody sees the difference."""
    needs = {name for name in differing(verdict) if name in DECODER_CAPABILITIES}
    if set(differing(verdict)) - needs:
        needs.clear()
    if timed:
        needs.add("prompt")
    if len(case.connections) > 1 or case.last_event_id:
        needs.add("reconnect")
    return frozenset(needs)


def _showing(connection: Connection, shows: frozenset[str]) -> Connection:
    """The connection, which now expects its events and the differing facets alone."""
    right = connection.wanted.right
    right = Expectation(
        right.events,
        right.comments if "comments" in shows else None,
        {name: value for name, value in right.state.items() if name in shows},
    )
    return attrs.evolve(connection, wanted=attrs.evolve(connection.wanted, right=right))
