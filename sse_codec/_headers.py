"""The two headers of an event source that need care: which id ``Last-Event-ID`` can carry, and what ``Content-Type`` says.

What a server puts into either must not make a request fail, nor a reconnection go on without end.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

_CONTROLS: "Final" = frozenset(map(chr, (*range(0x09), *range(0x0A, 0x20), 0x7F)))
"""What no header may hold (RFC 9110, 5.5); a tab it may."""
_TOKEN: "Final" = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_WHITE_SPACE: "Final" = " \t\r\n"


class Utf8(str):
    """Text that is UTF-8 in whatever encoding it is asked for: clients ask for ASCII, Latin-1 or UTF-8, each for its own."""

    __slots__ = ()

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        """Return its UTF-8."""
        return super().encode()


def last_event_id_of(id: str) -> str:
    """Return the value of ``Last-Event-ID`` for an id; ``""`` when no header can carry it, and none is to be sent.

    The spaces and tabs around a header's value are no part of it, and clients refuse to send them.
    """
    value = id.strip(" \t")
    if not _CONTROLS.isdisjoint(value):
        return ""
    return value if value.isascii() else Utf8(value)


def essence_of(content_type: str) -> str:
    """Return the media type in lower case, without parameters; ``""`` if there is none.

    It is what the Fetch standard calls to extract a MIME type: of several values the last that is a media type.

    :param content_type: the value of the header; of several headers all values, joined by commas.
    """
    essence = ""
    for value in _values(content_type):
        type, slash, rest = value.strip(_WHITE_SPACE).partition("/")
        subtype = rest.partition(";")[0].rstrip(_WHITE_SPACE)
        if slash and _is_token(type) and _is_token(subtype) and (type, subtype) != ("*", "*"):
            essence = f"{type}/{subtype}".lower()
    return essence


def _values(header: str) -> "Iterator[str]":
    """Yield what the commas part that stand in no quoted string ("get, decode, and split")."""
    start = at = 0
    while at < len(header):
        if header[at] == '"':
            at = _after_quoted(header, at)
            continue
        if header[at] == ",":
            yield header[start:at]
            start = at + 1
        at += 1
    yield header[start:]


def _after_quoted(header: str, at: int) -> int:
    """Return where the quoted string ends that begins at a place; one that is not closed goes to the end."""
    at += 1
    while at < len(header) and header[at] != '"':
        at += 2 if header[at] == "\\" else 1
    return at + 1


def _is_token(text: str) -> bool:
    return bool(text) and _TOKEN.issuperset(text)
