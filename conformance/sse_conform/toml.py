"""Values as TOML, for files that people go on to write: each on one line, with an escape for what nobody can see."""

import json
import re
from collections.abc import Mapping
from typing import Final, cast

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def toml_value(value: object) -> str:
    """A text, number, boolean, list or mapping in TOML, which has no null. Raises ValueError for a null."""
    if isinstance(value, Mapping):
        table = cast("Mapping[str, object]", value)
        inner = ", ".join(f"{toml_key(name)} = {toml_value(part)}" for name, part in table.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml_value, cast('list[object]', value)))}]"
    if value is None:
        raise ValueError("TOML has no null")
    return toml_string(value) if isinstance(value, str) else json.dumps(value)


def toml_key(name: str) -> str:
    """A key, in quotes where it needs them."""
    return name if _BARE.fullmatch(name) else toml_string(name)


def toml_string(text: str) -> str:
    """A basic string of TOML."""
    return '"' + "".join(map(_character, text)) + '"'


def _character(character: str) -> str:
    if character in '"\\\b\t\n\f\r':
        return json.dumps(character)[1:-1]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
