"""A stream that conforms may say that its answer failed. Such an event is known here by its own words, without any profile.

Only a failure of the whole answer counts. A tool, a step or a content block that failed is part of an answer that goes on.
"""

from functools import lru_cache
from typing import cast

import attrs

from sse_codec.ordering import Document

from ._words import quoted

_UNNAMED = "message"
"""The type of an event whose block names none (HTML standard, 9.2.6)."""
_NAMES = frozenset(
    {
        "error",
        "failed",
        "runerror",
        "runfailed",
        "streamerror",
        "chaterror",
        "responseerror",
        "responsefailed",
        "threadrunfailed",
        "conversationresponseerror",
        "conversationchatfailed",
    }
)
"""Names of events that say nothing else than a failure, without their dots, dashes and underscores."""
_ENDINGS = ("error", "errors", "failed", "failure", "exception")
_PARTS = ("agent", "block", "call", "content", "item", "mcp", "node", "source", "step", "task", "tool")
"""Words in the name of an event about one part of the answer."""
_LONGEST_NAME = 64
"""Characters of a name that any protocol gives to its failures; longer names are not looked at."""

_WITHIN = ("error", "last_error", "response", "data", "delta", "detail")
"""Members that hold the failure as an object, the nearest first."""
_DEEPEST = 3
_CODES = ("code", "type", "status", "name")
_MESSAGES = ("message", "errorText", "detail", "msg", "description", "reason", "text", "data")
_KEPT = 1000
"""Characters of a code or message that are kept."""
_SHOWN = 160
"""Characters of a message that are shown: enough for the sentence that servers write."""


@attrs.frozen
class Failure:
    """What a stream says of its own failure."""

    code: str = ""
    """The server's name or number of the failure; "" when it gives none."""
    message: str = ""
    """The server's sentence; "" when it gives none."""

    @property
    def words(self) -> str:
        """Code and message as one short sentence in which every control character is escaped."""
        parts = (_shown(self.code), quoted(self.message, _SHOWN) if self.message else "")
        return ": ".join(part for part in parts if part) or "it gives no reason"


def told_failure(type: str, data: str) -> Failure | None:
    """The failure that an event of this SSE type and data tells of; None for every other event.

    Data without one of a few words is never parsed.
    """
    if names_a_failure(type):
        return _read(data)
    # No JSON object tells of a failure without one of these. It is the rare letter at their end that makes it fast.
    if not ("rror" in data or "ailed" in data or "RROR" in data):
        return None
    value = _only(Document(data).value)
    if not isinstance(value, dict):
        return None
    members = cast("dict[str, object]", value)
    return _words_of(members) if _tells(type, members) else None


def names_a_failure(type: str) -> bool:
    """Returns True if events of an SSE type tell of a failure, whatever their data."""
    # LangGraph names a subgraph behind a bar: `error|agent:7`.
    return type != _UNNAMED and _is_failure(type.partition("|")[0])


def words_in(data: str) -> str:
    """The reason that an event gives which tells of a failure by its kind or a value; "" where it gives none."""
    message = _read(data).message if data.startswith("{") else ""
    return quoted(message, _SHOWN) if message else ""


def _only(value: object) -> object:
    """The one item of a list, as Gemini writes its errors; any other value as it is."""
    if not isinstance(value, list):
        return value
    items = cast("list[object]", value)
    return items[0] if len(items) == 1 else items


def _tells(type: str, members: dict[str, object]) -> bool:
    """Returns True if a JSON object says that the answer failed."""
    names = [name for name in (members.get("type"), members.get("event")) if isinstance(name, str)]
    if any(_is_failure(name) for name in (*names, members.get("object")) if isinstance(name, str)):
        return True
    if not _is_told(members):
        return False
    if "jsonrpc" in members:
        return True
    if type != _UNNAMED:
        names.append(type)
    return all(_is_like_a_failure(name) for name in names if name)


def _is_told(members: dict[str, object]) -> bool:
    """Returns True if the member `error` holds something: text, members, or True beside a message."""
    error = members.get("error")
    if error is True:
        return isinstance(members.get("message"), str)
    return error not in ("", {}) and isinstance(error, str | dict)


@lru_cache(maxsize=256)
def _is_failure(name: str) -> bool:
    return len(name) <= _LONGEST_NAME and _plain(name) in _NAMES


def _is_like_a_failure(name: str) -> bool:
    plain = _plain(name[: _LONGEST_NAME + 1])
    return plain in _NAMES or (plain.endswith(_ENDINGS) and not any(part in plain for part in _PARTS))


def _plain(name: str) -> str:
    return name.lower().replace(".", "").replace("_", "").replace("-", "").strip()


def _read(data: str) -> Failure:
    """What data says that is known to tell of a failure: the members of an object, or a text."""
    value = Document(data).value
    if isinstance(value, dict):
        return _words_of(cast("dict[str, object]", value))
    return Failure(message=_kept(value if isinstance(value, str) else data))


def _words_of(members: dict[str, object], depth: int = 0) -> Failure:
    """Code and message of an object: those of the object within that tells of the failure, else its own."""
    inner = Failure()
    for name in _WITHIN:
        value = members.get(name)
        if isinstance(value, dict) and depth < _DEEPEST:
            inner = _words_of(cast("dict[str, object]", value), depth + 1)
            break
    code = inner.code or _first(members, _CODES)
    message = inner.message or _first(members, _MESSAGES)
    error = _text(members.get("error"))
    if not message:
        return Failure(code, error)
    return Failure(code or error, message)


def _first(members: dict[str, object], names: tuple[str, ...]) -> str:
    """The first text or number among these members; a name that says no more than "error" is passed over."""
    for name in names:
        text = _text(members.get(name))
        if text and not (name in _CODES and _is_failure(text)):
            return text
    return ""


def _text(value: object) -> str:
    if isinstance(value, str):
        return _kept(value)
    return _kept(str(value)) if isinstance(value, int) and not isinstance(value, bool) else ""


def _kept(text: str) -> str:
    return text[: 2 * _KEPT].strip()[:_KEPT]


def _shown(code: str) -> str:
    is_plain = len(code) <= _LONGEST_NAME and code.isascii() and code.isprintable()
    return code if is_plain else quoted(code)
