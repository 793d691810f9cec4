"""Findings, captures and totals as the JSON values that programs read."""

import json
from collections.abc import Mapping
from typing import Any

from ..finding import Finding, Level
from ..report import Report, RuleTotal
from ._totals import Totals
from ._visible import visible

_ENCODER = json.JSONEncoder(ensure_ascii=False)
VERSION = 1
"""Version of the shape; members may be added without a new one, and none is taken away or changed."""


def finding_value(finding: Finding) -> dict[str, Any]:
    pos = finding.pos
    return {
        "v": VERSION,
        "code": finding.code,
        "name": finding.name,
        "level": finding.level.label,
        "basis": finding.basis,
        "message": finding.message,
        "source": finding.source,
        "pos": {
            "byte": pos.byte,
            "line": pos.line,
            "col": pos.col,
            "event": pos.event,
            "chunk": pos.chunk,
            "t": pos.t,
        },
        "span": finding.span,
        "help": finding.help,
        "spec": finding.spec,
        "url": finding.url,
        "kind": finding.kind,
        "fingerprint": finding.fingerprint,
        "baseline": finding.baseline or None,
    }


def capture_value(report: Report) -> dict[str, Any]:
    return {
        "source": report.source,
        "outcome": report.outcome,
        "profile": report.profile,
        "profile_reason": report.profile_reason,
        "framing": report.framing,
        "nearest": report.nearest,
        "parts": {part.name: {"checked": part.is_checked, "lacks": part.lacks} for part in report.parts},
        "failure": report.failure,
        "events": report.events,
        "bytes": report.bytes,
        "duration": report.duration,
        "levels": _levels(dict(report.by_level)),
        "rules": [_rule(total) for total in report.totals],
        "not_applicable": [
            {"code": rule.code, "name": rule.name, "lacks": rule.lacks} for rule in report.not_applicable
        ],
        "notice": report.notice,
        "sniffed": report.sniffed,
        "place": None
        if report.place is None
        else {
            "path": report.place.path,
            "line": report.place.line,
            "verbatim": report.place.is_verbatim,
        },
        "known": _levels(dict(report.known)),
        "drift": [
            {"code": each.code, "context": each.context, "known": each.known, "found": each.found}
            for each in report.drift
        ],
    }


def totals_value(totals: Totals) -> dict[str, Any]:
    return {
        "captures": totals.captures,
        "events": totals.events,
        "bytes": totals.bytes,
        "duration": totals.duration,
        "levels": _levels(totals.levels),
        "outcomes": dict(sorted(totals.outcomes.items())),
        "profiles": dict(sorted(totals.profiles.items())),
        "unchecked": totals.unchecked,
        "rules": [_rule(total) for total in totals.by_code()],
        "unread": [{"source": problem.source, "reason": problem.reason} for problem in totals.unread],
        "skipped": [
            {"source": skipped.source, "reason": reason, "count": count}
            for skipped in totals.skipped
            for reason, count in skipped.reasons
        ],
        "known": _levels(totals.known),
        "drift": totals.drift,
        "interrupted": totals.interrupted,
    }


def one_line(value: object) -> str:
    """JSON on one line, in characters that no terminal acts on and no reader takes for a line end."""
    text = _ENCODER.encode(value)
    return text if text.isascii() and text.isprintable() else "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    if visible(character) == character:
        return character
    return f"\\u{ord(character):04x}" if character < "\U00010000" else json.dumps(character)[1:-1]


def _levels(counts: Mapping[Level, int]) -> dict[str, int]:
    return {level.label: counts.get(level, 0) for level in sorted(Level, reverse=True)}


def _rule(total: RuleTotal) -> dict[str, Any]:
    return {
        "code": total.code,
        "name": total.name,
        "level": total.level.label,
        "reported": total.reported,
        "occurrences": total.occurrences,
    }
