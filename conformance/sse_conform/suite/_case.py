"""What a case is: bytes or values that go in, what must come out, and the words of the standard that say so.

All are plain frozen values with nothing left to be looked up: texts are expanded, defaults are filled in.
"""

from collections.abc import Mapping
from typing import Literal, TypeAlias

import attrs

CaseLevel: TypeAlias = Literal["must", "should", "note"]
"""How much a case weighs: the standard demands it, advises it, or leaves it open and users are glad to know."""
Splits: TypeAlias = Literal["given", "whole", "bytes", "all"]

DECODER_CAPABILITIES: Mapping[str, str] = {
    "comments": "gives the text of comment lines",
    "discarded": "says how many bytes of an unfinished block it discarded at the end",
    "id": "gives with each event the last event id at the moment of dispatch",
    "last_event_id": "says its last event id at the end of a connection",
    "prompt": "says with which chunk each event came",
    "reconnect": "can be opened with the last event id of the connection before",
    "retry": "says the reconnection time that the stream asked for",
}
ENCODER_CAPABILITIES: Mapping[str, str] = {
    "comments": "can write comments",
    "dataless": "can write a message that has no data",
    "id": "can write an id",
    "retry": "can write a reconnection time",
    "surrogates": "can be given a text that holds half of a surrogate pair",
    "type": "can write an event type",
}
ORDER_CAPABILITIES: Mapping[str, str] = {
    "findings": "gives the findings of the rules with their places",
    "framing": "says on which framing it settled",
    "outcome": "says how the prediction ended",
    "text": "gives the text of the answer",
}


@attrs.frozen
class Statement:
    """One demand of the standard, in our words."""

    name: str
    section: str
    url: str
    words: str


@attrs.frozen
class Dispatched:
    """One event as it was, or must be, dispatched."""

    type: str = "message"
    data: str = ""
    id: str = ""
    """The last event id at the moment of dispatch."""
    chunk: int | None = None
    """The chunk whose bytes completed the event, 1-based; None where nobody asks."""


@attrs.frozen
class Expectation:
    """What must come out. What is None is not looked at."""

    events: tuple[Dispatched, ...] | None = None
    comments: tuple[str, ...] | None = None
    state: Mapping[str, str | int | None] = attrs.field(factory=dict[str, "str | int | None"])
    """Of `last_event_id`, `retry` and `discarded` those that are looked at; a retry of None was never set."""
    error: bool = False
    """The decoder gives up with an error of its own, after the events."""
    refused: str | None = None
    """The encoder refuses to write, and this is the field at fault."""


@attrs.frozen
class Wanted:
    """The answer that is right, and those beside it."""

    right: Expectation
    accept: Mapping[str, Expectation] = attrs.field(factory=dict[str, Expectation])
    """Where the standard leaves freedom: as good as the right one."""
    lenient: Mapping[str, Expectation] = attrs.field(factory=dict[str, Expectation])
    """Departures that have a name, because they are chosen: reported as lenient, neither passed nor failed."""


@attrs.frozen
class Connection:
    """One response: the chunks in the order of reading, and the state of the decoder at the end."""

    chunks: tuple[bytes, ...]
    wanted: Wanted

    @property
    def wire(self) -> bytes:
        """All bytes of the response."""
        return b"".join(self.chunks)


@attrs.frozen(kw_only=True)
class Case:
    """What all cases have."""

    id: str
    """Path of its file and a phrase, `framing/crlf-split-across-chunks`; permanent."""
    since: str
    """The requirement set in which it appeared."""
    level: CaseLevel
    spec: Statement
    why: str
    """What the case shows, in one sentence."""
    needs: frozenset[str]
    """Capabilities without which the case does not apply."""
    kills: tuple[str, ...] = ()
    """The faulty implementations that it exists to catch."""

    @property
    def topic(self) -> str:
        """What the case is about: the id up to its first slash."""
        return self.id.partition("/")[0]


@attrs.frozen(kw_only=True)
class DecoderCase(Case):
    """Bytes in, events out."""

    connections: tuple[Connection, ...]
    splits: Splits
    last_event_id: str = ""
    """The id that the first connection is opened with."""


@attrs.frozen
class Message:
    """What a caller gives an encoder; what is None is not given."""

    data: str | None = None
    type: str | None = None
    id: str | None = None
    retry: int | float | None = None
    comment: str | None = None


@attrs.frozen(kw_only=True)
class EncoderCase(Case):
    """Messages in, bytes out, which must read back as the messages."""

    messages: tuple[Message, ...]
    canonical: bytes | None
    """The plainest right bytes; None where the messages must be refused."""
    wanted: Wanted


@attrs.frozen
class Found:
    """One finding of a checker: which rule, how bad, and where."""

    code: str
    level: str
    byte: int
    line: int
    event: int


@attrs.frozen(kw_only=True)
class OrderCase(Case):
    """A prediction stream in, and what a checker or a typed reader must say of it."""

    stream: bytes
    format: Literal["sse", "http"]
    """What the bytes are: a body, or a head and a body."""
    profile: str
    force: str
    """The framing that the reader is told; empty when it has to see for itself."""
    framing: str
    outcome: str
    text: str
    findings: tuple[Found, ...]


AnyCase: TypeAlias = DecoderCase | EncoderCase | OrderCase
