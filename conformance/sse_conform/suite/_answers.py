"""One line of a program's output as a JSON object, whatever the program has written: within a bound, and never fatal."""

import json
from collections.abc import Mapping

from sse_codec.ordering import Document
from sse_codec.ordering.pointers import is_object

SHOWN = 80
"""Bytes of a line that a message shows."""


def read_object(line: bytes) -> Mapping[str, object]:
    """The members of the object that a line is.

    :raises ValueError: it is none, or costs too much to be read; the message shows the line and says why.
    """
    try:
        document = Document(line.decode(json.detect_encoding(line), "surrogatepass"))
    except UnicodeDecodeError:
        document = Document("")
    if document.excess:
        raise ValueError(f"{_shown(line)}, which is too much to be read: {document.excess}")
    if not is_object(document.value):
        raise ValueError(f"{_shown(line)}, which is no JSON object")
    return document.value


def _shown(line: bytes) -> str:
    return repr(line[:SHOWN].decode("utf-8", "replace").rstrip("\r\n"))
