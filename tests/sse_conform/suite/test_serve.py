"""The program's side of the protocol gives on what came out of the subject."""

import subprocess
import sys
import unittest
from collections.abc import Iterable
from io import BytesIO

from sse_conform.suite import (
    Check,
    Checking,
    Decode,
    Dispatched,
    Encode,
    Message,
    Reading,
    Refusal,
    Skip,
    Task,
    Trouble,
    Writing,
    serve,
)
from sse_conform.suite._protocol import commands, parse_answer, parse_hello

PROGRAM = [sys.executable, "-m", "sse_conform.suite.reference"]


def test_a_program_gives_every_reply() -> None:
    """What is sent by `serve` is what came out of the subject."""
    replies = {
        b"reading": Reading([Dispatched("t", "A", "7", 1)], ("x",), {"retry": 5}, "bad"),
        b"bare": Reading([]),
    }

    class Subject:
        capabilities = ("id", "text", "type")

        def decode(self, chunks: Iterable[bytes]) -> Reading:
            return replies[b"".join(chunks)]

        def encode(self, messages: Iterable[Message]) -> object:
            (message,) = messages
            if message.data == "skip":
                raise unittest.SkipTest("not built")
            if message.data == "refuse":
                raise ValueError("no")
            return b"\xff" if message.data == "write" else None

        def check(self, task: Check) -> Checking:
            return Checking(text=task.profile)

    tasks: list[Task] = [
        Decode((b"read", b"ing")),
        Decode((b"bare",)),
        Encode((Message("write"),)),
        Encode((Message("refuse"),)),
        Encode((Message("break"),)),
        Encode((Message("skip"),)),
        Check(b"", "sse", "p", ""),
    ]
    sent = b'{"cmd":"hello","v":1}\n' + b"".join(commands(seq, task) for seq, task in enumerate(tasks))
    answers = BytesIO()
    serve(Subject(), BytesIO(sent), answers)
    hello, *given = answers.getvalue().splitlines()
    implementation = parse_hello(hello)
    assert (implementation.name, implementation.language) == ("Subject", "python")
    assert (implementation.decoder, implementation.encoder) == ({"id"}, {"id", "type"})
    parsed = [parse_answer(answer, seq, tasks[seq]) for seq, answer in enumerate(given)]
    assert parsed == [
        replies[b"reading"],
        replies[b"bare"],
        Writing(b"\xff"),
        Refusal(None, "ValueError: no"),
        Trouble("encode gave NoneType, not bytes"),
        Skip("not built"),
        Checking(text="p"),
    ]


def test_the_reference_program_is_started_by_its_name() -> None:
    done = subprocess.run(PROGRAM, input=b'{"cmd":"hello","v":1}\n', capture_output=True, check=True)
    assert parse_hello(done.stdout).name == "sse-codec"
