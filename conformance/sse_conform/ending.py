"""How a stream ended: one kind for each way, told in a sentence of its own, so that no cut is taken for another."""

from typing import Final, Literal

import attrs

EndingKind = Literal[
    "eof", "reset", "incomplete", "unfinished", "corrupt", "short", "long", "timeout", "time-up", "stopped"
]

BY_US: Final[frozenset[EndingKind]] = frozenset({"time-up", "stopped"})
"""Here the reader left while the stream went on: nothing is missing that the server failed to send."""

_SENTENCES: Final[dict[EndingKind, str]] = {
    "eof": "the server ended the stream",
    "reset": "the connection was reset",
    "incomplete": "the connection closed before the last chunk",
    "unfinished": "the compressed data of the body breaks off",
    "corrupt": "the compressed data of the body is damaged",
    "short": "the body is shorter than its Content-Length",
    "long": "the body is longer than its Content-Length",
    "timeout": "nothing more came",
    "time-up": "the time to listen was over",
    "stopped": "the reader stopped",
}


@attrs.frozen
class Ending:
    """How a stream ended; always the last thing that a capture yields.

    ``eof``: the server ended it. ``reset``: the connection broke. ``incomplete``: a chunked body without its last chunk,
    or with chunks that cannot be read. ``unfinished`` and ``corrupt``: compressed data that breaks off, or is damaged.
    ``short`` and ``long``: fewer or more bytes than Content-Length says. ``timeout``: silence. ``time-up``: the time to
    listen was over. ``stopped``: the reader had what it wanted, or was interrupted.
    """

    kind: EndingKind = "eof"
    detail: str = ""
    """A clause that says more than the kind, such as "nothing came for 2 s (--idle-timeout)"; "" when there is no more."""

    t: float | None = attrs.field(default=None, eq=False)
    """Seconds since the request was sent, or None where nobody took the time. Endings at different times may be equal."""

    @property
    def words(self) -> str:
        """How the stream ended, as a clause: the detail where there is one."""
        return self.detail or _SENTENCES[self.kind]
