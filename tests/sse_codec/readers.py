"""Each reader of the package as one function from chunks to a reading, to be held against the oracle's."""

from collections.abc import Callable, Iterable, Sequence
from itertools import dropwhile, pairwise
from typing import Any

from sse_codec import Block, Decoder, LimitExceeded, Scanner

from .oracle import MARK, Reading
from .twins import ScannerTwin, Twin


def decode(
    chunks: Iterable[bytes], last_event_id: str = "", limit: int | None = None, twin: Twin = Decoder
) -> Reading:
    decoder = twin(last_event_id=last_event_id, max_event_size=limit)
    return drive(decoder, decoder.feed, chunks)


def decode_with_comments(
    chunks: Iterable[bytes], last_event_id: str = "", limit: int | None = None, twin: Twin = Decoder
) -> Reading:
    decoder = twin(last_event_id=last_event_id, max_event_size=limit)
    return drive(decoder, decoder.feed_with_comments, chunks)


def drive(decoder: Decoder, feed: Callable[[bytes], Sequence[Any]], chunks: Iterable[bytes]) -> Reading:
    reading = Reading()
    try:
        for call, chunk in enumerate(chunks):
            reading.items += [(call, item) for item in feed(chunk)]
        reading.discarded = decoder.close()
    except LimitExceeded as error:
        reading.too_many = error.offset
    else:
        reading.last_event_id, reading.retry = decoder.last_event_id, decoder.retry
    return reading


def scan(
    chunks: Iterable[bytes], last_event_id: str = "", limit: int | None = None, twin: ScannerTwin = Scanner
) -> Reading:
    chunks = list(chunks)
    scanner = twin(last_event_id=last_event_id, max_event_size=limit)
    reading = Reading()
    try:
        for call, chunk in enumerate(chunks):
            reading.items += [(call, block.event) for block in scanner.feed(chunk) if block.event]
        last = scanner.close()
    except LimitExceeded as error:
        reading.too_many = error.offset
        return reading
    if last is not None and last.event:
        reading.items.append((len(chunks), last.event))
    reading.last_event_id, reading.retry = scanner.last_event_id, scanner.retry
    reading.discarded = unfinished(last)
    return reading


def unfinished(last: Block | None) -> int:
    """Count the bytes of the unfinished block from its first field on."""
    if last is None or last.fate != "unterminated":
        return 0
    lines = dropwhile(lambda line: line.kind == "comment", last.lines)
    return sum(len(line.raw) - len(MARK) * line.bom for line in lines)


def blocks_of(chunks: Iterable[bytes], limit: int | None = None, twin: ScannerTwin = Scanner) -> list[Block]:
    scanner = twin(max_event_size=limit)
    blocks = [block for chunk in chunks for block in scanner.feed(chunk)]
    last = scanner.close()
    return blocks if last is None else [*blocks, last]


def split(stream: bytes, cuts: Iterable[int]) -> list[bytes]:
    """Cut the stream at the positions given; a cut at either end, or one twice, makes an empty chunk."""
    return [stream[start:end] for start, end in pairwise([0, *sorted(cuts), len(stream)])]


def bytewise(stream: bytes) -> list[bytes]:
    return split(stream, range(1, len(stream)))
