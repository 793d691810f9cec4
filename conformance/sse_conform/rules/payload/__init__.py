"""Rules 5xx: what events hold."""

from .event_over_limit import EventOverLimit

RULES = (EventOverLimit,)
