"""A baseline makes failures known, and says when one no longer fails."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from sse_codec import Event
from sse_conform.suite import (
    Baseline,
    CaseError,
    InProcess,
    Outcome,
    Verdict,
    baseline_text,
    load_baseline,
    load_cases,
    run,
    tally,
)

Folder = Callable[..., Path]

ONE = """
[[case]]
id     = "group/one"
since  = "2026.1"
spec   = "line-ends"
why    = "it is one"
chunks = ["data: A\\n\\n"]
events = [{ data = "A" }]
lenient.twice = { events = [{ data = "A" }, { data = "A" }] }
"""


class Whole:
    """A decoder that understands a stream only in one chunk."""

    def decode(self, chunks: Iterable[bytes]) -> list[Event]:
        return [Event(data="A")] if len(list(chunks)) == 1 else []


class Deaf:
    """A decoder that never hears an event."""

    def decode(self, chunks: Iterable[bytes]) -> list[Event]:
        return []


def test_a_baseline_makes_failures_known(folder: Folder, tmp_path: Path) -> None:
    cases = load_cases(folder(ONE))
    text = baseline_text(run(cases, InProcess(Whole())))
    (tmp_path / "known.toml").write_text(text)
    baseline = load_baseline(tmp_path / "known.toml", {case.id for case in cases})
    verdicts = list(run(cases, InProcess(Whole()), baseline))
    assert [(each.split, each.outcome.value) for each in verdicts[:2]] == [
        ("given", "passed"),
        ("bytes", "known"),
    ]
    assert not tally(verdicts).red
    assert baseline_text(verdicts) == text


def test_a_baseline_of_a_case_that_always_fails_says_all(folder: Folder) -> None:
    text = baseline_text(run(load_cases(folder(ONE)), InProcess(Deaf())))
    assert text.endswith('\n[[known]]\ncase   = "group/one"\nsplits = "all"\n')


P, L, F = Outcome.PASSED, Outcome.LENIENT, Outcome.FAILED
STALE, KNOWN = Outcome.STALE, Outcome.KNOWN
APPLIED = {
    "a failure is known": ({"all"}, F, KNOWN, "as it went"),
    "a failure under a split that is listed is known": ({"cut-1"}, F, KNOWN, "as it went"),
    "a failure under another split is a failure": ({"cut-2"}, F, F, "as it went"),
    "passing is stale": (
        {"all"},
        P,
        STALE,
        "passed, and the baseline says that it fails: take it out of the baseline",
    ),
    "a departure is stale": (
        {"all"},
        L,
        STALE,
        "lenient, and the baseline says that it fails: take it out of the baseline",
    ),
    "passing under another split is passing": ({"cut-2"}, P, P, "as it went"),
    "trouble is not hidden": ({"all"}, Outcome.ERRORED, Outcome.ERRORED, "as it went"),
    "skipping is not hidden": ({"all"}, Outcome.SKIPPED, Outcome.SKIPPED, "as it went"),
}


@pytest.mark.parametrize(("splits", "before", "after", "message"), APPLIED.values(), ids=APPLIED)
def test_applied(folder: Folder, splits: set[str], before: Outcome, after: Outcome, message: str) -> None:
    (case,) = load_cases(folder(ONE))
    verdict = Baseline({"group/one": frozenset(splits)}).apply(Verdict(case, "cut-1", before, "as it went"))
    assert (verdict.outcome, verdict.message) == (after, message)


def test_a_baseline_may_name_a_case_twice_and_say_why(tmp_path: Path) -> None:
    path = tmp_path / "known.toml"
    path.write_text(
        '[[known]]\ncase = "a/b"\nsplits = ["given"]\nwhy = "issue 7"\n'
        '[[known]]\ncase = "a/b"\nsplits = ["bytes"]\n[[known]]\ncase = "a/c"\n'
    )
    expected = {"a/b": frozenset({"given", "bytes"}), "a/c": frozenset({"all"})}
    assert load_baseline(path, {"a/b", "a/c"}).known == expected


def test_a_baseline_that_names_no_case_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "known.toml"
    path.write_text('[[known]]\ncase = "a/b"\n')
    with pytest.raises(CaseError, match=r"case 'a/b': there is no such case; take it out, or mend the id"):
        load_baseline(path, {"a/c"})
