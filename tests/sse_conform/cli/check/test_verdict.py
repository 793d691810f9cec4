"""The verdict of `sse-conform check`: its line for each capture, its summary, and its exit code."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from sse_codec.ordering import load_profile, shipped_profiles
from sse_conform.report import OUTCOMES

Run = Callable[..., Result]

GOOD = b'event: start\ndata:\n\nevent: token\ndata: Once\n\nevent: metadata\ndata: {"chatId":"c"}\n\nevent: end\ndata: [DONE]\n\n'
ENVELOPE = b'data: {"event":"start","data":""}\n\ndata: {"event":"metadata","data":{"chatId":"1"}}\n\ndata: {"event":"end","data":"[DONE]"}\n\n'
CREATED = (
    b'data: {"type":"response.created","response":{"id":"r","status":"in_progress"},"sequence_number":0}\n\n'
)
FAILED = b'data: {"error":{"message":"no more today","code":429}}\n\n'
UNKNOWN = b"data: hello\n\ndata: you\n\n"
NEAR = b'data: {"jsonrpc":"2.0","id":3,"result":{"kind":"task","id":"1"}}\n\n'
COMMENTS = b": ping\n\n: ping\n\n"
LOST = b"data: a\ndata: b\n"
HEAD = b"HTTP/1.1 200 OK\nContent-Type: text/event-stream\nCache-Control: no-store\nTransfer-Encoding: chunked\n\n"
JSON = b'{\n "text": "Hi"\n}\n'
HTML = b"<!DOCTYPE html>\n<p>502"
HAR = b'{"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": []}}\n'
TRACE = b"== Info: Trying 127.0.0.1:80...\n=> Send header, 83 bytes (0x53)\n0000: GET / HTTP/1.1\n"
HOW_TO = "name a --profile, or see `sse-conform profile list`."


def findings(result: Result) -> list[str]:
    """The codes of the findings, in lines of JSON."""
    return [line["code"] for line in map(json.loads, result.stdout.splitlines()) if "code" in line]


def values(result: Result, member: str) -> list[dict[str, Any]]:
    """The captures, or the summary, in lines of JSON."""
    return [line[member] for line in map(json.loads, result.stdout.splitlines()) if member in line]


TOLD = [
    pytest.param(GOOD, (), "ciniterflow (told by event: start, event: token; framing named), 4 events, 108 B: completed", id="one framing"),
    pytest.param(ENVELOPE, (), "ciniterflow (told by start, metadata; framing envelope), 3 events, 124 B: completed", id="the other"),
    pytest.param(CREATED, (), "openai-responses (told by response.created; framing typed), 1 event, 100 B: truncated", id="a cut after the first event"),
    pytest.param(GOOD, ("--profile", "ciniterflow"), "ciniterflow (as asked; framing named), 4 events, 108 B: completed", id="a profile that was named"),
    pytest.param(COMMENTS, ("--profile", "ciniterflow"), "ciniterflow (as asked), 0 events, 16 B: truncated", id="a profile and no event"),
    pytest.param(UNKNOWN, (), "order not checked (no shipped profile knows the events), 2 events, 24 B: ended", id="events that nobody knows"),
    pytest.param(NEAR, (), "order not checked (nothing in the events is of one protocol alone; most like mcp-2025-11-25), 1 event, 66 B: ended", id="what it is most like"),
    pytest.param(GOOD, ("--profile", "none"), "order not checked (no profile was asked for), 4 events, 108 B: ended", id="no profile as asked"),
    pytest.param(COMMENTS, (), "0 events, 16 B: ended", id="no event"),
    pytest.param(FAILED, (), "order not checked (nothing in the events is of one protocol alone), 1 event, 56 B: failed", id="a failure"),
]  # fmt: skip


@pytest.mark.parametrize("format", ["text", "concise"])
@pytest.mark.parametrize(("stream", "options", "line"), TOLD)
def test_the_line_of_a_capture(
    run: Run, captures: Path, format: str, stream: bytes, options: tuple[str, ...], line: str
) -> None:
    (captures / "x.sse").write_bytes(stream)
    lines = run("check", "x.sse", "--format", format, *options).stdout.splitlines()
    assert [each for each in lines if each.startswith("x.sse: ")] == [f"x.sse: {line}"]


@pytest.mark.parametrize(
    ("stream", "options", "lines"),
    [
        pytest.param(GOOD, (), ["Found nothing wrong in 1 capture."], id="nothing wrong"),
        pytest.param(
            UNKNOWN,
            (),
            ["The format of 1 capture is right.", f"Its order was not checked: {HOW_TO}"],
            id="no profile",
        ),
        pytest.param(
            GOOD,
            ("--profile", "none"),
            ["The format of 1 capture is right.", "Its order was not checked: no profile was asked for."],
            id="no profile as asked",
        ),
        pytest.param(COMMENTS, (), ["Found 1 warning in 1 capture."], id="no event"),
        pytest.param(
            COMMENTS,
            ("--ignore", "SSE122"),
            ["The format of 1 capture is right, but it has no event."],
            id="no event, which nobody wants to hear",
        ),
        pytest.param(
            FAILED,
            (),
            ["Found 1 warning in 1 capture.", f"Its order was not checked: {HOW_TO}"],
            id="a failure",
        ),
        pytest.param(
            FAILED,
            ("--ignore", "SSE509"),
            [
                "The format of 1 capture is right, but it tells of a failure.",
                f"Its order was not checked: {HOW_TO}",
            ],
            id="a failure, which nobody wants to hear",
        ),
    ],
)
def test_the_summary(run: Run, stream: bytes, options: tuple[str, ...], lines: list[str]) -> None:
    result = run("check", "-", "--format", "concise", *options, stdin=stream)
    assert result.stdout.splitlines()[-len(lines) :] == lines
    assert ("nothing wrong" in result.stdout) == ("nothing wrong" in lines[0])
    assert result.exit_code == 0


def test_a_folder_of_all_sorts(run: Run, captures: Path) -> None:
    names = {"a": GOOD, "b": ENVELOPE, "c": CREATED, "d": UNKNOWN, "e": COMMENTS, "f": FAILED, "g": HTML}
    for name, stream in names.items():
        (captures / f"{name}.sse").write_bytes(stream)
    (captures / "h.md").write_bytes(HAR)
    (captures / "i.txt").write_bytes(b"Dear diary,\n")
    result = run("check", ".", "--format", "concise", "--format", "json:all.json")
    lines = result.stdout.splitlines()
    assert [line.partition(": ")[0] for line in lines if line[1:].startswith(".sse: ")] == [
        f"{name}.sse" for name in "abcdef"
    ]
    assert lines[-4:] == [
        "Found 2 errors, 2 warnings in 7 captures (11 events, 450 B): 2 completed, 2 ended, 1 truncated, 1 failed, "
        "1 not a stream.",
        "Order checked by profile: 2 ciniterflow, 1 openai-responses.",
        f"The order of 2 captures was not checked: {HOW_TO}",
        "1 input could not be checked.",
    ]
    assert result.stderr.splitlines() == [
        "sse-conform: passed over 2 files below ./: 1 *.md, 1 *.txt (no event stream); name a file to check it anyway",
        "sse-conform: g.sse: it is no event stream; it may show an error of the server or of a proxy",
    ]
    assert result.exit_code == 2
    summary = json.loads((captures / "all.json").read_bytes())["summary"]
    assert summary["profiles"] == {"ciniterflow": 2, "openai-responses": 1}
    assert summary["unchecked"] == 2
    assert summary["skipped"] == [
        {"source": ".", "reason": "*.md", "count": 1},
        {"source": ".", "reason": "*.txt (no event stream)", "count": 1},
    ]


def test_a_folder_is_quiet_where_that_is_asked(run: Run, captures: Path) -> None:
    (captures / "a.sse").write_bytes(LOST)
    (captures / "b.har").write_bytes(HAR)
    result = run("check", ".", "--format", "concise", "-q")
    assert (
        result.stdout == "a.sse:2:1: error SSE105 the stream ends inside an event; 16 bytes are discarded\n"
    )
    assert (result.stderr, result.exit_code) == ("", 1)


EXITS = [
    pytest.param(GOOD, (), 0, id="nothing wrong"),
    pytest.param(JSON, (), 2, id="JSON"),
    pytest.param(HTML, (), 2, id="a page"),
    pytest.param(HAR, (), 2, id="a HAR"),
    pytest.param(TRACE, (), 2, id="a trace of curl"),
    pytest.param(b"", (), 2, id="nothing"),
    pytest.param(JSON, ("--exit-zero",), 2, id="JSON, whatever is found"),
    pytest.param(COMMENTS, (), 0, id="comments only"),
    pytest.param(COMMENTS, ("--fail-on", "warning"), 1, id="comments only, where a warning fails"),
    pytest.param(HEAD, (), 0, id="a right head and nothing after it"),
    pytest.param(HEAD, ("--fail-on", "warning"), 1, id="a right head and nothing after it, where a warning fails"),
    pytest.param(HEAD, ("--ignore", "SSE122"), 2, id="nothing after a head, and nobody wants to hear why"),
    pytest.param(b"HTTP/1.1 204 No Content\n\n", (), 0, id="an answer that has no body"),
    pytest.param(HEAD.replace(b"event-stream", b"html") + HTML, (), 1, id="a page, and a head that says so"),
    pytest.param(HEAD + HTML, ("--select", "SSE2"), 2, id="a page after a head, and no rule that sees it"),
    pytest.param(LOST, (), 1, id="lines and no event"),
    pytest.param(b"retry: 10\n\nid: 1\n\n", (), 1, id="fields and no event"),
    pytest.param(CREATED, (), 1, id="a cut after the first event"),
    pytest.param(FAILED, (), 0, id="a failure"),
    pytest.param(FAILED, ("--expect", "failed"), 0, id="a failure that was expected"),
    pytest.param(FAILED, ("--expect", "completed"), 1, id="a failure that was not expected"),
    pytest.param(UNKNOWN, (), 0, id="an order that was not checked"),
    pytest.param(UNKNOWN, ("--require-profile",), 1, id="an order that has to be checked"),
]  # fmt: skip


@pytest.mark.parametrize("source", ["x.bin", "-"], ids=["file", "stdin"])
@pytest.mark.parametrize(("stream", "options", "code"), EXITS)
def test_the_exit_code(
    run: Run, captures: Path, source: str, stream: bytes, options: tuple[str, ...], code: int
) -> None:
    (captures / "x.bin").write_bytes(stream)
    result = run("check", source, *options, stdin=stream)
    assert result.exit_code == code
    assert result.stdout or "nothing was checked" in result.stderr


REQUIRED = [
    pytest.param(GOOD, (), [], 0, id="a profile that is found"),
    pytest.param(GOOD, ("--profile", "ciniterflow"), [], 0, id="a profile that is named"),
    pytest.param(UNKNOWN, (), ["SSE801"], 1, id="none that fits"),
    pytest.param(GOOD, ("--profile", "none"), ["SSE801"], 1, id="none at all"),
    pytest.param(COMMENTS, (), ["SSE122", "SSE801"], 1, id="no event"),
    pytest.param(UNKNOWN, ("--ignore", "SSE801"), [], 0, id="a demand that is ignored"),
    pytest.param(UNKNOWN, ("--select", "SSE1"), [], 0, id="a demand that is not selected"),
    pytest.param(UNKNOWN, ("--fail-on", "never"), ["SSE801"], 0, id="no failure"),
    pytest.param(UNKNOWN, ("--exit-zero",), ["SSE801"], 0, id="exit zero"),
]


@pytest.mark.parametrize(("stream", "options", "codes", "code"), REQUIRED)
def test_require_profile(
    run: Run, stream: bytes, options: tuple[str, ...], codes: list[str], code: int
) -> None:
    result = run("check", "-", "--require-profile", "--format", "jsonl", *options, stdin=stream)
    assert (findings(result), result.exit_code) == (codes, code)


EXPECTED = [
    pytest.param("completed", GOOD, (), [], 0, id="as expected"),
    pytest.param("failed", FAILED, (), ["SSE509"], 0, id="a failure that was expected"),
    pytest.param("failed", FAILED, ("--fail-on", "warning"), ["SSE509"], 1, id="a failure, where a warning fails"),
    pytest.param("failed", GOOD, (), ["SSE802"], 1, id="no failure, where one was expected"),
    pytest.param("completed", FAILED, (), ["SSE509", "SSE802"], 1, id="a failure"),
    pytest.param("completed", UNKNOWN, (), ["SSE802"], 1, id="an end of which nobody knows more"),
    pytest.param("ended", UNKNOWN, (), [], 0, id="an end that suffices"),
    pytest.param("truncated", CREATED, (), ["ORD104"], 1, id="a cut that was expected"),
    pytest.param("stopped", GOOD, ("--max-events", "2"), [], 0, id="a stop by us"),
    pytest.param("completed", FAILED, ("--ignore", "SSE802"), ["SSE509"], 0, id="a demand that is ignored"),
    pytest.param("completed", FAILED, ("--fail-on", "never"), ["SSE509", "SSE802"], 0, id="no failure of the run"),
    pytest.param("completed", FAILED, ("--exit-zero",), ["SSE509", "SSE802"], 0, id="exit zero"),
    pytest.param("not a stream", HEAD + HTML, (), ["SSE119"], 1, id="a page that was expected"),
    pytest.param("completed", HTML, (), ["SSE119", "SSE802"], 2, id="a page"),
]  # fmt: skip


@pytest.mark.parametrize(("outcome", "stream", "options", "codes", "code"), EXPECTED)
def test_expect(
    run: Run, outcome: str, stream: bytes, options: tuple[str, ...], codes: list[str], code: int
) -> None:
    result = run("check", "-", "--expect", outcome, "--format", "jsonl", *options, stdin=stream)
    assert (findings(result), result.exit_code) == (codes, code)


def test_both_demands_name_what_they_wanted(run: Run) -> None:
    result = run(
        "check", "-", "--require-profile", "--expect", "completed", "--format", "concise", stdin=UNKNOWN
    )
    assert result.stdout.splitlines()[:2] == [
        "-:5:1: error SSE801 the order of the events was not checked: no shipped profile knows the events",
        "-:5:1: error SSE802 the outcome is ended, and should be completed",
    ]


def test_an_outcome_that_no_stream_has(run: Run) -> None:
    result = run("check", "-", "--expect", "complete", stdin=GOOD)
    assert (
        "no stream has the outcome 'complete'; choose completed, incomplete, filtered, failed, "
        in " ".join(result.stderr.split())
    )
    assert (result.stdout, result.exit_code) == ("", 2)


def test_an_outcome_of_ones_own_profile(run: Run, captures: Path) -> None:
    (captures / "mine.toml").write_text(
        'profile = "mine"\n[kinds]\na = ""\n[[framing]]\nname = "f"\nkind = "type"\n[order]\ngrammar = "a"\n'
        '[outcome]\na = "Served"\n'
    )
    options = ("--profile", "mine.toml", "--format", "jsonl")
    stream = b"event: a\ndata: x\n\n"
    assert run("check", "-", "--expect", "Served", *options, stdin=stream).exit_code == 0
    assert findings(run("check", "-", "--expect", "completed", *options, stdin=stream)) == ["SSE802"]
    assert run("check", "-", "--expect", "Served", stdin=stream).exit_code == 2


def test_the_outcomes_to_choose_from_are_all_that_shipped_profiles_have() -> None:
    words = {word for name in shipped_profiles() for word in load_profile(name).outcomes.words}
    assert words - set(OUTCOMES) == set()


TEXT = ["-: ciniterflow (told by event: start, event: token; framing named), 4 events, 108 B: completed",
        "Found nothing wrong in 1 capture."]  # fmt: skip


@pytest.mark.parametrize(
    ("formats", "shown"),
    [
        pytest.param(["json:a"], TEXT, id="JSON in a file"),
        pytest.param(["concise:a"], TEXT, id="text in a file"),
        pytest.param(["json:a", "jsonl:b"], TEXT, id="two files"),
        pytest.param(["json:a", "concise"], TEXT, id="another format on the terminal"),
    ],
)
def test_text_stays_on_the_terminal(run: Run, captures: Path, formats: list[str], shown: list[str]) -> None:
    options = [word for format in formats for word in ("--format", format)]
    result = run("check", "-", *options, stdin=GOOD)
    assert result.stdout.splitlines() == shown
    for _, colon, name in (format.partition(":") for format in formats):
        assert not colon or (captures / name).read_bytes()


def test_text_does_not_come_beside_another_format_on_the_terminal(run: Run, captures: Path) -> None:
    result = run("check", "-", "--format", "jsonl", "--format", "concise:a", stdin=GOOD)
    assert [list(json.loads(line)) for line in result.stdout.splitlines()] == [
        ["v", "capture"],
        ["v", "summary"],
    ]
    assert (captures / "a").read_text().splitlines() == TEXT


def test_quiet_is_quiet_everywhere(run: Run, captures: Path) -> None:
    result = run("check", "-", "-q", "--format", "concise:a", "--format", "json:b", stdin=GOOD)
    assert (result.stdout, result.stderr, (captures / "a").read_bytes()) == ("", "", b"")
    assert json.loads((captures / "b").read_bytes())["summary"]["captures"] == 1


def told(line: dict[str, Any]) -> str:
    """Names the subject of a line of JSON."""
    if "capture" in line:
        return f"capture {line['capture']['source']}"
    return f"{line['code']} {line['source']}" if "code" in line else "summary"


def test_lines_come_in_the_order_of_the_captures(run: Run, captures: Path) -> None:
    for name, stream in (("a", LOST), ("b", GOOD), ("c", COMMENTS)):
        (captures / f"{name}.sse").write_bytes(stream)
    lines = run("check", ".", "--format", "jsonl").stdout.splitlines()
    assert [told(json.loads(line)) for line in lines] == [
        "SSE105 a.sse",
        "capture a.sse",
        "capture b.sse",
        "SSE122 c.sse",
        "capture c.sse",
        "summary",
    ]


NO_HEAD = "the capture has no response head"
UNDECIDED = "nothing in the events is of one protocol alone"

PARTS = [
    pytest.param(GOOD, (), {"http": NO_HEAD}, "", "", id="a body"),
    pytest.param(HEAD + GOOD, (), {}, "", "", id="a head, too"),
    pytest.param(UNKNOWN, (), {"http": NO_HEAD, "order": "no shipped profile knows the events"}, "", "", id="no profile"),
    pytest.param(NEAR, (), {"http": NO_HEAD, "order": UNDECIDED}, "mcp-2025-11-25", "", id="what it is most like"),
    pytest.param(GOOD, ("--profile", "none"), {"http": NO_HEAD, "order": "no profile was asked for"}, "", "", id="no profile as asked"),
    pytest.param(COMMENTS, (), {"http": NO_HEAD, "order": "no event came"}, "", "", id="no event"),
    pytest.param(FAILED, (), {"http": NO_HEAD, "order": UNDECIDED}, "", "429: 'no more today'", id="a failure"),
    pytest.param(HEAD + HTML, (), {"format": "the body is no event stream", "order": "the body is no event stream"}, "", "", id="no stream"),
]  # fmt: skip


@pytest.mark.parametrize(("stream", "options", "lacking", "nearest", "failure"), PARTS)
def test_what_programs_are_told(
    run: Run, stream: bytes, options: tuple[str, ...], lacking: dict[str, str], nearest: str, failure: str
) -> None:
    (capture,) = values(run("check", "-", "--format", "jsonl", *options, stdin=stream), "capture")
    lacks = {"format": "", "http": "", "order": "", **lacking}
    lacks["values"] = lacks["order"]
    assert capture["parts"] == {name: {"checked": not why, "lacks": why} for name, why in lacks.items()}
    assert (capture["nearest"], capture["failure"]) == (nearest, failure)


@pytest.mark.parametrize(
    ("options", "profiles", "unchecked"),
    [
        pytest.param((), {"ciniterflow": 1}, 1, id="found"),
        pytest.param(("--profile", "none"), {}, 2, id="none"),
        pytest.param(("--profile", "gemini"), {"gemini": 3}, 0, id="named"),
    ],
)
def test_the_summary_for_programs(
    run: Run, captures: Path, options: tuple[str, ...], profiles: dict[str, int], unchecked: int
) -> None:
    for name, stream in (("a", GOOD), ("b", UNKNOWN), ("c", COMMENTS)):
        (captures / f"{name}.sse").write_bytes(stream)
    (summary,) = values(run("check", ".", "--format", "jsonl", *options), "summary")
    assert (summary["profiles"], summary["unchecked"]) == (profiles, unchecked)


ADVICE = [
    pytest.param(gzip.compress(GOOD), "x.bin", "it is no event stream; decompress it first, as in: gunzip -c FILE | sse-conform check -", id="a compressed file"),
    pytest.param(gzip.compress(GOOD), "-", "it is no event stream; decompress it first, as in: gunzip -c | sse-conform check -", id="compressed input"),
    pytest.param(HEAD + gzip.compress(GOOD), "-", "it is no event stream; let curl undo it when you record it: curl -isN --compressed URL", id="a compressed body with its head"),
    pytest.param(b"", "x.bin", "it is empty; the file was not written, or the server sent nothing", id="an empty file"),
    pytest.param(b"", "-", "it is empty; nothing came on standard input", id="no input"),
    pytest.param(JSON, "x.bin", 'it is no event stream; if a server sent it, it answered without streaming: see whether the request asks for it ("streaming": true)', id="JSON in a file"),
    pytest.param(HEAD + JSON, "x.bin", 'it is no event stream; the server answered without streaming; see whether the request asks for it ("streaming": true)', id="JSON with a head"),
    pytest.param(HAR, "x.bin", "passed over 1 that is no event stream: 1 recording without an exchange\nsse-conform: nothing was checked", id="a HAR of nothing"),
    pytest.param(TRACE, "-", "it is no event stream; that dump lacks bytes of the body: record it with --trace FILE --trace-time, and not --trace-ascii", id="a trace"),
]  # fmt: skip


@pytest.mark.parametrize(("stream", "source", "sentence"), ADVICE)
def test_the_advice_fits_the_input(
    run: Run, captures: Path, stream: bytes, source: str, sentence: str
) -> None:
    (captures / "x.bin").write_bytes(stream)
    assert run("check", source, stdin=stream).stderr == f"sse-conform: {source}: {sentence}\n"


def test_a_head_and_nothing_after_it_is_told_also_when_no_rule_says_so(run: Run) -> None:
    result = run("check", "-", "--ignore", "SSE", stdin=HEAD)
    assert result.stdout == "1 input could not be checked.\n"
    assert result.stderr == "sse-conform: -: it is empty; the server sent a head and nothing after it\n"
    assert result.exit_code == 2


def test_a_head_and_nothing_after_it(run: Run) -> None:
    result = run("check", "-", "--format", "concise", stdin=HEAD)
    assert result.stdout.splitlines() == [
        "-:1:1: warning SSE122 the server answered with an event stream and sent nothing",
        "-: 0 events, 0 B: ended",
        "Found 1 warning in 1 capture.",
    ]
    assert (result.stderr, result.exit_code) == ("", 0)
