"""What Python prints of a value, written as JSON, so that an event whose sender printed it is still known.

Nothing is evaluated: strings and the three names are rewritten where they stand, and whether JSON comes of it is for
its reader to say.
"""

import json
import re
from typing import Final

# A string that nothing ends goes on to the end, so that no text is looked at twice.
_TOKEN: Final = r"""(?s)'(?:[^'\\]|\\.)*+(?:'|\\?\Z)|"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|\b(?:None|True|False)\b"""
_ESCAPE: Final = r"(?s)\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))"
_NAMES: Final = {"None": "null", "True": "true", "False": "false"}
_SHORT: Final = {"n": "\n", "r": "\r", "t": "\t"}
_LAST: Final = 0x10FFFF


def as_json(printed: str) -> str:
    """The text that `repr` gave of a dict or list, as JSON where it is made of what JSON has."""
    return re.sub(_TOKEN, _rewritten, printed)


def as_text(printed: str) -> str:
    """The text in UTF-8 that bytes hold, of which `repr` gave the literal; what is none is replaced."""
    return _unescaped(printed[2:-1]).encode("latin-1", "replace").decode("utf-8", "replace")


def _rewritten(token: re.Match[str]) -> str:
    text = token[0]
    return _NAMES.get(text) or json.dumps(_unescaped(text[1:-1]))


def _unescaped(text: str) -> str:
    return re.sub(_ESCAPE, _character, text)


def _character(escape: re.Match[str]) -> str:
    digits = escape[1] or escape[2] or escape[3]
    if digits is None:
        return _SHORT.get(escape[4], escape[4])
    return chr(min(int(digits, 16), _LAST))
