"""What the order checker can find: one table of codes, one meaning each. A code is never reused."""

from typing import Final

LEVELS: Final = ("error", "warning", "info", "off")
"""What a profile may set as severity, the worst first; ``off`` takes a check out."""


class Code:
    """One row of the table of codes."""

    __slots__ = ("code", "help", "level", "meaning", "name")
    __match_args__ = ("code", "name", "level", "meaning", "help")

    code: Final[str]
    """The stable code, such as ``ORD101``."""
    name: Final[str]
    """The code in words, such as ``missing-event``."""
    level: Final[str]
    """Severity when the profile does not set another."""
    meaning: Final[str]
    """When it is found, in one sentence."""
    help: Final[str]
    """What to do about it."""

    def __init__(self, code: str, name: str, level: str, meaning: str, help: str) -> None:
        self.code = code
        self.name = name
        self.level = level
        self.meaning = meaning
        self.help = help

    def __repr__(self) -> str:
        return f"Code({self.code!r}, {self.name!r}, {self.level!r})"


_ROWS: Final = (
    Code(
        "ORD101",
        "missing-event",
        "error",
        "An event came before something that the grammar requires first.",
        "send what is missing first",
    ),
    Code(
        "ORD102",
        "unexpected-event",
        "error",
        "An event came where the grammar has no place for it, whatever had been sent before it.",
        "leave the event out, or send it earlier",
    ),
    Code(
        "ORD103",
        "event-after-end",
        "error",
        "An event came though the stream had ended; said at most once for each kind.",
        "send nothing after the end: readers have stopped reading",
    ),
    Code(
        "ORD104",
        "incomplete-stream",
        "error",
        "The stream stopped before the grammar was satisfied: it was truncated.",
        "treat the answer as incomplete, and look at what cut the connection",
    ),
    Code(
        "ORD105",
        "event-after-abort",
        "error",
        "After an event that aborts the stream came something else than may follow it.",
        "end the stream once it has been aborted",
    ),
    Code(
        "ORD201",
        "track-not-open",
        "error",
        "An event belongs to a slice of a track that has not begun, or has ended.",
        "begin the slice first, and look at the key of the event",
    ),
    Code(
        "ORD202",
        "track-left-open",
        "error",
        "A slice of a track was not finished when something came that needs it to be, or at the end of the stream.",
        "finish the slice first, and look at the keys of its events",
    ),
    Code(
        "ORD203",
        "track-reopened",
        "error",
        "A slice of a track began though it is open, or has ended and may not begin again.",
        "begin a slice once, with a key of its own",
    ),
    Code(
        "ORD204",
        "too-many-open",
        "error",
        "A slice of a track began while as many were open as may be.",
        "finish the open slice first",
    ),
    Code(
        "ORD205",
        "key-gap",
        "error",
        "The keys of a track count from 0, and one was left out.",
        "number the slices in the order in which they begin",
    ),
    Code(
        "ORD206",
        "outside-parent",
        "error",
        "A slice began while the slice that has to hold it was not open, or the one before it not finished.",
        "begin it within its parent, and look at its key",
    ),
    Code(
        "ORD207",
        "no-key",
        "error",
        "An event of a track lacks the key that says to which slice it belongs; said once for each kind.",
        "write the key into the event",
    ),
    Code(
        "ORD208",
        "beyond-limit",
        "info",
        "The stream has more slices, or longer texts in them, than are followed, or larger JSON than is read; that is not checked.",
        "nothing is wrong: check such a stream in parts",
    ),
    Code(
        "ORD301",
        "unknown-kind",
        "error",
        "The profile does not know the kind of an event; said once for each name.",
        "correct the name, or add the kind to the profile",
    ),
    Code(
        "ORD302",
        "undecided-framing",
        "error",
        "No framing of the profile classifies the event.",
        "frame the event as the protocol has it",
    ),
    Code(
        "ORD303",
        "mixed-framing",
        "error",
        "An event is in another framing than the one that the stream began with; said once for each framing.",
        "keep to one framing for the whole stream",
    ),
    Code(
        "ORD304",
        "names-disagree",
        "error",
        "The SSE event type and the name inside the data are not the same.",
        "write the same name in both places",
    ),
    Code(
        "ORD305",
        "bad-payload",
        "error",
        "The framing wants JSON as the data of this kind, and it is not.",
        "write the value as one JSON text",
    ),
    Code(
        "ORD306",
        "no-event-type",
        "error",
        "The event has no SSE event type, though the protocol wants the kind there as well as in the data.",
        "write an event: line with the kind before the data: clients pass over events without one",
    ),
    Code(
        "ORD307",
        "no-name-in-data",
        "error",
        "Only the SSE event type names the kind, though the protocol wants the name in the data.",
        "write the kind into the data: clients read it there",
    ),
)

CODES: Final[dict[str, Code]] = {row.code: row for row in _ROWS}
"""Every code of the order checker, by code."""
