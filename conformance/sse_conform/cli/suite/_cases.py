"""The cases that the words of a command name; none is an error, since green because nothing ran is the worst answer."""

from collections.abc import Sequence

import click

from ...suite import AnyCase, select


def selected(cases: Sequence[AnyCase], patterns: Sequence[str]) -> list[AnyCase]:
    """Of the cases those that the patterns name; all when there is none.

    Raises :class:`click.UsageError` for a pattern that names no case.
    """
    try:
        return select(cases, patterns)
    except ValueError as error:
        raise click.UsageError(f"{error}; `sse-conform suite list` lists them") from error
