"""The automaton of an order as a diagram that people can read: one edge between two states, one for what many share.

An abort may come in every state, and so may a sign of life: drawn state by state they would hide the order itself.
"""

from collections.abc import Iterable, Mapping

import attrs

from sse_codec.ordering import Automaton, Profile

from ._names import Names

_SHARED_FROM = 3
"""States that have to share a kind before it is drawn once for them all."""


@attrs.frozen
class State:
    """One state. State 0 is the beginning."""

    number: int
    name: str
    """``begin``, ``end``, ``aborted`` or its number; no other state of the diagram has it."""
    accepting: bool
    """Whether the stream, or the slice of the track, may stop here."""
    aborted: bool


@attrs.frozen
class Edge:
    """Kinds that lead from some states to one."""

    sources: tuple[int, ...]
    target: int | None
    """None where each of the states stays what it is."""
    kinds: tuple[str, ...]
    words: tuple[str, ...]
    """Names that stand for the kinds."""
    where: str
    """The sources in words."""

    @property
    def source(self) -> str:
        """A word for the sources, to be used as the name of what is drawn for them; the same for the same ones."""
        return "s" + "_".join(map(str, self.sources))


@attrs.frozen
class Diagram:
    """The order of the stream, or of the slices of a track."""

    track: str
    """Name of the track; ``""`` for the order of the stream."""
    grammar: str
    """On one line."""
    states: tuple[State, ...]
    edges: tuple[Edge, ...]

    @property
    def title(self) -> str:
        return f"track {self.track}" if self.track else "order"

    @property
    def shared(self) -> dict[str, str]:
        """What is drawn for several states together: the name of each and its words."""
        return {edge.source: edge.where for edge in self.edges if len(edge.sources) > 1}


def diagrams(profile: Profile) -> tuple[Diagram, ...]:
    """That of the order first, then one for each track."""
    names = Names(profile)
    order = _diagram("", profile.grammar, profile.automaton, names)
    return order, *(_diagram(track.name, track.grammar, track.automaton, names) for track in profile.tracks)


def _diagram(track: str, grammar: str, automaton: Automaton, names: Names) -> Diagram:
    states = _states(automaton)
    steps, asides = _moves(automaton)
    edges: list[Edge] = []
    for (sources, target), kinds in _shared(asides).items():
        if len(sources) >= _SHARED_FROM:
            edges.append(Edge(sources, target, tuple(kinds), names.words(kinds), _where(sources, states)))
            continue
        for source in sources:
            steps.setdefault((source, source if target is None else target), []).extend(kinds)
    plain = (
        Edge((source,), target, tuple(kinds), names.words(kinds), states[source].name)
        for (source, target), kinds in sorted(steps.items())
    )
    return Diagram(track, " ".join(grammar.split()), states, (*plain, *edges))


def _states(automaton: Automaton) -> tuple[State, ...]:
    aborts = sum(automaton.aborted)
    found: list[State] = []
    for number, (accepting, aborted) in enumerate(zip(automaton.accepting, automaton.aborted, strict=True)):
        name = str(number)
        if number == 0:
            name = "begin"
        elif aborted:
            name = "aborted" if aborts == 1 else f"aborted {number}"
        elif automaton.ended(number):
            name = "end"
        found.append(State(number, name, accepting, aborted))
    return tuple(found)


_Steps = dict[tuple[int, int], list[str]]
_Asides = dict[str, dict[int | None, list[int]]]


def _moves(automaton: Automaton) -> tuple[_Steps, _Asides]:
    """The kinds that move the grammar on, by the states before and after; and where each of the others leads."""
    steps: _Steps = {}
    asides: _Asides = {}
    for source, row in enumerate(automaton.moves):
        expected = automaton.expected(source)
        for kind, target in row.items():
            if kind in expected:
                steps.setdefault((source, target), []).append(kind)
            else:
                place = None if target == source else target
                asides.setdefault(kind, {}).setdefault(place, []).append(source)
    return steps, asides


def _shared(
    asides: Mapping[str, Mapping[int | None, list[int]]],
) -> dict[tuple[tuple[int, ...], int | None], list[str]]:
    """The kinds that lead from the same states to the same."""
    found: dict[tuple[tuple[int, ...], int | None], list[str]] = {}
    for kind, places in asides.items():
        for target, sources in places.items():
            found.setdefault((tuple(sources), target), []).append(kind)
    return found


def _where(sources: tuple[int, ...], states: tuple[State, ...]) -> str:
    """In words: all states before the end, or these."""
    unfinished = tuple(state.number for state in states if state.name != "end" and not state.aborted)
    if sources == unfinished:
        return "any time before the end"
    return f"in {', '.join(_runs(sources, states))}"


def _runs(numbers: Iterable[int], states: tuple[State, ...]) -> list[str]:
    """The names of states, where three or more that follow each other are put together."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words: list[str] = []
    for run in runs:
        ends = [states[number].name for number in run]
        words.extend(ends if len(ends) < 3 else [f"{ends[0]} to {ends[-1]}"])
    return words
