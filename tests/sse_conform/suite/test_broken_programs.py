"""A program that crashes, hangs, babbles or leaves children behind is trouble with its facts, and never holds up the run."""

import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from sse_conform.suite import (
    Decode,
    Reading,
    Reply,
    Stdio,
    Task,
    Trouble,
)
from sse_conform.suite.adapters import _process, _stdio
from sse_conform.suite.adapters._family import Family

Program = Callable[[str], list[str]]

Make = Callable[..., Stdio]


def ask(adapter: Stdio, task: Task) -> Reply:
    (reply,) = adapter.ask([task])
    return reply


def test_a_crash_shows_its_exit_code_and_the_end_of_its_errors(stdio: Make) -> None:
    body = "sys.stderr.write('x' * 9000 + 'panic: at the disco\\n'); sys.exit(3)"
    reply = ask(stdio(body), Decode(()))
    assert isinstance(reply, Trouble)
    assert reply.exit_code == 3
    assert reply.stderr.endswith("xpanic: at the disco")
    assert len(reply.stderr) < _process.STDERR_KEPT


def test_a_crash_by_a_signal(stdio: Make) -> None:
    reply = ask(stdio("os.kill(os.getpid(), 11)"), Decode(()))
    assert isinstance(reply, Trouble)
    assert reply.exit_code == -11


def test_a_program_that_hangs(stdio: Make) -> None:
    start = time.monotonic()
    reply = ask(stdio("time.sleep(60)", timeout=0.2), Decode(()))
    assert reply == Trouble("no answer after 0.2 s; does it flush its output?", hung=True)
    assert time.monotonic() - start < 5


def test_a_program_that_forgets_to_flush(stdio: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    reply = ask(stdio("print(json.dumps(dict(seq=seq, events=[])))", timeout=0.2), Decode(()))
    assert isinstance(reply, Trouble)
    assert reply.hung


def test_after_trouble_it_is_started_again_and_asked_the_rest(stdio: Make) -> None:
    body = "sys.exit(3) if seq == 2 else answer(seq=seq, events=[])"
    replies = list(stdio(body).ask([Decode(())] * 5))
    assert [type(reply) for reply in replies] == [Reading, Trouble, Reading, Reading, Reading]


def test_batches_are_asked_one_after_another(stdio: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_stdio, "BATCH", 2)
    replies = list(stdio("answer(seq=seq, events=[])").ask([Decode(())] * 5))
    assert replies == [Reading([])] * 5


def test_a_large_batch_with_large_answers_does_not_block(stdio: Make) -> None:
    """The pipes hold some 64 KiB: whoever wrote all before reading would wait for ever."""
    chunk = b"x" * 50_000
    adapter = stdio("answer(seq=seq, events=[dict(data='y' * 50_000)])")
    replies = list(adapter.ask([Decode((chunk,))] * 40))
    assert all(isinstance(reply, Reading) for reply in replies)


def test_a_program_that_reads_nothing_is_ended(stdio: Make) -> None:
    adapter = stdio("time.sleep(60)", timeout=0.2)
    reply = ask(adapter, Decode((b"x" * 5_000_000,)))
    assert isinstance(reply, Trouble)
    assert reply.hung


def test_endless_output_is_ended(stdio: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    reply = ask(stdio("[print('{}') for _ in iter(int, 1)]"), Decode(()))
    assert isinstance(reply, Trouble)
    assert "seq is missing" in reply.message
    monkeypatch.setattr(_process, "LONGEST_LINE", 1000)
    reply = ask(stdio("[print('x', end='') for _ in iter(int, 1)]"), Decode(()))
    assert reply == Trouble("a line of its output is longer than 1000 bytes")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        pytest.param(
            "'[' * 200_000", "which is too much to be read: it is nested more than 512 deep", id="deep"
        ),
        pytest.param("'{\"a\":' * 200_000", "which is too much to be read: it is nested", id="deep objects"),
        pytest.param("'9' * 5000", "which is no JSON object", id="a number of 5,000 digits"),
        pytest.param("'\\xff'", "which is no JSON object", id="no UTF-8"),
    ],
)
def test_an_answer_that_is_no_object(stdio: Make, answer: str, words: str) -> None:
    reply = ask(stdio(f"os.write(1, ({answer}).encode('latin-1') + b'\\n'); time.sleep(60)"), Decode(()))
    assert isinstance(reply, Trouble)
    assert words in reply.message


