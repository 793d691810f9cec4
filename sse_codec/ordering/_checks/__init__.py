"""Payload checks: a closed list of rules on the values of events, each named by a profile and written as one class.

Where something without members is in the way of a place the question does not arise, so that a wrong value is one
finding and not several.
"""

from ._agenda import Agenda, agendas
from ._check import Check
from ._judge import Judge, Said
from ._rule import Rule
from ._rules import RULES
from ._scalars import TYPES

__all__ = [
    "RULES",
    "TYPES",
    "Agenda",
    "Check",
    "Judge",
    "Rule",
    "Said",
    "agendas",
]
