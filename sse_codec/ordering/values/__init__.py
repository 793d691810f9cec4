"""JSON values off the wire: bounded before they are parsed, parsed once, compared and shown."""

from ._document import WHITE_SPACE, Document
from ._scalars import TYPES, Kept, Mark, Scalar, hashed, is_scalar, is_type, mark, same, show, type_of
from ._size import excess

__all__ = [
    "TYPES",
    "WHITE_SPACE",
    "Document",
    "Kept",
    "Mark",
    "Scalar",
    "excess",
    "hashed",
    "is_scalar",
    "is_type",
    "mark",
    "same",
    "show",
    "type_of",
]
