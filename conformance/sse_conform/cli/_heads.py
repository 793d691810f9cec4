"""The heads of an exchange in lines, as curl shows them; nothing secret is in them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import click

from ..head import RequestHead, ResponseHead
from ..redaction import Redactor, safe_request, safe_response
from ..render import visible


def head_lines(head: RequestHead | ResponseHead, redactor: Redactor) -> Iterator[str]:
    """A line that says what it is, and one for each field."""
    if isinstance(head, RequestHead):
        head = safe_request(head, redactor)
        first = f"{head.method} {head.url}"
    else:
        head = safe_response(head, redactor)
        first = f"HTTP/{head.version} {head.status}"
    yield visible(first)
    yield from (visible(f"{name}: {value}") for name, value in head.headers)


class HeadTeller:
    """Writes heads to standard error as they go out and come in, each line with the sign of its direction.

    :param pause: makes room on the terminal.
    """

    def __init__(self, redactor: Redactor, pause: Callable[[], AbstractContextManager[object]]) -> None:
        self._redactor = redactor
        self._pause = pause

    def __call__(self, head: RequestHead | ResponseHead) -> None:
        sign = ">" if isinstance(head, RequestHead) else "<"
        with self._pause():
            for line in head_lines(head, self._redactor):
                click.echo(f"{sign} {line}", err=True)
            click.echo(sign, err=True)
