"""What the readers of the wire share: its bytes, its limits, and the two values that need care."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, TypeAlias

    Buffer: TypeAlias = bytes | bytearray | memoryview

DEFAULT_MAX_EVENT_SIZE: "Final" = 16 * 1024 * 1024
"""16 MiB: above any image or document that the known protocols put into one event, far below a small machine."""

NO_LIMIT: "Final" = 2**63 - 1
"""A limit above the size of any stream, so that a limit is always a number to compare with."""

MAX_RETRY: "Final" = 2**63 - 1
"""Ceiling of a reconnection time in milliseconds: digits may be arbitrarily many, and a clock has 64 bits."""

BOM: "Final" = b"\xef\xbb\xbf"
LF: "Final" = 0x0A
CR: "Final" = 0x0D
COLON: "Final" = 0x3A
SPACE: "Final" = 0x20


def limit_of(max_event_size: int | None) -> int:
    """Return the limit as a number; ValueError for one that no event could keep to."""
    if max_event_size is None:
        return NO_LIMIT
    if max_event_size < 1:
        raise ValueError(
            f"max_event_size must be at least 1 byte, or None for no limit, not {max_event_size}"
        )
    return max_event_size


def as_bytes(chunk: object) -> bytes:
    """Return the bytes of a buffer; TypeError for text, whose bytes are already lost."""
    if isinstance(chunk, (bytes, bytearray, memoryview)):
        return bytes(chunk)  # pyright: ignore[reportUnknownArgumentType]  # a memoryview of anything is welcome
    raise TypeError(
        f"a chunk of an event stream is bytes, bytearray or memoryview, not {type(chunk).__name__}; "
        "read the body undecoded (iter_bytes, not iter_text or iter_lines)"
    )


def as_text(name: str, value: object) -> str:
    """Return the text that a value holds; TypeError for what is no text, by the name of the parameter.

    A subclass of ``str`` may show other text than it holds, by its ``__str__`` or ``__contains__``; so it is left behind.
    """
    if isinstance(value, str):
        return str.__str__(value)
    kind = type(value)
    cure = "; decode it first" if issubclass(kind, (bytes, bytearray, memoryview)) else ""
    raise TypeError(f"{name} must be str, not {kind.__name__}{cure}")


def as_int(name: str, value: object, unit: str = "") -> int:
    """Return the int itself; TypeError for anything else, by the name of the parameter."""
    if isinstance(value, int):
        return value
    raise TypeError(f"{name} must be an int{unit}, not {type(value).__name__}")


def with_lf_only(text: str) -> str:
    """Return the text with an LF for each CR LF and lone CR."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse_retry(value: str) -> int | None:
    """Return the milliseconds of a ``retry`` value, at most ``MAX_RETRY``; None unless all ASCII digits (9.2.6)."""
    if not (value.isascii() and value.isdigit()):
        return None
    digits = value.lstrip("0")
    # Python refuses to convert more than 4300 digits; MAX_RETRY has 19.
    return MAX_RETRY if len(digits) > 19 else min(int(digits or "0"), MAX_RETRY)
