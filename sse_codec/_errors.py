"""Decoding is total; what is raised here is a limit, a misuse, or text that no event stream can carry."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


class CodecError(Exception):
    """Base of every exception that this package raises on purpose."""


class LimitExceeded(CodecError):
    """An unfinished block holds more bytes than the reader was allowed to keep.

    The reader stays closed: what follows in the stream has lost its beginning. Whatever was complete before is
    returned first, so the exception comes from the call after it.
    """

    limit: "Final[str]"
    """Name of the parameter that set the limit."""
    maximum: "Final[int]"
    """The limit, in bytes."""
    offset: "Final[int]"
    """Position in the stream, in bytes from 0, of the first byte that was too many."""

    def __init__(self, limit: str, maximum: int, offset: int) -> None:
        super().__init__(limit, maximum, offset)
        self.limit = limit
        self.maximum = maximum
        self.offset = offset

    def __str__(self) -> str:
        return (
            f"the block at byte {self.offset} of the stream is larger than {self.limit}={self.maximum} bytes; "
            f"raise {self.limit}, or set it to None for no limit, if the peer is trusted"
        )


class EncodeError(CodecError, ValueError):
    """A value cannot be written so that it reads back as itself."""

    field: "Final[str]"
    """The parameter at fault: ``data``, ``type``, ``id``, ``retry``, ``comment``, ``newline`` or ``last_event_id``."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(field, problem)
        self.field = field
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.field}: {self.problem}"


class ClosedError(CodecError, RuntimeError):
    """A reader was fed after its stream had ended; a new connection needs a new reader."""
