"""The format knows four fields and ignores every other."""

from difflib import get_close_matches

from sse_codec import Line

from ...finding import Level
from .._documents import is_document
from .._rule import INTERPRETING, Example, Need, Rule
from .._stray import KNOWN_FIELDS, is_error_field
from .._words import LONGEST, quoted

_LARGEST = 1 << 20
"""Bytes of a line that is looked into for a document."""


class UnknownField(Rule):
    code = "SSE401"
    name = "unknown-field"
    level = Level.WARNING
    basis = "standard"
    summary = "The format does not know the name of a field"
    why = (
        "Every reader ignores the line. It is a slip in the name, text that was not prefixed, or a habit of the server: "
        "Flowise writes a line `message:` before each data line, which is information under its profile. Where the value is "
        "JSON, or the field is called `error`, a client loses data that was meant for it, and the finding is an error."
    )
    help = "use data, event, id or retry; send all else as data:, and an error as data: with event: error before it"
    reference = INTERPRETING
    evidence = ("Flowise SSEStreamer.ts", "llama.cpp (error: {...})")
    needs = (Need.BYTES,)
    per = "field name"
    bad = Example(b"dta: a\ndata: b\n\n", at=(0, 1))
    good = Example(b"data: a\n: a comment\n\n")

    def stray(self, line: Line) -> None:
        name = line.name[:LONGEST]
        loses = is_error_field(line) or (len(line.raw) <= _LARGEST and is_document(line.value.strip()))
        # A profile may allow a field by its name, and never that data is lost in it.
        subject = f"{name}: data" if loses else name
        if self.repeats(subject):
            return
        message = f"no field is named {quoted(line.name)}"
        if loses:
            lost = f"{message}, so clients never see what it holds: {quoted(line.value)}"
            self.mark_line(line, lost, subject=subject, level=Level.ERROR)
        else:
            self.mark_line(line, f"{message}: the line is ignored{_hint(name)}", subject=subject)


def _hint(name: str) -> str:
    near = get_close_matches(name.strip().lower(), KNOWN_FIELDS, 1, cutoff=0.75)
    return f"; did you mean {near[0]}?" if near else ""
