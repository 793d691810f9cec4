"""The format knows four fields and ignores every other."""

from difflib import get_close_matches

from sse_codec import Line

from ...finding import Level
from .._rule import INTERPRETING, Example, Rule
from .._stray import KNOWN_FIELDS
from .._words import LONGEST, quoted


class UnknownField(Rule):
    code = "SSE401"
    name = "unknown-field"
    level = Level.WARNING
    basis = "standard"
    summary = "A field is none that the format knows"
    why = (
        "Every reader ignores the line. It is a slip in the name, text that was not prefixed, or a habit of the server: "
        "Flowise writes a line `message:` before each data line, which is information under its profile."
    )
    help = "use data, event, id or retry; put other facts into the data"
    reference = INTERPRETING
    evidence = ("Flowise SSEStreamer.ts",)
    per = "field name"
    bad = Example(b"dta: a\ndata: b\n\n", at=(0, 1))
    good = Example(b"data: a\n: a comment\n\n")

    def stray(self, line: Line) -> None:
        subject = line.name[:LONGEST]
        if self.repeats(subject):
            return
        near = get_close_matches(subject.strip().lower(), KNOWN_FIELDS, 1, cutoff=0.75)
        hint = f"; did you mean {near[0]}?" if near else ""
        self.mark_line(
            line, f"no field is named {quoted(line.name)}: the line is ignored{hint}", subject=subject
        )
