"""The connections of one event source, without making any: responses and ends go in, what to do next comes out.

It is the processing model of the standard for a client (HTML standard, 9.2.3). It does no I/O and reads no clock;
the caller sends the request, hands over what comes back, and waits as long as it is told.
"""

from sse_codec._errors import ClosedError, EncodeError, LimitExceeded
from sse_codec._headers import essence_of, last_event_id_of
from sse_codec._implementation import Decoder
from sse_codec._wire import DEFAULT_MAX_EVENT_SIZE, as_int, as_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Final, Literal, TypeAlias, TypeVar

    from sse_codec._values import Comment, Event
    from sse_codec._wire import Buffer

    State: TypeAlias = Literal["connecting", "open", "closed"]
    T = TypeVar("T")

MEDIA_TYPE: "Final" = "text/event-stream"

DEFAULT_RECONNECTION_TIME: "Final" = 3000
"""Milliseconds; the standard leaves it to the client and suggests a few seconds."""

DEFAULT_MAX_RETRY: "Final" = 3_600_000
"""An hour. The stream may ask for 292 million years, which is longer than any clock takes, and no use to anybody."""

MAX_REASON: "Final" = 100
"""Characters of a header that a reason repeats."""

MAX_BACKOFF: "Final" = 1000
"""The wait is at its ceiling after a few attempts with any factor; this one a float can hold to the power of 100."""


class Reconnect:
    """Wait, then send the request again, with the subscription's ``headers``."""

    __slots__ = ("delay",)
    __match_args__ = ("delay",)

    delay: "Final[int]"
    """Milliseconds to wait."""

    def __init__(self, delay: int) -> None:
        self.delay = delay

    def __eq__(self, other: object) -> bool:
        return self.delay == other.delay if isinstance(other, Reconnect) else NotImplemented

    def __hash__(self) -> int:
        return hash((Reconnect, self.delay))

    def __repr__(self) -> str:
        return f"Reconnect({self.delay})"


