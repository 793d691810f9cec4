"""The order of a stream as a report draws it: the kind of each event, and what was awaited where the order broke.

A check tells only what is wrong, so its order is followed here once more, with the same profile and the same findings.
"""

from typing import Any, Final, Literal

import attrs

from sse_codec import Event
from sse_codec.ordering import Finding, Framer, Profile, pointers

from ..check import OrderCheck

_BREAKS: Final = 500
"""Places that are kept, as no rule reports so many."""
_USAGE: Final = tuple(
    map(
        pointers.parse_pointer,
        (
            "/usage/completion_tokens", "/usage/output_tokens", "/message/usage/output_tokens",
            "/response/usage/output_tokens", "/usageMetadata/candidatesTokenCount", "/delta/usage/tokens/output_tokens",
        ),
    )
)  # fmt: skip
"""Where protocols count the tokens of an answer; the last count that came is that of all of it."""
_MODEL: Final = tuple(
    map(pointers.parse_pointer, ("/model", "/message/model", "/response/model", "/modelVersion"))
)
"""Where protocols name the model that answers."""


@attrs.frozen
class Break:
    """A place at which the order broke."""

    code: str
    message: str
    expected: tuple[str, ...]
    """Kinds that had a place there."""
    missing: tuple[str, ...]
    """The shortest sequence of kinds that would have made it right."""


class Order:
    """Follows the order of one stream."""

    def __init__(self, profile: Profile | Literal["auto"] | None, framing: str | None) -> None:
        self.breaks: dict[int, list[Break]] = {}
        """By the number of the event; 0 stands for the end."""
        self.tokens: int | None = None
        """Tokens of the answer, as the stream counts them; None where it does not."""
        self.model = ""
        """Name of the model, as the stream tells it."""
        self._check = OrderCheck(profile, framing)
        self._framing = framing
        self._framer: Framer | None = None
        self._told = 0

    @property
    def profile(self) -> Profile | None:
        """The profile, once it is known."""
        return self._check.profile

    def feed(self, event: Event, unknown_fields: set[str]) -> None:
        """Take the next event."""
        self._note(self._check.feed(event, unknown_fields))

    def close(self, unknown_fields: set[str], *, complete: bool) -> None:
        """End the stream. Not `complete`: it went on, and nobody read it."""
        self._note(self._check.close(unknown_fields, complete=complete))

    def kind(self, type: str, data: str) -> str:
        """Return the kind of an event by the profile, which is known; its SSE type where none of the framings fits."""
        if self._framer is None:
            framings = self.profile.framings if self.profile else ()
            self._framer = Framer(framings, framing=self._framing)
        classified = self._framer.classify(Event(type, data))
        whole = self._framer.whole
        if pointers.is_object(whole):
            self._read(whole)
        self._framer.release()
        return type if classified is None else classified.kind

    def _read(self, whole: dict[str, Any]) -> None:
        for place in _USAGE:
            found = pointers.resolve(place, whole) if place[0] in whole else None
            if isinstance(found, int) and not isinstance(found, bool) and found >= 0:
                self.tokens = found
        if not self.model:
            names = (pointers.resolve(place, whole) for place in _MODEL)
            self.model = next((name for name in names if isinstance(name, str)), "")

    def _note(self, found: list[Finding]) -> None:
        for each in found:
            if (each.expected or each.missing) and self._told < _BREAKS:
                self._told += 1
                told = Break(each.code, each.message, each.expected, each.missing)
                self.breaks.setdefault(each.event, []).append(told)
