"""Grammar strings become automata, for the stream and for each track; the table [outcome] becomes words for kinds and values."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from ..order import Automaton
from ..outcome import Outcomes, ValueOutcome
from ..pointers import is_object
from ..values import Scalar
from ._compile import OrderGrammar, Work, compile_order
from ._framing import parsed_pointer
from ._grammar import EMPTY, NOTHING, GrammarError, Node, parse
from ._names import Names
from ._toml import Table

_PATH: Final = "path"
_WORD: Final = re.compile(r"\S+")


def build_automaton(top: Table, names: Names, failing: Iterable[str] = ()) -> Automaton:
    """The order of the whole stream; ``failing``: the kinds with which it fails or stops early."""
    order = top.table("order")
    order.only("grammar", "anywhere", "before", "restart", "unknown")
    abort = top.table("abort")
    abort.only("on", "then", "forgive")
    if "then" in abort and "on" not in abort:
        abort.fail("then", "has no meaning without on: the kinds that it follows")
    used: dict[str, None] = {}
    grammar = read_grammar(order, names.of, used)
    then = read_grammar(abort, names.of, used, "then") if "then" in abort else EMPTY
    rules = OrderGrammar(
        grammar,
        tuple({**used, **names.kinds}),
        anywhere=names.read(order, "anywhere"),
        before=names.read(order, "before"),
        abort=names.read(abort, "on"),
        then=then,
        failing=failing,
    )
    return compiled(order, rules, names.work)


def read_grammar(
    table: Table,
    meaning: Callable[[str], tuple[str, ...]],
    used: dict[str, None],
    key: str = "grammar",
) -> Node:
    """The expression under a key; ``used`` collects the kinds of the expression in order."""

    def collect(name: str) -> tuple[str, ...]:
        kinds = meaning(name)
        used.update(dict.fromkeys(kinds))
        return kinds

    try:
        node = parse(table.text(key), collect)
    except GrammarError as error:
        table.fail(key, str(error))
    if node == NOTHING:
        table.fail(key, "no stream can satisfy it: a group in it has no kinds")
    if node == EMPTY and key == "grammar":
        table.fail(key, "only a stream without any event would satisfy it")
    return node


def compiled(table: Table, order: OrderGrammar, work: Work) -> Automaton:
    """The automaton of an order."""
    try:
        return compile_order(order, work)
    except ValueError as error:
        table.fail("grammar", str(error))


def read_outcomes(top: Table, names: Names) -> Outcomes:
    """The outcomes of a profile. Raises ProfileError."""
    table = top.table("outcome")
    kinds: dict[str, str] = {}
    values: list[ValueOutcome] = []
    words: dict[str, None] = {}
    for name in table.keys:
        if is_object(table.raw(name)):
            of_values = _of_values(table.table(name), name, names.named(table, name))
            values.extend(of_values)
            words.update(dict.fromkeys(word for each in of_values for word in each.words))
            continue
        word = table.word(name)
        words[word] = None
        for kind in names.named(table, name):
            kinds.setdefault(kind, word)
    return Outcomes(kinds, tuple(values), tuple(words))


def _of_values(table: Table, name: str, kinds: tuple[str, ...]) -> list[ValueOutcome]:
    path = parsed_pointer(table, _PATH, table.text(_PATH))
    words = {_word(table, key): _values(table, key) for key in table.keys if key != _PATH}
    if not words:
        table.fail("", f'{name} needs a word with its values beside path: incomplete = ["length"]')
    return [ValueOutcome(kind, path, words) for kind in kinds]


def _word(table: Table, key: str) -> str:
    if not _WORD.fullmatch(key):
        table.fail(key, "must be a word: not empty, and without white space")
    return key


def _values(table: Table, word: str) -> tuple[Scalar, ...]:
    """The values of a word; none for whatever is there."""
    if table.raw(word) is True:
        return ()
    return table.scalars(word)
