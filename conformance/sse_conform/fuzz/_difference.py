"""One difference between an implementation and the standard: its smallest input, the verdict, and the broken requirement."""

from typing import TypeAlias, cast

import attrs

from ..suite import DecoderCase, EncoderCase, Statement, Verdict
from ._messages import TEXTS, Messages
from ._stream import Stream

Given: TypeAlias = Stream | Messages


@attrs.frozen
class Difference:
    """An implementation departs from the standard here."""

    given: Given
    """The smallest input that was found."""
    requirement: Statement
    """The statement of the standard that the implementation breaks."""
    about: str
    """The part of the input that shows the difference, in a few words."""
    verdict: Verdict
    """The wanted and the given answer, with the case of the suite."""

    @property
    def case(self) -> DecoderCase | EncoderCase:
        """The difference as a case of the suite."""
        return cast("DecoderCase | EncoderCase", self.verdict.case)

    @property
    def size(self) -> int:
        """Bytes of the capture; of messages, characters of their texts."""
        if isinstance(self.given, Stream):
            return self.given.size
        return sum(len(getattr(message, name) or "") for message in self.given for name in TEXTS)
