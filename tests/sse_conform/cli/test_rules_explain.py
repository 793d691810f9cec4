"""The catalogue on the command line: the list of rules, and each of them in full."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from sse_codec.ordering import CODES, load_profile, shipped_profiles
from sse_conform.rules import RULES

Run = Callable[..., Result]

CHECKS = [f"{name}:{check.id}" for name in shipped_profiles() for check in load_profile(name).checks]


def test_the_default_rules(run: Run) -> None:
    listed = [line.split()[0] for line in run("rules").stdout.splitlines()]
    assert listed == [*(rule.code for rule in RULES if rule.is_default()), *CODES]


def test_all_rules_and_which_are_off(run: Run) -> None:
    lines = run("rules", "--all").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [*(rule.code for rule in RULES), *CODES]
    off = {line.split()[0] for line in lines if line.endswith(" (off by default)")}
    assert off == {rule.code for rule in RULES if not rule.is_default()}


def test_a_line_has_code_level_name_and_summary(run: Run) -> None:
    expected = "SSE105  error    incomplete-final-event: The stream ends inside an event, which is lost"
    assert expected in run("rules").stdout.splitlines()


def test_the_list_as_json(run: Run) -> None:
    document = json.loads(run("rules", "--all", "--format", "json").stdout)
    assert document["v"] == 1
    by_code = {rule["code"]: rule for rule in document["rules"]}
    assert set(by_code) == {*(rule.code for rule in RULES), *CODES}
    assert by_code["SSE312"] == {
        "code": "SSE312",
        "name": "redirect-without-location",
        "level": "error",
        "default": True,
        "basis": "http",
        "summary": "A redirect has no Location",
        "why": "There is nothing to follow: clients fail the connection.",
        "help": "send Location with the redirect",
        "spec": "RFC 9110 15.4",
        "url": "https://www.rfc-editor.org/rfc/rfc9110#section-15.4",
        "needs": ["the response head"],
        "options": [],
        "evidence": ["launchdarkly/sse-contract-tests: HTTP behaviour"],
    }


def test_a_code_in_full(run: Run) -> None:
    assert (
        run("explain", "sse105").stdout
        == """\
SSE105 incomplete-final-event (error)

The stream ends inside an event, which is lost.

Why: An event is dispatched by the blank line after it; at the end of the stream an unfinished one
is discarded. Readers disagree: some deliver it all the same, so half an answer looks whole, and
some raise.

What to do: Send an empty line after the last event.

Bad:
    data: a\\n
    \\n
    event: end\\n
    data: b\\n

Good:
    data: a\\n
    \\n
    event: end\\n
    data: b\\n
    \\n
    : bye

Rests on: standard; HTML standard 9.2.6
          https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
Needs: the bytes of the stream; not applicable without
Seen: openai-node#2725 and #2726 (delivers it)
Seen: a2a-python#1216 and openai-go#697 (refuse)
Seen: gemini-cli#29059
"""
    )


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        pytest.param("incomplete-final-event", ["SSE105 incomplete-final-event (error)"], id="by name"),
        pytest.param(
            "SSE203",
            ["(chunk 1)", "(chunk 2)", "SSE203 utf8-split-across-chunks (info, off by default)"],
            id="chunks",
        ),
        pytest.param(
            "SSE312",
            ["HTTP/1.1 307", "Location: /stream", "Needs: the response head; not applicable without"],
            id="a head",
        ),
        pytest.param("SSE315", ["(the stream ends by: incomplete)"], id="an ending"),
        pytest.param(
            "ORD101",
            ["ORD101 missing-event (error)", "Rests on: profile; an ordering profile"],
            id="a code of the order",
        ),
        pytest.param(
            "ciniterflow:metadata/chat-id",
            ["ciniterflow:metadata/chat-id (warning)"],
            id="a check of a profile",
        ),
    ],
)
def test_what_an_explanation_holds(run: Run, code: str, lines: list[str]) -> None:
    said = [line.strip() for line in run("explain", code).stdout.splitlines()]
    assert [line for line in lines if line not in said] == []


@pytest.mark.parametrize("code", [*(rule.code for rule in RULES), *CODES, *CHECKS])
def test_every_code_is_explained_in_printable_text(run: Run, code: str) -> None:
    result = run("explain", code)
    assert result.stdout.startswith(code)
    assert result.stdout.replace("\n", "").isprintable()
    assert (result.stderr, result.exit_code) == ("", 0)


def test_several_codes(run: Run) -> None:
    said = run("explain", "SSE105", "ORD101").stdout
    assert [line.split()[0] for line in said.splitlines() if line.endswith("(error)")] == ["SSE105", "ORD101"]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("incomplete-event", "there is no rule 'incomplete-event'; did you mean incomplete-final-event"),
        ("xyzzy", "there is no rule 'xyzzy'; `sse-conform rules --all` lists them."),
    ],
    ids=["near a name", "near nothing"],
)
def test_a_code_that_is_none(run: Run, code: str, sentence: str) -> None:
    result = run("explain", code)
    assert sentence in result.stderr
    assert (result.stdout, result.exit_code) == ("", 2)
