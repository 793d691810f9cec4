"""The row of one stream: its check, as the table of an audit holds it."""

from collections.abc import Mapping
from typing import Any

from sse_codec.ordering import ProfileError

from ..captures import Capture, CaptureError
from ..check import StreamCheck
from ..ending import Ending
from ..finding import Finding
from ..redaction import Redactor, secrets_in
from ..render import capture_value, finding_value, visible, visible_bytes
from ..report import Report
from ..sniff import KINDS
from ._options import Options, profile_of

Row = dict[str, Any]
"""A row of a table, by the names of `STREAMS`; what has another name does not come into the table."""


def row_of(
    id: str, capture: Capture, options: Options, *, profile: str = "", tags: Mapping[str, str] | None = None
) -> Row:
    """The row of a stream, which is read to its end. A stream that cannot be checked has a row with a problem; nothing is raised.

    Texts in it are safe to show: control characters and the like are spelled out, and secrets are blanked.

    :param id: what the stream is called.
    :param profile: a profile for this stream; that of the options when it is empty.
    """
    request = capture.request
    redactor = Redactor(secrets_in(request))
    findings: list[Finding] = []
    try:
        check = StreamCheck(
            capture.source,
            head=capture.head,
            selection=options.selection(),
            profile=profile_of(profile or options.profile),
            max_event_size=options.max_event_size,
            fidelity=capture.fidelity,
            max_events=options.max_events,
            method=request.method if request else None,
        )
        first = _read(capture, check, findings, options.max_findings)
    except (CaptureError, ProfileError, ValueError) as problem:
        reason = problem.reason if isinstance(problem, CaptureError) else str(problem)
        return problem_row(id, redactor.text(reason), tags)
    except Exception as fault:
        return fault_row(id, fault, tags)
    report = redactor.value(check.report)
    if report.sniffed is not None and not report.findings:
        what = f"it is {KINDS[report.sniffed]}, not an event stream"
        return problem_row(id, what, tags) | {"sniffed": report.sniffed}
    listed = [_finding(redactor.finding(each)) for each in findings]
    return {"id": id, "tags": _tags(tags), **_of_report(report), "first_chunk": first, "findings": listed}


def problem_row(id: str, problem: str, tags: Mapping[str, str] | None = None) -> Row:
    """The row of a stream that could not be checked."""
    return {
        "id": id,
        "tags": _tags(tags),
        "problem": visible(problem),
        "sniffed": None,
        "rules": [],
        "findings": [],
    }


def fault_row(id: str, fault: Exception, tags: Mapping[str, str] | None = None) -> Row:
    """The row of a stream at which we failed: a fault of ours in one must not end the audit of the others."""
    words = Redactor().text(f"{type(fault).__name__}: {fault}")
    return problem_row(id, f"a fault of sse-conform: {words}", tags)


def _read(capture: Capture, check: StreamCheck, findings: list[Finding], most: int) -> float | None:
    """Check all of a stream, and return when its first chunk came."""
    first: float | None = None

    def keep(found: list[Finding]) -> None:
        findings.extend(found[: max(0, most - len(findings))])

    ending = Ending("stopped")
    while not check.done:
        read = next(capture.reads)
        if isinstance(read, Ending):
            ending = read
            break
        if first is None:
            first = read.t
        keep(check.feed(read.data, read.t))
    keep(check.close(ending.kind, ending.detail, ending.t))
    return first


def _of_report(report: Report) -> Row:
    """The columns that a report fills, by the members of the capture in the JSON of a check."""
    value = capture_value(report)
    levels = value["levels"]
    return value | {
        "problem": None,
        "profile_reason": visible(report.profile_reason),
        "failure": visible(report.failure),
        "notice": visible(report.notice),
        "errors": levels["error"],
        "warnings": levels["warning"],
        "notes": levels["info"],
        "unchecked": [
            {"name": part.name, "lacks": visible(part.lacks)} for part in report.parts if not part.is_checked
        ],
        "not_applicable": [rule.code for rule in report.not_applicable],
    }


def _finding(finding: Finding) -> Row:
    """A finding of the list, by the members that it has in the JSON of a check."""
    value = finding_value(finding)
    place: Row = value["pos"]
    shown: Row = {
        "message": visible(finding.message),
        "help": visible(finding.help),
        "excerpt": visible_bytes(finding.excerpt[-1][1]) if finding.excerpt else "",
    }
    return value | place | shown


def _tags(tags: Mapping[str, str] | None) -> list[tuple[str, str]]:
    return sorted((tags or {}).items())
