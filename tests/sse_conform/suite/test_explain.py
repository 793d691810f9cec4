"""A verdict in words has the bytes, what was wanted, what came, and the standard's side."""

import attrs

from sse_conform.suite import DecoderCase, Outcome, Statement, Trouble, Verdict, explain, wire_text

CASE = DecoderCase(
    id="framing/x",
    since="2026.1",
    level="must",
    spec=Statement("line-ends", "9.2.5", "https://example.org/#a", "A line ends."),
    why="it shows x",
    needs=frozenset(),
    connections=(),
    splits="all",
)


def test_a_failure() -> None:
    verdict = Verdict(
        CASE,
        "cut-1",
        Outcome.FAILED,
        "retry is 1 where 2 is wanted",
        ((b"a", b"\xff\n"), (b"c",)),
        {"retry": 2, "error": None},
        {"retry": 1, "error": None},
    )
    assert explain(verdict).splitlines() == [
        "framing/x [cut-1]: failed: retry is 1 where 2 is wanted",
        "  it shows x",
        r"  connection 1: 'a' | '\xff\n'",
        "  connection 2: 'c'",
        "  wanted retry: 2",
        "  got    retry: 1",
        "  9.2.5: A line ends.",
        "  https://example.org/#a",
    ]


def test_trouble_with_a_case_that_has_no_section() -> None:
    case = attrs.evolve(CASE, spec=Statement("protocol-order", "", "", "The order."))
    verdict = Verdict(case, "", Outcome.ERRORED, "crashed", trouble=Trouble("crashed", 3, "one\ntwo"))
    assert explain(verdict).splitlines() == [
        "framing/x: errored: crashed",
        "  it shows x",
        "  exit code: 3",
        "  stderr: one",
        "  stderr: two",
        "  The order.",
    ]


def test_trouble_without_an_exit_code() -> None:
    verdict = Verdict(CASE, "given", Outcome.ERRORED, "hung", trouble=Trouble("hung"))
    assert explain(verdict).splitlines()[1:3] == ["  it shows x", "  9.2.5: A line ends."]


def test_passed_has_nothing_to_say() -> None:
    assert explain(Verdict(CASE, "given", Outcome.PASSED)).splitlines()[0] == "framing/x [given]: passed"


def test_no_chunk_at_all() -> None:
    assert wire_text(()) == "(nothing)"


def test_many_and_long_chunks_are_cut_short() -> None:
    assert wire_text((b"a",) * 14) == " | ".join(["'a'"] * 12) + " | and 2 more chunks"
    assert wire_text((b"a" * 200,)) == f"'{'a' * 160}'... (200 bytes)"
