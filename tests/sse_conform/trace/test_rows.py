"""Rows within a limit: short streams are shown whole, long runs keep their ends, and what is folded is counted."""

from collections.abc import Iterable

import pytest

from sse_conform.trace import Fold, Row, Seen
from sse_conform.trace._rows import EDGE, FREE, KINDS, LAST, NEAR, WINDOW, Rows, Waiting


def seen(waiting: Waiting) -> Seen:
    return Seen(
        waiting.number,
        waiting.is_event,
        waiting.kind,
        "",
        "",
        waiting.text,
        0,
        0,
        waiting.size,
        1,
        None,
        waiting.t,
    )


def block(number: int, kind: str = "token", text: str = "", is_event: bool = True) -> Waiting:
    return Waiting(number, is_event, kind, "", "", text, len(text), 0, 10, 1, None, float(number))


def folded(
    blocks: Iterable[Waiting], limit: int = 3000, pins: Iterable[int] = ()
) -> tuple[tuple[Row, ...], Rows]:
    rows = Rows(limit, seen)
    for each in blocks:
        rows.add(each)
        for pin in pins:
            if pin == each.number:
                rows.pin(pin)
    return rows.finish(), rows


def numbers(rows: tuple[Row, ...]) -> list[object]:
    """The number of each row; first, last and blocks of a fold."""
    return [(row.first, row.last, row.blocks) if isinstance(row, Fold) else row.number for row in rows]


def test_a_short_stream_is_shown_whole() -> None:
    rows, _ = folded(map(block, range(1, FREE + 1)))
    assert numbers(rows) == list(range(1, FREE + 1))


def test_a_long_run_keeps_its_ends() -> None:
    rows, _ = folded([*map(block, range(1, 1001)), block(1001, "end")])
    shown = numbers(rows)
    assert shown[:FREE] == list(range(1, FREE + 1))
    assert shown[FREE:] == [(FREE + 1, 1000 - EDGE, 1000 - EDGE - FREE), 998, 999, 1000, 1001]


def test_a_fold_counts_blocks_bytes_kinds_and_time() -> None:
    rows, totals = folded(map(block, range(1, 1001)))
    fold = next(row for row in rows if isinstance(row, Fold))
    assert (fold.size, dict(fold.kinds), fold.began, fold.ended) == (
        697 * 10 - 0,
        {"token": 697},
        301.0,
        997.0,
    )
    assert totals.kinds["token"].events == 1000
    assert (totals.kinds["token"].first, totals.kinds["token"].last) == (1.0, 1000.0)


def test_kinds_that_take_turns_are_folded_once_the_rows_have_taken_their_room() -> None:
    blocks = [block(number, "ab"[number % 2]) for number in range(1, 10_001)]
    rows, _ = folded(blocks, limit=400)
    assert numbers(rows) == [
        *range(1, 401),
        (401, 10_000 - LAST, 9_600 - LAST),
        *range(10_001 - LAST, 10_001),
    ]


def test_no_room_at_all_folds_everything() -> None:
    rows, _ = folded(map(block, range(1, 101)), limit=0)
    assert numbers(rows) == [(1, 100, 100)]


@pytest.mark.parametrize("limit", [0, 300])
def test_what_is_near_a_finding_is_always_shown(limit: int) -> None:
    rows, _ = folded(map(block, range(1, 2001)), limit=limit, pins=[1000])
    shown = numbers(rows)
    for number in range(1000 - NEAR, 1000 + NEAR + 1):
        assert number in shown
    assert sum(each[2] if isinstance(each, tuple) else 1 for each in shown) == 2000


def test_every_block_is_shown_or_counted_once_and_in_order() -> None:
    blocks = [block(number, "abc"[number // 7 % 3]) for number in range(1, 5001)]
    rows, _ = folded(blocks, limit=500, pins=range(100, 5000, 333))
    at = 1
    for row in rows:
        first, last = (row.first, row.last) if isinstance(row, Fold) else (row.number, row.number)
        assert first == at
        at = last + 1
    assert at == 5001


def test_what_waits_has_a_limit_of_blocks_and_of_characters() -> None:
    rows = Rows(3000, seen)
    for number in range(10):
        rows.add(block(number, text="x" * 300_000))
    assert rows.shown == 7
    rows = Rows(3000, seen)
    for number in range(WINDOW + 5):
        rows.add(block(number))
    assert rows.shown == 5


def test_blocks_that_wait_are_named_anew() -> None:
    rows = Rows(3000, seen)
    rows.add(block(1, "message"))
    rows.name(lambda waiting: waiting.kind.upper())
    assert [row.kind for row in rows.finish() if isinstance(row, Seen)] == ["MESSAGE"]


def test_kinds_beyond_a_number_are_counted_together() -> None:
    _, rows = folded(block(number, f"k{number}") for number in range(KINDS + 50))
    assert len(rows.kinds) == KINDS + 1
    assert rows.kinds["other kinds"].events == 50
    found, _ = folded((block(number, f"k{number}") for number in range(100)), limit=0)
    assert isinstance(found[0], Fold)
    assert found[0].kinds["other kinds"] == 80


def test_a_block_without_an_event_is_no_event_of_a_kind() -> None:
    _, rows = folded([block(1, "(comment)", is_event=False)])
    assert rows.kinds == {}
