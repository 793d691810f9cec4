"""What the check can find: the table of codes, the value that reports a fault, and how findings are made."""

from ._codes import CODES, LEVELS, Code
from ._finding import Finding
from ._reporter import Reporter

__all__ = [
    "CODES",
    "LEVELS",
    "Code",
    "Finding",
    "Reporter",
]
