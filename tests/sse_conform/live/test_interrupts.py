"""Ctrl-C at every line of what waits for a live stream, and of what is made of it: nothing is lost, and nothing breaks."""

import asyncio.runners
import gc
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from click.testing import CliRunner

from sse_conform import interrupts as holding
from sse_conform.cli import main
from sse_conform.cli.check import _session
from sse_conform.live import _fetch, _loop

from .conftest import Stage

STREAM = b"event: token\ndata: Once upon\n\n"
FINDING = ":1:1: error ORD101 missing start before token (expected start, got token)\n"
COMPLETE = "Found 2 errors in 1 capture."
PARTIAL = "Interrupted: this report is partial.\n"
STRUCK = {module.__file__ for module in (asyncio.runners, holding, _fetch, _loop, _session)}
BEGUN = _session.Session._check_one.__code__


@contextmanager
def struck_at(number: int) -> Iterator[list[str]]:
    """Interrupts at the line with this number of those that run in these modules after the report has begun."""
    places: list[str] = []
    seen = 0

    def trace(frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal seen
        if frame.f_code.co_filename not in STRUCK:
            return None
        seen += event == "line" and (seen > 0 or frame.f_code is BEGUN)
        if seen == number and not places:
            places.append(f"{frame.f_code.co_qualname}, line {frame.f_lineno}")
            signal.raise_signal(signal.SIGINT)
        return trace

    before = sys.gettrace()  # that of coverage, where the tests are measured
    sys.settrace(trace)
    try:
        yield places
    finally:
        sys.settrace(before)


# An interrupt between the making of an event loop and its context leaves the loop to the end of the process.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_at_every_line(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Else every connection reads all certificates of the machine.
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    url = stage.play(STREAM)
    seen: set[tuple[bool, bool]] = set()
    number, places = 0, ["the beginning"]
    while places:
        number += 1
        with struck_at(number) as places:
            result = CliRunner().invoke(
                main, ["check", url, "--format", "concise", "--profile", "ciniterflow"]
            )
        complete = FINDING in result.stdout and COMPLETE in result.stdout
        partial = result.stdout.endswith(PARTIAL) and result.exit_code == 130
        assert (complete or partial, result.stderr) == (True, ""), places
        assert result.exit_code in (1, 130), places
        seen.add((FINDING in result.stdout, partial))
    assert seen == {(False, True), (True, True), (True, False)}
    assert number > 100
    gc.collect()


@pytest.mark.parametrize("waits", ["in a loop", "before it waits"])
def test_one_that_is_asked_to_end_is_stopped_as_by_an_interrupt(waits: str) -> None:
    async def asked() -> None:
        signal.raise_signal(signal.SIGTERM)
        await asyncio.sleep(60)

    interrupts = holding.Interrupts()
    with interrupts.held(), asyncio.Runner() as runner:
        if waits == "before it waits":
            signal.raise_signal(signal.SIGTERM)
        with pytest.raises(holding.Terminated):
            interrupts.wait(lambda: _loop.run_interruptibly(runner, asked))
        with pytest.raises(holding.Terminated):
            signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_what_is_between_two_waits_is_not_struck() -> None:
    done: list[str] = []
    interrupts = holding.Interrupts()
    with interrupts.held():
        assert interrupts.wait(lambda: "a") == "a"
        signal.raise_signal(signal.SIGINT)
        done.append("written")
        with pytest.raises(KeyboardInterrupt):
            interrupts.wait(lambda: done.append("read"))
    assert done == ["written"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize("waiting", [True, False])
def test_the_second_strikes_at_once(waiting: bool) -> None:
    interrupts = holding.Interrupts()
    with interrupts.held():
        if waiting:
            with pytest.raises(KeyboardInterrupt):
                interrupts.wait(lambda: signal.raise_signal(signal.SIGINT))
        else:
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_a_handler_of_the_program_is_left_alone() -> None:
    came: list[int] = []

    async def struck() -> str:
        signal.raise_signal(signal.SIGINT)
        await asyncio.sleep(0)
        return "went on"

    before = signal.signal(signal.SIGINT, lambda number, _frame: came.append(number))
    try:
        interrupts = holding.Interrupts()
        with interrupts.held(), asyncio.Runner() as runner:
            assert interrupts.wait(lambda: _loop.run_interruptibly(runner, struck)) == "went on"
    finally:
        signal.signal(signal.SIGINT, before)
    assert came == [signal.SIGINT]


def test_nor_are_other_threads_concerned() -> None:
    results: list[int] = []

    async def five() -> int:
        return 5

    def work() -> None:
        interrupts = holding.Interrupts()
        with interrupts.held(), asyncio.Runner() as runner:
            results.append(interrupts.wait(lambda: _loop.run_interruptibly(runner, five)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert results == [5]


class Struck(asyncio.Runner):
    """Is interrupted before it begins."""

    def run(self, *arguments: Any, **keywords: Any) -> Any:
        signal.raise_signal(signal.SIGINT)
        return super().run(*arguments, **keywords)


def test_one_that_comes_before_the_loop_begins_cancels_what_it_would_wait_for() -> None:
    done: list[str] = []

    async def begun() -> None:
        done.append("begun")
        await asyncio.sleep(60)
        done.append("waited")

    with Struck() as runner, pytest.raises(KeyboardInterrupt):
        _loop.run_interruptibly(runner, begun)
    assert done == ["begun"]


def test_a_loop_that_does_not_let_go_is_left_at_the_second() -> None:
    async def stubborn() -> None:
        try:
            signal.raise_signal(signal.SIGINT)
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            signal.raise_signal(signal.SIGINT)

    with asyncio.Runner() as runner, pytest.raises(KeyboardInterrupt):
        _loop.run_interruptibly(runner, stubborn)


def test_one_that_comes_when_the_loop_has_done_its_work_is_raised_and_does_not_reach_the_next() -> None:
    async def late() -> None:
        asyncio.get_running_loop().call_soon(lambda: signal.raise_signal(signal.SIGINT))

    async def next_one() -> str:
        await asyncio.sleep(0)
        return "whole"

    with asyncio.Runner() as runner:
        with pytest.raises(KeyboardInterrupt):
            _loop.run_interruptibly(runner, late)
        assert _loop.run_interruptibly(runner, next_one) == "whole"
