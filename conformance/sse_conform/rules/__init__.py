"""The catalogue of rules: everything about a rule stands in its own file, and this is the door to all of them."""

from ._catalogue import RULES, UnknownRuleError, get
from ._rule import MAX_REPORTED, Example, Need, Reference, Rule
from ._selection import Selection

__all__ = [
    "MAX_REPORTED",
    "RULES",
    "Example",
    "Need",
    "Reference",
    "Rule",
    "Selection",
    "UnknownRuleError",
    "get",
]
