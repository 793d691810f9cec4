"""The check of one stream: bytes in, findings and a report out. It prints nothing, and its memory is flat."""

from ._check import StreamCheck
from ._order import OrderCheck

__all__ = ["OrderCheck", "StreamCheck"]
