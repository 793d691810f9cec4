"""The catalogue of rules: everything about a rule stands in its own file, and this is the door to all of them."""

from typing import TYPE_CHECKING, Any

from ._catalogue import UnknownRuleError, all_rules, get
from ._options import OptionError, options_of
from ._rule import MAX_REPORTED, Example, Need, Option, Reference, Rule
from ._selection import Selection

if TYPE_CHECKING:
    RULES: tuple[type[Rule], ...]
    """Every rule, by code."""

__all__ = [
    "MAX_REPORTED",
    "RULES",
    "Example",
    "Need",
    "Option",
    "OptionError",
    "Reference",
    "Rule",
    "Selection",
    "UnknownRuleError",
    "get",
    "options_of",
]


def __getattr__(name: str) -> Any:
    if name != "RULES":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return all_rules()
