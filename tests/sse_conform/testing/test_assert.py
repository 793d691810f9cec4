"""The assertion passes a stream that is in order, and fails another in words; what it is given it knows by what that offers."""

import asyncio
import re
import subprocess
import sys
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from sse_codec.ordering import ProfileError, load_profile
from sse_conform import CaptureError
from sse_conform.testing import SseServer, assert_stream, assert_stream_async

FIXTURES = Path(__file__).parents[3] / "fixtures" / "ciniterflow"
WHOLE = FIXTURES / "orders" / "documented.sse"
CUT = FIXTURES / "outcomes" / "cut-inside-line.sse"
FAILED = b"event: start\ndata:\n\nevent: error\ndata: no\n\n"


def message(stream: Any, *args: Any, **options: Any) -> str:
    """What the test fails with."""
    with pytest.raises(AssertionError) as raised:
        assert_stream(stream, *args, **options)
    return str(raised.value)


@pytest.mark.parametrize(
    "stream",
    [
        WHOLE,
        str(WHOLE),
        WHOLE.read_bytes(),
        bytearray(WHOLE.read_bytes()),
        memoryview(WHOLE.read_bytes()),
        [WHOLE.read_bytes()[:50], WHOLE.read_bytes()[50:]],
        (bytes([byte]) for byte in WHOLE.read_bytes()),
    ],
    ids=["path", "name", "bytes", "bytearray", "memoryview", "list", "generator"],
)
def test_a_stream_in_order_gives_its_report(stream: Any) -> None:
    report = assert_stream(stream, "ciniterflow", outcome="completed")
    assert (report.outcome, report.profile, report.findings) == ("completed", "ciniterflow", 0)


def test_an_open_file_is_read() -> None:
    with WHOLE.open("rb") as file:
        assert assert_stream(file).profile == "ciniterflow"


@pytest.mark.parametrize("profile", [load_profile("ciniterflow"), "auto", FIXTURES.parents[1] / "sse_codec/ordering/profiles/ciniterflow.toml"], ids=["object", "auto", "file"])  # fmt: skip
def test_a_profile_is_an_object_a_name_or_a_file(profile: Any) -> None:
    assert assert_stream(WHOLE, profile).profile == "ciniterflow"


def test_what_is_wrong_is_told_as_a_report_tells_it() -> None:
    told = message(CUT, "ciniterflow", outcome="completed").splitlines()
    assert told[0] == "the outcome is truncated, and should be completed; 1 error"
    assert told[2].startswith(f"{CUT}:5:27: error ORD104 the stream stopped early: missing metadata, end")
    assert '5 | data: {"event":"token","da' in told
    assert told[-1] == f"{CUT}: ciniterflow (as asked; framing envelope), 2 events, 102 B: truncated"


def test_another_outcome_alone_fails() -> None:
    told = message(FAILED, "ciniterflow", outcome="completed").splitlines()
    assert told[0] == "the outcome is failed, and should be completed"
    assert told[1:3] == ["", "stream: ciniterflow (as asked; framing named), 2 events, 43 B: failed"]
    assert told[3:] == ["not counted, since level is 'error': SSE410 (info), SSE509 (warning)"]


def test_an_order_that_nobody_checked_fails_unless_nobody_asked() -> None:
    told = message(b"data: a\n\n")
    assert told.startswith("the order was not checked (no shipped profile knows the events): name a profile")
    near = message(b'data: {"jsonrpc":"2.0","id":1,"result":{"sum":3}}\n\n')
    assert "; most like mcp-2025-11-25): name a profile" in near
    assert assert_stream(b"data: a\n\n", None).outcome == "ended"


def test_the_level_decides_what_fails_and_the_rest_is_named() -> None:
    stream = b"data: a\n\ndata\n\nid: \xff\n\nbare\n\n"
    told = message(stream, None)
    assert told.startswith("1 error\n")
    assert "not counted, since level is 'error': SSE" in told
    assert message(stream, None, level="warning").startswith("1 error, ")
    assert message(stream, None, level="info") != told


def test_the_rules_are_those_that_are_selected() -> None:
    stream = b"data: a\n\nid: \xff\n\n"
    assert "SSE201" in message(stream, None)
    assert assert_stream(stream, None, ignore="SSE201, SSE204").events == 1
    assert assert_stream(stream, None, select=["SSE1"], extend_select=["SSE3"]).events == 1


