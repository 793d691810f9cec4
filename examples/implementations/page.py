"""The page of the matrix: how many cases of each topic each implementation passes, and which it does not."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import attrs

from sse_conform.suite import DecoderCase, EncoderCase, Implementation, Outcome, Verdict, by_case

Cases = Sequence[DecoderCase | EncoderCase]

HEAD = """\
# The matrix

What popular packages make of the cases in `fixtures/`. `tox run -e matrix` wrote this page on {date}; edit nothing here.
A [defect](defects.md) that was verified by hand has a reproduction on a page of its own.

Each case is tried with its bytes cut in many ways, and counts once: as the worst of what happened. A cell says how
many cases of the topic were passed, and then:

| | |
|---|---|
| **F** | failed, where the standard makes a demand |
| f | failed, where the standard gives advice or leaves something open |
| L | lenient: a departure that its maintainers chose and that has a name |
| n | not applicable: the package does not offer what the case needs |
| **E** | errored: the program broke, so that nothing can be said |

A number is no ranking: the cases are chosen to find mistakes, many of them on bytes that are rare.
"""
LETTERS = {Outcome.LENIENT: "L", Outcome.NOT_APPLICABLE: "n", Outcome.SKIPPED: "s", Outcome.ERRORED: "**E**"}


@attrs.frozen
class Result:
    """What became of one implementation."""

    name: str
    entry: str
    who: Implementation | None = None
    verdicts: tuple[Verdict, ...] = ()
    trouble: str = ""
    """Why it was not tried."""

    @property
    def version(self) -> str:
        """As it says itself."""
        return self.who.version if self.who else ""

    def outcomes(self) -> Mapping[str, Outcome]:
        """Of each case."""
        return by_case(self.verdicts)

    def summary(self) -> str:
        """One line for people who wait."""
        counts = Counter(self.outcomes().values())
        return self.trouble or ", ".join(f"{counts[each]} {each}" for each in Outcome if counts[each])


def page(cases: Cases, results: Sequence[Result], day: date) -> str:
    """All of it, in Markdown."""
    return "\n".join(_page(cases, results, day)) + "\n"


def _page(cases: Cases, results: Sequence[Result], day: date) -> Iterator[str]:
    yield HEAD.format(date=day.isoformat())
    untried = [result for result in results if result.trouble]
    if untried:
        yield "## Not tried\n"
        yield from (f"- {result.name}: {result.trouble}" for result in untried)
        yield ""
    roles = {
        "Decoders": [case for case in cases if isinstance(case, DecoderCase)],
        "Encoders": [case for case in cases if isinstance(case, EncoderCase)],
    }
    for title, mine in roles.items():
        role = title.lower().removesuffix("s")
        rows = [result for result in results if result.who and getattr(result.who, role) is not None]
        yield f"## {title}\n"
        yield from _table(mine, rows)
        yield f"\n### What {title.lower()} fail\n"
        yield from _failures(mine, rows)
        yield ""
    yield "## How each is driven\n"
    yield from _entries(results)


def _table(cases: Cases, rows: Sequence[Result]) -> Iterator[str]:
    topics = Counter(case.id.partition("/")[0] for case in cases)
    yield "| implementation | version | " + " | ".join(f"{each} ({topics[each]})" for each in topics) + " |"
    yield "|---|---|" + "---|" * len(topics)
    for row in rows:
        cells = " | ".join(_cell(cases, topic, row.outcomes()) for topic in topics)
        yield f"| {row.name} | {row.version or '-'} | {cells} |"


def _cell(cases: Cases, topic: str, outcomes: Mapping[str, Outcome]) -> str:
    counts: Counter[str] = Counter()
    for case in cases:
        if case.id.partition("/")[0] == topic and case.id in outcomes:
            counts[_letter(case, outcomes[case.id])] += 1
    passed = counts.pop("", 0)
    order = ("**F**", "f", *LETTERS.values())
    return " ".join([str(passed), *(f"{counts[letter]}{letter}" for letter in order if counts[letter])])


def _letter(case: DecoderCase | EncoderCase, outcome: Outcome) -> str:
    if outcome is Outcome.FAILED:
        return "**F**" if case.level == "must" else "f"
    return LETTERS.get(outcome, "")


def _failures(cases: Cases, rows: Sequence[Result]) -> Iterator[str]:
    yield "| case | what it shows | failed by | lenient |"
    yield "|---|---|---|---|"
    of_rows = [(row.name, row.outcomes()) for row in rows]
    for case in cases:
        failed, lenient = (
            [name for name, outcomes in of_rows if outcomes.get(case.id) is outcome]
            for outcome in (Outcome.FAILED, Outcome.LENIENT)
        )
        if failed or lenient:
            yield f"| {case.id} | {_plain(case.why)} | {', '.join(failed)} | {', '.join(lenient)} |"


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _entries(results: Sequence[Result]) -> Iterator[str]:
    yield "P is public, p private: not for users of the package.\n"
    yield "| implementation | entry | capabilities |"
    yield "|---|---|---|"
    for result in results:
        yield f"| {result.name} | {result.entry} | {_capabilities(result.who)} |"


def _capabilities(who: Implementation | None) -> str:
    if who is None:
        return "-"
    roles = {"decoder": who.decoder, "encoder": who.encoder}
    said = (
        f"{role}: {', '.join(sorted(names)) or 'none'}" for role, names in roles.items() if names is not None
    )
    return "; ".join(said)
