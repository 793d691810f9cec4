"""The order of events against an automaton, and the recovery after a fault."""

from ._automaton import Automaton
from ._monitor import Monitor
from ._recovery import Fault

__all__ = [
    "Automaton",
    "Fault",
    "Monitor",
]
