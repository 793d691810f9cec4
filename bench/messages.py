"""What encoders are timed on: messages of the kinds that servers send."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from contender import Event, Message
from workloads import CHAT


class Batch(NamedTuple):
    """Messages of one kind, in the order in which they are sent."""

    name: str
    messages: list[Message]

    @property
    def events(self) -> list[Event]:
        """What a receiver must get; an id is kept until there is another."""
        events: list[Event] = []
        last = ""
        for message in self.messages:
            last = last if message["id"] is None else message["id"]
            events.append((message["type"], message["data"], last))
        return events


def token(number: int) -> Message:
    return Message(type="token", data=f"w{number % 10_000:04} x", id=None)


def chat(number: int) -> Message:
    return Message(type="message", data=CHAT % f"w{number % 10_000:04}", id=None)


def emoji(number: int) -> Message:
    return Message(type="message", data=CHAT % f"\N{EURO SIGN}\N{GRINNING FACE}{number % 10_000:04}", id=None)


def with_id(number: int) -> Message:
    return Message(type="token", data=f"w{number % 10_000:04} x", id=str(number))


def several_lines(number: int) -> Message:
    return Message(type="token", data=f"line one\nline two\nw{number % 10_000:04} x", id=None)


def mebibyte(_number: int) -> Message:
    return Message(type="message", data="x" * (1 << 20), id=None)


def mebibyte_of_lines(_number: int) -> Message:
    return Message(type="message", data="\n".join(["x" * 63] * (1 << 14)), id=None)


SHORT, LINES, LARGE, LARGE_LINES = "token", "three lines", "1 MiB", "1 MiB of lines"
KINDS: tuple[tuple[str, Callable[[int], Message], int], ...] = (
    (SHORT, token, 1),
    ("chat, 300 B", chat, 1),
    ("chat, not ASCII", emoji, 1),
    ("an id each", with_id, 1),
    (LINES, several_lines, 1),
    (LARGE, mebibyte, 1000),
    (LARGE_LINES, mebibyte_of_lines, 1000),
)
"""Name, message, and for how many of the others one of it is enough."""


def batches(count: int) -> Iterator[Batch]:
    """Yield each kind, ``count`` messages of it or fewer where each of them takes long."""
    for name, message, weight in KINDS:
        yield Batch(name, [message(number) for number in range(max(1, count // weight))])
