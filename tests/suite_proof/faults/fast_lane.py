"""Faults of the fast lane: a decoder that takes a chunk for what came before, and does not look closely enough.

All were made, and found by comparison with a reader that goes byte by byte, while this project's own decoder was
tried out. `Learner` is right; each fault leaves out one of its questions.
"""

import re

from ..fault import Fault
from ..plain import Plain

FRAME = re.compile(rb"((?:event: ?([^\r\n]+)\n)?data:( ?))[^\r\n]*\n\n")
SEEN = "a prototype of this project's decoder"


class Learner(Plain):
    """Learns what stands before the data of a whole event in one chunk, and looks for just that in the next."""

    def open(self, last_event_id: str) -> None:
        super().open(last_event_id)
        self.prefix = b""
        self.known_type = ""
        self.known_id = ""

    def feed(self, chunk: bytes) -> None:
        value = chunk[len(self.prefix) : -2]
        if self.prefix and chunk.startswith(self.prefix) and chunk.endswith(b"\n\n") and self.fits(value):
            self.position += len(chunk)
            self.after_cr = False
            self.last_event_id = self.id_now()
            self.dispatch(self.known_type, self.text(value))
            return
        super().feed(chunk)
        frame = FRAME.fullmatch(chunk)
        if frame and self.idle():
            self.learn(frame)

    def learn(self, frame: re.Match[bytes]) -> None:
        self.prefix = frame[1]
        self.known_type = self.text(frame[2] or b"message")
        self.known_id = self.id

    def fits(self, value: bytes) -> bool:
        return self.idle() and self.one_line(value) and self.no_cr(value) and self.no_space(value)

    def idle(self) -> bool:
        return self.start is None and not self.rest

    def one_line(self, value: bytes) -> bool:
        return b"\n" not in value

    def no_cr(self, value: bytes) -> bool:
        return b"\r" not in value

    def no_space(self, value: bytes) -> bool:
        return self.prefix.endswith(b" ") or not value.startswith(b" ")

    def id_now(self) -> str:
        return self.id


class InTheMiddle(Learner):
    def idle(self) -> bool:
        return True


class ManyLines(Learner):
    def one_line(self, value: bytes) -> bool:
        return True


class CrInside(Learner):
    def no_cr(self, value: bytes) -> bool:
        return True


class SpaceKept(Learner):
    def no_space(self, value: bytes) -> bool:
        return True


class OldId(Learner):
    def id_now(self) -> str:
        return self.known_id


class OldType(Learner):
    def learn(self, frame: re.Match[bytes]) -> None:
        super().learn(frame)
        self.prefix = b"data:" + frame[3]


class ShortPrefix(Learner):
    """Compares the name of the data field and takes for granted what follows it."""

    def learn(self, frame: re.Match[bytes]) -> None:
        super().learn(frame)
        self.prefix = frame[1].rstrip(b": ")

    def fits(self, value: bytes) -> bool:
        return super().fits(value[2:])

    def dispatch(self, type: str, data: str) -> None:
        super().dispatch(type, re.sub("^: ?", "", data, count=1))


class TwoInOne(Learner):
    """Knows a chunk by its first and last bytes and takes all between for one value's lines."""

    def fits(self, value: bytes) -> bool:
        return self.idle() and self.no_cr(value) and self.no_space(value)

    def dispatch(self, type: str, data: str) -> None:
        super().dispatch(type, data.replace("\n" + self.prefix.decode(), "\n"))


FAULTS = (
    Fault(
        "fast-lane-in-a-block", "an unfinished block is forgotten when a known frame comes", SEEN, InTheMiddle
    ),
    Fault("fast-lane-many-lines", "a known frame takes further lines into its value", SEEN, ManyLines),
    Fault("fast-lane-cr-inside", "a known frame takes a CR into its value", SEEN, CrInside),
    Fault("fast-lane-space-kept", "a known frame without a space keeps one that should go", SEEN, SpaceKept),
    Fault("fast-lane-old-id", "a known frame has the id of when it was learnt", SEEN, OldId),
    Fault("fast-lane-old-type", "a frame without a type has that of when it was learnt", SEEN, OldType),
    Fault(
        "fast-lane-short-prefix", "a name that begins like the known one is taken for it", SEEN, ShortPrefix
    ),
    Fault("fast-lane-two-in-one", "two events in one chunk become one of two lines", SEEN, TwoInOne),
)
