"""Counts the evidence for one family of profiles, event by event."""

from typing import Final

from ._evidence import STRONG, Claim


class Tally:
    """The evidence for one family."""

    def __init__(self, family: str) -> None:
        self.family: Final = family
        self.known = 0
        """Number of events that the family knows."""
        self.own: dict[str, str] = {}
        """Kinds of events with evidence for this family alone, and the evidence in words."""
        self.shared: set[str] = set()
        """Kinds of events with evidence for several families."""
        self.mark = ""
        """The mark in words; "" before one came."""

    def take(self, claim: Claim) -> None:
        """Count an event that the family knows."""
        self.known += 1
        if claim.strength == STRONG:
            self.mark = self.mark or claim.told
        if claim.strength:
            self.own.setdefault(claim.kind, claim.told)
        elif claim.is_shared:
            self.shared.add(claim.kind)

    @property
    def is_certain(self) -> bool:
        """Return True if a mark came."""
        return bool(self.mark)

    @property
    def kinds(self) -> int:
        """Number of kinds with any evidence."""
        return len(self.shared | self.own.keys())

    @property
    def is_chance(self) -> bool:
        """Return True if a single kind without a mark is all the evidence."""
        return not self.mark and self.kinds < 2

    @property
    def told(self) -> str:
        """The evidence in words."""
        return (
            self.mark
            or ", ".join(dict.fromkeys(self.own.values()))
            or f"the kinds {', '.join(sorted(self.shared))}"
        )
