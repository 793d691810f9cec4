"""Whether a body is an event stream at all: decided once, by its first block, or its first bytes when that is long.

Text and JSON look much alike in their first lines, so the second block is looked at too. Until then blocks wait. A body
that begins with something else may become a stream later, and is let through from the first block that can be one of a
stream.
"""

from sse_codec import Block

from ..sniff import SNIFF_BYTES, sniff

_MAY_BECOME_A_STREAM = frozenset({None, "json", "json-lines", "text", "log", "quoted"})
"""Kinds of which a block may stand before a stream: an error document, a notice of a proxy."""
_NEEDS_ANOTHER_BLOCK = frozenset({"json", "text"})
"""Kinds that one more block may tell apart from others: several JSON documents, lines with a prefix."""


class Gate:
    """Lets the blocks of an event stream through, and no others."""

    def __init__(self) -> None:
        self.start = b""
        """The first bytes of the body."""
        self.begins_as: str | None = None
        """What the body begins as instead of an event stream (a key of `sniff.KINDS`), once decided."""
        self.is_decided = False
        self._is_open = False
        self._has_seen_a_block = False
        self._waiting: list[Block] = []

    @property
    def kind(self) -> str | None:
        """What the body is instead of an event stream, as far as it is known."""
        return None if self._is_open else self.begins_as

    @property
    def is_shut(self) -> bool:
        """Return True if nothing that comes can make the body an event stream."""
        return self.begins_as not in _MAY_BECOME_A_STREAM

    def feed(self, chunk: bytes, blocks: list[Block]) -> list[Block]:
        """The blocks to check now, after `chunk` which completed `blocks`."""
        if self.is_decided:
            return self._let_through(blocks)
        self.start += chunk[: SNIFF_BYTES - len(self.start)]
        for index, block in enumerate(blocks):
            self._waiting.append(block)
            if block.fate != "empty":
                # What came with the block says nothing, or the chunks would decide what a stream is.
                self._consider(block)
            if self.is_decided:
                return self._let_through(blocks[index + 1 :])
        if len(self.start) == SNIFF_BYTES:
            self._decide(sniff(self.start))
        return self._let_through([])

    def close(self, last: list[Block]) -> list[Block]:
        """The blocks to check at the end, where `last` is what the end made of the rest."""
        if not self.is_decided:
            self._decide(sniff(self.start))
        return self._let_through(last)

    def _consider(self, block: Block) -> None:
        """Decide by the first block, or with the second when the first may be the beginning of several things."""
        kind = sniff(self.start[: block.offset + len(block.raw)])
        if kind not in _NEEDS_ANOTHER_BLOCK or self._has_seen_a_block:
            self._decide(kind)
            self._is_open = not self.is_shut and (self._is_open or _is_of_a_stream(block))
        self._has_seen_a_block = True

    def _decide(self, kind: str | None) -> None:
        self.is_decided = True
        self.begins_as = kind
        self._is_open = kind is None

    def _let_through(self, blocks: list[Block]) -> list[Block]:
        if self.is_shut or not self.is_decided:
            return []
        if not self._is_open:
            first = next((index for index, block in enumerate(blocks) if _is_of_a_stream(block)), None)
            if first is None:
                return []
            self._is_open = True
            blocks = blocks[first:]
        waiting, self._waiting = self._waiting, []
        return waiting + blocks


def _is_of_a_stream(block: Block) -> bool:
    """Return True if a block, by itself, would have opened the gate; an event does even where its field is far behind."""
    return block.event is not None or (block.fate != "empty" and sniff(block.raw) is None)
