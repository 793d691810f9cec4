"""A byte order mark has one place: the very beginning, once."""

from sse_codec import Line

from ...finding import Level
from .._rule import PARSING, Example, Need, Rule


class LateBom(Rule):
    code = "SSE116"
    name = "late-bom"
    level = Level.WARNING
    basis = "standard"
    summary = "A byte order mark, second or not at the beginning, hides a field"
    why = (
        "Readers drop one mark at the very beginning. Any other mark is text and becomes part of the field name, "
        "so they ignore the line. Such marks come from putting files or responses together."
    )
    help = "write no byte order mark"
    reference = PARSING
    evidence = ("web-platform-tests: format-bom, format-bom-2",)
    needs = (Need.BYTES,)
    bad = Example(b"data: a\n\n\xef\xbb\xbfdata: b\n\n", at=(9, 3))
    good = Example(b"\xef\xbb\xbfdata: a\n\n")

    def stray(self, line: Line) -> None:
        which = "a second byte order mark" if line.bom else "a byte order mark that is not at the beginning"
        self.mark_line(line, f"{which} is part of the field name: the line is ignored")
