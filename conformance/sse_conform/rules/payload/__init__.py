"""Rules 5xx: what events hold."""

from .encoded_twice import EncodedTwice
from .event_over_limit import EventOverLimit
from .in_band_error import InBandError
from .python_repr import PythonRepr

RULES = (EventOverLimit, InBandError, EncodedTwice, PythonRepr)
