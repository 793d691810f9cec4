"""What is wrong with a profile is said with its file, the line, the key, and what to do."""

from typing import Final

from sse_codec._errors import CodecError

from ..wording import printable


class ProfileError(CodecError, ValueError):
    """A profile cannot be read or used."""

    file: Final[str]
    """Path or name of the profile."""
    line: Final[int]
    """Line in the file, counted from 1; 0 when it is not known."""
    key: Final[str]
    """The key at fault, such as ``order.grammar`` or ``check[token/string].path``; ``""`` for the file as a whole."""
    problem: Final[str]
    """What is wrong, and what to do about it."""

    def __init__(self, file: str, problem: str, *, key: str = "", line: int = 0) -> None:
        super().__init__(file, problem)
        self.file = file
        self.problem = problem
        self.key = key
        self.line = line

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        text = f"{place}: {self.key}: {self.problem}" if self.key else f"{place}: {self.problem}"
        # A profile may come from a stranger, and its keys are of any characters.
        return printable(text)