def test_more_findings_than_a_terminal_takes_are_counted() -> None:
    lines = [b'data: {"type": "%d"}\n\n' % number for number in range(30)]
    told = message([b'data: {"type":"message_start"}\n\n', *lines], "anthropic-messages", level="info")
    assert re.search(r"^and \d+ more$", told, re.M)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "the body is empty"),
        (b'{"error": "no"}', "the body is a JSON document, not an event stream"),
        (b"\x1f\x8b\x08\x00aaaa", "the body is gzip-compressed data, not an event stream"),
    ],
)
def test_what_is_no_stream_fails_and_is_shown(body: bytes, told: str) -> None:
    lines = message(body, "ciniterflow", outcome="completed").splitlines()
    assert lines[0].startswith(told)
    assert lines[-1].startswith("it begins: ") == bool(body)


def test_a_check_that_has_enough_reads_no_further() -> None:
    def endless() -> Iterator[bytes]:
        yield from [b"data: a\n\n"] * 3
        raise ZeroDivisionError

    assert assert_stream(endless(), None, max_events=2).outcome == "stopped"


def test_a_file_that_cannot_be_read_fails_in_a_sentence(tmp_path: Path) -> None:
    assert (
        message(tmp_path / "none.sse") == f"{tmp_path}/none.sse: it cannot be read: No such file or directory"
    )


TAPE = """\
interactions:
- request: {method: POST, uri: "https://a.example/one"}
  response:
    status: {code: 200, message: OK}
    headers: {Content-Type: [text/event-stream]}
    body: {string: "data: a\\n\\n"}
- request: {method: POST, uri: "https://a.example/two"}
  response:
    status: {code: 200, message: OK}
    headers: {Content-Type: [text/event-stream]}
    body: {string: "data: b\\n\\ndata: c\\n\\n"}
version: 1
"""


def test_a_recording_of_several_streams_has_to_be_told_which(tmp_path: Path, sse_server: SseServer) -> None:
    tape = tmp_path / "tape.yaml"
    tape.write_text(TAPE)
    assert assert_stream(tape, None, only=2).events == 2
    assert assert_stream(tape, None, only="*/one").events == 1
    assert "it holds several streams, such as" in message(tape, None)
    assert message(tape, None).endswith("; say only=1")
    assert assert_stream(tape, None, only="#2").events == 2
    assert "it holds no event stream that is named by only='three'" in message(tape, None, only="three")
    assert urllib.request.urlopen(sse_server.answer(tape, only=1)).read() == b"data: a\n\n"
    with pytest.raises(CaptureError, match="several streams"):
        sse_server.answer(tape)


def test_a_part_of_a_recording_that_cannot_be_read_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = CaptureError("tape#1", "its body is damaged")
    monkeypatch.setattr(
        "sse_conform.testing._recordings.open_captures", lambda path: nullcontext(iter([part]))
    )
    assert message(tmp_path, None) == "tape#1: its body is damaged"


def test_a_recording_that_is_damaged_fails(tmp_path: Path) -> None:
    tape = tmp_path / "tape.yaml"
    tape.write_text(TAPE.replace("{code: 200, message: OK}", "{code: [}"))
    assert "tape.yaml" in message(tape, None)


