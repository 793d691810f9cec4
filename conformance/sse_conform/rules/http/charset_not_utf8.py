"""A charset parameter can only repeat that the stream is UTF-8."""

from ...finding import Level
from ...head import ResponseHead
from .._examples import good_head
from .._rule import PARSING, Example, Need, Rule
from .._words import quoted


class CharsetNotUtf8(Rule):
    code = "SSE302"
    name = "charset-not-utf8"
    level = Level.WARNING
    basis = "interop"
    summary = "The charset parameter names another encoding than UTF-8"
    why = "Clients ignore it, since a stream is always UTF-8; proxies and tools believe it and show damaged text."
    help = "send Content-Type: text/event-stream with no charset, or with charset=utf-8"
    reference = PARSING
    evidence = ("mitmproxy shows mojibake (measured)",)
    needs = (Need.OK_HEAD,)
    per = "stream"
    bad = Example(
        b"data: a\n\n", at=(0, 1), head=good_head(Content_Type="text/event-stream; charset=iso-8859-1")
    )
    good = Example(b"data: a\n\n", head=good_head(Content_Type='text/event-stream; charset="UTF-8"'))

    def head(self, head: ResponseHead) -> None:
        for parameter in (head.get("content-type") or "").split(";")[1:]:
            name, _, value = parameter.partition("=")
            charset = value.strip().strip('"')
            if name.strip().lower() == "charset" and charset.lower() not in ("utf-8", "utf8"):
                self.mark_start(f"the charset is {quoted(charset)}, but an event stream is always UTF-8")
