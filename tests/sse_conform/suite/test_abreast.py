"""Several runs of one program at a time: the verdicts and their order are those of one, and nothing is left running."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count

import attrs
import pytest

from sse_conform.suite import (
    Decode,
    DecoderCase,
    Dispatched,
    OneShot,
    Reading,
    Stdio,
    load_cases,
    run,
)
from sse_conform.suite._abreast import AHEAD, abreast
from sse_conform.suite._replies import Answerer
from sse_conform.suite.adapters import _process

from .test_run import Scripted, always

Program = Callable[[str], list[str]]

CASES = [case for case in load_cases() if case.topic == "framing"]
RIGHT = always(Reading([Dispatched(data="A")]))


def scripted(number: int) -> list[Scripted]:
    return [Scripted(RIGHT) for _ in range(number)]


def ask(_question: int, adapter: Answerer) -> list[object]:
    return list(adapter.ask([Decode(())]))


def test_results_come_in_the_order_of_the_questions() -> None:
    barrier = threading.Barrier(3)

    def work(question: int, _adapter: Answerer) -> int:
        barrier.wait(10)  # which only three at a time can pass
        time.sleep(0.02 * (2 - question % 3))
        return question

    assert list(abreast(range(12), scripted(3), work)) == list(range(12))


def test_an_adapter_answers_one_question_at_a_time() -> None:
    at_work: set[Answerer] = set()

    def work(_question: int, adapter: Answerer) -> bool:
        alone = adapter not in at_work
        at_work.add(adapter)
        time.sleep(0.001)
        at_work.remove(adapter)
        return alone

    assert all(abreast(range(100), scripted(3), work))


def test_few_results_wait_for_an_earlier_one() -> None:
    asked: list[int] = []

    def questions() -> Iterator[int]:
        for number in count():
            asked.append(number)
            yield number

    results = abreast(questions(), scripted(2), lambda question, _adapter: question)
    assert [next(results) for _ in range(5)] == list(range(5))
    assert len(asked) == 4 + 2 * AHEAD
    results.close()


def test_whoever_stops_reading_stops_the_work() -> None:
    adapters = scripted(2)
    results = abreast(count(), adapters, ask)
    next(results)
    results.close()
    asked = sum(len(adapter.asked) for adapter in adapters)
    assert all(adapter.closed for adapter in adapters)
    time.sleep(0.05)
    assert sum(len(adapter.asked) for adapter in adapters) == asked


def test_what_goes_wrong_in_the_work_is_raised() -> None:
    def work(question: int, _adapter: Answerer) -> float:
        return 1 / question

    with pytest.raises(ZeroDivisionError):
        list(abreast([1, 0, 1], scripted(2), work))


def test_verdicts_are_those_of_one_program() -> None:
    command = [sys.executable, "-m", "sse_conform.suite.reference"]
    one = list(run(CASES, Stdio(command)))
    assert list(run(CASES, Stdio(command), helpers=[Stdio(command), Stdio(command)])) == one


def test_a_program_that_hangs_is_given_up_at_the_same_case(program: Program, loop: str) -> None:
    command = program(loop.format(body="time.sleep(60)"))
    one = list(run(CASES, Stdio(command, timeout=0.2)))
    assert one[-1].message == "not run: the program hung on 3 cases running"
    helpers = [Stdio(command, timeout=0.2)]
    assert list(run(CASES, Stdio(command, timeout=0.2), helpers=helpers)) == one


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list["subprocess.Popen[bytes]"]:
    """The programs that a test starts."""
    processes: list[subprocess.Popen[bytes]] = []

    class Recorded(subprocess.Popen[bytes]):
        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, **options)
            processes.append(self)

    monkeypatch.setattr(_process.subprocess, "Popen", Recorded)
    return processes


def test_a_run_that_is_closed_ends_its_programs(
    program: Program, loop: str, started: list["subprocess.Popen[bytes]"]
) -> None:
    command = program(loop.format(body="time.sleep(60) if seq > 40 else answer(seq=seq, events=[])"))
    verdicts = run(CASES, Stdio(command), helpers=[Stdio(command), Stdio(command)])
    next(verdicts)
    begun = time.monotonic()
    verdicts.close()
    assert time.monotonic() - begun < 30
    assert len(started) >= 2
    assert all(process.poll() is not None for process in started)


def test_a_run_of_one_shots_that_is_closed_ends_its_programs(
    program: Program, started: list["subprocess.Popen[bytes]"]
) -> None:
    first = CASES[0]
    assert isinstance(first, DecoderCase)
    quick = (b"", b"".join(first.connections[0].chunks))
    command = program(f"import sys, time; sys.stdin.buffer.read() in {quick!r} or time.sleep(60)")
    adapters = [OneShot(command, timeout=60) for _ in range(3)]
    verdicts = run(CASES, adapters[0], helpers=adapters[1:])
    next(verdicts)
    begun = time.monotonic()
    verdicts.close()
    assert time.monotonic() - begun < 30
    assert len(started) >= 3
    assert all(process.poll() is not None for process in started)


@attrs.frozen
class Interrupted:
    """A process whose start is interrupted."""

    killed: list[bool]

    def write(self, _data: bytes) -> None:
        raise KeyboardInterrupt

    def kill(self) -> None:
        self.killed.append(True)


@pytest.mark.parametrize("adapter", [Stdio(["x"]), OneShot(["x"])], ids=["stdio", "one-shot"])
def test_an_interrupt_while_a_program_starts_leaves_none(
    adapter: Stdio | OneShot, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[bool] = []
    module = sys.modules[type(adapter).__module__]
    monkeypatch.setattr(module, "Process", lambda _command: Interrupted(killed))
    with pytest.raises(KeyboardInterrupt):
        list(run(CASES, adapter))
    assert killed == [True]
