"""What checks remember: of each slice on its own, of so many slices, and for so long."""

from sse_codec.ordering import Check
from sse_codec.ordering.checks import ActiveCheck, Judge, index_checks
from sse_codec.ordering.state import MAX_SLICES

KINDS = ("a", "b")
SAME = Check("same", "constant", KINDS, track="box")
TYPED = Check("typed", "type", KINDS, track="box", types=("integer",))
WHOLE = Check("whole", "constant", KINDS)
FEW = Check("few", "count", "b", track="box", minimum=1)


def ids(found: list[tuple[Check, str]]) -> list[str]:
    return [check.id for check, _ in found]


def take(judge: Judge, key: object, value: object, *, opening: bool = False) -> list[str]:
    return ids(judge.judge_slice("box", (key,), "a", value, opening=opening))


def test_each_slice_has_its_own_memory() -> None:
    judge = Judge(index_checks([SAME]))
    assert [take(judge, key, value) for key, value in ((1, 1), (2, 2), (1, 1), (2, 3))] == [
        [],
        [],
        [],
        ["same"],
    ]


def test_checks_of_the_stream_and_of_slices_are_apart() -> None:
    judge = Judge(index_checks([SAME, WHOLE]))
    assert (take(judge, 1, 1), ids(judge.judge("a", 2))) == ([], [])
    assert (take(judge, 1, 2), ids(judge.judge("a", 1))) == (["same"], ["whole"])


def test_track_without_checks_has_nothing_to_say() -> None:
    judge = Judge(index_checks([WHOLE]))
    assert take(judge, 1, 1, opening=True) == []
    assert judge.end_slice("box", (1,)) == []
    judge.drop_slice("box", (1,))


def test_slice_that_begins_anew_remembers_nothing() -> None:
    judge = Judge(index_checks([SAME]))
    assert take(judge, 1, 1, opening=True) == []
    assert take(judge, 1, 2, opening=True) == []
    assert take(judge, 1, 3) == ["same"]


def test_finished_slice_is_judged_once_and_forgotten() -> None:
    judge = Judge(index_checks([SAME, FEW]))
    take(judge, 1, 1, opening=True)
    assert ids(judge.end_slice("box", (1,))) == ["few"]
    assert ids(judge.end_slice("box", (1,))) == []
    assert take(judge, 1, 2) == []


def test_dropped_slice_is_forgotten_unjudged() -> None:
    judge = Judge(index_checks([SAME, FEW]))
    take(judge, 1, 1, opening=True)
    judge.drop_slice("box", (1,))
    assert ids(judge.end_slice("box", (1,))) == []
    assert take(judge, 1, 2) == []


def test_new_run_remembers_nothing() -> None:
    at_most = Check("most", "count", "a", maximum=1)
    judge = Judge(index_checks([SAME, WHOLE, at_most]))
    take(judge, 1, 1)
    assert ids(judge.judge("a", 1)) == []
    judge.restart()
    assert take(judge, 1, 2) == []
    assert ids(judge.judge("a", 2)) == []
    assert ids(judge.judge("a", 2)) == ["most"]


def test_new_run_starts_again() -> None:
    judge = Judge(index_checks([Check("n", "increasing", KINDS, start=0)]))
    assert ids(judge.judge("a", 0)) == []
    judge.restart()
    assert ids(judge.judge("a", 1)) == ["n"]


def test_stream_is_judged_once() -> None:
    judge = Judge(index_checks([Check("n", "count", "a", minimum=1)]))
    assert [ids(judge.close()), ids(judge.close())] == [["n"], []]


def test_so_many_slices_are_remembered() -> None:
    judge = Judge(index_checks([TYPED, SAME]))
    for key in range(MAX_SLICES):
        take(judge, key, 1, opening=True)
    assert judge.limits.budget.beyond == ""
    take(judge, "more", 1, opening=True)
    assert judge.limits.budget.beyond == f"more than {MAX_SLICES} slices of box"
    assert take(judge, "more", 2) == []
    assert take(judge, "more", "x") == ["typed"]
    asking = judge.slice_asking("box", ("more",), "a")
    assert asking is not None
    assert [type(active) is ActiveCheck for active in asking[1]] == [False, True]
    assert take(judge, 2, 2) == ["same"]
    judge.end_slice("box", (1,))
    take(judge, "more", 1, opening=True)
    assert take(judge, "more", 2) == ["same"]


def test_the_first_limit_is_the_one_that_is_told() -> None:
    judge = Judge(index_checks([SAME, Check("bag", "constant", KINDS, track="bag")]))
    for track in ("box", "bag"):
        for key in range(MAX_SLICES + 1):
            judge.judge_slice(track, (key,), "a", 1, opening=True)
    assert judge.limits.budget.beyond == f"more than {MAX_SLICES} slices of box"


def test_nothing_is_held_for_checks_that_remember_nothing() -> None:
    judge = Judge(index_checks([TYPED]))
    for key in range(MAX_SLICES + 1):
        assert take(judge, key, "x", opening=True) == ["typed"]
    assert judge.limits.budget.beyond == ""
