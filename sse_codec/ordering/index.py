"""Which of several things an event of a kind concerns: found once for a profile, and looked up for each event."""

from collections.abc import Iterable

Numbers = tuple[int, ...]
"""Some of several things, by their numbers from 0, in order."""


def index_by_kind(kinds: Iterable[Iterable[str]]) -> dict[str, Numbers]:
    """For each kind, the things that it concerns.

    :param kinds: of each thing, the kinds that concern it.
    """
    numbers: dict[str, list[int]] = {}
    for number, own in enumerate(kinds):
        for kind in dict.fromkeys(own):
            numbers.setdefault(kind, []).append(number)
    return {kind: tuple(found) for kind, found in numbers.items()}
