"""The writer of a prediction: typed events in, bytes out, in any of the three framings and in the right order.

What it writes reads back as the same event, because it is read back before it is returned. What would not, and what
would be out of order, is refused; nothing is written then, and the stream can go on as if it had not been asked for.
"""

import json
from typing import Any, Final, Self

from sse_codec._encoder import encode
from sse_codec._errors import CodecError, EncodeError
from sse_codec._values import DEFAULT_TYPE, Event
from sse_codec._wire import with_lf_only
from sse_codec.ordering import Framer, Profile, load_profile

from ._events import Error, Other, PredictionEvent, Start, Token
from ._kinds import WIRE, FramingName, read, write

_JSON: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
# JSON may hold all of these as they are, but readers that split lines as Unicode does break at the first three,
# and a lone surrogate has no UTF-8.
_ESCAPES: Final = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029, *range(0xD800, 0xE000))}


class OrderError(CodecError, ValueError):
    """The profile has no place here for an event, or for the end of the stream."""

    kind: Final[str]
    """Kind of the event that was refused; ``""`` for the end of the stream."""
    missing: Final[tuple[str, ...]]
    """The shortest sequence of kinds that would make it legal; empty when there is none."""

    def __init__(self, problem: str, *, kind: str = "", missing: tuple[str, ...] = ()) -> None:
        super().__init__(problem)
        self.kind = kind
        self.missing = missing


class PredictionWriter:
    """Writes one prediction, whose events it takes one by one.

    In a ``with`` statement it is closed at the end, and so says when the stream is not complete. An exception passes
    through as it is, and nothing is written for it: the writer has no connection, and what an exception says may not be
    for the client. Where you catch it, send ``writer.write(Error("..."))``, which may come at any point before the end.

    :param framing: ``named``, ``envelope`` or ``hybrid``. The envelope carries every text; the text of a named
        event can hold no CR and no lone surrogate.
    :param profile: the order to keep to: a profile or the name of one, ``ciniterflow`` as documented or
        ``flowise`` for the events that only the server has; None to write in any order.
    :param normalize: take each CR LF and lone CR in the text of a named event for a line break, which reads back as LF,
        and do not refuse it. The other framings carry a CR as it is.
    :raises ValueError: there is no such framing, or no such profile.
    """

    __slots__ = ("_framer", "_framing", "_framings", "_normalize", "_profile", "_state")

    def __init__(
        self,
        framing: FramingName = "named",
        *,
        profile: Profile | str | None = "ciniterflow",
        normalize: bool = False,
    ) -> None:
        self._framings = load_profile(WIRE).framings
        Framer(self._framings, framing=framing)  # which refuses a name that there is not
        self._framing: FramingName = framing
        self._framer = Framer(self._framings)  # undecided, as a reader begins
        self._profile = load_profile(profile) if isinstance(profile, str) else profile
        self._normalize = normalize and framing == "named"
        self._state = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()

    def write(self, event: PredictionEvent) -> bytes:
        """Return the bytes of an event, its blank line included.

        :raises OrderError: the profile has no place for the event here.
        :raises EncodeError: the event would read back as something else in this framing.
        :raises TypeError: it is no event of a prediction.
        """
        if self._normalize:
            event = _with_lf_only(event)
        kind, value = write(event)
        state = self._after(kind)
        wire = self._frame(kind, value)
        block = self._encode(wire)
        self._read_back(event, kind, wire)
        self._state = state
        return block

    def close(self) -> None:
        """End the stream.

        :raises OrderError: the profile wants more before the end.
        """
        if self._profile is None:
            return
        automaton = self._profile.automaton
        if not automaton.accepting[self._state]:
            missing = automaton.shortest(self._state)
            raise OrderError(f"the stream is not complete: write {', '.join(missing)}", missing=missing)

    def _after(self, kind: str) -> int:
        """Return the state of the order after an event of this kind."""
        profile = self._profile
        if profile is None:
            return self._state
        if kind not in profile.kinds:
            if profile.allow_unknown:
                return self._state
            raise OrderError(f"the profile {profile.name} has no kind {kind!r}", kind=kind)
        state = profile.automaton.moves[self._state].get(kind)
        if state is not None:
            return state
        missing = profile.automaton.missing(self._state, kind) or ()
        first = f"; write {', '.join(missing)} first" if missing else ""
        expected = " or ".join(profile.automaton.expected(self._state)) or "nothing more"
        raise OrderError(f"{kind} is out of order: expected {expected}{first}", kind=kind, missing=missing)

    def _frame(self, kind: str, value: Any) -> Event:
        if self._framing == "named":
            return Event(kind, value if isinstance(value, str) else _json(kind, value))
        envelope = {"event": kind} if value is None else {"event": kind, "data": value}
        return Event(kind if self._framing == "hybrid" else DEFAULT_TYPE, _json(kind, envelope))

    def _encode(self, wire: Event) -> bytes:
        try:
            return encode(wire.data, type=wire.type)
        except EncodeError as error:
            way_out = ", or" if error.field == "data" else ";"
            problem = f"{error.problem}{way_out} use the envelope framing, which carries every text"
            raise EncodeError(
                error.field, f"the {self._framing} framing cannot carry it: {problem}"
            ) from error

    def _read_back(self, event: PredictionEvent, kind: str, wire: Event) -> None:
        # An event that is refused must not decide the framing for those after it.
        framer = self._framer if self._framer.locked else Framer(self._framings)
        classified = framer.classify(wire)
        if classified is None or classified.framing != self._framing or read(wire, classified) != event:
            advice = "" if self._framing == "envelope" else "; use the envelope framing"
            raise EncodeError(
                "data", f"this {kind} reads back as another event in the {self._framing} framing{advice}"
            )
        self._framer = framer


def _with_lf_only(event: PredictionEvent) -> PredictionEvent:
    match event:
        case Start(text) | Token(text) | Error(text):
            return type(event)(with_lf_only(text))
        case Other(kind, str(value)):
            return Other(kind, with_lf_only(value))
        case _:
            return event


def _json(kind: str, value: Any) -> str:
    try:
        text = _JSON.encode(value)
    except (TypeError, ValueError, RecursionError) as error:
        raise EncodeError("data", f"the value of {kind} cannot be written as JSON: {error}") from error
    return text.translate(_ESCAPES)
