"""The encoder's side of a search: it draws messages, asks for their bytes, and makes cases of differences."""

from collections.abc import Iterator, Sequence

import attrs
from hypothesis.strategies import SearchStrategy

from ..suite import Adapter, Implementation, Statement, Verdict, run_case
from ._drawing import drawn
from ._encoder_causes import ENCODER_CAUSES
from ._messages import Messages, messages, smaller
from ._written import encoder_case


class EncoderSide:
    """An encoder that was started."""

    causes = ENCODER_CAUSES
    noun = "list of messages"

    def __init__(self, adapter: Adapter, implementation: Implementation) -> None:
        self.asked = 0
        self._adapter = adapter
        self._implementation = implementation
        self._strategy: SearchStrategy[Messages] = messages(implementation.encoder or frozenset())

    def draw(self, seed: int, number: int, kept: Sequence[Messages]) -> list[Messages]:
        """Messages of the seed."""
        return drawn(self._strategy, seed, number)

    def ask(self, given: Messages) -> Verdict:
        """What the suite says of what it writes."""
        self.asked += 1
        (verdict,) = run_case(encoder_case(given), self._adapter, self._implementation)
        return verdict

    def steps(self, given: Messages) -> Iterator[Messages]:
        """Messages one step smaller."""
        return smaller(given)

    def told(self, given: Messages, verdict: Verdict, requirement: Statement, about: str) -> Verdict:
        """The verdict with the case that holds it."""
        case = attrs.evolve(encoder_case(given), id=f"fuzz/{requirement.name}", spec=requirement, why=about)
        return attrs.evolve(verdict, case=case)
