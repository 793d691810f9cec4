"""The media type says that a body is an event stream."""

from ...finding import Level
from ...head import ResponseHead
from .._examples import good_head
from .._rule import PROCESSING, Example, Need, Rule
from .._words import quoted


class ContentTypeMissingOrWrong(Rule):
    code = "SSE301"
    name = "content-type-missing-or-wrong"
    level = Level.ERROR
    basis = "standard"
    summary = "The media type is not `text/event-stream`"
    why = "An EventSource fails the connection for good. Other clients read an empty stream, or the error page as one."
    help = "send Content-Type: text/event-stream"
    reference = PROCESSING
    evidence = ("mercure#143", "php-sse#15", "reactphp#347", "a2a-rs#197 (an empty stream and no error)")
    needs = (Need.OK_HEAD,)
    per = "stream"
    bad = Example(b"data: a\n\n", at=(0, 1), head=good_head(Content_Type="text/plain"))
    good = Example(b"data: a\n\n", head=good_head())

    def head(self, head: ResponseHead) -> None:
        value = head.get("content-type")
        if value is None:
            self.mark_start("there is no Content-Type, and it must be text/event-stream")
        elif value.split(";")[0].strip().lower() != "text/event-stream":
            self.mark_start(f"the Content-Type is {quoted(value)}, and it must be text/event-stream")
