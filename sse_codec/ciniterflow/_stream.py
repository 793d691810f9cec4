"""The reader of a prediction: bytes in, typed events out, and at the end what the whole of it came to.

Only an event whose decoded kind is ``end`` finishes a prediction: not the text ``[DONE]``, and not the end of the
connection. What comes after it is still returned by ``feed``, and no longer counts.
"""

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from typing import cast

from sse_codec._implementation import Decoder
from sse_codec._iterators import each_awaited_chunk, each_chunk
from sse_codec._values import Event
from sse_codec._wire import DEFAULT_MAX_EVENT_SIZE
from sse_codec.ordering import Checker, Classified, Finding, Framer, Outcomes, Profile, load_profile
from sse_codec.ordering.outcome import StreamOutcome

from ._events import End, Error, Metadata, PredictionEvent, SourceDocuments, Token, UsedTools
from ._kinds import WIRE, FramingName, read
from ._result import Outcome, PredictionResult
from ._sources import SourceDocument, UsedTool


class PredictionStream:
    """One prediction, read as it arrives, in whichever framing it comes.

    It does no I/O: hand it the chunks of a response as your HTTP client gives them, undecoded::

        stream = PredictionStream()
        for event in stream.iter(response.iter_bytes()):
            ...
        answer = stream.result()

    The text of all tokens is kept for ``result``, so memory grows with the answer; nothing else does.

    :param framing: ``named``, ``envelope`` or ``hybrid`` when it is known; None to go by the first event that
        tells. Without it, a named stream whose very first text looks like an envelope is taken for a hybrid one.
    :param profile: an order to check against, such as ``load_profile("ciniterflow")``; the findings are in the
        result.
    :param max_event_size: bytes that an unfinished event may hold, None for no limit.
    :raises ValueError: there is no framing of that name.
    """

    __slots__ = ("_answer", "_checker", "_decoder", "_findings", "_framer")

    def __init__(
        self,
        *,
        framing: FramingName | None = None,
        profile: Profile | None = None,
        max_event_size: int | None = DEFAULT_MAX_EVENT_SIZE,
    ) -> None:
        self._decoder = Decoder(max_event_size=max_event_size)
        wire = load_profile(WIRE)
        self._framer = Framer(wire.framings, framing=framing)
        self._checker = None if profile is None else Checker(profile, framing=framing)
        self._findings: list[Finding] = []
        self._answer = _Answer(wire.outcomes)

    @property
    def finished(self) -> bool:
        """Whether ``end`` has come: there is nothing more to wait for."""
        return self._answer.ended

    def feed(self, chunk: bytes | bytearray | memoryview) -> list[PredictionEvent]:
        """Take the next bytes and return the events that they complete, often none.

        An event that no framing explains, such as a bare ``[DONE]``, is an ``Other`` of its SSE event type.

        :raises LimitExceeded: an unfinished event is larger than ``max_event_size``.
        :raises ClosedError: the stream was closed.
        """
        return [self._take(event) for event in self._decoder.feed(chunk)]

    def close(self) -> int:
        """End the stream and return how many bytes of an unfinished event were discarded."""
        if self._checker is not None:
            self._findings += self._checker.close()
        return self._decoder.close()

    def result(self) -> PredictionResult:
        """Return what the prediction came to so far; final once ``end`` came or the stream is closed."""
        return self._answer.result(tuple(self._findings))

    def iter(self, chunks: Iterable[bytes]) -> Iterator[PredictionEvent]:
        """Yield the events of the chunks up to ``end``, or to the last chunk, and close.

        The loop does not wait for the server to close the connection. Closing the response is the caller's.
        """
        for chunk in each_chunk(chunks):
            yield from self.feed(chunk)
            if self.finished:
                break
        self.close()

    async def aiter(self, chunks: AsyncIterable[bytes]) -> AsyncIterator[PredictionEvent]:
        """Do what ``iter`` does, for chunks that are awaited."""
        async for chunk in each_awaited_chunk(chunks):
            for event in self.feed(chunk):
                yield event
            if self.finished:
                break
        self.close()

    def _take(self, event: Event) -> PredictionEvent:
        if self._checker is not None:
            self._findings += self._checker.feed(event)
        classified = self._framer.classify(event)
        prediction = read(event, classified)
        self._answer.add(prediction, classified)
        return prediction


class _Answer:
    """The state of a prediction: what its events came to, up to ``end``."""

    __slots__ = ("course", "documents", "ended", "error", "metadata", "outcomes", "parts", "tools")

    def __init__(self, outcomes: Outcomes) -> None:
        self.outcomes = outcomes
        self.course = StreamOutcome(outcomes)
        self.parts: list[str] = []
        self.metadata: Metadata | None = None
        self.documents: tuple[SourceDocument, ...] = ()
        self.tools: tuple[UsedTool, ...] = ()
        self.error: str | None = None
        self.ended = False

    def add(self, event: PredictionEvent, classified: Classified | None) -> None:
        if self.ended:
            return
        if isinstance(event, Token):
            self.parts.append(event.text)
            return
        if classified is not None and self.outcomes.decides(classified.kind):
            self.course.take(classified.kind, classified.value)
        match event:
            case Metadata():
                self.metadata = event
            case SourceDocuments(documents):
                self.documents = documents
            case UsedTools(tools):
                self.tools = tools
            case Error(message):
                self.error = message if self.error is None else self.error
            case End(message):
                self.error = message if self.error is None else self.error
                self.ended = True
            case _:
                pass

    def result(self, findings: tuple[Finding, ...]) -> PredictionResult:
        return PredictionResult(
            joined(self.parts),
            self.metadata,
            self.documents,
            self.tools,
            self.error,
            cast("Outcome", self.course.word(is_complete=self.ended)),
            findings,
        )


def joined(parts: list[str]) -> str:
    """Join the text of tokens; the halves of a character that the server cut in two become that character.

    The server cuts text by UTF-16 code units, so the surrogates of one emoji can come in two tokens.
    """
    text = "".join(parts)
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return text
