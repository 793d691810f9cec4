"""The test classes in a test run of their own: pytest's outcomes for ours, and failures that explain themselves."""

import subprocess
import sys
from pathlib import Path

import pytest

MODULE = """
from pathlib import Path
import unittest

from sse_codec import Decoder, iter_events, encode
from sse_conform.suite import DecoderSuite, EncoderSuite


class TestRight(DecoderSuite):
    select = ["framing", "fields/retry-*"]

    def decode(self, chunks):
        return iter_events(chunks)


class TestFlush(DecoderSuite):
    select = ["framing/unterminated-data"]

    def decode(self, chunks):
        return iter_events([*chunks, b"\\n"])


class TestDeaf(DecoderSuite):
    select = ["framing/lone-carriage-returns"]

    def decode(self, chunks):
        return iter_events(chunk.replace(b"\\r", b"") for chunk in chunks)


class TestKnown(TestDeaf):
    baseline = Path(__file__).with_name("known.toml")


class TestStale(TestRight):
    select = ["framing/lone-carriage-returns"]
    baseline = Path(__file__).with_name("known.toml")


class TestLate(DecoderSuite):
    select = ["framing/event-at-once-after-carriage-return"]
    capabilities = ["id", "prompt"]

    def decode(self, chunks):
        return iter_events([b"".join(chunks)])


class TestRaises(DecoderSuite):
    select = ["framing/nothing-at-all"]

    def decode(self, chunks):
        raise KeyError("lost")


class TestSkips(DecoderSuite):
    select = ["framing/nothing-at-all"]

    def decode(self, chunks):
        raise unittest.SkipTest("not built")


class TestUndefined(DecoderSuite):
    select = ["framing/nothing-at-all"]


class TestNoCapability(DecoderSuite):
    select = ["framing/nothing-at-all"]
    capabilities = ["speed"]


class TestWriter(EncoderSuite):
    select = ["writing/all-fields", "writing/empty-data", "injection/line-feed-in-the-id"]

    def encode(self, messages):
        return b"".join(encode(message.data, id=message.id) for message in messages)

    def test_of_their_own(self):
        assert self.kind


class TestWriterUndefined(EncoderSuite):
    select = ["writing/empty-data"]
"""
KNOWN = '[[known]]\ncase = "framing/lone-carriage-returns"\n'


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("theirs")
    (folder / "test_theirs.py").write_text(MODULE)
    (folder / "known.toml").write_text(KNOWN)
    command = [
        Path(sys.executable).with_name("pytest"),
        "-rA",
        "-p",
        "no:cacheprovider",
        "--color=no",
        "test_theirs.py",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout


def line(output: str, test: str) -> str:
    """The line of the summary about one test."""
    (found,) = [line for line in output.splitlines() if f"::{test}" in line and " test_theirs.py::" in line]
    return found


PLACES = {
    "a right decoder passes": ("TestRight::test_case[framing/crlf-split-across-chunks]", "PASSED"),
    "a departure with a name passes": ("TestFlush::", "PASSED"),
    "a wrong decoder fails": ("TestDeaf::", "FAILED"),
    "a known failure is expected": ("TestKnown::", "XFAIL"),
    "a stale one fails": ("TestStale::", "FAILED"),
    "advice that is not taken is an expected failure": ("TestLate::", "XFAIL"),
    "an exception fails": ("TestRaises::", "FAILED"),
    "a decoder that is not there fails": ("TestUndefined::", "FAILED"),
    "a capability that is not there fails": ("TestNoCapability::", "FAILED"),
    "a right encoder passes": ("TestWriter::test_case[writing/empty-data]", "PASSED"),
    "a refusal passes": ("TestWriter::test_case[injection/line-feed-in-the-id]", "PASSED"),
    "tests of their own run": ("TestWriter::test_of_their_own", "PASSED"),
    "an encoder that is not there fails": ("TestWriterUndefined::", "FAILED"),
}


@pytest.mark.parametrize(("test", "outcome"), PLACES.values(), ids=PLACES)
def test_outcome(output: str, test: str, outcome: str) -> None:
    assert line(output, test).startswith(outcome)


SAID = {
    "what differs": "framing/lone-carriage-returns [given]: failed: ",
    "the bytes as they were cut": r"wire: 'data: A\rdata: B\r\rdata: C\r\r'",
    "what is wanted": "wanted events: [{'type': 'message', 'data': 'A\\nB', 'id': ''}",
    "what came": "got    events: []",
    "the words of the standard": "9.2.5: A line ends at CR LF, at LF or at CR, and at nothing else.",
    "the link": "https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream",
    "how many splits": "so under 27 of 27 splits",
    # In which order it shows the members of an event, depends on its version.
    "the values, by pytest's own comparison": "{'events': []} != {'events': [{'",
    "the exception of the decoder": "KeyError: 'lost'",
    "why it is skipped": "not built",
    "what it lacks": "it lacks comments",
    "the level of advice": "should: chunk of event 1 is 2 where 1 is wanted",
    "the reason of a stale one": "passed, and the baseline says that it fails: take it out of the baseline",
    "what to define": "define TestUndefined.decode(self, chunks)",
    "what to define of an encoder": "NotImplementedError: define TestWriterUndefined.encode(self, messages)",
    "which capabilities there are": "there is no capability 'speed'; choose of comments, discarded, id",
}


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
def test_said(output: str, said: str) -> None:
    assert said in output
