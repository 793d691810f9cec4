"""`sse-conform check` on files: what is found, what is said of input that is none, and how the run exits."""

import bz2
import gzip
import json
import lzma
from collections.abc import Callable
from io import BufferedReader, RawIOBase
from pathlib import Path

import pytest
from click.testing import Result

from sse_conform.check import StreamCheck

Run = Callable[..., Result]

GOOD = b'event: start\ndata:\n\nevent: token\ndata: Once\n\nevent: metadata\ndata: {"chatId":"c"}\n\nevent: end\ndata: [DONE]\n\n'
CUT = b"data: a\n\ndata: b\n"
MIXED = b"data: a\r\n\r\ndata: b\n\n"
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nCache-Control: no-store\r\nTransfer-Encoding: chunked\r\n\r\n"


def codes(result: Result) -> list[str]:
    """The codes of the findings, in lines of JSON."""
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return [line["code"] for line in lines if "code" in line]


def test_a_finding_in_full(run: Run, captures: Path) -> None:
    (captures / "cut.sse").write_bytes(CUT)
    result = run("check", "cut.sse")
    assert result.stdout == (
        "cut.sse:3:1: error SSE105 the stream ends inside an event; 8 bytes are discarded [event 2, byte 9]\n"
        "  |\n"
        "3 | data: b\n"
        "  | ^^^^^^^\n"
        "  = help: send an empty line after the last event\n"
        "  = spec: HTML standard 9.2.6\n"
        "\n"
        "cut.sse: order not checked (no shipped profile knows the events), 1 event, 17 B: truncated\n"
        "Found 1 error in 1 capture.\n"
        "Its order was not checked: name a --profile, or see `sse-conform profile list`.\n"
    )
    assert (result.stderr, result.exit_code) == ("", 1)


def test_standard_input(run: Run) -> None:
    result = run("check", "-", "--format", "concise", stdin=CUT)
    assert result.stdout.splitlines()[0] == (
        "-:3:1: error SSE105 the stream ends inside an event; 8 bytes are discarded"
    )


def test_the_rules_on_the_head_apply_to_what_curl_printed(run: Run) -> None:
    result = run("check", "-", "--format", "jsonl", stdin=HTTP + b"data: a\n\n")
    assert codes(result) == ["SSE301"]


def test_nothing_wrong(run: Run) -> None:
    result = run("check", "-", "--profile", "ciniterflow", stdin=GOOD)
    assert result.stdout == (
        f"-: ciniterflow (as asked; framing named), 4 events, {len(GOOD)} B: completed\n"
        "Found nothing wrong in 1 capture.\n"
    )
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("options", "found"),
    [
        pytest.param((), ["SSE101"], id="the default"),
        pytest.param(("--select", "SSE2"), [], id="only others"),
        pytest.param(("--ignore", "SSE101"), [], id="without it"),
        pytest.param(
            ("--extend-select", "SSE405,SSE103"), ["SSE101", "SSE103", "SSE405"], id="and two more, by comma"
        ),
        pytest.param(
            ("--extend-select", "SSE405", "--extend-select", "SSE310"),
            ["SSE101", "SSE405"],
            id="and two more",
        ),
    ],
)
def test_the_selection_of_rules(run: Run, options: tuple[str, ...], found: list[str]) -> None:
    result = run("check", "-", "--format", "jsonl", "--profile", "none", *options, stdin=MIXED)
    assert sorted(codes(result)) == found


@pytest.mark.parametrize(
    ("options", "code"),
    [
        pytest.param((), 0, id="a warning is below the default"),
        pytest.param(("--fail-on", "warning"), 1, id="fail on warnings"),
        pytest.param(("--fail-on", "info"), 1, id="fail on notes"),
        pytest.param(("--fail-on", "never"), 0, id="fail on nothing"),
        pytest.param(("--fail-on", "warning", "--exit-zero"), 0, id="exit zero all the same"),
    ],
)
@pytest.mark.parametrize("format", ["text", "concise", "json", "jsonl"])
def test_the_exit_code_whatever_the_format(
    run: Run, format: str, options: tuple[str, ...], code: int
) -> None:
    assert run("check", "-", "--format", format, *options, stdin=MIXED).exit_code == code


