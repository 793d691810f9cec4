"""A run of cases over implementations, one after another: told as it goes, and summed up also when it is interrupted."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import attrs

from ...interrupts import Interrupts
from ...render import visible
from ...suite import AnyCase, Baseline, Outcome, Verdict
from ...suite import run as run_cases
from ...suite.render import CaseResult, Matrix, Result, SuiteRenderer, by_case_results
from .._exit import Exit, stopped_by, worst
from .._output import Sinks
from .._watch import Watch
from ._subjects import Subject


class Trial:
    """Runs the cases, and keeps what became of them."""

    def __init__(
        self,
        cases: Sequence[AnyCase],
        baseline: Baseline,
        watch: Watch,
        *,
        learn: bool,
    ) -> None:
        self.failing: list[Verdict] = []
        """With `learn`: every verdict on which a baseline can be built, without its bytes."""
        self._cases = cases
        self._baseline = baseline
        self._watch = watch
        self._learn = learn
        self._results: list[Result] = []
        self._interrupts = Interrupts()

    def run(self, subjects: Iterable[Subject], telling: Sinks[SuiteRenderer]) -> Exit:
        """Try every implementation, and write the whole report."""
        codes: list[Exit] = []
        with self._interrupts.held():
            try:
                for subject in subjects:
                    self._try(subject, telling)
            except KeyboardInterrupt as interrupt:
                codes.append(stopped_by(interrupt))
            matrix = Matrix(tuple(self._cases), tuple(self._results), bool(codes))
            telling.write(lambda renderer: renderer.end(matrix))
        return worst([*codes, Exit.FINDINGS if matrix.red else Exit.CLEAN])

    def _try(self, subject: Subject, telling: Sinks[SuiteRenderer]) -> None:
        done: list[CaseResult] = []
        self._watch.source(visible(subject.name))
        more = partial(next, by_case_results(self._verdicts(subject)), None)
        try:
            while (result := self._interrupts.wait(more)) is not None:
                self._watch.advance(1)
                telling.write(partial(_told, subject.name, result))
                done.append(result)
        finally:
            # Here too, since an interrupted run is left where it stands.
            subject.close()
            last = Result(subject.name, subject.implementation, tuple(done))
            self._results.append(last)
            telling.write(lambda renderer: renderer.result(last))

    def _verdicts(self, subject: Subject) -> Iterator[Verdict]:
        for verdict in run_cases(self._cases, subject, self._baseline):
            if not self._learn:
                yield verdict
                continue
            self.failing.append(attrs.evolve(verdict, wire=(), wanted={}, got={}))
            known = verdict.outcome is Outcome.FAILED
            yield attrs.evolve(verdict, outcome=Outcome.KNOWN) if known else verdict


def _told(name: str, result: CaseResult, renderer: SuiteRenderer) -> Iterable[str]:
    return renderer.case(name, result)
