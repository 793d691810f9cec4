"""The id that a block gives to its event."""

from sse_codec import Block, Fact, Line


def own_id(block: Block) -> str | None:
    """The value of the last `id` field of a block, also where it is ignored; None when it has none, or no event."""
    event = block.event
    if event is None:
        return None
    if not block.facts & Fact.ODD_VALUE:
        return event.id if block.facts & Fact.ID else None
    lines = lines_of_id(block)
    return lines[-1].value if lines else None


def lines_of_id(block: Block) -> list[Line]:
    """The `id` lines of a block."""
    return [line for line in block.lines if line.name == "id"]
