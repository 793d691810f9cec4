"""A request that failed says so by its status."""

import json
from typing import cast

from ...finding import Level
from .._examples import good_head
from .._rule import Example, Need, Reference, Rule


class ErrorJsonWith200(Rule):
    code = "SSE304"
    name = "error-json-with-200"
    level = Level.WARNING
    basis = "http"
    summary = "The status is 200 and the body is one JSON document that tells of an error"
    why = "Clients, proxies and monitors take the answer for a success; a reader of the stream sees no event and no error."
    help = "answer with the status of the error, or send the error as an event"
    reference = Reference("RFC 9110 15", "https://www.rfc-editor.org/rfc/rfc9110#section-15")
    needs = (Need.OK_HEAD,)
    per = "stream"
    bad = Example(
        b'{"success": false, "message": "flow not found"}',
        at=(0, 1),
        also=("SSE301",),
        head=good_head(Content_Type="application/json"),
    )
    good = Example(b'data: {"success": false}\n\n', head=good_head())

    def body(self, kind: str, start: bytes) -> None:
        if kind == "json" and _tells_of_error(start):
            self.mark_start("the status is 200, but the body is a JSON document that tells of an error")


def _tells_of_error(document: bytes) -> bool:
    """By the members that servers use for it; False also for a document that is longer than what was looked at."""
    try:
        value: object = json.loads(document)
    except (ValueError, RecursionError):
        return False
    if isinstance(value, list) and value:
        value = cast("list[object]", value)[0]  # Google's APIs put the error document into a list
    if not isinstance(value, dict):
        return False
    members = cast("dict[str, object]", value)
    status = members.get("statusCode", members.get("status"))
    failed = members.get("success") is False or (isinstance(status, int) and status >= 400)
    return failed or any(members.get(name) for name in ("error", "errors"))
