"""What a stream is made of: events and comments, compared by value and never changed once made."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

DEFAULT_TYPE = "message"
"""The type of an event whose block names none (HTML standard, 9.2.6)."""


class Event:
    """One dispatched event (HTML standard, 9.2.6; the members of ``MessageEvent``).

    To make one costs as little as it can, so nothing is asked of its parts; an ``Encoder`` refuses those that are no text.
    """

    __slots__ = ("data", "id", "type")
    __match_args__ = ("type", "data", "id")

    type: "Final[str]"
    """The event type: the value of the last ``event`` field, or ``message``."""
    data: "Final[str]"
    """The values of the ``data`` fields, joined by one LF each."""
    id: "Final[str]"
    """The last event id when the event was dispatched, which may come from an earlier event; ``""`` for none."""

    def __init__(self, type: str = DEFAULT_TYPE, data: str = "", id: str = "") -> None:
        self.type = type
        self.data = data
        self.id = id

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Event):
            return NotImplemented
        return self.data == other.data and self.type == other.type and self.id == other.id

    def __hash__(self) -> int:
        return hash((self.type, self.data, self.id))

    def __repr__(self) -> str:
        return f"Event({self.type!r}, {self.data!r}, {self.id!r})"


class Comment:
    """One comment line; servers send them to keep a connection open (HTML standard, 9.2.7)."""

    __slots__ = ("text",)
    __match_args__ = ("text",)

    text: "Final[str]"
    """What comes after the colon, one leading space stripped."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Comment):
            return NotImplemented
        return self.text == other.text

    def __hash__(self) -> int:
        return hash((Comment, self.text))

    def __repr__(self) -> str:
        return f"Comment({self.text!r})"
