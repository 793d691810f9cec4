"""A run of a profile, from numbers: one for each event that goes its own way, and then the nearest way to the end."""

from collections.abc import Iterable, Iterator
from typing import Final

from sse_codec.ordering import Framing, Profile

from ._build import Builder, Built
from ._moves import Move, Outlook, moves
from ._solve import Choices
from ._standing import Standing

_EARLY_ENDS: Final = 24
"""One number in so many goes towards the end, where another could go on."""
_PICKS: Final = 3
"""Kinds that are tried before all others in their own order: most kinds of a large profile need something open."""
_LONGEST: Final = 100
"""Events after which a stream that has not come to its end is given up."""


class Walker:
    """Walks through the order of a profile."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._outlook = Outlook(profile)
        self.stuck = ""
        """Where the last walk that found no end was given up, in words."""

    def walk(self, framing: Framing, numbers: Iterable[int]) -> list[Built] | None:
        """The events of a run; None where no end was found."""
        standing = Standing(self.profile)
        builder = Builder(self.profile, framing)
        run: list[Built] = []
        for number in numbers:
            choices = Choices(number)
            there = self._go(self._wander(standing, choices), builder, run, choices)
            if there is None:
                break
            standing = there
        while standing.stop():
            there = self._go(self._finish(standing), builder, run, Choices(0))
            if there is None or len(run) > _LONGEST:
                came = run[-1].step.kind if run else "the beginning"
                self.stuck = f"of {' or '.join(self._kinds(standing.state))} after {came}"
                return None
            standing = there
        return run

    def _go(
        self, moves: Iterator[Move], builder: Builder, run: list[Built], choices: Choices
    ) -> Standing | None:
        """Take the first move that an event can make; None when there is none."""
        for move in moves:
            built = builder.build(move.step, move.after, choices)
            if built is not None:
                run.append(built)
                return move.after
        return None

    def _wander(self, standing: Standing, choices: Choices) -> Iterator[Move]:
        """All steps, those first that the choices name: mostly some that go on with a slice, and seldom one that ends."""
        kinds = self._kinds(standing.state)
        ending = [kind for kind in kinds if self._ends(standing.state, kind)]
        going = [kind for kind in kinds if kind not in ending]
        inside = [kind for kind in going if _goes_on(standing, kind)]
        if choices.index(_EARLY_ENDS) == _EARLY_ENDS - 1:
            groups = [ending, going]
        else:
            groups = [inside, going, ending] if choices.index(2) else [going, ending]
        for group in groups:
            for kind in choices.first_of(group, _PICKS):
                found = choices.first_of(moves(self._outlook, standing, kind))
                yield from sorted(found, key=lambda move: move.is_bare)

    def _ends(self, state: int, kind: str) -> bool:
        """Whether most of what could come before cannot come after this kind."""
        target = self.profile.automaton.moves[state][kind]
        return 2 * len(self._outlook.ahead(target)) < len(self._outlook.ahead(state))

    def _finish(self, standing: Standing) -> Iterator[Move]:
        """All steps, the nearest to the end first."""
        found = [
            move for kind in self._kinds(standing.state) for move in moves(self._outlook, standing, kind)
        ]
        return iter(sorted(found, key=lambda move: move.cost))

    def _kinds(self, state: int) -> list[str]:
        """The kinds that may come, those that move the grammar on first."""
        automaton = self.profile.automaton
        return list(dict.fromkeys((*automaton.steps[state], *automaton.moves[state])))


def _goes_on(standing: Standing, kind: str) -> bool:
    """Whether a slice that is open may have this kind next."""
    return any(
        kind in track.automaton.moves[standing.slices[track.name][key]]
        for track in standing.profile.tracks
        for key in standing.open(track)
    )