@pytest.mark.parametrize(
    ("stream", "words"),
    [
        (5, "int is no stream: give bytes, an iterable of bytes, a response"),
        ("data: a\n\n", "a text is no stream: encode it"),
        ([b"data: a\n\n", "data"], "chunk 2 is str, and a stream is bytes"),
    ],
)
def test_what_cannot_be_a_stream_is_refused(stream: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        assert_stream(stream)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"outcome": "complete"}, "no stream has the outcome 'complete'; choose completed"),
        ({"level": "fatal"}, "no level 'fatal': choose error"),
        ({"select": "SSX"}, "no rule has the code 'SSX'"),
    ],
)
def test_what_nobody_can_ask_is_refused(options: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        assert_stream(WHOLE, **options)
    with pytest.raises(ProfileError, match="did you mean ciniterflow"):
        assert_stream(WHOLE, "ciniterflo")


def test_an_error_of_the_test_itself_is_its_own() -> None:
    def broken() -> Iterator[bytes]:
        yield b"data: a\n\n"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        assert_stream(broken(), None)


async def awaited(chunks: list[bytes], error: Exception | None = None) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk
    if error is not None:
        raise error


def test_what_is_awaited_is_checked_by_the_other_function() -> None:
    chunks = [WHOLE.read_bytes()]
    assert asyncio.run(assert_stream_async(awaited(chunks), "ciniterflow", outcome="completed")).findings == 0
    assert asyncio.run(assert_stream_async(WHOLE)).findings == 0
    with pytest.raises(TypeError, match="has to be awaited: await assert_stream_async"):
        assert_stream(awaited(chunks))
    with pytest.raises(AssertionError, match="the connection was reset"):
        asyncio.run(assert_stream_async(awaited([b"event: start\ndata:\n\n"], ConnectionResetError()), "ciniterflow", outcome="completed"))  # fmt: skip
    with pytest.raises(ZeroDivisionError):
        asyncio.run(assert_stream_async(awaited(chunks, ZeroDivisionError()), None))
    with pytest.raises(AssertionError, match="it cannot be read"):
        asyncio.run(assert_stream_async("/no/such/file"))


MODULE = """
import pytest
from sse_conform.testing import assert_stream


def test_right():
    assert_stream({whole!r}, "ciniterflow", outcome="completed")


def test_wrong():
    assert_stream({cut!r}, "ciniterflow", outcome="completed")


def test_no_stream():
    assert_stream(5)


def test_text_in_a_list():
    assert_stream(["data"])


def test_misspelt():
    assert_stream(b"", "ciniterflo")


def test_fixtures(sse_replay, sse_server):
    url = sse_replay({whole!r}, faults="cut@event:2")
    assert url.startswith(sse_server.url)
"""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest prints of a project that has nothing but a test."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "test_it.py").write_text(MODULE.format(whole=str(WHOLE), cut=str(CUT)))
    run = subprocess.run([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "."], cwd=folder, capture_output=True, text=True, check=False)  # fmt: skip
    return run.stdout + run.stderr


def test_a_project_sees_the_report_and_its_own_line_alone(shown: str) -> None:
    assert "4 failed, 2 passed" in shown
    wrong = shown.partition("test_wrong _")[2].partition("test_no_stream _")[0]
    assert ">       assert_stream(" in wrong
    assert "E       AssertionError: the outcome is truncated, and should be completed; 1 error" in wrong
    assert 'E       5 | data: {"event":"token","da' in wrong
    assert "did you mean ciniterflow" in shown
    assert "sse_conform" not in re.sub(
        r"from sse_conform.testing import|sse_conform.testing.server._server.SseServer",
        "",
        shown.partition("FAILURES")[2],
    )


START = """
import sys
import pytest

class Look:
    def pytest_collection_finish(self):
        names = ("hypothesis", "click", "rich", "attr", "http.server", "httpx2", "sse_codec", "sse_conform.testing.server")
        print("LOADED", [name for name in names if name in sys.modules])
        print("PLUGIN", "sse_conform.testing.plugin" in sys.modules)

pytest.main(["-q", "-s", "-p", "no:cacheprovider", "-p", "no:hypothesispytest", "."], plugins=[Look()])
"""


def test_a_run_that_asks_for_nothing_loads_nothing(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text("def test_it():\n    pass\n")
    (tmp_path / "start.py").write_text(START)
    run = subprocess.run([sys.executable, "start.py"], cwd=tmp_path, capture_output=True, text=True, check=True)  # fmt: skip
    assert "LOADED []\nPLUGIN True" in run.stdout, run.stdout


def test_the_package_says_what_it_lacks() -> None:
    from sse_conform import testing  # noqa: PLC0415

    with pytest.raises(AttributeError, match="has no attribute 'assert_streams'"):
        _ = testing.assert_streams  # type: ignore[attr-defined]


def test_the_time_of_the_end_counts() -> None:
    capture = FIXTURES.parent / "timed" / "cut-while-silent.ssecap"
    assert "SSE705" in message(capture, None, level="warning")
