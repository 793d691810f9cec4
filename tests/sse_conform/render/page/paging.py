"""Streams that tests make, checked and recorded as `sse-conform report` does it, and the page of them."""

from collections.abc import Iterable, Iterator
from typing import Any

from sse_conform.captures import Capture, Chunk
from sse_conform.check import StreamCheck
from sse_conform.ending import Ending
from sse_conform.head import ResponseHead
from sse_conform.redaction import Redactor
from sse_conform.render import Renderer, Totals
from sse_conform.render.html import HtmlRenderer
from sse_conform.trace import Recording, Settings

Read = bytes | tuple[float, bytes]
"""A chunk, with the seconds after the request where there are times."""


def capture(
    source: str, reads: Iterable[Read | Ending], head: ResponseHead | None = None, **more: Any
) -> Capture:
    """A capture of these reads; without an ending the server ends the stream."""
    chunks = list(reads) if isinstance(reads, list | tuple) else reads
    is_timed = isinstance(chunks, list | tuple) and any(isinstance(each, tuple) for each in chunks)
    more.setdefault("fidelity", "timed" if is_timed else "bytes")
    return Capture(source, "test", head=head, reads=_reads(chunks), **more)


def _reads(reads: Iterable[Read | Ending]) -> Iterator[Chunk | Ending]:
    for each in reads:
        if isinstance(each, Ending):
            yield each
            return
        yield Chunk(each) if isinstance(each, bytes) else Chunk(each[1], each[0])
    yield Ending()


def recording(secrets: Iterable[str] = (), **settings: Any) -> Recording:
    """A recording that blanks these secrets."""
    return Recording(Settings(Redactor(secrets), **settings))


def rendered(renderer: Renderer, recording: Recording, captures: Iterable[Capture]) -> str:
    """What a renderer makes of captures that are checked and recorded."""
    redactor, totals, texts = recording.settings.redactor, Totals(), [*renderer.begin()]
    for each in captures:
        check = StreamCheck(
            each.source, head=each.head, fidelity=each.fidelity, profile=recording.settings.profile,
            max_event_size=recording.settings.max_event_size,
        )  # fmt: skip
        recorded = recording.of(each)
        assert isinstance(recorded, Capture)
        for read in recorded.reads:
            is_chunk = isinstance(read, Chunk)
            found = check.feed(read.data, read.t) if is_chunk else check.close(read.kind, read.detail, read.t)
            for finding in found:
                texts += renderer.finding(redactor.finding(finding))
        totals.add(check.report)
        texts += renderer.capture(redactor.value(check.report))
    texts += renderer.end(totals)
    return "".join(texts)


def page(*captures: Capture, secrets: Iterable[str] = (), **settings: Any) -> str:
    """The page of captures."""
    own = recording(secrets, **settings)
    return rendered(HtmlRenderer(recording=own), own, captures)


CHUNK = 50
"""Events that come together."""


def long_answer(events: int) -> Iterator[Read]:
    """A long answer with faults: damaged JSON and a stray field here and there, and kinds that take turns at the end."""
    yield 0.2, b'data: {"type":"RUN_STARTED","threadId":"t","runId":"r"}\n\n'
    yield 0.3, b'data: {"type":"TEXT_MESSAGE_START","messageId":"m","role":"assistant"}\n\n'
    for start in range(0, events, CHUNK):
        yield (
            0.4 + start * 0.001,
            b"".join(_event(number, events) for number in range(start, min(start + CHUNK, events))),
        )


def _event(number: int, events: int) -> bytes:
    if number % 99_991 == 7:
        return b'data: {"type":"TEXT_MESSAGE_CONTENT","messageId":"m","delta":\n\n'
    if number % 49_999 == 9:
        return b"dta: lost\n\n"
    if number > events // 2 and number % 2:
        return b'data: {"type":"CUSTOM","name":"tick","value":%d}\n\n' % number
    return b'data: {"type":"TEXT_MESSAGE_CONTENT","messageId":"m","delta":"word %d "}\n\n' % number
