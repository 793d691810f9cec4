"""What every event of a stream says, small enough to be kept for all of them, so that two streams can be compared."""

from array import array
from hashlib import blake2b
from typing import Final

from sse_codec import Event

from ..redaction import Redactor
from ._clipped import MARGIN, clipped

_TEXTS: Final = 20_000
"""Events whose text is kept; those behind are told by their place."""
_ROOM: Final = 8 << 20
"""Characters that are kept of them all."""
_SHOWN: Final = 300


class Contents:
    """The events of one stream, by their index from 0."""

    def __init__(self, redactor: Redactor) -> None:
        self.digests = array("Q")
        """Of type, data and id; equal events have equal digests."""
        self.times = array("d")
        """Seconds after the request, or a negative number where it is not known."""
        self.bytes = array("Q")
        """Offset of the block in the stream."""
        self._redactor = redactor
        self._texts: list[tuple[tuple[str, int], ...]] = []
        """The beginnings of type, data and id of the first events, each with the length of the whole."""
        self._room = _ROOM

    def __len__(self) -> int:
        return len(self.digests)

    def add(self, event: Event, byte: int, t: float | None) -> None:
        """Take the next event."""
        digest = blake2b(digest_size=8)
        for part in (event.type, event.data, event.id):
            encoded = part.encode("utf-8", "surrogatepass")
            digest.update(b"%d:" % len(encoded))
            digest.update(encoded)
        self.digests.append(int.from_bytes(digest.digest(), "big"))
        self.times.append(-1.0 if t is None else t)
        self.bytes.append(byte)
        if len(self._texts) < _TEXTS and self._room > 0 and len(self._texts) == len(self) - 1:
            texts = event.type, event.data, event.id
            self._texts.append(tuple((text[: _SHOWN + MARGIN], len(text)) for text in texts))
            self._room -= sum(min(len(text), _SHOWN + MARGIN) for text in texts)

    def shown(self, index: int) -> tuple[str, str, str] | None:
        """Return type, data and id of an event, clipped and without secrets; None for one whose text was not kept."""
        if index >= len(self._texts):
            return None
        type, data, id = (self._clipped(*text) for text in self._texts[index])
        return type, data, id

    def _clipped(self, text: str, length: int) -> str:
        shown, more = clipped(text, _SHOWN, self._redactor, length=length)
        return shown + ("\u2026" if more else "")
