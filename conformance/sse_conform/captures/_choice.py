"""Which of the streams of a recording a user asks for."""

import re
from fnmatch import fnmatchcase


def is_named(source: str, pattern: str) -> bool:
    """Tells if a pattern names the stream that is called `source`.

    A number names the stream of that number in its file. Any other pattern names each stream whose name contains it, where ``*``
    and ``?`` stand for any characters (:mod:`fnmatch`), in any case.
    """
    if pattern.isascii() and pattern.isdigit():
        return re.search(rf"#0*{int(pattern)}(?: |$)", source) is not None
    return fnmatchcase(source.lower(), f"*{pattern.lower()}*")
