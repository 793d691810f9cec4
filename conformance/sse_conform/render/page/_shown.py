"""Texts and bytes of a stranger as markup: escaped, and with what would not be seen as itself spelled out and set apart."""

from itertools import groupby

from markupsafe import Markup, escape

from .._visible import visible


def shown(text: str) -> Markup:
    """Return a text in which each character that would not be seen as itself is spelled out in a box of its own."""
    if text.isascii() and text.isprintable():
        return escape(text)
    parts = groupby(text, key=lambda character: visible(character) == character)
    return Markup("").join(_plain_or_boxed(is_plain, "".join(part)) for is_plain, part in parts)


def shown_bytes(data: bytes) -> Markup:
    """The same for bytes that should be UTF-8."""
    return shown(data.decode("utf-8", "surrogateescape"))


def _plain_or_boxed(is_plain: bool, part: str) -> Markup:
    return escape(part) if is_plain else Markup("<i class=c>{}</i>").format(visible(part))
