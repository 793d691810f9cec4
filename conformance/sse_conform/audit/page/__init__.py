"""The page of an audit: what breaks, how often, where, and what is new since another audit."""

from ._figures import Figures, figures
from ._html import html

__all__ = ["Figures", "figures", "html"]
