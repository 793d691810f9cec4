"""TAP, version 14, as test harnesses read it: one line for each case, with the details of one that is not ok below.

A known failure, or a failure of advice, is a `TODO`; what was not tried is a `SKIP`.
"""

from collections.abc import Iterator

from ...render import one_line, visible
from .._explain import wire_text
from .._verdict import Outcome, Verdict
from ._base import SuiteRenderer
from ._results import CaseResult, Matrix

_SKIPPED = (Outcome.SKIPPED, Outcome.NOT_APPLICABLE)
_OK = (Outcome.PASSED, Outcome.LENIENT, *_SKIPPED)


class TapRenderer(SuiteRenderer):
    """All of it at the end, since the plan comes first."""

    def end(self, matrix: Matrix) -> Iterator[str]:
        """The whole document."""
        several = len(matrix.results) > 1
        points = [
            (f"{result.name}: {case.case.id}" if several else case.case.id, case)
            for result in matrix.results
            for case in result.cases
        ]
        yield f"TAP version 14\n1..{len(points)}\n"
        for number, (title, case) in enumerate(points, 1):
            ok = "ok" if case.outcome in _OK else "not ok"
            yield f"{ok} {number} - {_escaped(title)}{_remark(case)}\n"
            if case.outcome not in _OK:
                yield from _diagnostics(case.verdict)
        if matrix.partial:
            yield f"Bail out! {matrix.partial}\n"


def _remark(case: CaseResult) -> str:
    message = _escaped(case.verdict.message)
    if case.outcome in _SKIPPED:
        return f" # SKIP {case.outcome}: {message}"
    if case.outcome is Outcome.KNOWN:
        return " # TODO the baseline says that it fails"
    if case.outcome is Outcome.FAILED and not case.verdict.red:
        return f" # TODO level {case.case.level}: it counts as no failure"
    return f" ({case.outcome}: {message})" if case.outcome is Outcome.LENIENT else ""


def _escaped(text: str) -> str:
    return visible(text).replace("\\", "\\\\").replace("#", "\\#")


def _diagnostics(verdict: Verdict) -> Iterator[str]:
    """A block of YAML, of which every value is written as JSON."""
    trouble = verdict.trouble
    values = {
        "outcome": verdict.outcome.value,
        "message": verdict.message,
        "split": verdict.split,
        "wire": [wire_text(chunks) for chunks in verdict.wire],
        "wanted": dict(verdict.wanted),
        "got": dict(verdict.got),
        "stderr": trouble.stderr if trouble else "",
        "spec": verdict.case.spec.words,
        "url": verdict.case.spec.url,
    }
    yield "  ---\n"
    yield from (f"  {name}: {one_line(value)}\n" for name, value in values.items() if value)
    yield "  ...\n"
