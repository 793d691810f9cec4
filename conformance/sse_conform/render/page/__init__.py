"""One self-contained page about one or many streams. It is read without JavaScript, and loads nothing from elsewhere.

What a stranger wrote is escaped by the templates, and what would not be seen as itself is spelled out.
"""

from ._page import Captured, page

__all__ = ["Captured", "page"]
