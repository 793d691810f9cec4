"""A difference, as it is told: the smallest input that was found, what the suite says of it, and the demand that it breaks."""

from typing import TypeAlias

import attrs

from ..suite import AnyCase, Statement, Verdict
from ._messages import TEXTS, Messages
from ._stream import Stream

Given: TypeAlias = Stream | Messages


@attrs.frozen
class Difference:
    """Where an implementation does something else than the standard says."""

    given: Given
    """The smallest input that was found."""
    requirement: Statement
    """The demand that it breaks."""
    about: str
    """What in the input does it, in a few words."""
    verdict: Verdict
    """What was wanted and what came, and the case that holds it."""

    @property
    def case(self) -> AnyCase:
        """It as a case of the suite."""
        return self.verdict.case

    @property
    def size(self) -> int:
        """Bytes of the capture; of messages, characters of their texts."""
        if isinstance(self.given, Stream):
            return self.given.size
        return sum(len(getattr(message, name) or "") for message in self.given for name in TEXTS)
