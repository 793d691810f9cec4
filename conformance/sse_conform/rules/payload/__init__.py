"""Rules 5xx: what events hold."""

from .encoded_twice import EncodedTwice
from .event_over_limit import EventOverLimit
from .in_band_error import InBandError
from .json_too_large import JsonTooLarge
from .python_repr import PythonRepr

RULES = (EventOverLimit, InBandError, EncodedTwice, PythonRepr, JsonTooLarge)
