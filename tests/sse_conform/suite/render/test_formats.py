"""Each output format of a run of the suite, from verdicts that were put together by hand."""

import json
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import attrs
import pytest

from sse_conform.suite import (
    AnyCase,
    DecoderCase,
    Implementation,
    Outcome,
    Trouble,
    Verdict,
    load_cases,
)
from sse_conform.suite.render import (
    CaseResult,
    HtmlRenderer,
    JsonRenderer,
    JUnitRenderer,
    Matrix,
    Result,
    SuiteRenderer,
    TapRenderer,
    TextRenderer,
    by_case_results,
)

CASES = {case.id: case for case in load_cases()}
CASE = CASES["framing/crlf-split-across-chunks"]
SECOND = CASES["framing/crlf-uniform"]
ENCODING = next(case for case in CASES.values() if case.id.startswith("encoding/"))
FAILED = Verdict(
    CASE,
    "given",
    Outcome.FAILED,
    "data of event 1 is 'B' where 'A\\nB' is wanted",
    ((b"data: A\r", b"\ndata: B\r\n\r\n"),),
    {"error": None, "events": [{"type": "message", "data": "A\nB"}]},
    {"error": None, "events": [{"type": "message", "data": "B"}]},
)
WHO = Implementation("acme", "1.2", "go", decoder=frozenset({"id"}))


def verdict(outcome: Outcome, message: str = "", *, level: str = "must", case: AnyCase = CASE) -> Verdict:
    return Verdict(attrs.evolve(case, level=level), "", outcome, message)


def result(*verdicts: Verdict, name: str = "acme", who: Implementation | None = WHO) -> Result:
    return Result(name, who, tuple(by_case_results(verdicts)), ("--", "acme", "a b"))


def matrix(*results: Result, interrupted: bool = False, enough: str = "") -> Matrix:
    return Matrix((CASE, ENCODING), results, interrupted, enough)


def told(renderer: SuiteRenderer, matrix: Matrix) -> str:
    """All that a renderer says of a run, in the order in which a run asks."""
    texts: list[str] = []
    for each in matrix.results:
        for case in each.cases:
            texts += renderer.case(each.name, case)
        texts += renderer.result(each)
    return "".join([*texts, *renderer.end(matrix)])


def of_splits(*outcomes: Outcome) -> CaseResult:
    (found,) = by_case_results(
        attrs.evolve(FAILED, split=f"cut-{number}", outcome=outcome)
        for number, outcome in enumerate(outcomes, 1)
    )
    return found


def test_a_case_counts_under_the_first_of_the_gravest() -> None:
    found = of_splits(Outcome.PASSED, Outcome.FAILED, Outcome.LENIENT, Outcome.FAILED)
    assert (found.outcome, found.verdict.split, found.alike) == (Outcome.FAILED, "cut-2", ("cut-2", "cut-4"))


def test_verdicts_are_put_together_by_case() -> None:
    other = verdict(Outcome.PASSED, case=ENCODING)
    found = by_case_results([FAILED, attrs.evolve(FAILED, split="whole"), other])
    assert [(each.case.id, len(each.splits)) for each in found] == [(CASE.id, 2), (ENCODING.id, 1)]


TEXT = f"""\
framing/crlf-split-across-chunks [given]: failed: data of event 1 is 'B' where 'A\\nB' is wanted
  {CASE.why}
  wire: 'data: A\\r' | '\\ndata: B\\r\\n\\r\\n'
  wanted events: [{{'type': 'message', 'data': 'A\\nB'}}]
  got    events: [{{'type': 'message', 'data': 'B'}}]
  {CASE.spec.section}: {CASE.spec.words}
  {CASE.spec.url}

Run the first again: sse-conform suite run --select {CASE.id} -- acme 'a b'

acme 1.2: 1 case in 1 split: 1 failed.
"""


def test_text_of_a_failure() -> None:
    assert told(TextRenderer(), matrix(result(FAILED))) == TEXT


@pytest.mark.parametrize(
    ("outcomes", "line"),
    [
        ([Outcome.FAILED] * 3, "  failed under all 3 splits"),
        ([Outcome.FAILED, Outcome.FAILED, Outcome.PASSED], "  failed also under cut-2 of 3 splits"),
        (
            [Outcome.FAILED] * 11 + [Outcome.PASSED],
            "  failed also under cut-2, cut-3, cut-4, cut-5, cut-6, cut-7, cut-8, cut-9 and 2 more of 12 splits",
        ),
    ],
    ids=["all", "another one", "many"],
)
def test_text_names_the_other_splits(outcomes: list[Outcome], line: str) -> None:
    assert line in "".join(TextRenderer().case("acme", of_splits(*outcomes))).splitlines()


