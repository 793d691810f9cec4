"""Grammar strings become automata: those of [order] and [abort] for the stream, and one for each track."""

from collections.abc import Callable, Iterable

from ..order import Automaton
from ._compile import OrderGrammar, Work, compile_order
from ._grammar import EMPTY, NOTHING, GrammarError, Node, parse
from ._names import Names
from ._toml import Table


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
