"""JUnit XML, as build servers read it: an implementation is a suite of tests, a case is one test.

The format knows passed, failed, errored and skipped. A case with any other outcome is skipped, and the message names the outcome.
"""

from collections.abc import Iterator
from xml.etree import ElementTree

from ...render import visible
from .._explain import explain
from .._verdict import Outcome
from ._base import SuiteRenderer
from ._results import CaseResult, Matrix, Result

_ELEMENTS = {Outcome.ERRORED: "error", Outcome.STALE: "failure", Outcome.FAILED: "failure"}


class JUnitRenderer(SuiteRenderer):
    """All of it at the end."""

    def end(self, matrix: Matrix) -> Iterator[str]:
        """The document."""
        root = ElementTree.Element("testsuites", name="sse-conform suite")
        for result in matrix.results:
            _add_suite(root, result, matrix.partial)
        ElementTree.indent(root)
        yield f"<?xml version='1.0' encoding='utf-8'?>\n{ElementTree.tostring(root, encoding='unicode')}\n"


def _add_suite(root: ElementTree.Element, result: Result, partial: str) -> None:
    kinds = [_kind(case) for case in result.cases]
    suite = ElementTree.SubElement(
        root,
        "testsuite",
        name=visible(result.title),
        tests=str(len(kinds)),
        failures=str(kinds.count("failure")),
        errors=str(kinds.count("error")),
        skipped=str(kinds.count("skipped")),
    )
    if partial:
        properties = ElementTree.SubElement(suite, "properties")
        ElementTree.SubElement(properties, "property", name="partial", value=partial)
    for case, kind in zip(result.cases, kinds, strict=True):
        topic = case.case.id.rpartition("/")[0].replace("/", ".")
        test = ElementTree.SubElement(suite, "testcase", classname=topic, name=case.case.id)
        if kind:
            _add_kind(test, kind, case)


def _kind(case: CaseResult) -> str:
    """The element that tells how it went; none for a case that passed."""
    if case.verdict.red:
        return _ELEMENTS[case.outcome]
    return "" if case.outcome is Outcome.PASSED else "skipped"


def _add_kind(test: ElementTree.Element, kind: str, case: CaseResult) -> None:
    verdict = case.verdict
    level = "" if case.case.level == "must" else f" (level {case.case.level})"
    told = f"{verdict.outcome}{level}: {verdict.message}"
    element = ElementTree.SubElement(test, kind, message=visible(told))
    if kind != "skipped":
        element.set("type", verdict.outcome)
    if case.outcome is not Outcome.NOT_APPLICABLE:
        element.text = "\n".join(visible(line) for line in explain(verdict).split("\n"))
