"""The command line in this process, in a folder that has small implementations to try."""

import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result

from sse_conform.cli import main

Run = Callable[..., Result]

IMPLEMENTATIONS = """
    from sse_codec import Decoder, encode, iter_events


    class Good:
        name = "good"
        capabilities = ["id"]

        def decode(self, chunks):
            return iter_events(chunks)


    class Forgetful(Good):
        name = "forgetful"

        def decode(self, chunks):
            return [event for chunk in chunks for event in Decoder().feed(chunk)]


    class Writer:
        name = "writer"

        def encode(self, messages):
            return b"".join(f"data: {message.data}\\n\\n".encode() for message in messages)


    class Both(Good, Writer):
        name = "both"


    class Interrupted(Good):
        asked = 0

        def decode(self, chunks):
            self.asked += 1
            if self.asked > 500:
                raise KeyboardInterrupt
            return [event for chunk in chunks for event in Decoder().feed(chunk)]
"""
ONE_SHOT = """
    import json, sys
    from sse_codec import Decoder

    for event in Decoder().feed(sys.stdin.buffer.read().replace(b"\\r", b"")):
        print(json.dumps({"type": event.type, "data": event.data, "id": event.id}))
"""
HANGS = """
    import json, sys, time
    from sse_codec import Decoder

    text = ""
    for line in sys.stdin:
        command = json.loads(line)
        if command["cmd"] == "hello":
            print(json.dumps({"v": 1, "name": "hangs", "decoder": []}), flush=True)
        elif command["cmd"] == "open":
            text = ""
        elif command["cmd"] == "feed":
            text += command["x"]
        else:
            if "data" in text:
                time.sleep(60)
            print(json.dumps({"seq": command["seq"], "events": []}), flush=True)
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call `sse-conform fuzz` with arguments, in a new folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [path for path in sys.path if path])
    for variable in ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"):
        monkeypatch.delenv(variable, raising=False)
    (tmp_path / "implementations.py").write_text(dedent(IMPLEMENTATIONS))
    (tmp_path / "one_shot.py").write_text(dedent(ONE_SHOT))
    (tmp_path / "hangs.py").write_text(dedent(HANGS))

    def run(*arguments: str | Path) -> Result:
        monkeypatch.delitem(sys.modules, "implementations", raising=False)
        words = [str(argument) for argument in arguments]
        return CliRunner().invoke(main, ["fuzz", *words], prog_name="sse-conform")

    return run
