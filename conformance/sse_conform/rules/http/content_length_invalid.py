"""A Content-Length is one number."""

import re

from ...finding import Level
from ...head import ResponseHead
from .._examples import good_head
from .._rule import Example, Need, Reference, Rule
from .._words import quoted

_NUMBER = re.compile(r"[0-9]+")


class ContentLengthInvalid(Rule):
    code = "SSE319"
    name = "content-length-invalid"
    level = Level.ERROR
    basis = "http"
    summary = "The Content-Length is not one number"
    why = "Nobody can tell where the body ends: clients must give the response up, and browsers do."
    help = "send one Content-Length with the number of bytes, or Transfer-Encoding: chunked"
    reference = Reference("RFC 9112 6.3", "https://www.rfc-editor.org/rfc/rfc9112#section-6.3")
    needs = (Need.HEAD,)
    per = "stream"
    bad = Example(
        b"data: a\n\n",
        at=(0, 1),
        also=("SSE308",),
        head=good_head(Content_Length="9, 18", Transfer_Encoding=None),
    )
    good = Example(b"data: a\n\n", head=good_head())

    def head(self, head: ResponseHead) -> None:
        value = head.get("Content-Length")
        if value is None or head.get("Transfer-Encoding") is not None:
            return
        numbers = {number.strip() for number in value.split(",")}
        if len(numbers) > 1:
            self.mark_start(
                f"the Content-Length is {quoted(value)}: clients cannot tell which of the numbers holds"
            )
        elif not all(_NUMBER.fullmatch(number) for number in numbers):
            self.mark_start(f"the Content-Length is {quoted(value)}, which is no number of bytes")
