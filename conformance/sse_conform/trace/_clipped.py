"""The beginning of a text without the secrets in it, when only the beginning is kept: no secret is left that was cut in two."""

from typing import Final

from ..redaction import Redactor

MARGIN: Final = 8192
"""Characters kept beyond the visible ones. The redactor then sees a secret that crosses the edge."""


def clipped(text: str, shown: int, redactor: Redactor, *, length: int | None = None) -> tuple[str, int]:
    """Return the beginning of a text without secrets, and how many characters of the text are not shown.

    Characters are left out at the end where a secret may have been cut, also when that leaves fewer than `shown`.

    :param length: characters of the whole text, of which `text` is the beginning; None when it is the whole.
    """
    length = len(text) if length is None else length
    known = text[: shown + MARGIN]
    clean = redactor.text(known)
    if len(known) == length and len(clean) <= shown:
        return clean, 0
    safe = len(clean) if len(known) == length else max(0, len(clean) - MARGIN)
    kept = clean[: min(shown, safe)]
    return kept, max(length - len(kept), 1)
