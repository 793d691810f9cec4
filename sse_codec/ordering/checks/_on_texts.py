"""The rules on a text that comes in pieces: its length and a hash are held, or the text itself where it must be read."""

from abc import ABC, abstractmethod
from hashlib import blake2b
from typing import Any, ClassVar, Final

from ..pointers import Absent, resolve, write_pointer
from ..reads import EACH, PAST, Read
from ..values import Document
from ._active import ActiveCheck, Limits, place
from ._check import Check

_BATCH: Final = 4096
"""Characters that a ``concat`` holds before it hashes them."""
_PIECES: Final = 256
"""Pieces that it holds."""
_ROOM: Final = 4 * _BATCH + 96 * _PIECES
"""Bytes that they may take; where there is no room for so much, each piece is hashed at once."""


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

    def reads(self, kind: str) -> tuple[Read, ...]:
        pieces = (Read(self.check.delta, EACH),) if kind in self.check.deltas else ()
        return (*pieces, Read(None, PAST)) if kind in self.check.at else pieces

    def begin(self, value: Any) -> None:
        self._follows = True

    def take_leaf(self, kind: str, leaf: Any) -> str:
        if self._follows and isinstance(leaf, str):
            self.add(leaf)
        elif self._follows:
            self.drop()
        return ""

    def take(self, kind: str, value: Any) -> str:
        if self._follows and kind in self.check.deltas:
            piece = resolve(self.check.delta, value)
            if piece is not None and not isinstance(piece, Absent):
                self.take_leaf(kind, piece)
        return self.judge(kind, value) if self._follows and kind in self.check.at else ""

    def doubt(self) -> None:
        self.drop()

    def drop(self) -> None:
        self._follows = False

    @abstractmethod
    def add(self, piece: str) -> None:
        """Take the next piece."""

    @abstractmethod
    def judge(self, kind: str, value: Any) -> str:
        """What is wrong at an event of this kind, before which all pieces should have come; ``""`` when nothing is."""


class Concat(TextCheck):
    """The pieces, joined, are the text that comes at the end."""

    __slots__ = ("_hash", "_hashed", "_length", "_pieces", "_room")

    def __init__(self, check: Check, limits: Limits) -> None:
        super().__init__(check, limits)
        self._hash = blake2b(digest_size=16)
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
        self._hash.update(_units("".join(self._pieces)))
        self._pieces.clear()
        self._hashed = self._length
        return self._hash.digest()

    def judge(self, kind: str, value: Any) -> str:
        final = resolve(self.check.path, value)
        # A server may send the text at once, without pieces: then there is nothing to compare.
        if not isinstance(final, str) or not self._length:
            return ""
        if not self._hashed and "".join(self._pieces) == final:
            return ""  # as mostly: a text of no great length
        if blake2b(_units(final), digest_size=16).digest() == self._digest():
            return ""
        self.drop()
        lengths = f"their length is {self._length}, its length is {len(final)}"
        return f"{place(kind, self.check.path)} is not what the deltas add up to: {lengths}"


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

    def judge(self, kind: str, value: Any) -> str:
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
