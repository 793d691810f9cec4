"""JUnit XML, as build servers read it: a stream is a suite of tests, and each part of the check is one test.

Findings that do not make the run fail, and what of a part could not be checked, are its standard output.
"""

from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree import ElementTree

from ..finding import Finding
from ..report import FilePlace, Report
from ._cases import Case, cases, finding_lines
from ._held import HeldRenderer
from ._totals import Totals
from ._visible import visible

_RUN = "sse-conform check"


class JUnitRenderer(HeldRenderer):
    """Each suite as soon as its stream is over."""

    def begin(self) -> Iterator[str]:
        yield f"<?xml version='1.0' encoding='utf-8'?>\n<testsuites name=\"{_RUN}\">\n"

    def stream(self, source: str, findings: list[Finding], report: Report | None) -> Iterator[str]:
        tests = [*cases(findings, report, self)]
        suite = _suite(source, [_KINDS[case.outcome] for case in tests])
        if report:
            _describe(suite, report)
        for case in tests:
            _add_case(suite, source, case, report.place if report else None)
        yield _written(suite)

    def finish(self, totals: Totals) -> Iterator[str]:
        for problem in totals.unread:
            yield _written(_unread(problem.source, problem.reason))
        others = [("passed over", "skipped", each.words) for each in totals.skipped]
        if totals.interrupted:
            others.append(("interrupted", "error", "the run was interrupted: this report is partial"))
        if others:
            suite = _suite(_RUN, [kind for _, kind, _ in others])
            for name, kind, words in others:
                _add(_test(suite, _RUN, name), kind, words)
            yield _written(suite)
        yield "</testsuites>\n"


_KINDS: Final = {"passed": "", "failed": "failure", "skipped": "skipped"}
"""By outcome of a case, the element that tells of it."""


def _describe(suite: ElementTree.Element, report: Report) -> None:
    """Say what was checked."""
    if report.place:
        suite.set("file", visible(report.place.path))
    if report.duration is not None:
        suite.set("time", f"{report.duration:.3f}")
    said = {
        "outcome": report.outcome,
        "profile": report.profile,
        "events": report.events,
        "bytes": report.bytes,
    }
    properties = ElementTree.SubElement(suite, "properties")
    for name, value in said.items():
        if value is not None:
            ElementTree.SubElement(properties, "property", name=name, value=visible(str(value)))


def _add_case(suite: ElementTree.Element, source: str, case: Case, place: FilePlace | None) -> None:
    test = _test(suite, source, case.name)
    if case.outcome != "passed":
        element = _add(test, _KINDS[case.outcome], case.message)
        if case.failing:
            element.set("type", visible(" ".join(dict.fromkeys(each.code for each in case.failing))))
            element.text = _lines(case.failing, place)
    beside = _lines(case.others, place) + "".join(f"{visible(note)}\n" for note in case.rest)
    if beside:
        ElementTree.SubElement(test, "system-out").text = beside


def _unread(source: str, reason: str) -> ElementTree.Element:
    suite = _suite(source, ["error"])
    _add(_test(suite, source, "input"), "error", reason).set("type", "unread")
    return suite


def _suite(name: str, kinds: list[str]) -> ElementTree.Element:
    """A suite of tests, each of which went so."""
    return ElementTree.Element(
        "testsuite",
        name=visible(name),
        tests=str(len(kinds)),
        failures=str(kinds.count("failure")),
        errors=str(kinds.count("error")),
        skipped=str(kinds.count("skipped")),
    )


def _test(suite: ElementTree.Element, source: str, name: str) -> ElementTree.Element:
    return ElementTree.SubElement(suite, "testcase", classname=visible(source), name=name)


def _add(test: ElementTree.Element, kind: str, message: str) -> ElementTree.Element:
    return ElementTree.SubElement(test, kind, message=visible(message))


def _lines(findings: Iterable[Finding], place: FilePlace | None) -> str:
    return "".join(f"{line}\n" for finding in findings for line in finding_lines(finding, place))


def _written(suite: ElementTree.Element) -> str:
    ElementTree.indent(suite)
    return f"{ElementTree.tostring(suite, encoding='unicode')}\n"
