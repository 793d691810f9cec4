"""Payload checks: a closed list of rules on the values of events, each named by a profile and written as one class.

Where something without members is in the way of a place the question does not arise, so that a wrong value is one
finding and not several.
"""

from ..values import TYPES
from ._active import ActiveCheck
from ._check import Check
from ._judge import Asking, CheckIndex, Judge, Said, index_checks
from ._plan import RULES

__all__ = [
    "RULES",
    "TYPES",
    "ActiveCheck",
    "Asking",
    "Check",
    "CheckIndex",
    "Judge",
    "Said",
    "index_checks",
]