@pytest.mark.parametrize(
    ("found", "first"),
    [
        (verdict(Outcome.PASSED), ""),
        (verdict(Outcome.KNOWN, "x"), ""),
        (verdict(Outcome.NOT_APPLICABLE, "it lacks id"), ""),
        (verdict(Outcome.LENIENT, "as \x1b[2J"), f"{CASE.id}: lenient: as \\x1b[2J"),
        (verdict(Outcome.STALE, "x"), f"{CASE.id}: stale: x"),
        (
            verdict(Outcome.FAILED, "x", level="note"),
            f"{CASE.id}: failed: x (level note: it counts as no failure)",
        ),
    ],
    ids=["passed", "known", "not applicable", "lenient", "stale", "a note"],
)
def test_how_much_text_is_worth(found: Verdict, first: str) -> None:
    assert "".join(TextRenderer().case("acme", CaseResult(found, ()))).partition("\n")[0] == first


def test_text_tells_the_same_trouble_once() -> None:
    gone = Trouble("nope cannot be started")
    broken = attrs.evolve(verdict(Outcome.ERRORED, "nope cannot be started"), trouble=gone)
    text = told(TextRenderer(), matrix(result(broken, attrs.evolve(broken, case=ENCODING), who=None)))
    assert text.count("nope cannot be started") == 1
    assert text.endswith("\n1 more case errored in the same way.\n\nacme: 2 cases in 2 splits: 2 errored.\n")


def test_text_of_several() -> None:
    good = result(verdict(Outcome.PASSED), verdict(Outcome.PASSED, case=ENCODING), name="theirs")
    text = told(TextRenderer(several=True), matrix(result(FAILED), good))
    assert text.startswith("acme: framing/crlf-split-across-chunks [given]: failed: ")
    assert text.endswith(
        "\n            passed  failed\nacme 1.2         0       1\ntheirs 1.2       2       0\n"
    )


def test_quiet_text_is_the_failures() -> None:
    text = told(TextRenderer(quiet=True, several=True), matrix(result(FAILED)))
    assert text.removeprefix("acme: ") == TEXT.partition("Run the first")[0]


@pytest.mark.parametrize(
    ("found", "style"),
    [
        (FAILED, "\x1b[1;31m"),
        (verdict(Outcome.LENIENT, "x"), "\x1b[1;33m"),
        (verdict(Outcome.PASSED), "\x1b[1;32m"),
    ],
    ids=["red", "yellow", "green"],
)
def test_colored_text(found: Verdict, style: str) -> None:
    assert told(TextRenderer(color=True), matrix(result(found))).startswith(style)


def test_text_of_nothing() -> None:
    assert told(TextRenderer(several=True), matrix(interrupted=True)) == (
        "The run was interrupted: this report is partial.\n\n\n"
    )
    assert told(TextRenderer(), matrix(enough="the run ended after 1 failure")) == (
        "The run ended after 1 failure: this report is partial.\n"
    )
    assert "".join(TextRenderer().result(result())) == "acme 1.2: 0 cases in 0 splits: nothing was run.\n"


def test_text_sums_up_by_topic() -> None:
    broken, passed = verdict(Outcome.ERRORED, "x", case=ENCODING), verdict(Outcome.PASSED, case=SECOND)
    found = told(TextRenderer(), matrix(result(FAILED, passed, broken))).partition("\n\nframing")[2]
    assert (
        found
        == f"""\
   1 failed of 2, first {CASE.id}
encoding  1 errored of 1, first {ENCODING.id}
Run the first again: sse-conform suite run --select {CASE.id} -- acme 'a b'

acme 1.2: 3 cases in 3 splits: 1 passed, 1 failed, 1 errored.
"""
    )


@pytest.mark.parametrize(
    "quiet_one",
    [
        pytest.param(result(verdict(Outcome.ERRORED, "x"), who=None), id="one that could not be started"),
        pytest.param(result(verdict(Outcome.KNOWN, "x")), id="one that is not red"),
    ],
)
def test_text_has_no_topics_of(quiet_one: Result) -> None:
    assert "Run the first again" not in told(TextRenderer(), matrix(quiet_one))


def test_text_of_one_whose_command_nobody_knows() -> None:
    text = told(TextRenderer(), matrix(attrs.evolve(result(FAILED), arguments=())))
    assert "Run the first again" not in text


def document(matrix: Matrix) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(told(JsonRenderer(), matrix))
    return parsed


