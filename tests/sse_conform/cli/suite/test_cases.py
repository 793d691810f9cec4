"""The cases on the command line: the list, each in full, and all of them as JSON."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from sse_conform.suite import load_cases

Run = Callable[..., Result]

CASES = load_cases()


def test_the_list(run: Run) -> None:
    lines = run("list").stdout.splitlines()
    assert lines == [f"{case.level:<6}  {case.id}: {case.why}" for case in CASES]


def test_the_list_of_a_topic_as_json(run: Run) -> None:
    document = json.loads(run("list", "framing", "encoding/", "--format", "json").stdout)
    wanted = [case for case in CASES if case.id.startswith(("framing/", "encoding/"))]
    assert [case["id"] for case in document["cases"]] == [case.id for case in wanted]
    assert document["v"] == 1
    assert document["cases"][0] == {
        "id": wanted[0].id,
        "since": wanted[0].since,
        "level": wanted[0].level,
        "spec": wanted[0].spec.name,
        "why": wanted[0].why,
        "needs": sorted(wanted[0].needs),
    }


@pytest.mark.parametrize("command", ["list", "show"])
def test_a_pattern_that_names_nothing(run: Run, command: str) -> None:
    result = run(command, "framing", "no-such-topic")
    assert "no case is named 'no-such-topic'" in result.stderr
    assert "`sse-conform suite list` lists them" in result.stderr
    assert (result.stdout, result.exit_code) == ("", 2)


SHOWN = r"""framing/crlf-split-across-chunks (must, since 2026.1)
  CR at the end of a read and LF at the start of the next are one line end
  wire: 'data: A\r' | '\ndata: B\r\n\r\n'
  event: type 'message', data 'A\nB', id ''
  cut in 21 ways: given, whole, bytes, cut-1 ...
"""


def test_a_case_in_full(run: Run) -> None:
    (case,) = (case for case in CASES if case.id == "framing/crlf-split-across-chunks")
    law = f"  {case.spec.section}: {case.spec.words}\n  {case.spec.url}\n"
    assert run("show", case.id).stdout == SHOWN + law


def case_text(body: str) -> str:
    head = 'id = "{}"\nsince = "2026.1"\nspec = "line-ends"\nwhy = "W"\n'
    return f"[[case]]\n{head}{body}\n"


DECODER = case_text("""
last_event_id = "5"
[[case.conn]]
chunks   = ["data: A\\n\\n"]
events   = [{ data = "A", id = "5" }]
comments = ["c"]
state    = { retry = "unset" }
accept.other = { events = [{ data = "B" }] }
[[case.conn]]
chunks = []
events = []
lenient.gives-up = { error = true }
""")
STAMPED = case_text("""
chunks = ["data: A\\n\\n"]
events = [{ data = { repeat = "x", times = 2000 }, chunk = 1 }]
""")
ENCODER = case_text('messages = [{ data = "A", retry = 5 }]\nbytes = "retry: 5\\ndata: A\\n\\n"')
REFUSED = case_text('messages = [{ id = "1\\n", data = "A" }]\nrefused = "id"')
STANDARD = """
[line-ends]
section = ""
anchor  = ""
words   = "Words."

[protocol-order]
section = ""
anchor  = ""
words   = "Order."
"""


@pytest.fixture
def small(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Replaces the cases by one of a kind."""

    def make(kind: str, text: str) -> None:
        folder = tmp_path / "fixtures"
        (folder / kind).mkdir(parents=True)
        (folder / "standard.toml").write_text(STANDARD)
        (folder / kind / "group.toml").write_text(text.replace("{}", "group/one"))
        cases = load_cases(folder)
        monkeypatch.setattr("sse_conform.cli.suite.show.load_cases", lambda: cases)

    return make


@pytest.mark.parametrize(
    ("kind", "text", "lines"),
    [
        pytest.param(
            "decoder",
            DECODER,
            [
                "  opened with the last event id '5'",
                r"  connection 1: 'data: A\n\n'",
                "  event: type 'message', data 'A', id '5'",
                "  comment: 'c'",
                "  retry: None",
                "  as good, other:",
                "    event: type 'message', data 'B', id ''",
                "  connection 2: (nothing)",
                "  no event",
                "  lenient, gives-up:",
                "    then an error of its own",
                "  cut in 11 ways: given, whole, bytes, cut-1 ...",
                "  needs: reconnect",
                "  Words.",
            ],
            id="connections",
        ),
        pytest.param(
            "decoder",
            STAMPED,
            [
                r"  wire: 'data: A\n\n'",
                f"  event: type 'message', data '{'x' * 199}... (2,002 characters), id '', with chunk 1",
                "  cut in 1 way: given",
                "  needs: prompt",
                "  Words.",
            ],
            id="a chunk and a long text",
        ),
        pytest.param(
            "encoder",
            ENCODER,
            [
                "  write: data 'A', retry 5",
                r"  as: 'retry: 5\ndata: A\n\n', or whatever reads back as",
                "  event: type 'message', data 'A', id ''",
                "  retry: 5",
                "  needs: retry",
                "  Words.",
            ],
            id="an encoder",
        ),
        pytest.param(
            "encoder",
            REFUSED,
            [r"  write: data 'A', id '1\n'", "  refused, for its id", "  needs: id", "  Words."],
            id="a refusal",
        ),
    ],
)
def test_what_is_shown(
    run: Run, small: Callable[[str, str], None], kind: str, text: str, lines: list[str]
) -> None:
    small(kind, text)
    shown = run("show", "group/one").stdout.splitlines()
    assert shown[:2] == ["group/one (must, since 2026.1)", "  W"]
    assert [line for line in shown[2:] if not line.startswith(("  last_event_id", "  discarded"))] == lines


def test_a_checker_case(run: Run) -> None:
    lines = run("show", "ciniterflow/orders/missing-metadata").stdout.splitlines()
    assert "  profile ciniterflow, framing named, outcome completed" in lines
    assert "  finding: ORD101 error at byte 103, line 13, event 5" in lines


def test_several_cases_have_a_blank_line_between_them(run: Run) -> None:
    text = run("show", "framing/crlf-split-across-chunks", "framing/crlf-uniform").stdout
    assert len(text.split("\n\n")) == 2


def test_an_export_is_all_cases(run: Run, tmp_path: Path) -> None:
    result = run("export", "-o", tmp_path / "cases.json")
    assert (result.stdout, result.exit_code) == ("", 0)
    document = json.loads((tmp_path / "cases.json").read_text())
    exported = [case["id"] for kind in ("decoder", "encoder", "order") for case in document[kind]]
    assert exported == [case.id for case in load_cases()]


def test_an_export_goes_to_standard_output(run: Run) -> None:
    assert json.loads(run("export").stdout)["$schema"] == "cases.schema.json"


def test_an_export_to_nowhere(run: Run, tmp_path: Path) -> None:
    result = run("export", "-o", tmp_path)
    assert f"{tmp_path} cannot be written: Is a directory" in result.stderr
    assert result.exit_code == 2