def test_exit_zero_is_for_findings_only(run: Run) -> None:
    assert run("check", "nowhere", "--exit-zero").exit_code == 2


@pytest.mark.parametrize(
    ("profile", "framing", "found"),
    [
        pytest.param("none", None, [], id="none"),
        pytest.param("ciniterflow", None, ["ORD101", "ORD104"], id="a shipped one"),
        pytest.param(
            "ciniterflow", "envelope", ["ORD101", "ORD104", "ORD303"], id="a framing that does not fit"
        ),
    ],
)
def test_the_profile(run: Run, profile: str, framing: str | None, found: list[str]) -> None:
    options = () if framing is None else ("--framing", framing)
    stdin = b"event: token\ndata: a\n\nevent: token\ndata: b\n\n"
    result = run("check", "-", "--format", "jsonl", "--profile", profile, *options, stdin=stdin)
    assert sorted(codes(result)) == found


def test_a_profile_of_ones_own(run: Run, captures: Path) -> None:
    (captures / "mine.toml").write_text(
        'profile = "mine"\ntitle = "Mine"\nspec = "none"\n[kinds]\na = "an a"\n'
        '[[framing]]\nname = "named"\nkind = "type"\n[order]\ngrammar = "a a"\n'
    )
    result = run("check", "-", "--format", "jsonl", "--profile", "mine.toml", stdin=b"event: a\ndata: x\n\n")
    assert codes(result) == ["ORD104"]


def test_max_events(run: Run) -> None:
    result = run("check", "-", "--max-events", "2", "--profile", "ciniterflow", stdin=GOOD)
    assert result.stdout == (
        f"-: ciniterflow (as asked; framing named), 2 events, {len(GOOD)} B: stopped\n"
        "-: the check stopped after 2 events, as it was told; the order still awaited metadata, end\n"
        "Found nothing wrong in what was checked of 1 capture.\n"
    )
    assert result.exit_code == 0


@pytest.mark.parametrize(("limit", "found"), [("8", ["SSE507"]), ("0", [])], ids=["8 bytes", "no limit"])
def test_max_event_size(run: Run, limit: str, found: list[str]) -> None:
    result = run("check", "-", "--format", "jsonl", "--max-event-size", limit, stdin=b"data: 0123456789\n\n")
    assert codes(result) == found


def test_formats_go_to_files_and_one_to_standard_output(run: Run, captures: Path) -> None:
    result = run(
        "check",
        "-",
        "--format",
        "json:out.json",
        "--format",
        "concise",
        "--format",
        "text:out.txt",
        stdin=CUT,
    )
    assert result.stdout.startswith("-:3:1: error SSE105 ")
    assert [finding["code"] for finding in json.loads((captures / "out.json").read_bytes())["findings"]] == [
        "SSE105"
    ]
    assert "= help:" in (captures / "out.txt").read_text()


def test_quiet_leaves_the_findings(run: Run, captures: Path) -> None:
    (captures / "cut.sse").write_bytes(CUT)
    result = run("check", "cut.sse", "-q", "--format", "concise")
    assert len(result.stdout.splitlines()) == 1


def test_statistics(run: Run) -> None:
    result = run("check", "-", "--statistics", "-q", "--profile", "none", "--format", "concise", stdin=CUT)
    assert "       1  SSE105    error    incomplete-final-event\n" in result.stdout


@pytest.mark.parametrize(
    ("options", "environment", "colored"),
    [
        pytest.param((), {}, False, id="not to a pipe"),
        pytest.param(("--color",), {"NO_COLOR": "1"}, True, id="as asked"),
        pytest.param(("--no-color",), {}, False, id="not, as asked"),
    ],
)
def test_color(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    environment: dict[str, str],
    colored: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run("check", "-", *options, stdin=CUT).stdout) is colored


