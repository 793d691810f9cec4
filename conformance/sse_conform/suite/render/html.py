"""One self-contained page: cases down, implementations across, and below what went wrong, with the bytes.

Nothing is loaded from elsewhere and there is no script; the browser's own light or dark colours are followed.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from ...render import count, visible
from .._case import AnyCase, DecoderCase, EncoderCase, OrderCase
from .._explain import explain
from .._verdict import Outcome
from ._base import SuiteRenderer
from ._results import CaseResult, Matrix, Result
from ._style import STYLE

_ROLES: tuple[tuple[str, str, type[AnyCase]], ...] = (
    ("Decoders", "decoder", DecoderCase),
    ("Encoders", "encoder", EncoderCase),
    ("Checkers", "checker", OrderCase),
)
_MARKS = {
    Outcome.PASSED: ("✓", "passed"),
    Outcome.FAILED: ("F", "failed what the standard demands"),
    Outcome.LENIENT: ("L", "lenient: a departure that has a name"),
    Outcome.KNOWN: ("K", "known: it fails, and the baseline says so"),
    Outcome.STALE: ("!", "stale: it no longer fails, and the baseline says that it does"),
    Outcome.ERRORED: ("E", "errored: it broke, so that nothing can be said"),
    Outcome.SKIPPED: ("s", "skipped: it did not try"),
    Outcome.NOT_APPLICABLE: ("-", "not applicable: it does not offer what the case needs"),
}
_ADVICE = ("f", "failed what is only advised, or left open")
_SILENT = (Outcome.PASSED, Outcome.SKIPPED, Outcome.NOT_APPLICABLE)
"""Of these there is nothing to tell below the table."""

_Row = Sequence[CaseResult | None]


class HtmlRenderer(SuiteRenderer):
    """All of it at the end."""

    def end(self, matrix: Matrix) -> Iterator[str]:
        """The page."""
        yield from _lines(_page(matrix))


def _lines(parts: Iterator[str]) -> Iterator[str]:
    return (f"{part}\n" for part in parts)


def _page(matrix: Matrix) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>Conformance of {_text(', '.join(result.name for result in matrix.results))}</title>"
    yield f"<style>{STYLE}</style>\n<h1>Conformance to text/event-stream</h1>"
    if matrix.partial:
        yield f'<p class="partial">{matrix.partial.capitalize()}: this page is partial.</p>'
    yield from _not_started(matrix)
    yield from _legend(matrix)
    for title, role, kind in _ROLES:
        cases = [case for case in matrix.cases if isinstance(case, kind)]
        results = [result for result in matrix.results if _has_role(result, role)]
        if cases and results:
            yield from _table(title, cases, results)
    yield from _failures(matrix)


def _not_started(matrix: Matrix) -> Iterator[str]:
    for result in matrix.results:
        if result.implementation is None and result.cases:
            why = _text(result.cases[0].verdict.message)
            yield f'<p class="partial">{_text(result.name)} could not be started: {why}</p>'


def _has_role(result: Result, role: str) -> bool:
    return result.implementation is None or getattr(result.implementation, role) is not None


def _legend(matrix: Matrix) -> Iterator[str]:
    yield "<p>Each case is run with its bytes cut in many ways, and counts once: as the worst of what happened.</p>"
    seen = {_mark(case): case for result in matrix.results for case in result.cases}
    yield "<ul class=legend>"
    for mark in (*_MARKS.values(), _ADVICE):
        if mark in seen:
            yield f'<li><span class="{_class(seen[mark])}">{mark[0]}</span> {mark[1]}</li>'
    yield "</ul>"
    yield '<p><label><input type="checkbox" id="some"> hide the cases that all pass</label></p>'


def _table(title: str, cases: Sequence[AnyCase], results: Sequence[Result]) -> Iterator[str]:
    ids = {case.id for case in cases}
    outcomes = [{case.case.id: case for case in result.cases if case.case.id in ids} for result in results]
    yield f"<h2>{title}</h2>\n<div class=wide><table>\n<thead><tr><th>{count(len(cases), 'case')}</th>"
    yield from (f"<th class=name><span>{_header(result)}</span></th>" for result in results)
    yield "</tr></thead>"
    yield '<tbody>\n<tr class=total><th scope="row">in all</th>'
    yield from (f"<td>{_share(list(of_result.values()))}</td>" for of_result in outcomes)
    yield "</tr></tbody>"
    for topic, group in groupby(cases, key=lambda case: case.topic):
        rows = [(case, [of_result.get(case.id) for of_result in outcomes]) for case in group]
        yield f'<tbody>\n<tr class=topic><th scope="rowgroup">{_text(topic)}</th>'
        yield from (f"<td>{_share(column)}</td>" for column in zip(*(row for _, row in rows), strict=True))
        yield "</tr>"
        for case, row in rows:
            yield from _row(case, row, results)
        yield "</tbody>"
    yield "</table></div>"


def _header(result: Result) -> str:
    version = result.implementation.version if result.implementation else "not started"
    return f"{_text(result.name)} <small>{_text(version)}</small>"


def _share(column: _Row) -> str:
    """How many of the cases that apply were passed."""
    apply = [case.outcome for case in column if case and case.outcome is not Outcome.NOT_APPLICABLE]
    return f"{apply.count(Outcome.PASSED)}/{len(apply)}" if apply else "-"


def _row(case: AnyCase, row: _Row, results: Sequence[Result]) -> Iterator[str]:
    same = all(result is None or result.outcome in _SILENT for result in row)
    name = case.id.partition("/")[2]
    yield f'<tr{" class=same" if same else ""}><th scope="row" title="{_text(case.why)}">{_text(name)}</th>'
    yield "".join(_cell(result, case) for result, case in zip(results, row, strict=True))
    yield "</tr>"


def _cell(result: Result, case: CaseResult | None) -> str:
    if case is None:
        return "<td></td>"
    mark, meaning = _mark(case)
    title = _text(case.verdict.message or meaning)
    if _is_told(result, case):
        mark = f'<a href="#{_text(case.case.id)}">{mark}</a>'
    return f'<td class="{_class(case)}" title="{title}">{mark}</td>'


def _mark(result: CaseResult) -> tuple[str, str]:
    """The sign of an outcome and what it means."""
    advice = result.outcome is Outcome.FAILED and not result.verdict.red
    return _ADVICE if advice else _MARKS[result.outcome]


def _class(result: CaseResult) -> str:
    return "advice" if _mark(result) is _ADVICE else result.outcome.value


def _failures(matrix: Matrix) -> Iterator[str]:
    told: dict[str, list[tuple[Result, CaseResult]]] = {}
    for result in matrix.results:
        for case in result.cases:
            if _is_told(result, case):
                told.setdefault(case.case.id, []).append((result, case))
    if told:
        yield "<h2>What went wrong</h2>"
    for told_of in matrix.cases:
        if told_of.id in told:
            yield f'<details id="{_text(told_of.id)}"><summary><code>{_text(told_of.id)}</code> {_text(told_of.why)}</summary>'
            yield from (_telling(result, case) for result, case in told[told_of.id])
            yield "</details>"


def _telling(result: Result, case: CaseResult) -> str:
    words = "\n".join(_linked(line, case) for line in explain(case.verdict).split("\n"))
    splits = f"under {len(case.alike)} of {count(len(case.splits), 'split')}"
    mark = f'<span class="{_class(case)}">{_mark(case)[0]}</span>'
    return f"<h3>{mark} {_text(result.title)} <small>{splits}</small></h3>\n<pre>{words}</pre>"


def _linked(line: str, case: CaseResult) -> str:
    url = case.case.spec.url
    return f'  <a href="{_text(url)}">{_text(url)}</a>' if url and line.strip() == url else _text(line)


def _is_told(result: Result, case: CaseResult) -> bool:
    return result.implementation is not None and case.outcome not in _SILENT


def _text(text: str) -> str:
    return escape(visible(text))
