"""SARIF 2.1.0, as code scanning services read it: one run, with every rule, every finding, and what was not checked.

A finding stands at its line of the file; its place in the stream is in the properties. The results come first in the document, as
they are found, so that memory stays flat.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from typing import Any, Final

from ..finding import Finding, Level
from ..report import Drift, Report
from ..rules._entries import entries, profile_entries
from ._held import HeldRenderer, file_line
from ._notes import drift_notes, stream_notes, unchecked_notes
from ._totals import Totals
from ._values import one_line
from ._visible import visible, visible_bytes

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
_UNRESERVED: Final = "-._~"
_STATES: Final = {"known": "unchanged", "new": "new"}


class SarifRenderer(HeldRenderer):
    """One document; the results of a stream when it is over."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._separator = "\n"
        self._notifications: list[dict[str, Any]] = []
        self._rules: dict[str, dict[str, Any]] = {}

    def begin(self) -> Iterator[str]:
        self._rules = {rule["id"]: rule for rule in _shipped_rules()}
        yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints", "results": ['

    def stream(self, source: str, findings: list[Finding], report: Report | None) -> Iterator[str]:
        for finding in findings:
            if finding.code not in self._rules:
                self._rules[finding.code] = _found_rule(finding)
            yield self._result(_result(finding, report))
        if report is not None:
            for drift, words in zip(report.drift, drift_notes(report), strict=True):
                if drift.is_stale and drift.context:
                    yield self._result(_absent(drift, words, report))
                else:
                    self._notify("error", words, report)
            for words in (*stream_notes(report), *unchecked_notes(report)):
                self._notify("note", words, report)

    def finish(self, totals: Totals) -> Iterator[str]:
        for problem in totals.unread:
            self._notifications.append(_notification("error", f"{problem.source}: {problem.reason}"))
        for each in totals.skipped:
            self._notifications.append(_notification("note", each.words))
        if totals.interrupted:
            self._notifications.append(
                _notification("error", "the run was interrupted: this report is partial")
            )
        invocation = {
            "executionSuccessful": not (totals.unread or totals.interrupted),
            "toolExecutionNotifications": self._notifications,
        }
        driver = {"name": "sse-conform", **_version(), "rules": list(self._rules.values())}
        yield f'\n], "tool": {one_line({"driver": driver})}, "invocations": [{one_line(invocation)}]}}]}}\n'

    def _result(self, value: dict[str, Any]) -> str:
        separator, self._separator = self._separator, ",\n"
        return f"{separator}  {one_line(value)}"

    def _notify(self, level: str, words: str, report: Report) -> None:
        notification = _notification(level, f"{report.source}: {words}")
        if report.place is not None:
            physical = {"artifactLocation": {"uri": _uri(report.place.path)}}
            notification["locations"] = [{"physicalLocation": physical}]
        self._notifications.append(notification)


def _result(finding: Finding, report: Report | None) -> dict[str, Any]:
    pos = finding.pos
    place = {
        "byte": pos.byte,
        "line": pos.line,
        "col": pos.col,
        "event": pos.event,
        "chunk": pos.chunk,
        "t": pos.t,
    }
    value: dict[str, Any] = {
        "ruleId": visible(finding.code),
        "level": _LEVELS[finding.level],
        "message": {"text": visible(finding.message)},
        "locations": [_location(finding, report)],
        "partialFingerprints": {"sseConform/v1": finding.fingerprint},
        "properties": {
            "source": visible(finding.source),
            "stream": place,
            "span": finding.span,
            "kind": visible(finding.kind),
            "basis": finding.basis,
            "help": visible(finding.help),
            "spec": visible(finding.spec),
        },
    }
    if finding.baseline:
        value["baselineState"] = _STATES[finding.baseline]
    return value


def _location(finding: Finding, report: Report | None) -> dict[str, Any]:
    """The place in the file that holds the stream; else just the stream, as a place that has a name."""
    logical = {"name": visible(finding.source), "kind": "resource"}
    at = file_line(finding, report.place) if report else None
    if at is None:
        return {"logicalLocations": [logical]}
    region: dict[str, Any] = {"startLine": at.line}
    if at.col is not None:
        region["startColumn"] = at.col
    if finding.excerpt:
        region["snippet"] = {"rendered": {"text": visible_bytes(finding.excerpt[-1][1])}}
    return {
        "physicalLocation": {"artifactLocation": {"uri": _uri(at.path)}, "region": region},
        "logicalLocations": [logical],
    }


def _absent(drift: Drift, words: str, report: Report) -> dict[str, Any]:
    """A result of the baseline that is no longer found."""
    physical = (
        {"physicalLocation": {"artifactLocation": {"uri": _uri(report.place.path)}}} if report.place else {}
    )
    logical = {"name": visible(report.source), "kind": "resource"}
    return {
        "ruleId": visible(drift.code),
        "level": "error",
        "message": {"text": visible(words)},
        "locations": [{**physical, "logicalLocations": [logical]}],
        "baselineState": "absent",
        "properties": {"known": drift.known, "found": drift.found},
    }


def _notification(level: str, words: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": visible(words)}}


def _shipped_rules() -> Iterable[dict[str, Any]]:
    for entry in (*entries(), *profile_entries()):
        yield _rule(entry.code, entry.name, entry.summary, entry.why, entry.help, entry.url) | {
            "defaultConfiguration": {"enabled": entry.default, "level": _LEVELS[entry.level]},
            "properties": {"basis": entry.basis, "spec": entry.spec, "needs": list(entry.needs)},
        }


def _found_rule(finding: Finding) -> dict[str, Any]:
    """A rule of a user's own profile, of which the finding tells all that is known."""
    return _rule(finding.code, finding.name, finding.name, "", finding.help, finding.url) | {
        "properties": {"basis": finding.basis, "spec": visible(finding.spec), "needs": []}
    }


def _rule(code: str, name: str, summary: str, why: str, help: str, url: str) -> dict[str, Any]:
    """What SARIF says of a rule; GitHub wants a text under each of these titles."""
    value: dict[str, Any] = {
        "id": visible(code),
        "name": visible(name),
        "shortDescription": {"text": visible(summary)},
        "fullDescription": {"text": visible(why or summary)},
        "help": {"text": visible(help or why or summary)},
    }
    if url.startswith("https://"):
        value["helpUri"] = _encoded(url, ":/?#[]@!$&'()*+,;=%")
    return value


def _uri(path: str) -> str:
    """A path as RFC 3986 has it: relative where the path is, so that it is found in a checkout."""
    encoded = _encoded(PurePath(path).as_posix(), "/")
    return f"file:///{encoded.lstrip('/')}" if PurePath(path).is_absolute() else encoded


def _encoded(text: str, kept: str) -> str:
    return "".join(
        character
        if character.isascii() and (character.isalnum() or character in _UNRESERVED + kept)
        else "".join(f"%{byte:02X}" for byte in _bytes(character))
        for character in text
    )


def _bytes(character: str) -> bytes:
    """Return the bytes of a character. A surrogate escape stands for one byte."""
    point = ord(character)
    return (
        bytes([point - 0xDC00]) if 0xDC80 <= point <= 0xDCFF else character.encode("utf-8", "surrogatepass")
    )


def _version() -> dict[str, str]:
    try:
        return {"version": version("sse-conform")}
    except PackageNotFoundError:  # a checkout that is not installed
        return {}
