"""What Python prints of a value is not JSON."""

from sse_codec import Block

from ...finding import Level
from .._causes import Cause
from .._rule import INTERPRETING, Example, Rule


class PythonRepr(Rule):
    code = "SSE512"
    name = "python-repr"
    level = Level.WARNING
    basis = "heuristic"
    summary = "The data is what Python prints of a value, and not JSON"
    why = (
        "`str()` or an f-string turned a dict, bytes or an object into text: with single quotes, with None and True. No JSON "
        "parser reads it, so every client fails at the first event."
    )
    help = "write json.dumps(value) into the data, or the JSON method of the object"
    reference = INTERPRETING
    per = "stream"
    bad = Example(b"data: {'type': None}\n\n", at=(0, 1))
    good = Example(b'data: {"type": null}\n\n')

    def cause(self, block: Block, cause: Cause) -> None:
        self.mark_cause(block, cause)
