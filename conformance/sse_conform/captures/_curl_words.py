"""What the messages of curl say of how a transfer ended."""

import re

from ..ending import Ending

_OVER = re.compile(
    rb"Connection #\d+ to host [^\n]*left intact|[Cc]losing connection|shutting down connection"
)
_ENDINGS = (
    (re.compile(rb"transfer closed with outstanding read data"), Ending("incomplete")),
    (
        re.compile(rb"Connection reset by peer|HTTP/[23] stream \d+ was (?:reset|not closed cleanly)"),
        Ending("reset"),
    ),
    (
        re.compile(rb"Operation timed out"),
        Ending("time-up", "curl stopped: the time to listen was over (--max-time)"),
    ),
    (
        re.compile(rb"Fail(?:ed|ure) writ|Callback aborted"),
        Ending("stopped", "curl stopped: it could not write"),
    ),
)
CUT = Ending("stopped", "the recording ends before the transfer does")


def is_end(words: bytes) -> bool:
    """Tells if curl says that it is done with a connection."""
    return _OVER.search(words) is not None


def ending_of(words: bytes) -> Ending | None:
    """The ending that a message tells of; None where it tells of none, or of a good one."""
    return next((ending for pattern, ending in _ENDINGS if pattern.search(words)), None)
