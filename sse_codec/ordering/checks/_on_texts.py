"""The rules on a text that comes in pieces: its length and a hash are held, or the text itself where it must be read."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Final

from ..pointers import write_pointer
from ..reads import EACH, PAST, Read
from ..values import Document, hashed
from ._active import ActiveCheck, Limits, location
from ._check import Check

if TYPE_CHECKING:
    from hashlib import blake2b

_BATCH: Final = 4096
"""Characters that a ``concat`` holds before it hashes them."""
_PIECES: Final = 256
"""Pieces that it holds."""
_ROOM: Final = 4 * _BATCH + 96 * _PIECES
"""Bytes for the pieces. Without so much room a check hashes each piece at once."""


class TextCheck(ActiveCheck, ABC):
    """A rule on the strings of a slice, joined. A piece that is no string leaves nothing to judge.

    Missing pieces and null add nothing. A slice whose beginning was not seen is not judged, and none is after it was:
    what came before, or does not belong there, is another fault.
    """

    __slots__ = ("_follows",)

    remembers: ClassVar[bool] = True

    def __init__(self, check: Check, limits: Limits) -> None:
        super().__init__(check, limits)
        self._follows = False

    @classmethod
    def kinds(cls, check: Check) -> tuple[str, ...]:
        return (*check.deltas, *check.at)

    @classmethod
    def reads(cls, check: Check, kind: str) -> tuple[Read, ...]:
        pieces = (Read(check.delta, EACH),) if kind in check.deltas else ()
        return (*pieces, cls.final(check)) if kind in check.at else pieces

    @classmethod
    def final(cls, check: Check) -> Read:
        """What is read in an event before which all pieces should have come."""
        return Read(None, PAST)

    def begin(self, found: Any) -> None:
        self._follows = True

    def take(self, kind: str, read: Read, found: Any) -> str:
        if not self._follows:
            return ""
        if read.matters == PAST:
            return self.judge(kind, found)
        if isinstance(found, str):
            self.add(found)
        elif found is not None:
            self.drop()
        return ""

    def doubt(self) -> None:
        self.drop()

    def drop(self) -> None:
        self._follows = False

    @abstractmethod
    def add(self, piece: str) -> None:
        """Take the next piece."""

    @abstractmethod
    def judge(self, kind: str, found: Any) -> str:
        """What is wrong with an event before which all pieces should have come; ``""`` when nothing is.

        :param found: the value of `final`.
        """


class Concat(TextCheck):
    """The pieces, joined, are the text that comes at the end."""

    __slots__ = ("_hash", "_hashed", "_length", "_pieces", "_room")

    def __init__(self, check: Check, limits: Limits) -> None:
        super().__init__(check, limits)
        self._hash: blake2b | None = None
        self._length = 0
        self._hashed = 0
        """Characters of it that are in the hash."""
        self._pieces: list[str] = []
        """The others: most pieces are a word, for which the hash takes longer than all the rest."""
        self._room = 0

    def add(self, piece: str) -> None:
        if piece:
            if not self._room and self.limits.budget.take_spare(_ROOM):
                self._room = _ROOM
            self._pieces.append(piece)
            self._length += len(piece)
            if self._length - self._hashed > _BATCH or len(self._pieces) == _PIECES or not self._room:
                self._digest()

    def drop(self) -> None:
        super().drop()
        self.limits.budget.give_back(self._room)
        self._room = 0
        self._pieces.clear()

    def _digest(self) -> bytes:
        if self._hash is None:
            self._hash = hashed()
        self._hash.update(_units("".join(self._pieces)))
        self._pieces.clear()
        self._hashed = self._length
        return self._hash.digest()

    @classmethod
    def final(cls, check: Check) -> Read:
        return Read(check.path, PAST)

    def judge(self, kind: str, found: Any) -> str:
        # A server may send the text at once, without pieces: then there is nothing to compare.
        if not isinstance(found, str) or not self._length:
            return ""
        if not self._hashed and "".join(self._pieces) == found:
            return ""  # as mostly: a text of no great length
        if hashed(_units(found)).digest() == self._digest():
            return ""
        self.drop()
        lengths = f"their length is {self._length}, its length is {len(found)}"
        return f"{location(kind, self.check.path)} is not what the deltas add up to: {lengths}"


class Json(TextCheck):
    """The pieces, joined, are one JSON text, or empty."""

    __slots__ = ("_text",)

    def __init__(self, check: Check, limits: Limits) -> None:
        super().__init__(check, limits)
        self._text = bytearray()

    def add(self, piece: str) -> None:
        data = piece.encode("utf-8", "surrogatepass")
        if self.limits.budget.take(len(data)):
            self._text += data
        else:
            self.drop()
            self.limits.budget.run_out("text that should be JSON")

    def judge(self, kind: str, found: Any) -> str:
        return self.end()

    def end(self) -> str:
        text = self._text.decode("utf-8", "surrogatepass")
        self.drop()
        document = Document(text)
        damage = document.damage if text else ""
        if text and document.excess:
            self.limits.budget.leave(f"JSON that is not read, since {document.excess}")
        if not damage:
            return ""
        where = f" at {write_pointer(self.check.path)}" if self.check.path else ""
        return f"the strings{where} of this {self.scope} do not add up to one JSON text: {damage}"

    def drop(self) -> None:
        super().drop()
        self.limits.budget.give_back(len(self._text))
        self._text = bytearray()


def _units(text: str) -> bytes:
    # A server that counts in UTF-16 (ECMA-262, 6.1.4) may cut a character in two; joined, the halves are it again.
    return text.encode("utf-16-le", "surrogatepass")
