"""Text of the stream inside a message: always quoted, never long, never a control character."""

LONGEST = 60
"""Characters of the stream's text that a message shows."""


def quoted(text: str, longest: int = LONGEST) -> str:
    """The text as a literal with everything unprintable escaped, shortened to so many characters."""
    return repr(text) if len(text) <= longest else f"{text[:longest]!r}..."


def counted(number: int, noun: str) -> str:
    """ "1 byte", "2 bytes"; thousands are separated."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def shown_bytes(raw: bytes) -> str:
    """The bytes in hexadecimal, the first few when they are many."""
    digits = raw[:8].hex(" ").upper()
    return digits if len(raw) <= 8 else f"{digits} ..."
