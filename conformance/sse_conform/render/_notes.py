"""What a report says of a stream beside its findings, in sentences: what was not checked, what was only counted, and the baseline."""

from collections.abc import Iterable, Iterator

from ..finding import Finding
from ..report import Drift, NotApplicable, Report, RuleTotal
from ._amounts import count


def rule_words(total: RuleTotal) -> str:
    """Code and name; the code of a profile's check contains the name."""
    return total.code if total.code.endswith(f":{total.name}") else f"{total.code} {total.name}"


def counted_notes(totals: Iterable[RuleTotal]) -> Iterator[str]:
    """One sentence for each rule that found more places than it reported."""
    for total in totals:
        if total.more:
            yield f"{rule_words(total)}: {count(total.more, 'more place')} not shown"


def lacking_notes(rules: Iterable[NotApplicable]) -> Iterator[str]:
    """One sentence for each thing that rules could not do without."""
    lacking: dict[str, list[str]] = {}
    for rule in sorted(rules, key=lambda rule: rule.code):
        lacking.setdefault(rule.lacks, []).append(rule.code)
    for lacks, codes in lacking.items():
        yield f"Not applicable, because the capture lacks {lacks}: {', '.join(dict.fromkeys(codes))}."


def drift_notes(report: Report) -> Iterator[str]:
    """One sentence for each difference from the baseline that is no new finding."""
    yield from map(_drift, report.drift)


def _drift(drift: Drift) -> str:
    what = drift.context or "places not shown"
    cure = "; bring it up to date with --update-baseline" if drift.is_stale else ""
    return f"{drift.code} ({what}): the baseline has {drift.known:,}, and the stream {drift.found:,}{cure}"


def known_note(report: Report) -> str:
    """How many findings the baseline has; "" when it has none."""
    number = sum(number for _, number in report.known)
    return f"{count(number, 'finding')} known to the baseline" if number else ""


def cure_notes(finding: Finding) -> Iterator[tuple[str, str]]:
    """What a finding says beside its message, as a word and what stands behind it: what to do, and the reference."""
    for title, words in (("help", finding.help), ("spec", finding.spec)):
        if words:
            yield title, words


def stream_notes(report: Report) -> list[str]:
    """What was only counted, what the baseline knows, and why the stream, or the rest of it, was not interpreted."""
    return [*counted_notes(report.totals), *filter(None, (known_note(report), report.notice))]


def unchecked_notes(report: Report) -> Iterator[str]:
    """The parts and the rules that were not checked, and why."""
    for part in report.parts:
        if part.lacks:
            yield f"{part.name} was not checked: {part.lacks}"
    yield from lacking_notes(report.not_applicable)
