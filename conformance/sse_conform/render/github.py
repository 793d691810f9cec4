"""Workflow commands of GitHub Actions: each finding is an annotation at its line of the file.

Every line of the output is a command of ours. What comes from a stream stands in its message or its properties, where nothing ends
it: control characters are spelled out, and `%`, `:` and `,` are encoded as the runner decodes them.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ..finding import Finding, Level
from ..report import Report
from ._held import HeldRenderer, file_line
from ._notes import cure_notes, drift_notes, lacking_notes, stream_notes
from ._summary import summary_lines
from ._totals import Totals
from ._visible import visible

_COMMANDS: Final = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}


class GitHubRenderer(HeldRenderer):
    """The annotations of a stream when it is over; a finding that the baseline knows has none, and is counted."""

    def stream(self, source: str, findings: list[Finding], report: Report | None) -> Iterator[str]:
        for finding in findings:
            if finding.baseline != "known":
                yield _annotation(finding, report)
        if report is not None:
            where = {"file": report.place.path} if report.place else {}
            for note in drift_notes(report):
                yield _command("error", {**where, "title": "baseline"}, [f"{source}: {note}"])
            if notes := stream_notes(report):
                yield _command("notice", {**where, "title": source}, [f"{source}: {note}" for note in notes])

    def finish(self, totals: Totals) -> Iterator[str]:
        for problem in totals.unread:
            yield _command("error", {"title": "not checked"}, [f"{problem.source}: {problem.reason}"])
        told = [
            *(each.words for each in totals.skipped),
            *summary_lines(totals),
            *lacking_notes(totals.not_applicable),
        ]
        if told:
            yield _command("notice", {"title": "sse-conform"}, told)


def _annotation(finding: Finding, report: Report | None) -> str:
    pos = finding.pos
    place = file_line(finding, report.place) if report else None
    where: dict[str, object] = {}
    if place is not None:
        where = {"file": place.path, "line": place.line}
        if place.col is not None:
            where["col"] = place.col
    where["title"] = f"{finding.code} {finding.name}"
    told = [f"{finding.message} [{finding.source}:{pos.line}:{pos.col}, event {pos.event}, byte {pos.byte}]"]
    told += [f"{title}: {words}" for title, words in cure_notes(finding)]
    return _command(_COMMANDS[finding.level], where, told)


def _command(name: str, properties: Mapping[str, object], lines: Iterable[str]) -> str:
    """A workflow command, whose message has these lines."""
    given = ",".join(
        f"{key}={_encoded(visible(str(value))).replace(':', '%3A').replace(',', '%2C')}"
        for key, value in properties.items()
    )
    return f"::{name} {given}::{_encoded(chr(10).join(map(visible, lines)))}\n"


def _encoded(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
