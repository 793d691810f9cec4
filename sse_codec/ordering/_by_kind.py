"""Which of several things an event of a kind concerns: found out once, and looked up for each event."""

from collections.abc import Iterable

Places = tuple[int, ...]
"""Some of several things, by their places, in order."""


def places_by_kind(kinds: Iterable[Iterable[str]]) -> dict[str, Places]:
    """For each kind, the things that it concerns.

    :param kinds: of each thing, the kinds that concern it.
    """
    places: dict[str, list[int]] = {}
    for place, own in enumerate(kinds):
        for kind in dict.fromkeys(own):
            places.setdefault(kind, []).append(place)
    return {kind: tuple(found) for kind, found in places.items()}
