"""Chooses cases by their ids: whole ones, beginnings that end at a slash, and patterns with a star."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import TypeVar

from ._case import Case

_C = TypeVar("_C", bound=Case)


def select(cases: Iterable[_C], patterns: Sequence[str]) -> list[_C]:
    """Of the cases those that one of the patterns names, in their order; all when there is no pattern.

    `framing` and `framing/` name every case of that file, `framing/crlf-*` those that begin so.

    :raises ValueError: a pattern names no case.
    """
    cases = list(cases)
    for pattern in patterns:
        if not any(_matches(case, pattern) for case in cases):
            raise ValueError(
                f"no case is named {pattern!r}; give an id, its beginning up to a slash, or a pattern with *"
            )
    return [case for case in cases if not patterns or any(_matches(case, pattern) for pattern in patterns)]


def _matches(case: Case, pattern: str) -> bool:
    return fnmatchcase(case.id, pattern) or case.id.startswith(f"{pattern.rstrip('/')}/")
