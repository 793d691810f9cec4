"""What is known of an ordering profile beyond checking streams by it: its state diagrams, and what is odd in its file."""

from ._diagram import Diagram, Edge, State, diagrams
from ._inspect import Remark, inspect
from ._names import Names

__all__ = ["Diagram", "Edge", "Names", "Remark", "State", "diagrams", "inspect"]
