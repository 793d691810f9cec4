"""How a check ended that was not ended by the stream: what was pending then, and what the order still awaited."""

from collections.abc import Iterator
from typing import Final

from .ending import BY_US, EndingKind
from .rules._words import counted

GAVE_UP: Final[frozenset[EndingKind]] = frozenset({"timeout", *BY_US})
"""Endings that are not the server's."""
_SHOWN = 5


def stopped_words(why: str, pending: int, owed: tuple[str, ...]) -> str:
    """One sentence: why the check stopped, how many bytes of an unfinished event it held, and what should have come."""
    return "; ".join(_parts(why, pending, owed))


def _parts(why: str, pending: int, owed: tuple[str, ...]) -> Iterator[str]:
    yield why
    if pending:
        yield f"{counted(pending, 'byte')} of an unfinished event were pending"
    if owed:
        more = f" and {len(owed) - _SHOWN} more" if len(owed) > _SHOWN else ""
        yield f"the order still awaited {', '.join(owed[:_SHOWN])}{more}"
