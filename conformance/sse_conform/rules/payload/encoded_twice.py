"""The data of an event is the JSON text itself, with real line breaks around it."""

from sse_codec import Block

from ...finding import Level
from .._causes import Cause
from .._rule import INTERPRETING, Example, Rule


class EncodedTwice(Rule):
    code = "SSE511"
    name = "encoded-twice"
    level = Level.WARNING
    basis = "heuristic"
    summary = "The data was encoded twice: JSON inside a JSON string, or line breaks written as a backslash and an n"
    why = (
        "A client that parses the data gets a text where it expects an object. Where the line breaks themselves were escaped, "
        "no blank line ends an event, and all of it is one long line. A text that was already JSON, or a whole frame, went "
        "through an encoder once more."
    )
    help = "encode the payload once, and write the line ends of the frame as real line feeds"
    reference = INTERPRETING
    per = "stream"
    bad = Example(b'data: "{\\"a\\": 1}"\n\n', at=(0, 1))
    good = Example(b'data: {"a": 1}\n\ndata: "plain"\n\n')

    def cause(self, block: Block, cause: Cause) -> None:
        self.mark_cause(block, cause)
