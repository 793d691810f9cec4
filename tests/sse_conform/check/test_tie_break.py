"""Between profiles that all know a stream one wins, and its advantage is told."""

import pytest

from sse_codec import Event
from sse_codec.ordering import parse_profile
from sse_conform.check._tie_break import Candidate, TieBreak

HEAD = """
profile = "{name}"
[kinds]
a = ""
b = ""
{kinds}
[[framing]]
name = "typed"
kind = "/type"
[order]
grammar = "{grammar}"
[wire]
ignore_fields = [{fields}]
"""
CHECK = """
[[check]]
id = "{path}"
rule = "{rule}"
path = "/{path}"
severity = "{level}"
"""


def candidate(
    name: str, *, family: str = "f", kinds: str = "", grammar: str = "a b", fields: str = "", checks: str = ""
) -> Candidate:
    profile = HEAD.format(name=name, kinds=kinds, grammar=grammar, fields=fields)
    return Candidate(parse_profile(profile + checks), None, family)


def asking(path: str, rule: str = "constant", level: str = "error") -> str:
    return CHECK.format(path=path, rule=rule, level=level)


def held(tie_break: TieBreak, *data: str) -> None:
    for text in data:
        tie_break.feed(Event("message", text))


A, B = '{"type":"a"}', '{"type":"b"}'


def test_one_alone_has_won() -> None:
    only = candidate("f")
    tie_break = TieBreak([only])
    assert (tie_break.winner, tie_break.reason, tie_break.is_pending, tie_break.is_guess) == (
        only,
        "",
        False,
        False,
    )
    held(tie_break, A, A)
    assert [(finding.code, finding.event) for finding in only.found] == [("ORD102", 2)]
    assert tie_break.close(complete=True) is only
    assert [(finding.code, finding.event) for finding in only.found[1:]] == [("ORD104", 0)]


EARLY = [
    pytest.param(candidate("f"), candidate("g", kinds='c = ""', grammar="a (b | c)"), ['{"type":"c"}'], "g", "it alone has the kind c", id="a kind of its own"),
    pytest.param(candidate("f", checks=asking("x")), candidate("g"), ['{"type":"a","x":1}'], "f", "it alone asks for members that are there", id="a member that the strict one asks for"),
    pytest.param(candidate("f"), candidate("g", grammar="a+ b"), [A, A], "g", "it finds fewer errors", id="the one without an error"),
    pytest.param(candidate("f", grammar="a+ b"), candidate("g", fields='"x"'), [A, A], "f", "it finds fewer errors", id="the one without an error, and without a field of its own"),
    pytest.param(candidate("f"), candidate("g", grammar="a+ b", fields='"x"'), [A, A], "f", "the stream lacks the field that its servers send", id="an error of the one that needs no field"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "data", "winner", "advantage"), EARLY)
def test_an_advantage_decides_at_once(
    one: Candidate, other: Candidate, data: list[str], winner: str, advantage: str
) -> None:
    tie_break = TieBreak([one, other])
    held(tie_break, *data[:-1])
    assert tie_break.winner is None
    held(tie_break, data[-1])
    assert tie_break.winner is not None
    assert tie_break.winner.profile.name == winner
    loser = "g" if winner == "f" else "f"
    assert tie_break.reason == f"; {loser} knows the events too, but {advantage}"


NO_ADVANTAGE = [
    pytest.param(candidate("f", checks=asking("x")), ['{"type":"a"}'], id="a member that is not there"),
    pytest.param(candidate("f", checks=asking("x", level="off")), ['{"type":"a","x":1}'], id="a check that is off"),
    pytest.param(candidate("f", checks=asking("x", rule="absent")), ['{"type":"a"}'], id="a check that asks for nothing"),
    pytest.param(candidate("h", checks=asking("x")), ['{"type":"a","x":1}'], id="a member that another asks for than the strict one"),
    pytest.param(candidate("f"), ["[]"], id="an event that none knows"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "data"), NO_ADVANTAGE)
def test_what_decides_nothing(one: Candidate, data: list[str]) -> None:
    tie_break = TieBreak([one, candidate("g")])
    held(tie_break, *data)
    assert tie_break.winner is None


LATE = [
    pytest.param([candidate("f"), candidate("g", grammar="a+")], [A], "g", "f knows the events too, but it finds fewer errors", id="less is missing"),
    pytest.param([candidate("h", checks=asking("x")), candidate("g")], ['{"type":"a","x":1}', B], "h", "g knows the events too, but it alone asks for members that are there", id="its members are there"),
    pytest.param([candidate("f", kinds='c = ""'), candidate("g")], [A, B], "g", "f knows the events too, but it has the fewest kinds", id="the plainer of two"),
    pytest.param([candidate("f", fields='"x"'), candidate("g", kinds='c = ""')], [A, B], "g", "f knows the events too, but the stream lacks the field that its servers send", id="no field came"),
    pytest.param([candidate("h", kinds='c = ""'), candidate("g"), candidate("i", kinds='d = ""')], [A, B], "g", "h and i know the events too, but it has the fewest kinds", id="the plainest of three"),
]  # fmt: skip


@pytest.mark.parametrize(("candidates", "data", "winner", "reason"), LATE)
def test_the_end_decides(candidates: list[Candidate], data: list[str], winner: str, reason: str) -> None:
    tie_break = TieBreak(candidates)
    held(tie_break, *data)
    assert tie_break.winner is None
    assert tie_break.close(complete=True).profile.name == winner
    assert tie_break.reason == f"; {reason}"


def test_what_is_missing_does_not_count_where_the_check_stopped() -> None:
    tie_break = TieBreak([candidate("f"), candidate("g", kinds='c = ""', grammar="a+")])
    held(tie_break, A)
    winner = tie_break.close(complete=False)
    assert (winner.profile.name, winner.found) == ("f", [])


def test_a_field_that_only_one_is_known_for() -> None:
    tie_break = TieBreak([candidate("f"), candidate("g", fields='"x", "y"')], {"y"})
    held(tie_break, A)
    assert tie_break.winner is not None
    assert tie_break.reason == "; f knows the events too, but it is known to send the field y"


def test_only_so_many_findings_wait() -> None:
    tie_break = TieBreak([candidate("f"), candidate("g", kinds='c = ""')])
    held(tie_break, *[f'{{"type":"x{number}"}}' for number in range(1000)])
    assert (tie_break.winner, tie_break.is_pending) == (None, True)
    held(tie_break, '{"type":"one more"}')
    assert tie_break.winner is not None
    assert (tie_break.winner.profile.name, tie_break.is_pending) == ("f", False)
    assert tie_break.reason == "; g knows the events too, but it has the fewest kinds"


@pytest.mark.parametrize(("families", "is_guess"), [("ff", False), ("fg", True)])
def test_two_that_fit_alike_are_a_guess_between_families(families: str, is_guess: bool) -> None:
    tie_break = TieBreak(
        [candidate(name, family=family) for name, family in zip("xy", families, strict=True)]
    )
    held(tie_break, A, B)
    tie_break.close(complete=True)
    assert tie_break.is_guess is is_guess
