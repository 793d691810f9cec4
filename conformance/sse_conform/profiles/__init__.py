"""Ordering profiles as an object of study: state diagrams, and remarks on oddities of a profile file."""

from ._diagram import Diagram, Edge, State, diagrams
from ._inspect import Remark, inspect
from ._names import Names
from ._schemas import check_schemas

__all__ = ["Diagram", "Edge", "Names", "Remark", "State", "check_schemas", "diagrams", "inspect"]
