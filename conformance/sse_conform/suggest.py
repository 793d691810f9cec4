"""What somebody probably meant who made a slip."""

from collections.abc import Iterable

_NEAR = 0.7
"""How alike two words are at least, of which one may be a slip of the other: codes of rules are all somewhat alike."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is nearest, in any case; None where none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only who made a slip waits for it

    written = {name.lower(): name for name in known}
    near = get_close_matches(word.lower(), written, 1, cutoff=_NEAR)
    return written[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean ...?" when a known word is near, else nothing."""
    near = nearest(word, known)
    return f"; did you mean {near}?" if near else ""
