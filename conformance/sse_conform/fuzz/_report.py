"""What a search comes to, for people and for programs."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

import attrs

from ..render import count, one_line, seconds, visible
from ..suite import Implementation, explain, plain_case
from ._difference import Difference
from ._search import Counts

VERSION = 1
"""Version of the shape; members may be added without a new one, and none is taken away or changed."""

_RED, _GREEN, _PLAIN = "\x1b[1;31m", "\x1b[1;32m", "\x1b[0m"


@attrs.frozen
class Summary:
    """How a search went."""

    name: str
    """What was tried."""
    implementation: Implementation
    role: str
    """`decoder` or `encoder`."""
    seed: int
    counts: Counts
    seconds: float
    differences: tuple[Difference, ...]
    interrupted: bool = False


class FuzzRenderer(ABC):
    """A report in one format.

    :param color: use colors, where the format has them.
    :param quiet: leave out all but the differences, where the format is for people.
    """

    def __init__(self, *, color: bool = False, quiet: bool = False) -> None:
        self._color = color
        self._quiet = quiet

    def difference(self, difference: Difference) -> Iterator[str]:
        """Text for a difference that the search has just found; by default none."""
        return iter(())

    @abstractmethod
    def end(self, summary: Summary) -> Iterator[str]:
        """Text for the end of the search."""


class TextRenderer(FuzzRenderer):
    """Each difference as soon as it is there, and a line at the end."""

    def difference(self, difference: Difference) -> Iterator[str]:
        """The requirement, what differs, the wire, and the sentence of the standard."""
        _, *rest = (visible(line) for line in explain(difference.verdict).split("\n"))
        head = f"{difference.requirement.name}: {difference.verdict.message}"
        yield f"{self._paint(_RED, visible(head))}\n"
        yield from (f"{line}\n" for line in rest)
        yield "\n"

    def end(self, summary: Summary) -> Iterator[str]:
        """How much was tried, and what came of it."""
        if summary.interrupted:
            yield "Interrupted: this report is partial.\n"
        if not self._quiet:
            found = len(summary.differences)
            name = self._paint(_RED if found else _GREEN, visible(summary.name))
            tried = count(summary.counts.inputs, "input")
            yield f"{name}: {tried} in {seconds(summary.seconds)}, seed {summary.seed}: {count(found, 'difference')}.\n"

    def _paint(self, style: str, words: str) -> str:
        return f"{style}{words}{_PLAIN}" if self._color else words


class JsonRenderer(FuzzRenderer):
    """One document at the end."""

    def end(self, summary: Summary) -> Iterator[str]:
        """The document, with one line for each difference."""
        head: dict[str, Any] = {
            "v": VERSION,
            "name": summary.name,
            "role": summary.role,
            "capabilities": sorted(getattr(summary.implementation, summary.role) or ()),
            "seed": summary.seed,
            "inputs": summary.counts.inputs,
            "differing": summary.counts.differing,
            "lenient": summary.counts.lenient,
            "interrupted": summary.interrupted,
        }
        yield f'{one_line(head)[:-1]}, "differences": ['
        yield ",".join(f"\n {one_line(_difference(each))}" for each in summary.differences)
        yield "\n]}\n"


def _difference(difference: Difference) -> dict[str, Any]:
    verdict = difference.verdict
    return {
        "requirement": difference.requirement.name,
        "section": difference.requirement.section,
        "url": difference.requirement.url,
        "words": difference.requirement.words,
        "about": difference.about,
        "message": verdict.message,
        "size": difference.size,
        "wanted": dict(verdict.wanted),
        "got": dict(verdict.got),
        "trouble": None if verdict.trouble is None else attrs.asdict(verdict.trouble),
        "case": plain_case(difference.case),
    }
