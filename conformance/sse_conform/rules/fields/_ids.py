"""The id that a block gives to its event."""

from sse_codec import Block, Fact, Line


def own_id(block: Block) -> str | None:
    """The value of the last `id` field of a block, also where it is ignored; None when it has none, or no event."""
    event = block.event
    if event is None:
        return None
    if not block.facts & Fact.ODD_VALUE:
        return event.id if block.facts & Fact.ID else None
    line = line_of_id(block)
    return line.value if line is not None else None


def line_of_id(block: Block) -> Line | None:
    """The last `id` line of a block; None when it has none."""
    last: Line | None = None
    for line in block.lines:  # of a long block no two lines are held
        if line.name == "id":
            last = line
    return last
