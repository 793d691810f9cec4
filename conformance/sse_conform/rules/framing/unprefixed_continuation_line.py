"""Every line of a payload needs a `data:` of its own."""

from sse_codec import Line

from ...finding import Level
from .._rule import INTERPRETING, Example, Need, Rule
from .._words import LONGEST, quoted


class UnprefixedContinuationLine(Rule):
    code = "SSE106"
    name = "unprefixed-continuation-line"
    level = Level.ERROR
    basis = "standard"
    summary = "A line of the payload has no `data:` in front and is lost"
    why = (
        "The sender wrote a line break inside the payload as it is. The next line is then a field of an unknown name, "
        "and every reader ignores it: a piece of the text is lost without a word."
    )
    help = "split the payload at line breaks, and write data: in front of each line"
    reference = INTERPRETING
    evidence = ("Atmosphere#2150", "r3labs/sse#62", "fastify-sse-v2#93", "htmx#2292")
    needs = (Need.BYTES,)
    bad = Example(b"data: Hello\nbig world\n\n", at=(12, 2))
    good = Example(b"data: Hello\ndata: big world\n\n")

    def stray(self, line: Line) -> None:
        text = quoted(line.content[: 4 * LONGEST + 4].decode("utf-8", "replace"))
        self.mark_line(line, f"{text} has no data: in front and is lost")
