"""Bursts: enough events, close enough together, whatever the chunks that they came in."""

from collections.abc import Sequence

import pytest

from sse_conform.bursts import Burst, Bursts


def found(*chunks: tuple[float, int]) -> list[Burst]:
    """The bursts of chunks that came at a time with a number of events, of ten bytes each."""
    bursts = Bursts()
    events = 0
    over: list[Burst | None] = []
    for t, number in chunks:
        over.append(bursts.came(t, events, 10 * number))
        events += number
    return [each for each in [*over, bursts.at_hand(events)] if each is not None]


@pytest.mark.parametrize(
    ("chunks", "expected"),
    [
        pytest.param([(5.0, 10)], [(10, 5.0, 0.0, 1, 100, 5.0)], id="in one chunk"),
        pytest.param([(5.0, 9)], [], id="a few"),
        pytest.param([(1.0, 4), (1.015625, 8)], [(12, 1.0, 0.015625, 1, 120, 1.0)], id="in two chunks"),
        pytest.param([(1.0, 5), (1.0625, 5)], [], id="in two chunks that are too far from each other"),
        pytest.param([(1.0 + number / 128, 1) for number in range(40)], [], id="as fast as a model"),
        pytest.param(
            [(0.5, 1), (2.0, 10), (4.0, 1)], [(10, 2.0, 0.0, 2, 100, 1.5)], id="between other events"
        ),
    ],
)
def test_bursts(chunks: Sequence[tuple[float, int]], expected: list[tuple[float, ...]]) -> None:
    assert found(*chunks) == [Burst(*values) for values in expected]


def test_the_burst_at_hand_grows() -> None:
    bursts = Bursts()
    assert bursts.at_hand(0) is None
    assert bursts.came(1.0, 0, 10) is None
    assert [burst and burst.events for burst in (bursts.at_hand(9), bursts.at_hand(12))] == [None, 12]
