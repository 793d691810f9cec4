"""Faults in comments."""

from ..fault import Fault
from ..plain import Plain
from .chunks import EmptyChunkEnds


class EndsStream(EmptyChunkEnds):
    def comment(self, rest: str) -> None:
        super().comment(rest)
        self.ended = True


class KeepsSpace(Plain):
    def comment(self, rest: str) -> None:
        self.comments.append(rest)


class Trimmed(Plain):
    def comment(self, rest: str) -> None:
        self.comments.append(rest.strip())


class EmptyNotGiven(Plain):
    def comment(self, rest: str) -> None:
        if rest.strip():
            super().comment(rest)


class IsAnEvent(Plain):
    def comment(self, rest: str) -> None:
        super().comment(rest)
        self.dispatch("message", "")


class NeedsSpace(Plain):
    """Takes a colon with a space for a comment, and any other for a field with an empty name."""

    def comment(self, rest: str) -> None:
        if rest.startswith(" ") or rest == "":
            super().comment(rest)
        elif ":" in rest:
            name, _, value = rest.partition(":")
            self.field(name, self.value(value), True)


FAULTS = (
    Fault("comment-ends-stream", "a comment is taken for the end", "continuedev/continue#13144", EndsStream),
    Fault(
        "comment-keeps-its-space",
        "the text of a comment begins with the space after the colon",
        "launchdarkly/python-eventsource, ld_eventsource/reader.py: Comment(line[1:])",
        KeepsSpace,
    ),
    Fault("comment-trimmed", "a comment loses the blanks around it", "readers that trim every line", Trimmed),
    Fault(
        "empty-comment-not-given",
        "a comment without a text is not given, though it shows that the connection lives",
        "NousResearch/hermes-agent#3316 needs the bare colon that signal-cli sends",
        EmptyNotGiven,
    ),
    Fault(
        "comment-is-an-event",
        "a comment gives an event without data",
        "a2aproject/a2a-python#540, lukas-reining/eventsource#2",
        IsAnEvent,
    ),
    Fault(
        "comment-needs-a-space",
        "a colon without a space after it does not make a comment",
        "readers that know comments by their usual shape, `: ping`",
        NeedsSpace,
    ),
)
