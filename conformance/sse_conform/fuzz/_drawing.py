"""Draws inputs by hypothesis: the same for the same seed, and nothing kept on this machine."""

from typing import TypeVar

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis.strategies import SearchStrategy

BATCH = 25
"""Inputs that are drawn at once."""
_FAR = 1_000_003
"""More batches than a search ever draws: the next seed shares none of them."""
# A draw may be slow, large or in vain: nobody wants to hear of it in a search.
_UNHEALTHY = (
    HealthCheck.data_too_large,
    HealthCheck.filter_too_much,
    HealthCheck.large_base_example,
    HealthCheck.too_slow,
)

_T = TypeVar("_T")


def drawn(strategy: SearchStrategy[_T], seed_of_search: int, number: int) -> list[_T]:
    """The batch of that number."""
    found: list[_T] = []

    @seed(seed_of_search * _FAR + number)
    @settings(
        max_examples=BATCH,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=_UNHEALTHY,
        verbosity=Verbosity.quiet,
    )
    @given(strategy)
    def take(value: _T) -> None:
        found.append(value)

    take()
    return found
