"""Standard input, output and error are there, whatever the caller closed: a closed one fails when it is used, as it should.

While standard output is closed, the next file to open gets its number, and the output of the run would go into that file.
"""

import os
import sys
from typing import Final

_CLOSED: Final = (os.O_WRONLY, os.O_RDONLY, os.O_WRONLY)
"""How the null device takes the place of each: input that cannot be read, output that cannot be written, errors for nobody."""


def open_standard_streams() -> None:
    """Give a stand-in to each standard stream that is closed."""
    for number, flags in enumerate(_CLOSED):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, flags)  # gets the lowest number that is free, which is this one
    if sys.stdin is None:  # pyright: ignore[reportUnnecessaryComparison] - it is, when it was closed
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - it stays open to the end
    if sys.stdout is None:  # pyright: ignore[reportUnnecessaryComparison]
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stderr is None:  # pyright: ignore[reportUnnecessaryComparison]
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def abandon_stdout() -> None:
    """Nobody reads the output any more: what is still buffered goes to nothing, and without a complaint at exit."""
    try:
        number = sys.stdout.fileno()
    except (OSError, ValueError):
        return  # it is no file, and nothing of it is written at exit
    os.dup2(os.open(os.devnull, os.O_WRONLY), number)
