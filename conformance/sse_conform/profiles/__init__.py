"""Ordering profiles as an object of study: state diagrams, and remarks on oddities of a profile file."""

from ._diagram import Diagram, Edge, State, diagrams
from ._inspect import Remark, inspect
from ._names import Names

__all__ = ["Diagram", "Edge", "Names", "Remark", "State", "diagrams", "inspect"]
