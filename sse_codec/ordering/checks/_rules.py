"""The closed list of rules."""

from typing import Final

from ._active import ActiveCheck
from ._on_memory import Constant, Count, Increasing, Pairs, SameAsOpener, Unique
from ._on_texts import Concat, Json
from ._on_values import Fits, Missing, NonEmpty, OneOf, Present, Reference, Type

RULES: Final[dict[str, type[ActiveCheck]]] = {
    "type": Type,
    "present": Present,
    "absent": Missing,
    "nonempty": NonEmpty,
    "one_of": OneOf,
    "constant": Constant,
    "increasing": Increasing,
    "unique": Unique,
    "reference": Reference,
    "same_as_opener": SameAsOpener,
    "pairs": Pairs,
    "concat": Concat,
    "json": Json,
    "count": Count,
    "schema": Fits,
}
"""Every rule, by the name that a profile calls it."""
