"""A program that is run once for each stream: its events are judged, everything else is trouble with its facts."""

import sys
from collections.abc import Callable

import pytest

from sse_conform.suite import (
    AdapterError,
    Decode,
    Dispatched,
    Encode,
    Message,
    OneShot,
    Reading,
    Reply,
    Skip,
    Task,
    Trouble,
)
from sse_conform.suite.adapters import _process

Program = Callable[[str], list[str]]

ECHO = """
import json, sys
for line in sys.stdin.buffer.read().decode().splitlines():
    name, _, value = line.partition(": ")
    if name == "data":
        print(json.dumps({"data": value, "id": "7"}))
    elif name == "":
        print(json.dumps({"comment": value}))
"""


def once(adapter: OneShot, task: Task) -> Reply:
    (reply,) = adapter.ask([task])
    return reply


def test_one_shot(program: Program) -> None:
    adapter = OneShot(program(ECHO), capabilities=["id", "comments"])
    implementation = adapter.start()
    assert (implementation.name, implementation.chunked) == (sys.executable, False)
    assert implementation.decoder == {"id", "comments"}
    expected = Reading([Dispatched(data="A", id="7"), Dispatched(data="B", id="7")], comments=("x",))
    assert once(adapter, Decode((b"data: A\n: x\nda", b"ta: B\n"))) == expected
    assert once(adapter, Encode((Message("A"),))) == Skip("such a program only decodes")
    adapter.close()


SHOTS = {
    "exits with another code": ("import sys; sys.exit('bad byte')", "it ended with exit code 1"),
    "writes no JSON": (
        "print('hello')",
        "its output: line 1: 'hello', which is no JSON object; write one for each event",
    ),
    "writes no object": ("print('[]')", "its output: line 1: '[]', which is no JSON object"),
    "writes JSON that is too deep": (
        "print('[' * 200_000)",
        "which is too much to be read: it is nested more than 512 deep; write one for each event",
    ),
    "writes JSON that is too much": (
        """print('{"data":[' + '[],' * 500_000 + '0]}')""",
        "which is too much to be read: it has 1,500,013 characters and 1,000,003 values",
    ),
    "writes bytes and text": ("""print('{"data": "", "x": ""}')""", "data and x are both there"),
    "writes what are no bytes": ("""print('{"x": "\\\\u0100"}')""", "x holds a character over U+00FF"),
    "writes an unknown member": ('print(\'{"data": "", "event": ""}\')', "line 1: unknown key 'event'"),
    "writes a comment and more": ('print(\'{"comment": "", "data": ""}\')', "line 1: unknown key 'data'"),
    "hangs": ("import time; time.sleep(60)", "it did not end within 0.4 s"),
    "closes its output and goes on": (
        "import os, time; os.close(1); time.sleep(60)",
        "it closed its output and goes on",
    ),
    "writes too much in few lines": (
        """[print('{"data": "' + 'x' * 700_000 + '"}') for _ in range(3)]""",
        "it wrote more than 2000000 bytes",
    ),
    "babbles": ('[print(\'{"data": ""}\') for _ in iter(int, 1)]', "it wrote more than 500 lines"),
}


@pytest.mark.parametrize(("source", "message"), SHOTS.values(), ids=SHOTS)
def test_a_shot_that_goes_wrong(
    program: Program, monkeypatch: pytest.MonkeyPatch, source: str, message: str
) -> None:
    monkeypatch.setattr("sse_conform.suite.adapters._oneshot.MOST_LINES", 500)
    monkeypatch.setattr("sse_conform.suite.adapters._oneshot.MOST_BYTES", 2_000_000)
    monkeypatch.setattr(_process, "_GRACE", 0.3)
    adapter = OneShot(program(source), timeout=0.4 if source.startswith("import time") else 30)
    with pytest.raises(AdapterError) as caught:
        adapter.start()
    assert message in str(caught.value)
    reply = once(adapter, Decode(()))
    assert isinstance(reply, Trouble)
    assert message in reply.message
    assert reply.hung == ("sleep" in source)


def test_a_shot_that_fails_shows_its_errors(program: Program) -> None:
    reply = once(OneShot(program("import sys; sys.exit('bad byte')")), Decode(()))
    assert reply == Trouble("it ended with exit code 1", 1, "bad byte")


def test_a_shot_cannot_say_everything() -> None:
    with pytest.raises(
        AdapterError, match=r"^it cannot have the capability 'retry'; choose of comments \(gives the"
    ):
        OneShot(["x"], capabilities=["retry"]).start()


def test_a_shot_that_is_not_there() -> None:
    assert once(OneShot(["no/such/program"]), Decode(())) == Trouble(
        "no/such/program cannot be started: No such file or directory"
    )
