"""`sse-conform decode`: an event stream as JSON lines, each written as soon as its event is there."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from io import BufferedReader
from pathlib import Path
from typing import Any, cast

import click

from sse_codec import DEFAULT_MAX_EVENT_SIZE, Block, Decoder, LimitExceeded, Scanner

from ..captures import Capture, CaptureError, Chunk, open_capture, read_capture
from ..ending import EndingKind
from ..render import one_line
from ..sniff import SNIFF_BYTES, sniff
from ._exit import Exit
from ._inputs import STDIN
from ._junk import sentence
from ._output import complain
from ._parameters import size

HELP = """\
Turn an event stream into JSON lines, each written as soon as its event is there.

An event is {"type", "data", "id"}; "id" is the last event id, as a browser gives it. A retry time comes as "retry", and
an id without an event as {"id"}. `sse-conform encode` turns the lines into the same events again.

FILE is the body of a response, or what `curl -i` printed; without it, or with -, standard input is read.
The data comes out whole: nothing secret in it is blanked.

\b
Examples:
  curl -sN https://example.com/stream | sse-conform decode
  sse-conform decode chat.sse | jq -r .data

The exit code is 1 when the stream ends inside an event, which no reader delivers, or is cut short by its Content-Length or
Content-Encoding, and 2 when it cannot be read or is no event stream.
"""

_CUT = frozenset[EndingKind]({"corrupt", "short", "unfinished"})
"""The endings of a recorded stream that lose a part of it."""


@click.command(help=HELP)
@click.argument("file", default="-", metavar="[FILE]")
@click.option("--comments", is_flag=True, help='Write comments too, as {"comment"}.')
@click.option(
    "--max-event-size",
    type=click.IntRange(min=0),
    default=DEFAULT_MAX_EVENT_SIZE,
    show_default=True,
    metavar="BYTES",
    callback=size,
    help="What one event may hold; 0 for no limit.",
)
def decode(*, file: str, comments: bool, max_event_size: int | None) -> Exit:
    try:
        with _opened(file) as capture:
            return _Decoding(capture, comments).run(Scanner(max_event_size=max_event_size))
    except CaptureError as problem:
        complain(str(problem))
    except LimitExceeded as problem:
        complain(f"{file}: {problem}")
    return Exit.UNUSABLE


def _opened(file: str) -> AbstractContextManager[Capture]:
    if file == STDIN:
        return nullcontext(read_capture(STDIN, cast("BufferedReader", sys.stdin.buffer)))
    return open_capture(Path(file))


class _Decoding:
    """One stream on its way to standard output."""

    def __init__(self, capture: Capture, comments: bool) -> None:
        self._capture = capture
        self._comments = comments
        self._stdout = sys.stdout.buffer
        self._wrote = False

    def run(self, scanner: Scanner) -> Exit:
        start = b""
        for read in self._capture.reads:
            if isinstance(read, Chunk):
                start = start or read.data[:SNIFF_BYTES]
                self._write(scanner.feed(read.data))
            elif read.kind in _CUT:
                complain(f"{self._capture.source}: {read.words}")
                return Exit.FINDINGS
        last = scanner.close()
        kind = None if self._wrote else sniff(start)
        if kind is not None:
            raise CaptureError(self._capture.source, sentence(kind))
        if last is None:
            return Exit.CLEAN
        if last.fate == "unterminated" and any(line.kind == "field" for line in last.lines):
            complain(
                f"{self._capture.source}: the stream ends inside an event; {len(last.raw)} bytes are discarded"
            )
            return Exit.FINDINGS
        self._write([last])
        return Exit.CLEAN

    def _write(self, blocks: list[Block]) -> None:
        lines = [one_line(record) + "\n" for block in blocks for record in _records(block, self._comments)]
        if lines:
            self._wrote = True
            self._stdout.write("".join(lines).encode())
            self._stdout.flush()


def _records(block: Block, comments: bool) -> Iterator[dict[str, Any]]:
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
