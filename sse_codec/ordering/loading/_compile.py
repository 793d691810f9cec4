"""The order of a whole stream as the smallest table of states: one look-up per event says whether it may come.

The table is built from the derivatives of the grammar, together with what the grammar string leaves out: kinds that
may come anywhere between its first and its last event, kinds that may come before the first, and kinds that
abort the stream at any point and replace what was still wanted.
"""

from collections.abc import Iterable
from typing import Final

from ..order import Automaton
from ._grammar import EMPTY, NOTHING, Node

MAX_STATES: Final = 4096
"""Grammars can be written whose table doubles with each letter; no protocol needs a fraction of this."""

MAX_WORK: Final = 1_000_000
"""Most expressions that all tables of a profile may visit; the largest shipped profile visits 36,000."""

_LARGE: Final = 100
"""Expressions from which on one derivative may become the square of another."""

_WAITING, _RUNNING, _ABORTED, _CLOSING = range(4)
"""How far a reading of the stream has come: no event of the grammar yet, some, an abort, an event of ``then``."""

_Reading = tuple[int, Node]
_State = frozenset[_Reading]


class OrderGrammar:
    """What a profile says of the order, before it is compiled."""

    __slots__ = ("abort", "anywhere", "before", "failing", "grammar", "kinds", "then")

    grammar: Final[Node]
    """The stream from its first to its last event."""
    kinds: Final[tuple[str, ...]]
    """Every kind that occurs, the more natural ones first: ties between shortest sequences are broken this way."""
    anywhere: Final[frozenset[str]]
    """Kinds that may come between the first and the last event of the grammar."""
    before: Final[frozenset[str]]
    """Kinds that may come before the first event of the grammar."""
    abort: Final[frozenset[str]]
    """Kinds that may come at any point until the grammar is finished, and replace the rest of it by ``then``."""
    then: Final[Node]
    """What may follow an abort."""
    failing: Final[frozenset[str]]
    """Kinds with which a stream fails or stops early."""

    def __init__(
        self,
        grammar: Node,
        kinds: tuple[str, ...],
        *,
        anywhere: Iterable[str] = (),
        before: Iterable[str] = (),
        abort: Iterable[str] = (),
        then: Node = EMPTY,
        failing: Iterable[str] = (),
    ) -> None:
        self.grammar = grammar
        self.kinds = kinds
        self.anywhere = frozenset(anywhere)
        self.before = frozenset(before)
        self.abort = frozenset(abort)
        self.then = then
        self.failing = frozenset(failing)


class Work:
    """What the tables of one profile may still cost."""

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = MAX_WORK

    def spend(self, expressions: int) -> None:
        """Count what is looked at.

        :raises ValueError: it is too much.
        """
        self._left -= expressions
        if self._left < 0:
            raise ValueError("the table of the grammar takes too much work; write it in another way")


def compile_order(order: OrderGrammar, work: Work | None = None) -> Automaton:
    """The minimal automaton of an order whose grammar is not empty, within what the profile may still cost.

    :raises ValueError: the table would have more than `MAX_STATES` states, or cost too much.
    """
    states, moves = _explore(order, work or Work())
    labels = [_label(order, state) for state in states]
    return _number(moves, labels, _merge(moves, labels), order.failing)


def _explore(order: OrderGrammar, work: Work) -> tuple[list[_State], list[dict[str, int]]]:
    """Every state that can be reached from the beginning, and the moves between them."""
    states: list[_State] = [frozenset([(_WAITING, order.grammar)])]
    numbers = {states[0]: 0}
    moves: list[dict[str, int]] = []
    for state in states:  # grows as it is walked
        size = sum(node.size for _, node in state)
        work.spend(size * max(len(order.kinds), size // _LARGE))
        row: dict[str, int] = {}
        for kind in order.kinds:
            target = frozenset(after for reading in state for after in _after(order, reading, kind))
            if not target:
                continue
            if target not in numbers:
                if len(states) == MAX_STATES:
                    raise ValueError(
                        f"the grammar needs a table of more than {MAX_STATES} states; write it in another way"
                    )
                numbers[target] = len(states)
                states.append(target)
            row[kind] = numbers[target]
        moves.append(row)
    return states, moves


def _after(order: OrderGrammar, reading: _Reading, kind: str) -> Iterable[_Reading]:
    """Every way to read this kind now."""
    phase, node = reading
    rest = node.derive(kind)
    if rest != NOTHING:
        yield (_RUNNING if phase <= _RUNNING else _CLOSING, rest)
    if node == EMPTY or phase > _RUNNING:
        return
    if kind in (order.before if phase == _WAITING else order.anywhere):
        yield reading
    if kind in order.abort:
        yield (_ABORTED, order.then)


_Label = tuple[bool, bool, tuple[str, ...]]


def _label(order: OrderGrammar, state: _State) -> _Label:
    """What tells two states apart although the same streams may follow: accepting, aborted, and the kinds that move on."""
    accepting = any(node.nullable for _, node in state)
    aborted = all(phase >= _ABORTED for phase, _ in state)
    closed = all(phase == _CLOSING and node == EMPTY for phase, node in state)
    steps = tuple(kind for kind in order.kinds if any(node.derive(kind) != NOTHING for _, node in state))
    return accepting, aborted and not closed, steps


def _merge(moves: list[dict[str, int]], labels: list[_Label]) -> list[int]:
    """The class of each state, where a class is split until its states cannot be told apart (E. F. Moore, 1956)."""
    classes = _classes(labels)
    while True:
        finer = _classes(
            (classes[state], tuple((kind, classes[target]) for kind, target in row.items()))
            for state, row in enumerate(moves)
        )
        if max(finer) == max(classes):
            return classes
        classes = finer


def _classes(signatures: Iterable[object]) -> list[int]:
    numbers: dict[object, int] = {}
    return [numbers.setdefault(signature, len(numbers)) for signature in signatures]


def _number(
    moves: list[dict[str, int]], labels: list[_Label], classes: list[int], failing: frozenset[str]
) -> Automaton:
    """The table with one row for each class, numbered in order of appearance: the beginning is 0."""
    first = [classes.index(number) for number in range(max(classes) + 1)]
    return Automaton(
        tuple({kind: classes[target] for kind, target in moves[state].items()} for state in first),
        tuple(labels[state][2] for state in first),
        tuple(labels[state][0] for state in first),
        tuple(labels[state][1] for state in first),
        failing,
    )
