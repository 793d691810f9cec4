"""What is lost with the block that the end of the stream leaves unfinished (HTML standard, 9.2.6)."""

from sse_codec import Block, Line

from ._stray import KNOWN_FIELDS


def lost(block: Block) -> Line | None:
    """The last line of an unfinished block, if something is lost with the block; else None.

    Nothing is lost with comments, with lines that are ignored anyway, and with a retry, which has had its effect.
    """
    last: Line | None = None
    loses = False
    for line in block.lines:
        last = line
        loses = loses or _loses(line)
    return last if loses else None


def _loses(line: Line) -> bool:
    if line.name == "retry":
        return not line.ending
    if line.name and not line.ending and not line.has_colon:
        return any(name.startswith(line.name) for name in KNOWN_FIELDS)
    return line.name in KNOWN_FIELDS
