"""What is asked of an implementation, and what it replies: the values between the runner and every adapter."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, Protocol, TypeAlias

import attrs

from ._case import Dispatched, Found, Message


@attrs.frozen
class Decode:
    """Decode one connection."""

    chunks: tuple[bytes, ...]
    last_event_id: str = ""


@attrs.frozen
class Encode:
    """Write messages, all on one connection."""

    messages: tuple[Message, ...]


@attrs.frozen
class Check:
    """Check a prediction stream against a profile."""

    stream: bytes
    format: Literal["sse", "http"]
    profile: str
    force: str


Task: TypeAlias = Decode | Encode | Check


def _as_tuple(events: Iterable[Dispatched]) -> tuple[Dispatched, ...]:
    return tuple(events)


@attrs.frozen
class Reading:
    """What a decoder made of one connection."""

    events: tuple[Dispatched, ...] = attrs.field(converter=_as_tuple)
    comments: tuple[str, ...] | None = None
    """None: it does not give them."""
    state: Mapping[str, str | int | float | None] = attrs.field(factory=dict[str, "str | int | float | None"])
    """Of `last_event_id`, `retry` and `discarded` those that it says."""
    error: str | None = None
    """What it said when it gave up."""
    cause: Exception | None = attrs.field(default=None, eq=False, repr=False)
    """The exception behind the error, where there is one."""


@attrs.frozen
class Writing:
    """What an encoder wrote."""

    wire: bytes


@attrs.frozen
class Refusal:
    """An encoder would not write."""

    field: str | None
    """The field at fault, if it says so."""
    message: str = ""


@attrs.frozen
class Checking:
    """What a checker said; None for what it does not say."""

    findings: tuple[Found, ...] | None = None
    framing: str | None = None
    outcome: str | None = None
    text: str | None = None


@attrs.frozen
class Skip:
    """The implementation, or its wrapper, did not try."""

    message: str


@attrs.frozen
class Trouble:
    """There is no reply to judge: the program is missing, crashed, hung, or wrote something else."""

    message: str
    exit_code: int | None = None
    """With which it ended, negative for a signal; None when it did not end by itself."""
    stderr: str = ""
    """The end of what it wrote there."""
    hung: bool = False
    """It did not reply in time, so that trying the same once more would cost as much again."""


Reply: TypeAlias = Reading | Writing | Refusal | Checking | Skip | Trouble


@attrs.frozen
class Implementation:
    """Who is under test, and what it can do. A role that it does not have is None."""

    name: str
    version: str = ""
    language: str = ""
    decoder: frozenset[str] | None = None
    encoder: frozenset[str] | None = None
    checker: frozenset[str] | None = None
    chunked: bool = True
    """It sees the edges of chunks."""


class AdapterError(Exception):
    """The implementation could not be started."""

    trouble: Trouble

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble

    def __str__(self) -> str:
        return self.trouble.message


class Answerer(Protocol):
    """An implementation that can be asked."""

    def ask(self, tasks: Iterable[Task]) -> Iterator[Reply]:
        """One reply for each task, in order; an implementation that breaks gives Trouble and is started again."""
        ...


class Adapter(Answerer, Protocol):
    """One way to reach an implementation."""

    def start(self) -> Implementation:
        """Start it and ask who it is.

        :raises AdapterError: it is not there, or does not say.
        """
        ...

    def close(self) -> None:
        """End it."""
        ...
