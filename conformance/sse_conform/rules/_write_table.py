"""Writes `_table.py`, the list of all rules, from the files of their families: ``python -m sse_conform.rules._write_table``."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

from sse_codec import Fact

from ._listed import Listed, class_name
from ._rule import Rule

FILE: Final = Path(__file__).with_name("_table.py")
_FACTS: Final[dict[str, int]] = {
    name: value for name, value in vars(Fact).items() if not name.startswith("_")
}
_HEAD: Final = '''\
"""All rules, by code. Made from their files: python -m sse_conform.rules._write_table."""

from sse_codec import Fact

from ..finding import Level
from ._listed import Listed

TABLE: tuple[Listed, ...] = (
'''


def table_text() -> str:
    """Return the text of `_table.py` for the rules as they are."""
    return f"{_HEAD}{''.join(map(_line, sorted(_found())))})  # fmt: skip\n"


def listed(rule: type[Rule], family: str) -> Listed:
    """Return a rule as the table lists it."""
    needs = tuple(need.name for need in rule.needs)
    hooks, fields = tuple(sorted(rule.hooks)), tuple(sorted(rule.fields))
    return Listed(rule.code, rule.name, rule.level, needs, hooks, fields, rule.wants, family)


def _found() -> Iterator[Listed]:
    for path in FILE.parent.glob("[!_]*/[!_]*.py"):
        family, module = path.parent.name, path.stem
        found = import_module(f".{family}.{module}", __package__)
        yield listed(getattr(found, class_name(module.replace("_", "-"))), family)


def _line(rule: Listed) -> str:
    members = (
        _quoted(rule.code),
        _quoted(rule.name),
        f"Level.{rule.level.name}",
        _tuple(rule.needs),
        _tuple(rule.hooks),
        _tuple(rule.fields),
        _facts(rule.wants),
        _quoted(rule.family),
    )
    return f"    Listed({', '.join(members)}),\n"


def _quoted(text: str) -> str:
    return f'"{text}"'


def _tuple(texts: Iterable[str]) -> str:
    quoted = [_quoted(text) for text in texts]
    return f"({quoted[0]},)" if len(quoted) == 1 else f"({', '.join(quoted)})"


def _facts(wants: int | None) -> str:
    if wants is None:
        return "None"
    return " | ".join(f"Fact.{name}" for name, value in _FACTS.items() if wants & value) or "0"


if __name__ == "__main__":
    FILE.write_text(table_text(), encoding="utf-8", newline="\n")
