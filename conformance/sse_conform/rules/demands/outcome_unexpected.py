"""In CI a stream that failed in good order is a failure all the same."""

from ...finding import Level
from ...report import Report
from .._rule import Example, Need, Reference, Rule


class OutcomeUnexpected(Rule):
    code = "SSE802"
    name = "outcome-unexpected"
    level = Level.ERROR
    basis = "demand"
    summary = "The stream went otherwise than `--expect` says"
    why = (
        "A stream may be right in form and order and still say that the answer failed, was filtered, or stopped early. "
        "A run that needs complete answers expects them."
    )
    help = "look at the other findings, and at how each outcome is defined: docs/outcomes.md"
    reference = Reference("the option --expect", "")
    needs = (Need.OUTCOME_DEMAND,)
    per = "stream"
    bad = Example(b"data: a\n\n", at=(9, 3), expect="completed")
    good = Example(b"data: a\n\n", expect="ended")

    def conclude(self, report: Report) -> None:
        if report.outcome != self.stream.expected:
            self.mark_end(f"the outcome is {report.outcome}, and should be {self.stream.expected}")