def test_json() -> None:
    found = document(
        matrix(result(FAILED, verdict(Outcome.PASSED, case=ENCODING)), result(name="b", who=None))
    )
    first, second = found.pop("implementations")
    assert found == {"v": 1, "red": True, "interrupted": False, "partial": ""}
    failed, passed = first.pop("cases")
    assert first.pop("counts") == {**dict.fromkeys(map(str, Outcome), 0), "failed": 1, "passed": 1}
    assert first == {
        "name": "acme",
        "red": True,
        "started": True,
        "calls_itself": "acme",
        "version": "1.2",
        "language": "go",
        "chunked": True,
        "decoder": ["id"],
        "encoder": None,
        "checker": None,
    }
    assert passed == {
        "id": ENCODING.id,
        "level": "must",
        "outcome": "passed",
        "red": False,
        "splits": {"passed": 1},
    }
    assert failed == {
        "id": CASE.id,
        "level": "must",
        "outcome": "failed",
        "red": True,
        "splits": {"failed": 1},
        "alike": ["given"],
        "split": "given",
        "message": FAILED.message,
        "why": CASE.why,
        "wire": [r"'data: A\r' | '\ndata: B\r\n\r\n'"],
        "wanted": FAILED.wanted,
        "got": FAILED.got,
        "answer": "",
        "trouble": None,
        "spec": {"section": CASE.spec.section, "words": CASE.spec.words, "url": CASE.spec.url},
    }
    assert (second["started"], second["cases"]) == (False, [])


def test_json_of_trouble() -> None:
    broken = attrs.evolve(verdict(Outcome.ERRORED, "x"), trouble=Trouble("x", 3, "Segmentation \ud800"))
    (case,) = document(matrix(result(broken)))["implementations"][0]["cases"]
    assert case["trouble"] == {"message": "x", "exit_code": 3, "stderr": "Segmentation \ud800", "hung": False}


SKIPPED = [
    verdict(Outcome.KNOWN, "x"),
    verdict(Outcome.LENIENT, "x"),
    verdict(Outcome.SKIPPED, "x"),
    verdict(Outcome.NOT_APPLICABLE, "x"),
    verdict(Outcome.FAILED, "x", level="should"),
]


@pytest.mark.parametrize(
    ("found", "child"),
    [
        (verdict(Outcome.PASSED), None),
        (FAILED, "failure"),
        (verdict(Outcome.STALE, "x"), "failure"),
        (verdict(Outcome.ERRORED, "x"), "error"),
        *((each, "skipped") for each in SKIPPED),
    ],
)
def test_junit_element(found: Verdict, child: str | None) -> None:
    suite = ElementTree.fromstring(told(JUnitRenderer(), matrix(result(found))))[0]
    assert [each.tag for test in suite for each in test] == ([child] if child else [])
    counts = {"failure": "failures", "error": "errors", "skipped": "skipped"}
    assert {name: suite.get(name) for name in counts.values()} == {
        name: "1" if tag == child else "0" for tag, name in counts.items()
    }


def test_junit() -> None:
    broken = attrs.evolve(
        verdict(Outcome.ERRORED, "a\x00b", case=ENCODING), trouble=Trouble("x", 3, "\x1b]<")
    )
    suite = ElementTree.fromstring(told(JUnitRenderer(), matrix(result(FAILED, broken))))[0]
    assert (suite.get("name"), suite.get("tests")) == ("acme 1.2", "2")
    assert (suite[0].get("classname"), suite[0].get("name")) == ("framing", CASE.id)
    assert suite[0][0].attrib == {"message": f"failed: {FAILED.message}", "type": "failed"}
    assert suite[0][0].text == TEXT.partition("\n\n")[0]
    assert "  stderr: \\x1b]<" in (suite[1][0].text or "").splitlines()


def test_junit_says_that_it_is_partial() -> None:
    suite = ElementTree.fromstring(told(JUnitRenderer(), matrix(result(FAILED), interrupted=True)))[0]
    assert suite[0].tag == "properties"
    assert suite[0][0].attrib == {"name": "partial", "value": "the run was interrupted"}


def test_junit_says_of_what_level_it_is() -> None:
    suite = ElementTree.fromstring(told(JUnitRenderer(), matrix(result(SKIPPED[-1]))))[0]
    assert suite[0][0].attrib == {"message": "failed (level should): x"}


@pytest.mark.parametrize(
    ("found", "line"),
    [
        (verdict(Outcome.PASSED), "ok 1 - {}"),
        (FAILED, "not ok 1 - {}"),
        (verdict(Outcome.STALE), "not ok 1 - {}"),
        (verdict(Outcome.ERRORED), "not ok 1 - {}"),
        (verdict(Outcome.KNOWN), "not ok 1 - {} # TODO the baseline says that it fails"),
        (
            verdict(Outcome.FAILED, level="note"),
            "not ok 1 - {} # TODO level note: it counts as no failure",
        ),
        (verdict(Outcome.LENIENT, "as #1"), "ok 1 - {} (lenient: as \\#1)"),
        (verdict(Outcome.SKIPPED, "no\nretry"), "ok 1 - {} # SKIP skipped: no\\\\nretry"),
        (verdict(Outcome.NOT_APPLICABLE, "it lacks id"), "ok 1 - {} # SKIP not-applicable: it lacks id"),
    ],
)
def test_tap_line(found: Verdict, line: str) -> None:
    assert told(TapRenderer(), matrix(result(found))).splitlines()[:3] == [
        "TAP version 14",
        "1..1",
        line.format(CASE.id),
    ]