def utf16(data: bytes) -> bytes:
    return data.decode().encode("utf-16")


BAD = [
    pytest.param(
        "e.sse", b"", "it is empty; the file was not written, or the server sent nothing", id="empty"
    ),
    pytest.param("x.bin", bytes(range(256)) * 4, "it is no event stream; ", id="binary"),
    pytest.param(
        "x.sse.gz",
        gzip.compress(GOOD),
        "it is no event stream; decompress it first",
        id="gzip",
    ),
    pytest.param(
        "x.bz2",
        bz2.compress(GOOD),
        "it is no event stream; decompress",
        id="bzip2",
    ),
    pytest.param("x.xz", lzma.compress(GOOD), "it is no event stream; decompress", id="xz"),
    pytest.param("x.zip", b"PK\x03\x04" + b"\0" * 60, "its zip archive is broken, or not whole: ", id="zip"),
    pytest.param("x.html", b"<!DOCTYPE html>\n<p>502", "it is no event stream; ", id="HTML"),
    pytest.param("x.json", b'{\n "text": "Hi"\n}\n', "it is no event stream; ", id="JSON"),
    pytest.param(
        "x.ndjson",
        b'{"a":1}\n{"b":2}\n',
        "it is no event stream; ",
        id="NDJSON",
    ),
    pytest.param(
        "x.sse",
        utf16(GOOD),
        "it is UTF-16 text, not an event stream; an event stream is UTF-8; ",
        id="UTF-16",
    ),
    pytest.param("x.txt", b"Dear diary,\n", "it is no event stream; ", id="prose"),
    pytest.param("x.http", b"HTTP/1.1 200 OK\r\n", "it ends inside the response head; ", id="half a head"),
]


@pytest.mark.parametrize(("name", "data", "sentence"), BAD)
def test_input_that_is_no_stream(run: Run, captures: Path, name: str, data: bytes, sentence: str) -> None:
    (captures / name).write_bytes(data)
    result = run("check", name)
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"sse-conform: {name}: {sentence}")
    assert result.stdout.splitlines()[-1] == "1 input could not be checked."
    assert result.exit_code == 2


def test_input_that_is_no_stream_is_told_also_when_no_rule_says_so(run: Run) -> None:
    result = run("check", "-", "--ignore", "SSE119", stdin=b"<html>")
    assert result.stdout == "1 input could not be checked.\n"
    assert result.exit_code == 2


def test_a_missing_file(run: Run, captures: Path) -> None:
    result = run("check", "nowhere.sse")
    assert result.stderr == "sse-conform: nowhere.sse: there is no such file or directory\n"
    assert (result.stdout, result.exit_code) == ("1 input could not be checked.\n", 2)


