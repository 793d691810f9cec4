"""The catalogue of rules: everything about a rule stands in its own file, and this is the door to all of them."""

from ._catalogue import RULES, UnknownRuleError, get
from ._options import OptionError, options_of
from ._rule import MAX_REPORTED, Example, Need, Option, Reference, Rule
from ._selection import Selection

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
