"""The words for a fault of sse-conform itself: a command failed for a reason that nobody expected."""

import sys

import click

from ..render import visible

_LONGEST = 300
"""Characters of an error's words that are told: bytes of a stream may be in them."""


def fault_words(error: BaseException) -> str:
    """One sentence: what happened, and whose fault it is."""
    words = f"{type(error).__name__}: {error}"[:_LONGEST]
    return (
        f"{words}; this is a fault of sse-conform, not of your stream; please report it, with the output of "
        "`sse-conform --version` and of `sse-conform --traceback ...`"
    )


def show_traceback(error: BaseException) -> None:
    """The lines for a report of a fault on standard error, when they are asked for."""
    context = click.get_current_context(silent=True)
    asked = context is not None and context.find_root().params.get("traceback")
    if asked:
        import traceback  # noqa: PLC0415 - no command needs it but one that failed

        lines = "".join(traceback.format_exception(error)).splitlines()
        print("\n".join(map(visible, lines)), file=sys.stderr)
