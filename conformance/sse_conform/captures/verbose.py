"""The output of ``curl -v`` and the body on one terminal, as ``curl -v URL 2>&1`` mixes them, where they can be told apart.

A line of the request begins with ``>``, one of the head with ``<``, a message with ``*``. Behind the head stands the body, and
between its pieces stand the sizes of some of them, the progress of the transfer and more messages. Those that curl is known
to write are taken out; a line that may be of either is a reason to refuse the recording, as is a mark inside a line.
"""

import re
from collections.abc import Iterator

import attrs

from ..ending import Ending
from ._curl_words import CUT, ending_of, is_end
from ._exchange import Exchange
from ._lines import lines_of
from ._shape import ByteSource, CaptureError, Chunk, Format, Found, Skipped
from .curl import parse_head
from .trace import request_head

MAX_BODY = 64 * 1024 * 1024
"""Bytes of one body: it is taken apart as a whole."""
UNTANGLED = "the body told apart from the messages of curl -v"
_RECORD = "record the head and the body alone, as in: curl -isN URL > FILE"

_REQUEST = re.compile(rb"> [A-Z]+ \S+ HTTP/\d")
_SECURE = (b"* SSL connection using", b"* ALPN", b"* TLSv1")
_SIZE = re.compile(rb"[{}] \[\d+ bytes data\]\r*\n")
_TIME = rb" +(?:--:--:--|[ \d]\d:\d\d:\d\d|\d+d \d\dh|\d+d)"
_METER = re.compile(rb"\r[ \d]{3} [ \d.kMGTP]{35,70}" + _TIME * 3 + rb" [ \d.kMGTP]{5}")
_LAST_METER = re.compile(_METER.pattern + rb"\r*\n(?=\* |\Z)")
"""The progress at the end of a transfer has a line end behind it, which is none of the body."""
_SAID = re.compile(
    rb"^\* (?:Connection #|[Cc]losing connection|shutting down connection|transfer closed with|Mark bundle|TLSv1|old SSL session|"
    rb"Leftovers after chunking|Excess found|Recv failure|OpenSSL SSL_read|Operation timed out|HTTP/\d stream|Request completely|"
    rb"Failure writ|Failed writ|Ignoring the response|Issue another request|Please rewind|Found bundle|Re-using|Reusing|Hostname |"
    rb"Switch|end of response|Host |  Trying|Connected to|Could not|Established conn)[^\n]*\n?",
    re.MULTILINE,
)
_LAST_WORDS = re.compile(
    rb"\* (?:Connection #\d+ to host [^\n]*left intact|[Cc]losing connection[^\n]*|shutting down connection[^\n]*)\s*\Z"
)
_END = re.compile(
    rb"^\* (?:Connection #\d+ to host [^\n]*left intact|[Cc]losing connection|shutting down connection)",
    re.MULTILINE,
)
_MESSAGE = re.compile(rb"^\* [^\n]*\n?", re.MULTILINE)
"""Behind the end of a transfer no line of the body begins so; without -N all of the body may stand there."""
_MAY_BE_EITHER = re.compile(rb"^(?:\* |[<>] )[^\n]{0,40}", re.MULTILINE)
_HEAD_AGAIN = re.compile(rb"\AHTTP/\d[^\n]*\n(?:[^\r\n]+\r?\n)*\r?\n")


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Found]:
    number = 0
    for talk in _talks(source, lines_of(source, start, stream)):
        number += 1
        yield _found(source, number, talk)
    if not number:
        yield CaptureError(source, f"it is the output of curl -v without a request; {_RECORD}")


@attrs.define
class _Talk:
    """A request and what came for it, as lines."""

    line: int
    scheme: str
    sent: list[bytes] = attrs.field(factory=list[bytes])
    head: list[bytes] = attrs.field(factory=list[bytes])
    said: list[bytes] = attrs.field(factory=list[bytes])
    """Lines before the body that can only be curl's own messages."""
    body: list[bytes] = attrs.field(factory=list[bytes])
    size: int = 0

    def add(self, line: bytes) -> None:
        """Take a line that curl wrote after the first of the request."""
        bare = _METER.sub(b"", line)
        if bare.startswith(b"< ") and not self.body:
            if self.head and not self.head[-1].strip():
                self.head = []  # that was an interim response
            self.head.append(bare[2:].strip(b"\r\n"))
        elif bare.startswith(b"> ") and not self.head:
            self.sent.append(bare[2:].strip(b"\r\n"))
        elif bare.startswith(b"* ") and not self.body:
            self.said.append(bare)
        elif self.head:
            self.body.append(line)
            self.size += len(line)


def _talks(source: str, lines: Iterator[bytes]) -> Iterator[_Talk]:
    """Each request with its response, in the order of the file."""
    talk: _Talk | None = None
    scheme = "http"
    for number, line in enumerate(lines, 1):
        bare = _METER.sub(b"", line)
        if _REQUEST.match(bare):
            if talk is not None:
                yield talk
            talk = _Talk(number, scheme)
        if bare.startswith(_SECURE):
            scheme = "https"
        if talk is not None:
            talk.add(line)
            if talk.size > MAX_BODY:
                raise CaptureError(source, f"it has a body of more than {MAX_BODY:,} bytes; {_RECORD}")
    if talk is not None:
        yield talk


def _found(source: str, number: int, talk: _Talk) -> Found:
    request = request_head(b"\r\n".join(talk.sent), talk.scheme)
    exchange = Exchange(
        container=source,
        format=FORMAT.name,
        number=number,
        line=talk.line,
        request=request,
        head=None,
        is_exact=False,
        notes=(UNTANGLED,),
    )
    if not talk.head:
        return CaptureError(exchange.source, "no response came")
    text = b"".join(talk.body)
    body, said = _untangled(text)
    said = b"".join(talk.said) + said
    if either := _MAY_BE_EITHER.search(body):
        shown = either[0].decode("utf-8", "replace").strip()
        return CaptureError(
            exchange.source, f"a line of it may be of curl -v or of the body: {shown!r}; {_RECORD}"
        )
    if b"Issue another request" in said:
        return Skipped(exchange.source, "redirect that curl followed")
    try:
        head = parse_head(source, b"\r\n".join(talk.head).rstrip(b"\r\n"))
    except CaptureError as problem:
        return problem
    ending = ending_of(said) or (Ending() if is_end(said) else CUT)
    return attrs.evolve(exchange, head=head).found(_reads(body, ending))


def _untangled(text: bytes) -> tuple[bytes, bytes]:
    """The body, and the messages that stood in it."""
    text = _METER.sub(b"", _LAST_METER.sub(b"", _SIZE.sub(b"", text)))
    said = b"".join(each[0] for each in _SAID.finditer(text))
    end = _END.search(text)
    before, behind = (text[: end.start()], text[end.start() :]) if end else (text, b"")
    body = _SAID.sub(b"", before) + _MESSAGE.sub(b"", behind)
    if last := _LAST_WORDS.search(body):
        said += last[0]
        body = body[: last.start()]
    return _HEAD_AGAIN.sub(b"", body), said


def _reads(body: bytes, ending: Ending) -> Iterator[Chunk | Ending]:
    if body:
        yield Chunk(body)
    yield ending


FORMAT = Format("curl-verbose", read)
