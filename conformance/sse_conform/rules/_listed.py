"""A rule as the table lists it: all that a run has to know before it asks the rule, whose module it then imports.

A stream in order asks a dozen of some ninety rules, and each module takes its time to import.
"""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from ..finding import Level

if TYPE_CHECKING:
    from ._rule import Rule


class Listed(NamedTuple):
    """What a rule's class says, and where the class is; each member but the last has the meaning that it has in `Rule`."""

    code: str
    name: str
    level: Level
    needs: tuple[str, ...]
    """The names of what must be known of a stream (`Need`)."""
    hooks: tuple[str, ...]
    fields: tuple[str, ...]
    wants: int | None
    family: str
    """The folder that has the rule's file."""

    def is_default(self) -> bool:
        """Return True if the rule is on unless it is deselected."""
        return self.level > Level.INFO

    def load(self) -> "type[Rule]":
        """Import the class of the rule."""
        module = import_module(f".{self.family}.{self.name.replace('-', '_')}", __package__)
        rule: type[Rule] = getattr(module, class_name(self.name))
        return rule


def class_name(name: str) -> str:
    """Return the name of a rule's class."""
    return "".join(word.capitalize() for word in name.split("-"))
