"""`sse-conform decode`: an event stream as JSON lines, each written as soon as its event is there."""

import sys
from typing import Any

import attrs
import click

from sse_codec import Block, LimitExceeded, Scanner

from ..captures import Capture, CaptureError, Chunk, NoStreamError, choice_of
from ..convert.jsonl import records
from ..ending import BY_US, EndingKind
from ..head import ResponseHead
from ..redaction import Redactor, safe_response, secrets_in, secrets_of
from ..render import one_line
from ..sniff import SNIFF_BYTES, sniff
from ._exit import Exit
from ._inputs import Url, named
from ._junk import sentence, source_of
from ._opening import Asked, opened
from ._options import max_event_size_option, only_option
from ._output import complain, tell_notes
from ._picked import Picked
from ._url_options import include_option, listening_options, request_options

HELP = """\
Turn an event stream into JSON lines, each written as soon as its event is there.

An event is {"type", "data", "id"}; "id" is the last event id, as a browser gives it. A retry time comes as "retry", and
an id without an event as {"id"}; with -i the head of the response comes first, as {"head"}. `sse-conform encode` turns the lines into the same events again.

INPUT is a file that `check` reads, or a URL; without it, or with -, standard input is read. Of a recording with several streams
the first is decoded, or the first that --only names.
The data comes out whole: nothing secret in it is blanked. In heads it is.

\b
Examples:
  curl -sN https://example.com/stream | sse-conform decode
  sse-conform decode chat.sse | jq -r .data
  sse-conform decode https://example.com/stream --max-time 10

The exit code is 1 when the stream ends inside an event, which no reader delivers, or is cut short by its Content-Length or
Content-Encoding, 2 when it cannot be read or is no event stream, and 3 when a server gave none.
"""

_CUT = frozenset[EndingKind]({"corrupt", "short", "unfinished"})
"""The endings of a recorded stream that lose a part of it."""


@click.command(help=HELP)
@click.argument("argument", default="-", metavar="[INPUT]")
@only_option
@include_option
@click.option("--comments", is_flag=True, help='Write comments too, as {"comment"}.')
@max_event_size_option
@listening_options
@request_options
def decode(
    *,
    argument: str,
    only: str | None,
    includes_head: bool,
    comments: bool,
    max_event_size: int | None,
    **request: Any,
) -> Exit:
    asked = Asked(**request)
    source = named(argument)
    asked.refuse_without_url([source])
    redactor = Redactor(secrets_of(asked.headers, [source.address] if isinstance(source, Url) else []))
    try:
        with opened(source, asked) as found:
            picked = Picked(argument, found, only)
            capture = picked.first()
            tell_notes(capture, redactor)
            if includes_head and capture.head is not None:
                _write_head(capture.head, redactor.hiding(secrets_in(capture.request)))
            code = _Decoding(capture, comments).run(Scanner(max_event_size=max_event_size))
            if (another := _another(picked)) is not None:
                complain(
                    f"{argument}: it holds more streams; name another with --only, as in: "
                    f"--only {choice_of(another)}"
                )
            return code
    except CaptureError as problem:
        complain(redactor.text(str(problem)))
        return Exit.NO_STREAM if isinstance(problem, NoStreamError) else Exit.UNUSABLE
    except LimitExceeded as problem:
        complain(redactor.text(f"{argument}: {problem}"))
        return Exit.UNUSABLE


def _another(picked: Picked) -> str | None:
    """The name of the next stream, which may be one that cannot be read."""
    another = next(picked.streams, None)
    return None if another is None else another.source


def _write_head(head: ResponseHead, redactor: Redactor) -> None:
    value = attrs.asdict(safe_response(head, redactor))
    sys.stdout.buffer.write(f"{one_line({'head': value})}\n".encode())
    sys.stdout.buffer.flush()


class _Decoding:
    """One stream on its way to standard output."""

    def __init__(self, capture: Capture, comments: bool) -> None:
        self._capture = capture
        self._comments = comments
        self._stdout = sys.stdout.buffer
        self._wrote = False

    def run(self, scanner: Scanner) -> Exit:
        if self._capture.refused:
            raise NoStreamError(self._capture.source, self._capture.refused)
        start = b""
        is_ours = False
        for read in self._capture.reads:
            if isinstance(read, Chunk):
                start = start or read.data[:SNIFF_BYTES]
                self._write(scanner.feed(read.data))
            elif read.kind in _CUT:
                complain(f"{self._capture.source}: {read.words}")
                return Exit.FINDINGS
            else:
                is_ours = read.kind in BY_US
        last = scanner.close()
        kind = None if self._wrote else sniff(start)
        if kind is not None:
            raise CaptureError(self._capture.source, sentence(kind, source_of(self._capture)))
        if last is None or (is_ours and last.fate == "unterminated"):
            return Exit.CLEAN
        if last.fate == "unterminated" and any(line.kind == "field" for line in last.lines):
            complain(
                f"{self._capture.source}: the stream ends inside an event; {len(last.raw)} bytes are discarded"
            )
            return Exit.FINDINGS
        self._write([last])
        return Exit.CLEAN

    def _write(self, blocks: list[Block]) -> None:
        lines = [
            one_line(record) + "\n" for block in blocks for record in records(block, comments=self._comments)
        ]
        if lines:
            self._wrote = True
            self._stdout.write("".join(lines).encode())
            self._stdout.flush()
