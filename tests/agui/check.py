"""The ag-ui profile against the reference verifier of the protocol, `verifyEvents` of the npm package @ag-ui/client.

Both read the same random traces. They agree on a trace when both accept it, or both reject it at the same event; the
profile rejects what it has a finding of level error for. How a trace ends is left out, since the verifier judges
events and not the end of a stream. Any disagreement ends the run with an error.

``--beyond`` measures what the profile does not claim to see: items whose short forms have to be expanded first, and
owners that two items share. There the profile must still reject nothing that the client accepts.
"""

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from node import install
from traces import Trace, beyond, traces

from sse_codec import Event
from sse_codec.ordering import Checker, Finding, Profile, load_profile

SEED = 20261123
SHOWN = 5
"""Disagreements that are printed in full."""


class Comparison:
    """What both said of one trace."""

    def __init__(
        self, sort: str, trace: Trace, finding: Finding | None, message: str | None, passed: int
    ) -> None:
        self.sort = sort
        self.trace = trace
        self.finding = finding
        self.message = message
        self.ours = len(trace) if finding is None else finding.event - 1
        self.theirs = passed

    @property
    def agrees(self) -> bool:
        return (self.finding is None) == (self.message is None) and self.ours == self.theirs

    @property
    def too_strict(self) -> bool:
        """Whether the profile rejects an event that the client accepts."""
        return self.finding is not None and self.ours < self.theirs


def first_error(profile: Profile, trace: Trace) -> Finding | None:
    """The first finding of level error among the events of a trace."""
    checker = Checker(profile)
    found = (finding for event in trace for finding in checker.feed(Event("message", json.dumps(event))))
    return next((finding for finding in found if finding.level == "error"), None)


def verdicts(
    program: Sequence[str], sorted_traces: Sequence[tuple[str, Trace]]
) -> list[tuple[int, str | None]]:
    """How many events of each trace the verifier let pass, and what it said of the next."""
    lines = "".join(json.dumps(trace) + "\n" for _, trace in sorted_traces)
    done = subprocess.run(program, input=lines, capture_output=True, text=True, check=True, timeout=600)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(sorted_traces):
        sys.exit(f"the verifier answered {len(answers)} of {len(sorted_traces)} traces: {done.stderr[-500:]}")
    return [(answer["passed"], answer["message"]) for answer in answers]


def compare(program: Sequence[str], sorted_traces: Sequence[tuple[str, Trace]]) -> list[Comparison]:
    profile = load_profile("ag-ui")
    return [
        Comparison(sort, trace, first_error(profile, trace), message, passed)
        for (sort, trace), (passed, message) in zip(
            sorted_traces, verdicts(program, sorted_traces), strict=True
        )
    ]


def table(comparisons: Sequence[Comparison]) -> list[str]:
    """One line for each sort of trace."""
    rows = [f"{'traces':<12}{'':>7}{'accepted':>10}{'rejected':>10}{'agree':>8}"]
    for sort in dict.fromkeys(each.sort for each in comparisons):
        these = [each for each in comparisons if each.sort == sort]
        accepted = sum(each.message is None for each in these)
        agree = sum(each.agrees for each in these)
        rows.append(f"{sort:<12}{len(these):>7}{accepted:>10}{len(these) - accepted:>10}{agree:>8}")
    return rows


def explain(each: Comparison) -> str:
    """A disagreement in full."""
    kinds = " ".join(f"{number}:{event['type']}" for number, event in enumerate(each.trace))
    ours = f"{each.finding.code} {each.finding.message}" if each.finding else "accepts"
    return (
        f"{each.sort}\n  {kinds}\n  profile at {each.ours}: {ours}\n  client at {each.theirs}: {each.message}"
    )


def classes(comparisons: Sequence[Comparison]) -> list[str]:
    """What the client says where the profile does not agree, without the names in it, most frequent first."""
    said = Counter(
        (each.sort, re.sub(r"""(['"]).*?\1""", "…", each.message or "accepts"))
        for each in comparisons
        if not each.agrees
    )
    return [f"{count:>6}  {sort}: {message}" for (sort, message), count in said.most_common()]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--environment", type=Path, required=True, help="folder to install the package in")
    parser.add_argument("--count", type=int, default=10_000, help="traces (default %(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="of the traces (default %(default)s)")
    parser.add_argument(
        "--beyond", action="store_true", help="measure what the profile does not claim to see"
    )
    options = parser.parse_args()
    program = install(options.environment)
    if options.beyond:
        found = compare([*program, "pipeline"], list(beyond(options.count, options.seed)))
        failed = [each for each in found if each.too_strict]
    else:
        found = compare(program, list(traces(options.count, options.seed)))
        failed = [each for each in found if not each.agrees]
    print(*table(found), *classes(found), *map(explain, failed[:SHOWN]), sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
