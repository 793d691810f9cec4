"""The table [outcome] becomes words for kinds, and for values at a place in events of a kind."""

import re
from typing import Final

from ..outcome import Outcomes, ValueOutcome
from ..pointers import is_object
from ..values import Scalar
from ._framing import parsed_pointer
from ._names import Names
from ._toml import Table

_PATH: Final = "path"
_WORD: Final = re.compile(r"\S+")


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
