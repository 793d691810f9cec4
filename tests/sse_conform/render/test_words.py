"""Numbers as people read them."""

import pytest

from sse_conform.render import count, seconds, size


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 events"), (1, "1 event"), (2, "2 events"), (12345, "12,345 events")]
)
def test_count(number: int, words: str) -> None:
    assert count(number, "event") == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (1893, "1.9 kB"),
        (999_949, "999.9 kB"),
        (999_950, "1.0 MB"),
        (5_000_000_000, "5.0 GB"),
        (7_654_000_000_000_000, "7,654.0 TB"),
    ],
)
def test_size(number: int, words: str) -> None:
    assert size(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0.0, "0.000 s"),
        (0.34, "0.340 s"),
        (8.44, "8.4 s"),
        (119.9, "119.9 s"),
        (125.0, "2 min 5 s"),
        (7200.0, "120 min 0 s"),
    ],
)
def test_seconds(number: float, words: str) -> None:
    assert seconds(number) == words
