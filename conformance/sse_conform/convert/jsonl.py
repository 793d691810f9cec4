"""The events of a stream as JSON lines, which ``sse-conform encode`` turns into the same events again."""

from collections.abc import Iterator
from typing import Any

from sse_codec import DEFAULT_MAX_EVENT_SIZE, Block, Decoder, LimitExceeded, Scanner

from ..captures import Capture, Chunk, Ending
from ..render import one_line
from ._shape import OneStream, WriteError


class FileWriter(OneStream):
    """Writes each event when it is there; what is cut off at the end is none."""

    def begin(self, capture: Capture) -> None:
        super().begin(capture)
        self._scanner = Scanner()

    def read(self, chunk: Chunk) -> None:
        try:
            self._blocks(self._scanner.feed(chunk.data))
        except LimitExceeded:
            raise WriteError(
                f"an event is larger than {DEFAULT_MAX_EVENT_SIZE >> 20} MiB, the limit of readers"
            ) from None

    def end(self, ending: Ending) -> None:
        last = self._scanner.close()
        if last is not None and last.fate != "unterminated":
            self._blocks([last])

    def _blocks(self, blocks: list[Block]) -> None:
        for block in blocks:
            self.write("".join(f"{one_line(record)}\n" for record in records(block)).encode())


def records(block: Block, *, comments: bool = False) -> Iterator[dict[str, Any]]:
    """What a block says, as the objects that are written for it: the event with its id and retry time, and the comments if asked."""
    if comments:
        yield from ({"comment": line.value} for line in block.lines if line.kind == "comment")
    record: dict[str, Any] = {}
    if block.event is not None:
        record |= {"type": block.event.type, "data": block.event.data, "id": block.event.id}
    else:
        ids = [line.value for line in block.lines if line.name == "id" and "\0" not in line.value]
        record |= {"id": ids[-1]} if ids else {}
    retry = _retry(block)
    if retry is not None:
        record["retry"] = retry
    if record:
        yield record


def _retry(block: Block) -> int | None:
    """The reconnection time that a block sets, by the decoder's own reading of it."""
    if b"retry" not in block.raw:
        return None
    decoder = Decoder(max_event_size=None)
    decoder.feed(block.raw)
    return decoder.retry
