"""The parts of a report that are words: how the stream went, and why a check stopped before the stream."""

from collections.abc import Iterator
from typing import Final

from ..ending import BY_US, EndingKind
from ..report import NotApplicable
from ..rules._rule import Need
from ..rules._words import counted

UNNAMED: Final = NotApplicable("ORD306", "no-event-type", Need.BYTES.value)
"""Of events without a stream, nobody knows if event lines named them."""
GAVE_UP: Final[frozenset[EndingKind]] = frozenset({"timeout", *BY_US})
"""Endings for which the server is not responsible."""
_SHOWN: Final = 5
"""Names of awaited events that a sentence lists."""


def outcome(ordered: str | None, ending: EndingKind | None, *, is_done: bool, is_whole: bool) -> str:
    """Return the word for how a stream went.

    :param ordered: the outcome by the profile; None without a profile.
    :param ending: how the stream ended; None before the end.
    :param is_done: the check stopped before the stream.
    :param is_whole: the server ended the stream, and not inside an event.
    """
    if ordered is not None and ordered != "truncated":
        return ordered
    if ending is None and not is_done:
        return "open"
    if ending in BY_US or is_done:
        return "stopped"
    return ordered or ("ended" if is_whole else "truncated")


def stopped_words(why: str, pending: int, owed: tuple[str, ...]) -> str:
    """Return one sentence: why the check stopped, how many bytes of an unfinished event were left, and which events should have come."""
    return "; ".join(_clauses(why, pending, owed))


def _clauses(why: str, pending: int, owed: tuple[str, ...]) -> Iterator[str]:
    yield why
    if pending:
        yield f"{counted(pending, 'byte')} of an unfinished event were pending"
    if owed:
        more = f" and {len(owed) - _SHOWN} more" if len(owed) > _SHOWN else ""
        yield f"the order still awaited {', '.join(owed[:_SHOWN])}{more}"