def test_a_reconnection_time_of_5000_digits_is_a_number(stdio: Make) -> None:
    answer = '{"seq": %d, "events": [], "state": {"retry": ' + "9" * 5000 + "}}"
    reply = ask(stdio(f"print({answer!r} % seq, flush=True)"), Decode(()))
    assert isinstance(reply, Reading)
    assert reply.state == {"retry": float("inf")}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing tells who started a process")
def test_a_grandchild_that_left_the_group_is_ended_too(stdio: Make, tmp_path: Path) -> None:
    late = tmp_path / "late"
    code = f"import pathlib, time; time.sleep(1.5); pathlib.Path({str(late)!r}).touch()"
    body = (
        f"subprocess.Popen(['setsid', sys.executable, '-c', {code!r}], start_new_session=True); sys.exit(3)"
    )
    reply = ask(stdio(body, timeout=0.5), Decode(()))
    assert isinstance(reply, Trouble)
    time.sleep(2)
    assert not late.exists()


def test_long_lines_wait_until_somebody_reads_them(stdio: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_process, "_BYTES_AHEAD", 10_000)
    adapter = stdio("answer(seq=seq, events=[dict(data='y' * 50_000)])")
    assert all(isinstance(reply, Reading) for reply in adapter.ask([Decode(())] * 20))
    reply = ask(stdio("[print('{\"a\": \"' + 'x' * 5000) for _ in iter(int, 1)]"), Decode(()))
    assert isinstance(reply, Trouble)


def test_a_program_that_cannot_start_again_is_trouble_each_time(program: Program, loop: str) -> None:
    source = loop.format(body="os.unlink(sys.argv[0]); sys.exit(3)")
    with closing(Stdio(program(source))) as adapter:
        adapter.start()
        first, second, third = adapter.ask([Decode(())] * 3)
    assert isinstance(first, Trouble)
    assert first.exit_code == 3
    assert isinstance(second, Trouble)
    assert "ended with exit code 2, and there is no answer to hello" in second.message
    assert "No such file" in second.stderr
    assert third == second


def test_children_are_ended_too(stdio: Make, tmp_path: Path) -> None:
    late = tmp_path / "late"
    code = f"import pathlib, time; time.sleep(1.5); pathlib.Path({str(late)!r}).touch()"
    reply = ask(
        stdio(f"subprocess.Popen([sys.executable, '-c', {code!r}]); time.sleep(60)", timeout=0.5), Decode(())
    )
    assert isinstance(reply, Trouble)
    time.sleep(1.5)
    assert not late.exists()


def test_a_child_that_left_the_group_does_not_hold_up_the_run(stdio: Make) -> None:
    code = "import time; time.sleep(8)"
    body = f"subprocess.Popen([sys.executable, '-c', '{code}'], start_new_session=True); sys.exit(3)"
    start = time.monotonic()
    reply = ask(stdio(body, timeout=0.5), Decode(()))
    assert isinstance(reply, Trouble)
    assert reply.hung
    assert time.monotonic() - start < 6


def test_closing_ends_a_program_that_ignores_the_end_of_its_input(program: Program, loop: str) -> None:
    adapter = Stdio(program(loop.format(body="pass") + "\ntime.sleep(60)\n"))
    adapter.start()
    start = time.monotonic()
    adapter.close()
    adapter.close()
    assert time.monotonic() - start < 5


def test_without_process_groups_the_program_alone_is_ended(
    stdio: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("os.killpg")
    reply = ask(stdio("time.sleep(60)", timeout=0.2), Decode(()))
    assert isinstance(reply, Trouble)
    assert reply.hung


def test_an_adapter_that_was_not_started_starts_the_program(program: Program, loop: str) -> None:
    with closing(Stdio(program(loop.format(body="answer(seq=seq, events=[])")))) as adapter:
        assert ask(adapter, Decode(())) == Reading([])


def test_what_cannot_be_ended_is_not_looked_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[None] = []
    monkeypatch.setattr(Family, "_found", lambda self: rounds.append(None) or [1 << 30])
    Family().kill()
    assert len(rounds) == 10
