"""Output formats of a run of the suite: one module for each, all yielding strings and writing nothing."""

from ._base import SuiteRenderer
from ._results import CaseResult, Matrix, Result, by_case_results
from .html import HtmlRenderer
from .json import JsonRenderer
from .junit import JUnitRenderer
from .tap import TapRenderer
from .text import TextRenderer

__all__ = [
    "CaseResult",
    "HtmlRenderer",
    "JUnitRenderer",
    "JsonRenderer",
    "Matrix",
    "Result",
    "SuiteRenderer",
    "TapRenderer",
    "TextRenderer",
    "by_case_results",
]
