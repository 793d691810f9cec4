"""The words of a test that failed: what fails it, as a report shows it, and what else was found, by code."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..finding import Finding, Level
from ..redaction import Redactor
from ..render import TextRenderer, count, visible
from ..report import Report

_SHOWN = 20
"""Findings that are shown; a stream can have thousands, and a terminal is read by people."""


def failure(
    findings: Sequence[Finding],
    report: Report,
    *,
    level: Level,
    outcome: str | None,
    needs_order: bool,
    redactor: Redactor,
    start: bytes,
) -> str:
    """Why a test fails, over several lines; "" when it does not.

    :param level: the lowest level that fails it.
    :param outcome: the outcome that it demands; None for any.
    :param needs_order: whether the order has to have been checked.
    :param start: the beginning of the body, shown where it is no event stream.
    """
    failing = [finding for finding in findings if finding.level >= level]
    reasons = [*_reasons(report, outcome, needs_order=needs_order), *_counted(failing)]
    if not reasons:
        return ""
    shown = "".join(_shown(failing, redactor)).rstrip("\n")
    parts = ["; ".join(map(visible, map(redactor.text, reasons))), "", *([shown, ""] if shown else [])]
    parts += [line.rstrip("\n") for line in TextRenderer().capture(redactor.value(report))]
    if report.sniffed is not None and start:
        parts.append(f"it begins: {visible(redactor.data(start).decode('utf-8', 'replace'))}")
    parts += _left_out([finding for finding in findings if finding.level < level], level)
    return "\n".join(parts).rstrip("\n")


def _reasons(report: Report, outcome: str | None, *, needs_order: bool) -> Iterator[str]:
    """What the test demanded and did not get; of a body that is no stream this alone."""
    if report.sniffed is not None:
        yield "the body is empty" if report.sniffed == "empty" else report.notice
        return
    if needs_order and report.profile is None:
        near = f"; most like {report.nearest}" if report.nearest else ""
        yield f"the order was not checked ({report.profile_reason}{near}): name a profile, or None to check the format alone"
    if outcome is not None and report.outcome != outcome:
        yield f"the outcome is {report.outcome}, and should be {outcome}"


def _counted(failing: Iterable[Finding]) -> Iterator[str]:
    levels = Counter(finding.level for finding in failing)
    if levels:
        yield ", ".join(count(levels[each], each.label) for each in sorted(levels, reverse=True))


def _shown(failing: Sequence[Finding], redactor: Redactor) -> Iterator[str]:
    renderer = TextRenderer()
    for finding in failing[:_SHOWN]:
        yield from renderer.finding(redactor.finding(finding))
    if len(failing) > _SHOWN:
        yield f"and {len(failing) - _SHOWN:,} more\n\n"


def _left_out(findings: Iterable[Finding], level: Level) -> Iterator[str]:
    codes = Counter(f"{visible(finding.code)} ({finding.level.label})" for finding in findings)
    if codes:
        yield f"not counted, since level is {level.label!r}: {', '.join(codes)}"
