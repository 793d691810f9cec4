"""The command line in this process, in a folder that has small implementations to try."""

import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result

from sse_conform.cli import main
from sse_conform.suite import load_cases

Run = Callable[..., Result]

CASES = load_cases()
"""Read once: every call of the command reads them anew."""

IMPLEMENTATIONS = """
    import unittest

    from sse_codec import Decoder, encode, iter_events
    from sse_conform.suite import Reading


    class Good:
        name, version = "good", "1.2"

        def decode(self, chunks):
            return iter_events(chunks)


    class Forgetful(Good):
        name = "forgetful"

        def decode(self, chunks):
            return [event for chunk in chunks for event in Decoder().feed(chunk)]


    class Interrupted(Good):
        name = "interrupted"

        def decode(self, chunks):
            raise KeyboardInterrupt


    class Broken(Good):
        name = "broken"

        def encode(self, messages):
            return "text"


    def missing():
        raise RuntimeError("no library")
"""
ONE_SHOT = """
    import json, sys
    from sse_codec import Comment, Decoder

    for item in Decoder().feed_with_comments(sys.stdin.buffer.read()):
        if isinstance(item, Comment):
            print(json.dumps({"comment": item.text}))
        else:
            print(json.dumps({"type": item.type, "data": item.data}))
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call `sse-conform suite` with arguments, in a new folder."""
    monkeypatch.chdir(tmp_path)
    for command in ("list", "run", "show"):
        monkeypatch.setattr(f"sse_conform.cli.suite.{command}.load_cases", lambda: CASES)
    monkeypatch.setattr(sys, "path", [path for path in sys.path if path])
    for variable in ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"):
        monkeypatch.delenv(variable, raising=False)
    (tmp_path / "implementations.py").write_text(dedent(IMPLEMENTATIONS))
    (tmp_path / "one_shot.py").write_text(dedent(ONE_SHOT))

    def run(*arguments: str | Path) -> Result:
        monkeypatch.delitem(sys.modules, "implementations", raising=False)
        words = [str(argument) for argument in arguments]
        return CliRunner().invoke(main, ["suite", *words], prog_name="sse-conform")

    return run