class Stop:
    """Send nothing more: the subscription is closed."""

    __slots__ = ("reason",)
    __match_args__ = ("reason",)

    reason: "Final[str]"
    """Why, in a few words for a person."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def __eq__(self, other: object) -> bool:
        return self.reason == other.reason if isinstance(other, Stop) else NotImplemented

    def __hash__(self) -> int:
        return hash((Stop, self.reason))

    def __repr__(self) -> str:
        return f"Stop({self.reason!r})"


def check_head(status: int, content_type: "str | Iterable[str] | None") -> Stop | None:
    """Return why the body of a response is no event stream; None if it is one.

    A page to sign in or a status 500 has no event, and reads as a stream that broke off.

    :param content_type: as in ``Subscription.receive_head``, which asks the same.
    """
    status = as_int("status", status)
    content_type = _joined(content_type)
    if status == 204:
        return Stop("the server said 204 No Content, which tells a client to stop")
    if status != 200:
        return Stop(f"status {status} is not 200")
    if content_type is None or essence_of(content_type) != MEDIA_TYPE:
        return Stop(f"content type {_clipped(content_type)} is not {MEDIA_TYPE}")
    return None


class Subscription:
    """State machine of a client over any number of connections (HTML standard, 9.2.3).

    For each connection: send a request with ``headers``; give the response's head to ``receive_head``; unless
    that says ``Stop``, give its body to ``feed``; when the body has ended, or the connection failed at any point, call
    ``receive_end`` and do what it says. A new connection keeps the last event id and drops the partial block.

    :param last_event_id: the id to resume from, as an earlier subscription left it.
    :param reconnection_time: milliseconds to wait before a new connection, until the stream asks for another time.
    :param reconnect: False for a request that must not be sent twice, such as a POST that starts a prediction.
    :param backoff: factor by which the wait grows with each attempt in a row that got no stream; 1 for none.
    :param max_delay: milliseconds up to which back-off may grow the wait. What the stream asks for is honoured.
    :param max_retry: milliseconds that the stream may ask for; for more it gets these, an hour unless set otherwise.
    :param max_event_size: as in ``Decoder``.
    :raises EncodeError: no stream can have given that ``last_event_id``.
    """

    __slots__ = (
        "_backoff",
        "_decoder",
        "_exceeded",
        "_failures",
        "_max_delay",
        "_max_event_size",
        "_max_retry",
        "_reconnect",
        "discarded",
        "reconnection_time",
        "state",
    )

    state: "State"
    """``connecting`` (no stream at present), ``open`` or ``closed`` (for good)."""
    reconnection_time: int
    """Milliseconds to wait before a new connection, as the stream last asked, at most ``max_retry``."""
    discarded: int
    """Bytes of the unfinished block that the last connection ended in; not 0 means that it was cut off. After a
    ``LimitExceeded`` as many as the limit allows."""

    def __init__(
        self,
        *,
        last_event_id: str = "",
        reconnection_time: int = DEFAULT_RECONNECTION_TIME,
        reconnect: bool = True,
        backoff: float = 2.0,
        max_delay: int = 60_000,
        max_retry: int = DEFAULT_MAX_RETRY,
        max_event_size: int | None = DEFAULT_MAX_EVENT_SIZE,
    ) -> None:
        self.state = "connecting"
        self.reconnection_time = _milliseconds("reconnection_time", reconnection_time)
        self.discarded = 0
        self._reconnect = reconnect
        self._backoff = _factor(backoff)
        self._max_delay = _milliseconds("max_delay", max_delay)
        self._max_retry = _milliseconds("max_retry", max_retry)
        self._max_event_size = max_event_size
        self._failures = 0
        self._exceeded = 0  # the limit that the connection hit, when a call has said so
        self._decoder = Decoder(last_event_id=_id_of_a_stream(last_event_id), max_event_size=max_event_size)

    @property
    def last_event_id(self) -> str:
        """The id to resume from; ``""`` for none."""
        return self._decoder.last_event_id

    @property
    def headers(self) -> dict[str, str]:
        """The headers to send with the next request, in a form that every HTTP client takes; the dict is the caller's.

        An id is sent as UTF-8 (9.2.4), without the spaces and tabs around it, since a header's value has none there. No header
        is sent for an id of spaces and tabs alone, nor for an id with a control character.
        """
        headers = {"Accept": MEDIA_TYPE, "Cache-Control": "no-cache"}
        if value := last_event_id_of(self.last_event_id):
            headers["Last-Event-ID"] = value
        return headers

    def receive_head(self, status: int, content_type: "str | Iterable[str] | None") -> Stop | None:
        """Take the head of the response, after redirects; None means that the body is a stream to be fed.

        :param content_type: the value of the ``Content-Type`` header, or the values of several; None if there was none.
            The last media type in them counts, as the Fetch standard has it.
        :raises ClosedError: not while a connection is open, nor after the subscription was closed.
        """
        stop = check_head(status, content_type)
        if self.state != "connecting":
            raise ClosedError(f"the subscription is {self.state}; it takes a response only while connecting")
        if stop is not None:
            return self._close(stop)
        self.state = "open"
        self._failures = self._exceeded = 0
        self._decoder = Decoder(last_event_id=self.last_event_id, max_event_size=self._max_event_size)
        return None

    def feed(self, chunk: "Buffer") -> list["Event"]:
        """Take the next bytes of the body and return the events that they complete.

        :raises LimitExceeded: an event is larger than ``max_event_size``.
        :raises ClosedError: no connection is open.
        """
        if self.state != "open":
            raise self._not_open()
        return self._noting(self._decoder.feed, chunk)

    def feed_with_comments(self, chunk: "Buffer") -> "list[Event | Comment]":
        """Do what ``feed`` does, and return the comments too: a comment shows that the server is alive.

        A comment before the first field of a block is returned as soon as its line ends, the others with the block.
        """
        if self.state != "open":
            raise self._not_open()
        return self._noting(self._decoder.feed_with_comments, chunk)

    def receive_end(self) -> Reconnect | Stop:
        """Take the end of the body, or the failure of the connection at any point, and say what to do.

        Once a call has raised ``LimitExceeded`` the caller ends the connection, and says so here: a new one may fare better.

        :raises LimitExceeded: the limit was hit, and no call has said so yet.
        :raises ClosedError: the subscription was closed before.
        """
        if self.state == "closed":
            raise ClosedError("the subscription is closed; there is no connection that could end")
        if self.state == "open":
            self.discarded = self._exceeded or self._noting(self._decoder.close)
            if self._decoder.retry is not None:
                self.reconnection_time = min(self._decoder.retry, self._max_retry)
        else:
            self._failures += 1
        if not self._reconnect:
            return self._close(Stop("the connection ended, and this request is not sent twice"))
        self.state = "connecting"
        return Reconnect(self._delay())

    def _noting(self, read: "Callable[..., T]", *chunk: "Buffer") -> "T":
        """Let the decoder read, and note the limit that it hits."""
        try:
            return read(*chunk)
        except LimitExceeded as error:
            self._exceeded = error.maximum
            raise

    def _delay(self) -> int:
        grown = self.reconnection_time * self._backoff ** min(self._failures, 100)  # which a float can hold
        return max(self.reconnection_time, int(min(grown, self._max_delay)))

    def _not_open(self) -> ClosedError:
        return ClosedError(f"the subscription is {self.state}; it takes a body only while open")

    def _close(self, stop: Stop) -> Stop:
        self.state = "closed"
        return stop


def _id_of_a_stream(last_event_id: str) -> str:
    """Return the id; EncodeError for one that no stream has given, as it would end its header or have no UTF-8."""
    id = as_text("last_event_id", last_event_id)
    if not {"\n", "\r", "\0"}.isdisjoint(id) or any("\ud800" <= character <= "\udfff" for character in id):
        raise EncodeError("last_event_id", "no stream gives an id with a line end, a NUL or a lone surrogate")
    return id


def _joined(content_type: "str | Iterable[str] | None") -> str | None:
    if content_type is None or isinstance(content_type, str):
        return content_type
    if isinstance(content_type, (bytes, bytearray, memoryview)):
        return as_text("content_type", content_type)
    return ", ".join([as_text("content_type", value) for value in content_type]) or None


def _clipped(content_type: str | None) -> str:
    """Return what a person needs of a header, which a server may have made as long as it likes."""
    if content_type is None or len(content_type) <= MAX_REASON:
        return repr(content_type)
    return f"{content_type[:MAX_REASON]!r}... ({len(content_type)} characters)"


def _milliseconds(name: str, value: object) -> int:
    milliseconds = as_int(name, value, " of milliseconds")
    if milliseconds < 0:
        raise ValueError(f"{name} must not be negative")
    return milliseconds


def _factor(backoff: object) -> float:
    if not isinstance(backoff, (int, float)):
        raise TypeError(f"backoff must be a number, not {type(backoff).__name__}")
    if not 1 <= backoff <= MAX_BACKOFF:
        raise ValueError(f"backoff must be from 1, which is none, to {MAX_BACKOFF}, not {backoff}")
    return backoff
