"""Texts of a case, as they are written: a string, or parts of which some repeat, so that a mebibyte needs one line.

`compress` is the way back, for the generated file: it finds the repetition again.
"""

import re
from collections.abc import Mapping
from typing import TypeAlias, cast

from ._table import Table

Part: TypeAlias = str | Mapping[str, str | int]
Parts: TypeAlias = str | list[Part]

WORTH_COMPRESSING = 1024
"""Characters up to which a text is written out: it can still be read."""
_SURROGATES = range(0xD800, 0xE000)
_SURROGATE = re.compile("[\ud800-\udfff]")
_RUN = re.compile("([^\ud800-\udfff]{1,64}?)\\1{31,}")


def read_text(value: object, table: Table) -> str:
    """The text that a value of the file stands for.

    :raises CaseError: it is no string, no table `{ repeat, times }` or `{ surrogate }`, and no list of these.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(read_text(part, table) for part in cast("list[object]", value))
    if not isinstance(value, dict):
        table.refuse(
            f"{value!r} is no text", "write a string, { repeat = ..., times = ... } or a list of these"
        )
    part = Table(cast("object", value), table.file, table.case)
    text = _surrogate(part) if part.has("surrogate") else part.take("repeat", str) * part.take("times", int)
    part.end()
    return text


def _surrogate(part: Table) -> str:
    code = part.take("surrogate", int)
    if code not in _SURROGATES:
        part.refuse(f"surrogate is {code:#x}", "it must be from 0xD800 to 0xDFFF")
    return chr(code)


def read_bytes(value: object, table: Table, isomorphic: bool) -> bytes:
    """The bytes of one chunk: a text in UTF-8, or one whose every character is one byte."""
    text = read_text(value, table)
    try:
        return text.encode("latin-1" if isomorphic else "utf-8")
    except UnicodeEncodeError as error:
        character = f"U+{ord(text[error.start]):04X}"
        if isomorphic:
            table.refuse(
                f"chunks_x holds {character}", "each of its characters is one byte, U+0000 to U+00FF"
            )
        table.refuse(f"chunks holds {character}, which has no UTF-8", "write the bytes in chunks_x")


def compress(text: str) -> Parts:
    """A short text as it is; of a longer one the parts, `{"repeat": unit, "times": n}` for what repeats."""
    if len(text) <= WORTH_COMPRESSING and not _SURROGATE.search(text):
        return text
    parts: list[Part] = []
    end = 0
    for run in _RUN.finditer(text):
        parts += _plain(text[end : run.start()])
        unit: str = run[1]
        parts.append({"repeat": unit, "times": len(run[0]) // len(unit)})
        end = run.end()
    return parts + _plain(text[end:])


def _plain(text: str) -> list[Part]:
    """The text as one part; half a surrogate pair is named by its number, since many readers of JSON refuse it."""
    parts: list[Part] = []
    end = 0
    for match in _SURROGATE.finditer(text):
        parts += [text[end : match.start()]] if match.start() > end else []
        parts.append({"surrogate": ord(match[0])})
        end = match.end()
    return parts + ([text[end:]] if end < len(text) else [])


def expand(parts: object) -> str:
    """The text of what `compress` gave."""
    if isinstance(parts, str):
        return parts
    return "".join(_expand_part(part) for part in cast("list[Part]", parts))


def _expand_part(part: Part) -> str:
    if isinstance(part, str):
        return part
    if "surrogate" in part:
        return chr(cast("int", part["surrogate"]))
    return cast("str", part["repeat"]) * cast("int", part["times"])
