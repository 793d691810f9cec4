"""The id that a block gives to its event."""

from sse_codec import Block, Fact, Line


def own_id(block: Block) -> str | None:
    """The value of the last `id` field of a block, also where it is ignored; None when it has none, or no event."""
    if block.event is None or not block.facts & Fact.ID:
        return None
    return line_of_id(block).value if block.facts & Fact.ODD_VALUE else block.event.id


def line_of_id(block: Block) -> Line:
    """The last `id` line of a block that has one."""
    return [line for line in block.lines if line.name == "id"][-1]
