"""Verdicts for people: each failure as soon as it is there, then by topics and in all how many went which way."""

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from ...render import count, visible
from .._explain import explain
from .._replies import Trouble
from .._verdict import Outcome
from ._base import SuiteRenderer
from ._results import CaseResult, Matrix, Result

SHOWN_SPLITS = 8

_BOLD, _RED, _GREEN, _YELLOW, _PLAIN = "\x1b[1m", "\x1b[1;31m", "\x1b[1;32m", "\x1b[1;33m", "\x1b[0m"
_IN_FULL = (Outcome.ERRORED, Outcome.STALE, Outcome.FAILED)


class TextRenderer(SuiteRenderer):
    """Each failure in full, then the totals."""

    def __init__(self, *, color: bool = False, quiet: bool = False, several: bool = False) -> None:
        super().__init__(color=color, quiet=quiet, several=several)
        self._trouble: Trouble | None = None
        self._repeated = 0

    def case(self, name: str, result: CaseResult) -> Iterator[str]:
        """A failure in full; a departure on one line; nothing of the others."""
        if result.verdict.trouble is not None and result.verdict.trouble == self._trouble:
            self._repeated += 1
            return
        yield from self._repetitions()
        self._trouble = result.verdict.trouble
        lines = list(self._failure(result)) if result.outcome in _IN_FULL else list(_departure(result))
        if lines:
            prefix = f"{visible(name)}: " if self._several else ""
            style = _RED if result.verdict.red else _YELLOW
            yield f"{self._paint(style, prefix + lines[0])}\n"
            yield from (f"{line}\n" for line in lines[1:])

    def _failure(self, result: CaseResult) -> Iterator[str]:
        head, *rest = (visible(line) for line in explain(result.verdict).split("\n"))
        level = (
            "" if result.case.level == "must" else f" (level {result.case.level}: it counts as no failure)"
        )
        yield head + level
        yield from rest
        yield from _other_splits(result)
        yield ""

    def _repetitions(self) -> Iterator[str]:
        if self._repeated:
            yield f"{count(self._repeated, 'more case')} errored in the same way.\n\n"
        self._repeated = 0

    def result(self, result: Result) -> Iterator[str]:
        """How many cases went which way."""
        yield from self._repetitions()
        self._trouble = None
        if not self._quiet:
            yield from (f"{line}\n" for line in _failures(result))
            style = _RED if result.red else _GREEN
            yield f"{self._paint(style, visible(result.title))}: {_numbers(result)}.\n"

    def end(self, matrix: Matrix) -> Iterator[str]:
        """Several implementations side by side."""
        if matrix.partial:
            yield f"{matrix.partial.capitalize()}: this report is partial.\n"
        if self._several and not self._quiet:
            yield "\n"
            yield from (f"{line}\n" for line in self._table(matrix.results))

    def _table(self, results: Sequence[Result]) -> Iterator[str]:
        columns = [
            outcome for outcome in reversed(Outcome) if any(result.counts[outcome] for result in results)
        ]
        names = [visible(result.title) for result in results]
        gutter = max(map(len, names), default=0)
        yield self._paint(_BOLD, "  ".join([" " * gutter, *columns]))
        for name, result in zip(names, results, strict=True):
            cells = (f"{result.counts[outcome]:>{len(outcome)}}" for outcome in columns)
            yield "  ".join([f"{name:<{gutter}}", *cells])

    def _paint(self, style: str, words: str) -> str:
        return f"{style}{words}{_PLAIN}" if self._color else words


def _departure(result: CaseResult) -> Iterator[str]:
    if result.outcome is Outcome.LENIENT:
        yield f"{result.case.id}: lenient: {visible(result.verdict.message)}"


def _other_splits(result: CaseResult) -> Iterator[str]:
    others = [name for name in result.alike if name != result.verdict.split]
    if not others:
        return
    if len(result.alike) == len(result.splits):
        yield f"  {result.outcome} under all {len(result.splits)} splits"
        return
    more = len(others) - SHOWN_SPLITS
    tail = f" and {more} more" if more > 0 else ""
    yield f"  {result.outcome} also under {', '.join(others[:SHOWN_SPLITS])}{tail} of {len(result.splits)} splits"


def _failures(result: Result) -> Iterator[str]:
    """Topic by topic how many cases make the run red, and how to run the first of them again."""
    red = [case for case in result.cases if case.verdict.red]
    if not red or result.implementation is None:
        return
    if len(red) > 1:
        of_topic = Counter(case.case.topic for case in result.cases)
        gutter = max(len(case.case.topic) for case in red)
        for topic, group in groupby(red, key=lambda case: case.case.topic):
            cases = list(group)
            outcomes = Counter(case.outcome for case in cases)
            told = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.items())
            yield f"{topic:<{gutter}}  {told} of {of_topic[topic]}, first {cases[0].case.id}"
    if result.arguments:
        words = ("sse-conform", "suite", "run", "--select", red[0].case.id, *result.arguments)
        yield f"Run the first again: {visible(shlex.join(words))}"
    yield ""


def _numbers(result: Result) -> str:
    counts = result.counts
    parts = ", ".join(f"{counts[outcome]} {outcome}" for outcome in reversed(Outcome) if counts[outcome])
    splits = sum(len(case.splits) for case in result.cases)
    return f"{count(len(result.cases), 'case')} in {count(splits, 'split')}: {parts or 'nothing was run'}"
