"""Where a stream went on after a silence: the place is kept until the block around it is there."""

from sse_codec import Block

from .._rule import Rule


class AfterSilence(Rule):
    """A rule about a silence; it is asked about no block but the one around the place that the silence leads to."""

    wants = 0
    shortest = 0.0
    """Seconds that a silence has at least."""
    _before: float | None = None
    _place: tuple[int, float] | None = None
    """The place, and how long the silence was."""

    def chunk(self, chunk: bytes, offset: int) -> None:
        now = self.stream.t
        if now is None:
            return
        silence = 0.0 if self._before is None else now - self._before
        self._before = now
        if silence < self.shortest or (self._place is not None and silence <= self._place[1]):
            return  # of several in one block the longest counts
        place = self.place_of(offset)
        if place is not None:
            self._place = (place, silence)
            self.want(None)

    def block(self, block: Block) -> None:
        if self._place is not None and self._place[0] < block.offset + len(block.raw):
            at, silence = self._place
            self._place = None
            self.want(0)
            self.judge(block, max(at - block.offset, 0), silence)

    def place_of(self, offset: int) -> int | None:
        """The place that a silence leads to, by the offset at which the stream went on; None for a silence that says nothing."""
        return offset

    def judge(self, block: Block, index: int, silence: float) -> None:
        """Say what there is to say of the silence, whose place is at this index of the block."""
