"""JSON is data only behind `data:`."""

from sse_codec import Line

from ...finding import Level
from ...sniff import KINDS
from .._rule import INTERPRETING, Example, Need, Rule


class BareJsonLines(Rule):
    code = "SSE118"
    name = "bare-json-lines"
    level = Level.ERROR
    basis = "standard"
    summary = "JSON stands in the stream with no `data:` in front and is lost"
    why = (
        "Each line of it is a field of an unknown name, which every reader ignores. A client sees a stream without "
        "events and no error. Newline-delimited JSON, or an error document, was sent where events belong."
    )
    help = "write data: in front of each JSON value and an empty line after it, or read the body as JSON"
    reference = INTERPRETING
    evidence = ("rust-eventsource-client#84 (Ollama)", "OpenSandbox#1444")
    needs = (Need.BYTES,)
    per = "stream"
    bad = Example(b'{"response": "a"}\n{"response": "b"}\n', at=(0, 1))
    good = Example(b'data: {"response": "a"}\n\n')

    def body(self, kind: str, start: bytes) -> None:
        # Where the response says that no stream follows, that is the fault.
        if kind in ("json", "json-lines") and self.stream.is_promised:
            self.mark_start(f"the body begins with {KINDS[kind]}: JSON with no data: in front is ignored")

    def stray(self, line: Line) -> None:
        self.mark_line(line, "JSON with no data: in front is ignored")
