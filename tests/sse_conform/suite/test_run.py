"""The runner sorts out what does not apply, asks the rest under every split, and is held up by nobody."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import attrs
import pytest

from sse_conform.suite import (
    AdapterError,
    AnyCase,
    Decode,
    Dispatched,
    Encode,
    Implementation,
    Outcome,
    Reading,
    Reply,
    Skip,
    Task,
    Trouble,
    Verdict,
    Writing,
    by_case,
    load_cases,
    run,
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
TWO_CONNECTIONS = """
[[case]]
id     = "group/two"
since  = "2026.1"
spec   = "line-ends"
why    = "it is two"
splits = "given"
last_event_id = "seed"
[[case.conn]]
chunks = ["one"]
events = []
lenient.late = { events = [{ data = "late" }] }
[[case.conn]]
chunks = ["two"]
events = []
"""
WRITING = """
[[case]]
id       = "writing/one"
since    = "2026.1"
spec     = "line-ends"
why      = "it is one"
messages = [{ data = "A", retry = 5 }]
bytes    = "retry: 5\\ndata: A\\n\\n"
"""


DECODER = Implementation("scripted", decoder=frozenset({"reconnect"}))


@attrs.define
class Scripted:
    """Replies with what a function says of each task, and remembers the tasks."""

    reply: Callable[[Task], Reply]
    implementation: Implementation = DECODER
    asked: list[Task] = attrs.field(factory=list[Task])
    closed: bool = False

    def start(self) -> Implementation:
        return self.implementation

    def ask(self, tasks: Iterable[Task]) -> Iterator[Reply]:
        for task in tasks:
            self.asked.append(task)
            yield self.reply(task)

    def close(self) -> None:
        self.closed = True


def always(reply: Reply) -> Callable[[Task], Reply]:
    return lambda task: reply


A = Dispatched(data="A")
RIGHT = always(Reading([A]))


def outcomes(verdicts: Iterable[Verdict]) -> list[tuple[str, str]]:
    return [(verdict.split, verdict.outcome.value) for verdict in verdicts]


def test_each_split_is_a_verdict_with_its_bytes(folder: Folder) -> None:
    adapter = Scripted(RIGHT)
    verdicts = list(run(load_cases(folder(ONE)), adapter))
    assert outcomes(verdicts[:3]) == [("given", "passed"), ("bytes", "passed"), ("cut-1", "passed")]
    assert len(verdicts) == 10
    assert verdicts[2].wire == ((b"d", b"ata: A\n\n"),)
    assert adapter.asked[2] == Decode((b"d", b"ata: A\n\n"))
    assert adapter.closed


def test_a_program_that_sees_no_chunks_is_asked_once(folder: Folder) -> None:
    adapter = Scripted(RIGHT, Implementation("x", decoder=frozenset(), chunked=False))
    assert outcomes(run(load_cases(folder(ONE)), adapter)) == [("whole", "passed")]


def test_what_lacks_a_capability_is_not_applicable(folder: Folder) -> None:
    adapter = Scripted(RIGHT, Implementation("x", decoder=frozenset(), encoder=frozenset({"type"})))
    cases = load_cases(folder(TWO_CONNECTIONS, WRITING))
    verdicts = list(run(cases, adapter))
    assert outcomes(verdicts) == [("", "not-applicable"), ("", "not-applicable")]
    assert [verdict.message for verdict in verdicts] == ["it lacks reconnect", "it lacks retry"]
    assert adapter.asked == []


def test_what_lacks_the_role_is_not_applicable(folder: Folder) -> None:
    adapter = Scripted(RIGHT, Implementation("x"))
    verdicts = list(run(load_cases(folder(ONE, WRITING)), adapter))
    assert [verdict.message for verdict in verdicts] == ["it is no decoder", "it is no encoder"]


def test_an_encoder_is_asked_once(folder: Folder) -> None:
    implementation = Implementation("x", encoder=frozenset({"retry"}))
    adapter = Scripted(always(Writing(b"retry: 5\ndata: A\n\n")), implementation)
    (verdict,) = run(load_cases(folder("", WRITING)), adapter)
    assert (verdict.outcome, verdict.wire) == (Outcome.PASSED, ((b"retry: 5\ndata: A\n\n",),))
    (task,) = adapter.asked
    assert isinstance(task, Encode)


def test_an_encoder_that_writes_nothing_has_no_wire(folder: Folder) -> None:
    implementation = Implementation("x", encoder=frozenset({"retry"}))
    (verdict,) = run(load_cases(folder("", WRITING)), Scripted(always(Skip("later")), implementation))
    assert (verdict.outcome, verdict.wire) == (Outcome.SKIPPED, ())


SEEDS = {
    "what the program says": (Reading([], state={"last_event_id": "7"}), "7"),
    "else the id of its last event": (Reading([Dispatched(data="late", id="8")]), "8"),
    "else what it was opened with": (Reading([]), "seed"),
}


@pytest.mark.parametrize(("reading", "seed"), SEEDS.values(), ids=SEEDS)
def test_the_next_connection_is_opened_with(folder: Folder, reading: Reading, seed: str) -> None:
    adapter = Scripted(always(reading))
    list(run(load_cases(folder(TWO_CONNECTIONS)), adapter))
    assert adapter.asked == [Decode((b"one",), "seed"), Decode((b"two",), seed)]


LATE, NOTHING, WRONG = Reading([Dispatched(data="late")]), Reading([]), Reading([A])
CONNECTIONS = {
    "both right": (NOTHING, NOTHING, "passed", ""),
    "a departure in the first": (LATE, NOTHING, "lenient", "connection 1: as late"),
    "a departure, then wrong": (LATE, WRONG, "failed", "connection 2: 1 event where 0 is right"),
    "wrong in the first": (WRONG, None, "failed", "connection 1: 1 event where 0 is right"),
    "skipped in the second": (NOTHING, Skip("no"), "skipped", "connection 2: no"),
}


@pytest.mark.parametrize(("first", "second", "outcome", "message"), CONNECTIONS.values(), ids=CONNECTIONS)
def test_connections(folder: Folder, first: Reply, second: Reply | None, outcome: str, message: str) -> None:
    replies = iter([first, second])

    def reply(task: Task) -> Reply:
        following = next(replies)
        assert following is not None, "asked for the next connection"
        return following

    (verdict,) = run(load_cases(folder(TWO_CONNECTIONS)), Scripted(reply))
    assert verdict.outcome == outcome
    assert verdict.message.startswith(message)


class Missing(Scripted):
    def start(self) -> Implementation:
        raise AdapterError(Trouble("not there"))


def test_a_missing_program_is_errored_in_every_case(folder: Folder) -> None:
    adapter = Missing(RIGHT)
    verdicts = list(run(load_cases(folder(ONE, WRITING)), adapter))
    assert outcomes(verdicts) == [("", "errored"), ("", "errored")]
    assert [verdict.message for verdict in verdicts] == ["not there"] * 2
    assert adapter.closed


def test_after_a_hang_the_other_splits_are_not_run(folder: Folder) -> None:
    adapter = Scripted(always(Trouble("no answer", hung=True)))
    verdicts = list(run(load_cases(folder(ONE)), adapter))
    assert len(adapter.asked) == 1
    assert {verdict.outcome for verdict in verdicts} == {Outcome.ERRORED}
    assert verdicts[1].message == "not run: the program broke on other splits of this case"


def test_after_three_crashes_the_other_splits_are_not_run(folder: Folder) -> None:
    adapter = Scripted(always(Trouble("crashed")))
    verdicts = list(run(load_cases(folder(ONE)), adapter))
    assert len(adapter.asked) == 3
    assert len(verdicts) == 10


def copies(case: AnyCase, number: int) -> list[AnyCase]:
    return [attrs.evolve(case, id=f"group/{index}") for index in range(number)]


def test_after_three_cases_with_a_hang_the_rest_is_not_run(folder: Folder) -> None:
    (case,) = load_cases(folder(ONE))
    adapter = Scripted(always(Trouble("no answer", hung=True)))
    verdicts = list(run(copies(case, 5), adapter))
    assert len(adapter.asked) == 3
    assert [verdict.message for verdict in verdicts[-2:]] == [
        "not run: the program hung on 3 cases running"
    ] * 2


def test_a_case_without_a_hang_between_two_that_hang_goes_on(folder: Folder) -> None:
    (case,) = load_cases(folder(ONE))
    replies = iter([Trouble("", hung=True), Trouble("", hung=True), *[Reading([A])] * 10] * 2)
    verdicts = list(run(copies(case, 6), Scripted(lambda task: next(replies))))
    assert by_case(verdicts)["group/2"] is Outcome.PASSED
    assert by_case(verdicts)["group/5"] is Outcome.PASSED
