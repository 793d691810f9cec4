"""Views of one stream, for people: its events, its bytes, or when they came. A view yields text and writes nothing.

What a stranger sent is spelled out where a terminal would act on it, and memory is flat however long the stream.
"""

from ._base import Canvas, View
from ._views import VIEWS, view_of

__all__ = ["VIEWS", "Canvas", "View", "view_of"]
