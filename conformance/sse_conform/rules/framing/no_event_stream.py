"""A body is an event stream, or nothing here applies to it."""

from ...finding import Level
from ...sniff import KINDS
from .._rule import PARSING, Example, Rule


class NoEventStream(Rule):
    code = "SSE119"
    name = "no-event-stream"
    level = Level.ERROR
    basis = "heuristic"
    summary = "The body is something else than an event stream: a page, a recording, compressed or binary data, plain text, nothing"
    why = (
        "A reader ignores every line and reports nothing. The body may be a proxy's error page, data that nobody "
        "decompressed, a recording of an exchange, another file, or an answer that never came."
    )
    help = "look at the beginning of the body, and at what answered the request"
    reference = PARSING
    per = "stream"
    bad = Example(b"<!doctype html>\n<title>502 Bad Gateway</title>\n", at=(0, 1))
    good = Example(b"data: <!doctype html>\n\n")

    def body(self, kind: str, start: bytes) -> None:
        # Where the response says that no stream follows, that is the fault. JSON and UTF-16 have rules of their own, and
        # so has a response that promised a stream and brought nothing.
        has_own_rule = kind in ("json", "json-lines", "utf-16") or (
            kind == "empty" and self.stream.head is not None
        )
        if not has_own_rule and self.stream.is_promised:
            self.mark_start(f"the body is {KINDS[kind]}, not an event stream")
