"""A run of cases over implementations, one after another: told as it goes, and summed up also when it is interrupted."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from functools import partial

import attrs

from ...interrupts import Interrupts
from ...render import count, visible
from ...suite import AnyCase, Baseline, Outcome, Verdict
from ...suite import run as run_cases
from ...suite.render import CaseResult, Matrix, Result, SuiteRenderer, by_case_results
from .._exit import Exit, stopped_by, worst
from .._output import Sinks, complain
from .._watch import Watch
from ._subjects import Subject


class Trial:
    """Runs the cases, and keeps what became of them.

    :param learn: keep what a baseline is built of.
    :param most_failures: how many cases may make the run red before it ends; None for any number.
    """

    def __init__(
        self,
        cases: Sequence[AnyCase],
        baseline: Baseline,
        watch: Watch,
        *,
        learn: bool = False,
        most_failures: int | None = None,
    ) -> None:
        self.failing: list[Verdict] = []
        """With `learn`: every verdict on which a baseline can be built, without its bytes."""
        self._cases = cases
        self._baseline = baseline
        self._watch = watch
        self._learn = learn
        self._most_failures = most_failures
        self._failures = 0
        self._results: list[Result] = []
        self._interrupts = Interrupts()

    def run(self, subjects: Iterable[Subject], telling: Sinks[SuiteRenderer]) -> Exit:
        """Try every implementation, and write the whole report."""
        codes: list[Exit] = []
        with self._interrupts.held():
            try:
                for subject in subjects:
                    self._try(subject, telling)
                    if self._has_enough:
                        break
            except KeyboardInterrupt as interrupt:
                codes.append(stopped_by(interrupt))
            enough = f"the run ended after {count(self._failures, 'failure')}" if self._has_enough else ""
            matrix = Matrix(tuple(self._cases), tuple(self._results), bool(codes), enough)
            telling.write(lambda renderer: renderer.end(matrix))
        if not codes and not matrix.judged:
            complain(
                "nothing was tested: each case was not applicable, or skipped; see what the answer to hello lists"
            )
            codes.append(Exit.UNUSABLE)
        return worst([*codes, Exit.FINDINGS if matrix.red else Exit.CLEAN])

    def _try(self, subject: Subject, telling: Sinks[SuiteRenderer]) -> None:
        done: list[CaseResult] = []
        self._watch.source(visible(subject.name))
        verdicts = self._verdicts(subject)
        more = partial(next, by_case_results(verdicts), None)
        try:
            while not self._has_enough and (result := self._interrupts.wait(more)) is not None:
                self._watch.advance(1)
                telling.write(partial(_told, subject.name, result))
                done.append(result)
                self._failures += result.verdict.red
        finally:
            # Here too, since an interrupted run is left where it stands.
            verdicts.close()
            subject.close()
            last = Result(subject.name, subject.implementation, tuple(done), subject.arguments)
            self._results.append(last)
            telling.write(lambda renderer: renderer.result(last))

    @property
    def _has_enough(self) -> bool:
        return self._failures == self._most_failures

    def _verdicts(self, subject: Subject) -> Generator[Verdict]:
        with closing(run_cases(self._cases, subject, self._baseline, subject.helpers)) as verdicts:
            for verdict in verdicts:
                yield self._learned(verdict) if self._learn else verdict

    def _learned(self, verdict: Verdict) -> Verdict:
        self.failing.append(attrs.evolve(verdict, wire=(), wanted={}, got={}))
        known = verdict.outcome is Outcome.FAILED
        return attrs.evolve(verdict, outcome=Outcome.KNOWN) if known else verdict


def _told(name: str, result: CaseResult, renderer: SuiteRenderer) -> Iterable[str]:
    return renderer.case(name, result)
