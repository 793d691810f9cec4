"""Strings between quotes, as programs print them: those of JSON, and Python's repr of text and of bytes, and cells of CSV with quotes in them."""

import ast
import json
import re
import warnings

_LITERAL = re.compile(rb"[ \t]*(b?(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'))[ \t,;)\]}]*")
_CELL = re.compile(rb'[ \t]*"((?:[^"]|"")*+)"[ \t,]*')


def unquoted(text: bytes) -> bytes | None:
    """The bytes of the only string in a text; None for a text that is none."""
    found = _LITERAL.fullmatch(text)
    if found is None:
        cell = _CELL.fullmatch(text)
        return cell[1].replace(b'""', b'"') if cell else None
    try:
        value = _value(found[1].decode())
    except (ValueError, SyntaxError, MemoryError):
        return None
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


def _value(literal: str) -> str | bytes:
    if literal.startswith('"'):
        try:
            value: str = json.loads(literal)
        except ValueError:
            pass  # Python writes escapes that JSON does not have
        else:
            return value
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of escapes that Python does not know, and keeps
        evaluated: str | bytes = ast.literal_eval(literal)
    return evaluated
