"""One JSON document for a run: the implementations and what became of each case; what passed has no details."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import attrs

from ...render import one_line
from .._explain import wire_text
from .._replies import Implementation
from .._verdict import Outcome, Verdict
from ._base import SuiteRenderer
from ._results import CaseResult, Matrix, Result

VERSION = 1
"""Version of the shape; members may be added without a new one, and none is taken away or changed."""
_ROLES = ("decoder", "encoder", "checker")


class JsonRenderer(SuiteRenderer):
    """All of it at the end."""

    def end(self, matrix: Matrix) -> Iterator[str]:
        """The document, with one line for each case."""
        head = {"v": VERSION, "red": matrix.red, "interrupted": matrix.interrupted, "partial": matrix.partial}
        yield f'{one_line(head)[:-1]}, "implementations": ['
        for number, result in enumerate(matrix.results):
            yield ",\n" if number else "\n"
            yield f' {one_line(_result(result))[:-1]}, "cases": ['
            yield ",".join(f"\n  {one_line(_case(case))}" for case in result.cases)
            yield "\n ]}"
        yield "\n]}\n"


def _result(result: Result) -> dict[str, Any]:
    return {
        "name": result.name,
        "red": result.red,
        **_implementation(result.implementation),
        "counts": {outcome.value: result.counts[outcome] for outcome in Outcome},
    }


def _implementation(implementation: Implementation | None) -> dict[str, Any]:
    if implementation is None:
        return {"started": False}
    roles = {role: getattr(implementation, role) for role in _ROLES}
    return {
        "started": True,
        "calls_itself": implementation.name,
        "version": implementation.version,
        "language": implementation.language,
        "chunked": implementation.chunked,
        **{
            role: None if capabilities is None else sorted(capabilities)
            for role, capabilities in roles.items()
        },
    }


def _case(result: CaseResult) -> dict[str, Any]:
    value: dict[str, Any] = {
        "id": result.case.id,
        "level": result.case.level,
        "outcome": result.outcome.value,
        "red": result.verdict.red,
        "splits": dict(Counter(outcome.value for _, outcome in result.splits)),
    }
    return value if result.outcome is Outcome.PASSED else value | _details(result.verdict, result.alike)


def _details(verdict: Verdict, alike: tuple[str, ...]) -> dict[str, Any]:
    trouble = verdict.trouble
    return {
        "alike": list(alike),
        "split": verdict.split,
        "message": verdict.message,
        "why": verdict.case.why,
        "wire": [wire_text(chunks) for chunks in verdict.wire],
        "wanted": dict(verdict.wanted),
        "got": dict(verdict.got),
        "answer": verdict.answer,
        "trouble": None if trouble is None else attrs.asdict(trouble),
        "spec": {
            "section": verdict.case.spec.section,
            "words": verdict.case.spec.words,
            "url": verdict.case.spec.url,
        },
    }
