"""Grammar strings: a regular expression over the kinds of events, as a tree that knows its own derivatives.

The derivative of an expression by a kind is the expression for what may follow that kind (J. A. Brzozowski,
*Derivatives of Regular Expressions*, 1964). The functions `concat`, `choice` and `star` keep trees in a normal
form, so there are finitely many derivatives, and only `NOTHING` has an empty language.

    choice   = sequence *("|" sequence)
    sequence = 1*(factor)
    factor   = (name / "(" choice ")") *("*" / "+" / "?")
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

_TOKEN: Final = re.compile(r"\s*([()|*+?]|[^\s()|*+?]+)")
_DEEPEST: Final = 64
"""Parentheses within parentheses: more than a person can read, and far less than Python's stack."""
MAX_SIZE: Final = 2000
"""Names, groups and signs of a grammar that is read, a repeated one as often as it stands for; the largest shipped has 141."""


class GrammarError(ValueError):
    """A grammar string that cannot be read."""

    column: Final[int]
    """Where, counted from 1 in the grammar string."""

    def __init__(self, problem: str, column: int) -> None:
        super().__init__(f"{problem}, at column {column}")
        self.column = column


class Node:
    """One expression."""

    __slots__ = ("_hash", "_key", "nullable", "size")

    nullable: Final[bool]
    """Whether the sequence without events is in the language."""
    size: Final[int]
    """How many expressions it is made of, itself included."""

    def __init__(self, key: tuple[object, ...], nullable: bool, size: int = 1) -> None:
        self._key = key
        self._hash = hash(key)
        self.nullable = nullable
        self.size = size

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self._key == other._key

    def __hash__(self) -> int:
        return self._hash

    def derive(self, kind: str) -> "Node":
        """What may follow this kind; `NOTHING` when the kind itself may not come."""
        return NOTHING


class _Symbol(Node):
    __slots__ = ("kind",)

    def __init__(self, kind: str) -> None:
        super().__init__(("symbol", kind), False)
        self.kind = kind

    def derive(self, kind: str) -> Node:
        return EMPTY if kind == self.kind else NOTHING


class _Sequence(Node):
    __slots__ = ("parts",)

    def __init__(self, parts: tuple[Node, ...]) -> None:
        size = 1 + sum(part.size for part in parts)
        super().__init__(("sequence", *parts), all(part.nullable for part in parts), size)
        self.parts = parts

    def derive(self, kind: str) -> Node:
        ways: list[Node] = []
        for place, part in enumerate(self.parts):
            ways.append(concat([part.derive(kind), *self.parts[place + 1 :]]))
            if not part.nullable:
                break
        return choice(ways)


class _Choice(Node):
    __slots__ = ("ways",)

    def __init__(self, ways: frozenset[Node]) -> None:
        size = 1 + sum(way.size for way in ways)
        super().__init__(("choice", ways), any(way.nullable for way in ways), size)
        self.ways = ways

    def derive(self, kind: str) -> Node:
        return choice(way.derive(kind) for way in self.ways)


class _Star(Node):
    __slots__ = ("inner",)

    def __init__(self, inner: Node) -> None:
        super().__init__(("star", inner), True, 1 + inner.size)
        self.inner = inner

    def derive(self, kind: str) -> Node:
        return concat([self.inner.derive(kind), self])


NOTHING: Final = Node(("nothing",), False)
"""The expression that no sequence satisfies."""
EMPTY: Final = Node(("empty",), True)
"""The expression that only the sequence without events satisfies."""


def concat(parts: Iterable[Node]) -> Node:
    """One after the other."""
    flat: list[Node] = []
    for part in parts:
        if part == NOTHING:
            return NOTHING
        flat.extend(part.parts if isinstance(part, _Sequence) else () if part == EMPTY else (part,))
    if not flat:
        return EMPTY
    return flat[0] if len(flat) == 1 else _Sequence(tuple(flat))


def choice(ways: Iterable[Node]) -> Node:
    """Any one of them."""
    flat: set[Node] = set()
    for way in ways:
        flat.update(way.ways if isinstance(way, _Choice) else (way,))
    flat.discard(NOTHING)
    if not flat:
        return NOTHING
    return flat.pop() if len(flat) == 1 else _Choice(frozenset(flat))


def star(inner: Node) -> Node:
    """Any number of times, also none."""
    if inner in (NOTHING, EMPTY):
        return EMPTY
    return inner if isinstance(inner, _Star) else _Star(inner)


def symbol(kind: str) -> Node:
    """One event of this kind."""
    return _Symbol(kind)


def parse(text: str, meaning: Callable[[str], tuple[str, ...]]) -> Node:
    """The expression that a grammar string stands for; `EMPTY` for a blank one.

    ``meaning`` gives the kinds that a name stands for (itself, or the members of a group), or raises ValueError
    with the reason why there are none.

    :raises GrammarError: it is none; with the column.
    """
    return _Parser(text, meaning).whole()


class _Parser:
    """Recursive descent over the tokens of one grammar string."""

    def __init__(self, text: str, meaning: Callable[[str], tuple[str, ...]]) -> None:
        self._tokens = [(match[1], match.start(1) + 1) for match in _TOKEN.finditer(text)]
        self._tokens.append(("", len(text) + 1))
        self._at = 0
        self._depth = 0
        self._meaning = meaning

    def whole(self) -> Node:
        if len(self._tokens) == 1:
            return EMPTY
        tree = self._choice()
        token, column = self._tokens[self._at]
        if token:
            raise GrammarError(f"a {token} that closes nothing", column)
        return tree

    def _choice(self) -> Node:
        ways = [self._sequence()]
        while self._tokens[self._at][0] == "|":
            self._at += 1
            ways.append(self._sequence())
        return self._of_size(choice(ways))

    def _sequence(self) -> Node:
        parts = [self._factor()]
        while self._tokens[self._at][0] not in ("", "|", ")"):
            parts.append(self._factor())
        return self._of_size(concat(parts))

    def _of_size(self, node: Node) -> Node:
        if node.size > MAX_SIZE:
            problem = f"a grammar of more than {MAX_SIZE} names and signs; write it in another way"
            raise GrammarError(problem, self._tokens[self._at - 1][1])
        return node

    def _factor(self) -> Node:
        node = self._atom()
        while (token := self._tokens[self._at][0]) in _REPEAT:
            self._at += 1
            node = self._of_size(_REPEAT[token](node))
        return node

    def _atom(self) -> Node:
        token, column = self._tokens[self._at]
        self._at += 1
        if token == "(":
            return self._group(column)
        if token in ("", "|", ")", "*", "+", "?"):
            found = token or "the end"
            raise GrammarError(f"expected a name or a parenthesis, found {found}", column)
        return self._name(token, column)

    def _group(self, column: int) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise GrammarError(f"more than {_DEEPEST} parentheses within each other", column)
        inner = self._choice()
        if self._tokens[self._at][0] != ")":
            raise GrammarError("a ( that is never closed", column)
        self._at += 1
        self._depth -= 1
        return inner

    def _name(self, name: str, column: int) -> Node:
        try:
            kinds = self._meaning(name)
        except ValueError as error:
            raise GrammarError(str(error), column) from None
        return choice(symbol(kind) for kind in kinds)


_REPEAT: Final[dict[str, Callable[[Node], Node]]] = {
    "*": star,
    "+": lambda node: concat([node, star(node)]),
    "?": lambda node: choice([node, EMPTY]),
}