def test_tap_diagnostics() -> None:
    broken = attrs.evolve(FAILED, trouble=Trouble("x", 3, "ab\ncd"), outcome=Outcome.ERRORED)
    assert told(TapRenderer(), matrix(result(broken))).splitlines()[3:] == [
        "  ---",
        '  outcome: "errored"',
        f"  message: {json.dumps(FAILED.message)}",
        '  split: "given"',
        r"""  wire: ["'data: A\\r' | '\\ndata: B\\r\\n\\r\\n'"]""",
        r'  wanted: {"error": null, "events": [{"type": "message", "data": "A\nB"}]}',
        '  got: {"error": null, "events": [{"type": "message", "data": "B"}]}',
        '  stderr: "ab\\ncd"',
        f"  spec: {json.dumps(CASE.spec.words)}",
        f'  url: "{CASE.spec.url}"',
        "  ...",
    ]


def test_tap_of_several_and_of_an_interruption() -> None:
    passed = verdict(Outcome.PASSED)
    lines = told(
        TapRenderer(), matrix(result(passed), result(passed, name="b"), interrupted=True)
    ).splitlines()
    assert lines[1:] == [
        "1..2",
        f"ok 1 - acme: {CASE.id}",
        f"ok 2 - b: {CASE.id}",
        "Bail out! the run was interrupted",
    ]


class Page(HTMLParser):
    """What tests look at in a page: elements that are left open, links, ids, cells, and addresses that are loaded."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.cells: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in ("meta", "input"):
            self.open.append(tag)
        self.links += [values["href"]] if "href" in values else []
        self.ids += [values["id"]] if tag == "details" else []
        self.cells += [values.get("class", "")] if tag == "td" else []
        self.loaded += [value for name, value in values.items() if name == "src" or tag in ("link", "script")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(matrix: Matrix) -> tuple[str, Page]:
    text = told(HtmlRenderer(), matrix)
    return text, Page(text)


def test_html() -> None:
    passed = verdict(Outcome.PASSED, case=ENCODING)
    text, parsed = page(matrix(result(FAILED, passed), result(verdict(Outcome.PASSED), name="<b>", who=WHO)))
    assert parsed.open == ["html"]
    assert parsed.loaded == []
    assert parsed.ids == [CASE.id]
    assert parsed.links == [f"#{CASE.id}", CASE.spec.url]
    # The shares of all and of each topic, then of each case the outcomes; the second implementation was not run on the last.
    assert parsed.cells == ["", "", "", "", "failed", "passed", "", "", "passed", ""]
    assert '<th scope="row">in all</th>\n<td>1/2</td>\n<td>1/1</td>' in text
    assert "<h2>Decoders</h2>" in text
    assert "Encoders" not in text
    assert "<td>0/1</td>\n<td>1/1</td>" in text
    assert '<tr class=same><th scope="row"' in text
    assert "&lt;b&gt; <small>1.2</small>" in text
    assert "failed what the standard demands</li>" in text
    assert "errored" not in text.partition("<h1>")[2]


def test_html_where_nothing_went_wrong() -> None:
    text, parsed = page(matrix(result(verdict(Outcome.NOT_APPLICABLE, "it lacks id"))))
    assert "What went wrong" not in text
    assert "<td>-</td>" in text
    assert 'class="not-applicable" title="it lacks id">-<' in text
    assert parsed.links == []


def test_html_of_what_is_only_advised() -> None:
    text, _ = page(matrix(result(verdict(Outcome.FAILED, "x", level="should"))))
    assert '<td class="advice" title="x"><a href' in text
    assert "failed what is only advised, or left open</li>" in text


def test_html_of_what_was_not_started() -> None:
    text, parsed = page(
        matrix(result(verdict(Outcome.ERRORED, "no <such> file"), who=None), interrupted=True)
    )
    assert "acme could not be started: no &lt;such&gt; file" in text
    assert "this page is partial" in text
    assert "not started" in text
    assert (parsed.ids, parsed.links) == ([], [])


@pytest.mark.parametrize("renderer", [JsonRenderer, JUnitRenderer, TapRenderer, HtmlRenderer])
def test_every_format_can_tell_of_nothing(renderer: Callable[[], SuiteRenderer]) -> None:
    assert told(renderer(), matrix()) != ""


def test_the_cases_here_are_decoder_cases() -> None:
    assert isinstance(CASE, DecoderCase)
    assert isinstance(ENCODING, DecoderCase)
