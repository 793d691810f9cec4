"""Between profiles that all know a stream one wins, and its advantage is told."""

from collections.abc import Callable

import pytest

from sse_codec import Event
from sse_codec.ordering import parse_profile
from sse_conform._contest import Contest, Rival
from sse_conform._placing import Place
from sse_conform.finding import Position

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


def rival(
    name: str, *, family: str = "f", kinds: str = "", grammar: str = "a b", fields: str = "", checks: str = ""
) -> Rival:
    profile = HEAD.format(name=name, kinds=kinds, grammar=grammar, fields=fields)
    return Rival(parse_profile(profile + checks), None, family)


def asking(path: str, rule: str = "constant", level: str = "error") -> str:
    return CHECK.format(path=path, rule=rule, level=level)


def held(contest: Contest, *data: str) -> None:
    for number, text in enumerate(data, 1):
        contest.feed(Event("message", text), at(number))


def at(event: int) -> Callable[[], Place]:
    return lambda: Place(Position(event, event, 1, event), 0)


A, B = '{"type":"a"}', '{"type":"b"}'


def test_one_alone_has_won() -> None:
    only = rival("f")
    contest = Contest([only])
    assert (contest.winner, contest.reason, contest.is_pending, contest.is_guess) == (only, "", False, False)
    held(contest, A, A)
    assert [finding.code for finding, _ in only.found] == ["ORD102"]
    assert contest.close(complete=True) is only
    assert [(finding.code, place) for finding, place in only.found[1:]] == [("ORD104", None)]


EARLY = [
    pytest.param(rival("f"), rival("g", kinds='c = ""', grammar="a (b | c)"), ['{"type":"c"}'], "g", "it alone has the kind c", id="a kind of its own"),
    pytest.param(rival("f", checks=asking("x")), rival("g"), ['{"type":"a","x":1}'], "f", "it alone asks for members that are there", id="a member that the strict one asks for"),
    pytest.param(rival("f"), rival("g", grammar="a+ b"), [A, A], "g", "it finds fewer errors", id="the one without an error"),
    pytest.param(rival("f", grammar="a+ b"), rival("g", fields='"x"'), [A, A], "f", "it finds fewer errors", id="the one without an error, and without a field of its own"),
    pytest.param(rival("f"), rival("g", grammar="a+ b", fields='"x"'), [A, A], "f", "the stream lacks the field that its servers send", id="an error of the one that needs no field"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "data", "winner", "advantage"), EARLY)
def test_an_advantage_decides_at_once(
    one: Rival, other: Rival, data: list[str], winner: str, advantage: str
) -> None:
    contest = Contest([one, other])
    held(contest, *data[:-1])
    assert contest.winner is None
    held(contest, data[-1])
    assert contest.winner is not None
    assert contest.winner.profile.name == winner
    loser = "g" if winner == "f" else "f"
    assert contest.reason == f"; {loser} knows the events too, but {advantage}"


NO_ADVANTAGE = [
    pytest.param(rival("f", checks=asking("x")), ['{"type":"a"}'], id="a member that is not there"),
    pytest.param(rival("f", checks=asking("x", level="off")), ['{"type":"a","x":1}'], id="a check that is off"),
    pytest.param(rival("f", checks=asking("x", rule="absent")), ['{"type":"a"}'], id="a check that asks for nothing"),
    pytest.param(rival("h", checks=asking("x")), ['{"type":"a","x":1}'], id="a member that another asks for than the strict one"),
    pytest.param(rival("f"), ["[]"], id="an event that none knows"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "data"), NO_ADVANTAGE)
def test_what_decides_nothing(one: Rival, data: list[str]) -> None:
    contest = Contest([one, rival("g")])
    held(contest, *data)
    assert contest.winner is None


LATE = [
    pytest.param([rival("f"), rival("g", grammar="a+")], [A], "g", "f knows the events too, but it finds fewer errors", id="less is missing"),
    pytest.param([rival("h", checks=asking("x")), rival("g")], ['{"type":"a","x":1}', B], "h", "g knows the events too, but it alone asks for members that are there", id="its members are there"),
    pytest.param([rival("f", kinds='c = ""'), rival("g")], [A, B], "g", "f knows the events too, but it has the fewest kinds", id="the plainer of two"),
    pytest.param([rival("f", fields='"x"'), rival("g", kinds='c = ""')], [A, B], "g", "f knows the events too, but the stream lacks the field that its servers send", id="no field came"),
    pytest.param([rival("h", kinds='c = ""'), rival("g"), rival("i", kinds='d = ""')], [A, B], "g", "h and i know the events too, but it has the fewest kinds", id="the plainest of three"),
]  # fmt: skip


@pytest.mark.parametrize(("rivals", "data", "winner", "reason"), LATE)
def test_the_end_decides(rivals: list[Rival], data: list[str], winner: str, reason: str) -> None:
    contest = Contest(rivals)
    held(contest, *data)
    assert contest.winner is None
    assert contest.close(complete=True).profile.name == winner
    assert contest.reason == f"; {reason}"


def test_what_is_missing_does_not_count_where_the_check_stopped() -> None:
    contest = Contest([rival("f"), rival("g", kinds='c = ""', grammar="a+")])
    held(contest, A)
    winner = contest.close(complete=False)
    assert (winner.profile.name, winner.found) == ("f", [])


def test_a_field_that_only_one_is_known_for() -> None:
    contest = Contest([rival("f"), rival("g", fields='"x", "y"')], {"y"})
    held(contest, A)
    assert contest.winner is not None
    assert contest.reason == "; f knows the events too, but it is known to send the field y"


def test_only_so_many_findings_wait() -> None:
    contest = Contest([rival("f"), rival("g", kinds='c = ""')])
    held(contest, *[f'{{"type":"x{number}"}}' for number in range(1000)])
    assert (contest.winner, contest.is_pending) == (None, True)
    held(contest, '{"type":"one more"}')
    assert contest.winner is not None
    assert (contest.winner.profile.name, contest.is_pending) == ("f", False)
    assert contest.reason == "; g knows the events too, but it has the fewest kinds"


@pytest.mark.parametrize(("families", "is_guess"), [("ff", False), ("fg", True)])
def test_two_that_fit_alike_are_a_guess_between_families(families: str, is_guess: bool) -> None:
    contest = Contest([rival(name, family=family) for name, family in zip("xy", families, strict=True)])
    held(contest, A, B)
    contest.close(complete=True)
    assert contest.is_guess is is_guess