def test_an_unreadable_file(run: Run, captures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (captures / "secret.sse").write_bytes(GOOD)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        result = run("check", "secret.sse")
    assert result.stderr == "sse-conform: secret.sse: it cannot be read: Permission denied\n"
    assert result.exit_code == 2


def test_a_link_to_nowhere_in_a_directory(run: Run, captures: Path) -> None:
    (captures / "x.sse").symlink_to("nowhere")
    result = run("check", ".")
    assert result.stderr == "sse-conform: x.sse: it cannot be read: No such file or directory\n"


def test_a_directory_without_captures(run: Run, captures: Path) -> None:
    (captures / "sub").mkdir()
    result = run("check", "sub")
    assert result.stderr.startswith("sse-conform: sub: no captures below this directory; looked for ")
    assert result.exit_code == 2


def test_what_a_directory_has_besides_is_told_unless_quiet(run: Run, captures: Path) -> None:
    (captures / "a.sse").write_bytes(GOOD)
    (captures / "b.pdf").write_bytes(b"{}")
    sentence = "sse-conform: passed over 1 file below ./: 1 *.pdf; name a file to check it anyway\n"
    assert run("check", ".", "./").stderr.count(sentence) == 1
    assert run("check", ".", "-q").stderr == ""
    assert run("check", ".").exit_code == 0


RECORDED = [
    pytest.param("Content-Length: 1000", GOOD, ["SSE316"], 1, id="a body that is too short"),
    pytest.param("Content-Length: 1", GOOD, ["SSE316"], 0, id="a body that is too long"),
    pytest.param("Content-Length: 1, 2", GOOD, ["SSE319"], 1, id="two lengths"),
    pytest.param("Content-Encoding: gzip", gzip.compress(GOOD), [], 0, id="a compressed body"),
    pytest.param("Content-Encoding: gzip", gzip.compress(GOOD)[:-5], ["SSE318"], 0, id="one that lacks its end"),
    pytest.param("Content-Encoding: gzip", gzip.compress(GOOD) + b"more", ["SSE318"], 1, id="one that is damaged"),
    pytest.param("Content-Encoding: gzip", GOOD, [], 0, id="one that curl undid"),
    pytest.param("Content-Encoding: compress", b"\x1f\x9d\x90", [], 2, id="one that nobody here can undo"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "body", "found", "code"), RECORDED)
def test_what_the_head_of_a_recording_says_of_its_body(
    run: Run, fields: str, body: bytes, found: list[str], code: int
) -> None:
    head = f"HTTP/1.1 200 OK\nContent-Type: text/event-stream\n{fields}\n\n".encode()
    select = "SSE1,SSE316,SSE318,SSE319"
    result = run("check", "-", "--format", "jsonl", "--select", select, stdin=head + body)
    assert codes(result) == found
    assert result.exit_code == code


def test_a_page_that_a_head_explains_was_checked(run: Run) -> None:
    head = b"HTTP/1.1 502 Bad Gateway\nContent-Type: text/html\n\n"
    result = run("check", "-", "--format", "jsonl", stdin=head + b"<!DOCTYPE html>\n<p>502")
    assert "SSE303" in codes(result)
    assert result.stderr.startswith("sse-conform: -: it is a page of HTML or XML, not an event stream; ")
    assert result.exit_code == 1


def test_the_source_cannot_write_to_the_terminal(run: Run, captures: Path) -> None:
    result = run("check", "\x1b]0;x\a")
    assert result.stderr == "sse-conform: \\x1b]0;x\\x07: there is no such file or directory\n"


def test_one_bad_input_does_not_stop_the_others_and_its_code_counts(run: Run, captures: Path) -> None:
    (captures / "a.json").write_bytes(b"{}")
    (captures / "b.sse").write_bytes(CUT)
    (captures / "c.sse").write_bytes(GOOD)
    result = run("check", "a.json", "nowhere", "b.sse", "*.sse", ".", "--format", "json", "--profile", "none")
    document = json.loads(result.stdout)
    assert [capture["source"] for capture in document["captures"]] == ["a.json", "b.sse", "c.sse"]
    assert [problem["source"] for problem in document["summary"]["unread"]] == ["a.json", "nowhere"]
    assert document["summary"]["outcomes"] == {"ended": 1, "not a stream": 1, "truncated": 1}
    assert result.exit_code == 2


class Breaking(RawIOBase):
    """A stream that gives some bytes and then an error."""

    def __init__(self, data: bytes, error: BaseException) -> None:
        self.data = data
        self.error = error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if not self.data:
            raise self.error
        buffer[: len(self.data)] = self.data
        size, self.data = len(self.data), b""
        return size


def test_an_error_while_a_stream_is_read(run: Run) -> None:
    result = run("check", "-", stdin=BufferedReader(Breaking(CUT, OSError(5, "Input/output error"))))
    assert result.stderr == "sse-conform: -: it cannot be read: Input/output error\n"
    assert result.stdout == (
        "-: order not checked (no shipped profile knows the events), 1 event, 17 B: stopped\n"
        "-: the check stopped: the rest could not be read; 8 bytes of an unfinished event were pending\n"
        "Found nothing wrong in what was checked of 1 capture.\n"
        "Its order was not checked: name a --profile, or see `sse-conform profile list`.\n"
        "1 input could not be checked.\n"
    )
    assert result.exit_code == 2


def test_an_interrupt_keeps_the_partial_report(run: Run) -> None:
    result = run("check", "-", stdin=BufferedReader(Breaking(MIXED, KeyboardInterrupt())))
    assert "warning SSE101" in result.stdout
    assert "-: the check stopped: interrupted\n" in result.stdout
    assert result.stdout.splitlines()[-1] == "Interrupted: this report is partial."
    assert result.exit_code == 130


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(
            (), "nothing to check: name files, directories or URLs, or - for standard input", id="no input"
        ),
        pytest.param(("-", "--select", "SSE9"), "no rule has the code 'SSE9'", id="an unknown code"),
        pytest.param(("-", "--profile", "ciniterflo"), "did you mean ciniterflow?", id="an unknown profile"),
        pytest.param(
            ("-", "--profile", "none", "--framing", "x"),
            "--framing names a framing of a profile",
            id="a framing and no profile",
        ),
        pytest.param(
            ("-", "--profile", "ciniterflow", "--framing", "x"),
            "profile ciniterflow has no framing 'x'; choose envelope, hybrid, named",
            id="a framing that it lacks",
        ),
        pytest.param(
            ("-", "--framing", "x"),
            "no shipped profile has a framing 'x'; choose chunks, data, distinct, envelope, ",
            id="a framing that none has",
        ),
        pytest.param(
            ("-", "--format", "yaml"),
            "there is no format 'yaml'; choose text, concise, ",
            id="an unknown format",
        ),
        pytest.param(
            ("-", "--format", "json", "--format", "text"),
            "only one format can go to standard output",
            id="two formats on standard output",
        ),
        pytest.param(
            ("-", "--format", "json:no/such/folder"),
            "no/such/folder cannot be written: No such file",
            id="a file that cannot be written",
        ),
        pytest.param(("-", "-X", "POST"), "-X is for URLs, and none is given", id="a request and no URL"),
        pytest.param(
            ("-", "-k", "-H", "A: b"),
            "-H and -k are for URLs, and none is given",
            id="two options and no URL",
        ),
        pytest.param(
            ("http://x", "-H", "secret"),
            "a header is written 'Name: value', on one line",
            id="a header without a colon",
        ),
        pytest.param(
            ("http://x", "-H", "A: b\r\nC: d"),
            "a header is written 'Name: value', on one line",
            id="a header of two lines",
        ),
        pytest.param(
            ("http://x", "-d", "@nowhere"),
            "nowhere cannot be read: No such file or directory",
            id="a body that is not there",
        ),
        pytest.param(("-", "--max-time", "0"), "0.0 is not in the range x>0", id="no time"),
    ],
)
@pytest.mark.usefixtures("captures")
def test_wrong_usage(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    result = run("check", *arguments)
    assert sentence in " ".join(result.stderr.split())
    assert (result.stdout, result.exit_code) == ("", 2)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_output_that_cannot_be_written(run: Run) -> None:
    result = run("check", "-", "--format", "json:/dev/full", stdin=GOOD)
    assert result.stderr == "sse-conform: /dev/full cannot be written: No space left on device\n"
    assert result.exit_code == 2


def test_a_fault_of_our_own_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(StreamCheck, "feed", fail)
    result = run("check", "-", stdin=GOOD)
    assert "ZeroDivisionError: a bug" in result.stderr
    assert "this is a fault of sse-conform, not of your stream; please report it" in result.stderr
    assert result.exit_code == 4
