"""Which of the streams of a recording a user asks for."""

import re
from fnmatch import fnmatchcase


def is_named(source: str, pattern: str) -> bool:
    """Tells if a pattern names the stream that is called `source`.

    A number, such as 3 or #3, names the stream of that number in its file. Any other pattern names each stream whose name contains
    it, where ``*`` and ``?`` stand for any characters (:mod:`fnmatch`), in any case.
    """
    number = pattern.removeprefix("#")
    if number.isascii() and number.isdigit():
        return re.search(rf"#0*{int(number)}(?: |$)", source) is not None
    return fnmatchcase(source.lower(), f"*{pattern.lower()}*")


def choice_of(source: str) -> str:
    """The pattern that names this stream of a recording: its number in the file."""
    match = re.search(r"#0*([0-9]+)(?: |$)", source)
    return match[1] if match else source
