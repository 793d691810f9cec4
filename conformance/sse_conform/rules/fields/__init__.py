"""Rules 4xx: what fields say, and what a client keeps of it."""

from .duplicate_id import DuplicateId
from .event_name_shadows_builtin import EventNameShadowsBuiltin
from .field_order_changes import FieldOrderChanges
from .id_goes_backwards import IdGoesBackwards
from .no_id_anywhere import NoIdAnywhere
from .repeated_event_or_id_field_in_block import RepeatedEventOrIdFieldInBlock
from .retry_extreme import RetryExtreme
from .retry_leading_zero_or_huge import RetryLeadingZeroOrHuge
from .retry_not_digits import RetryNotDigits
from .unknown_field import UnknownField
from .very_long_event_name_or_id import VeryLongEventNameOrId

RULES = (
    UnknownField,
    RetryNotDigits,
    RetryExtreme,
    RetryLeadingZeroOrHuge,
    NoIdAnywhere,
    DuplicateId,
    IdGoesBackwards,
    RepeatedEventOrIdFieldInBlock,
    EventNameShadowsBuiltin,
    VeryLongEventNameOrId,
    FieldOrderChanges,
)
