"""A server on 127.0.0.1 that answers each request as a test told it: with any stream, at any pace, and with faults."""

from ._faults import FAULTS
from ._http import Received
from ._server import SseServer

__all__ = ["FAULTS", "Received", "SseServer"]
