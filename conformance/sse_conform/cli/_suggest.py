"""What somebody probably meant who made a slip."""

from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean ...?" when a known word is near, else nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - only who made a slip waits for it

    near = get_close_matches(word, known, 1)
    return f"; did you mean {near[0]}?" if near else ""
