"""What a shell offers, and what somebody is told who mistyped."""

from collections.abc import Callable

import pytest
from click.shell_completion import ShellComplete
from click.testing import Result

from sse_codec.ordering import shipped_profiles
from sse_conform.cli import main
from sse_conform.render import CHECK_FORMATS
from sse_conform.rules import RULES

Run = Callable[..., Result]


def offered(*words: str) -> list[str]:
    """The words that complete the last one."""
    *before, last = words
    shell = ShellComplete(main, {}, "sse-conform", "_SSE_CONFORM_COMPLETE")
    return [
        item.value if item.type == "plain" else f"({item.type})"
        for item in shell.get_completions(before, last)
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["chec"], ["check"]),
        (["profile", "sh"], ["show"]),
        (["check", "--profile", "openai-c"], [name for name in shipped_profiles() if name.startswith("openai-c")]),
        (["check", "--profile", "no"], ["none"]),
        (["check", "--profile", "./mine"], ["(file)"]),
        (["check", "--format", "js"], [format.name for format in CHECK_FORMATS if format.name.startswith("js")]),
        (["suite", "run", "--format", "j"], ["json", "junit"]),
        (["check", "--select", "sse80"], [rule.code for rule in RULES if rule.code.startswith("SSE80")]),
        (["check", "--ignore", "SSE1,A"], ["SSE1,ALL"]),
        (["check", "--extend-select", "ORD101"], ["ORD101"]),
        (["check", "--extend-select", "a2"], ["a2a:"]),
        (["check", "--select", "ciniterflow:metadata/chat-i"], ["ciniterflow:metadata/chat-id"]),
        (["check", "--select", "nobody:"], []),
        (["check", "capt"], ["(file)"]),
        (["config", "show", "capt"], ["(file)"]),
        (["explain", "incomplete-f"], ["incomplete-final-event"]),
        (["explain", "sse105"], ["SSE105"]),
        (["profile", "lst", "--fo"], []),
    ],
)  # fmt: skip
def test_what_is_offered(words: list[str], expected: list[str]) -> None:
    assert offered(*words) == expected


def test_a_code_is_offered_with_its_name() -> None:
    shell = ShellComplete(main, {}, "sse-conform", "_SSE_CONFORM_COMPLETE")
    (item,) = shell.get_completions(["check", "--select"], "SSE105")
    assert item.help == "incomplete-final-event"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chek"], "there is no command 'chek'; did you mean check?"),
        (["profile", "lst"], "there is no command 'lst'; did you mean list?"),
        (["xyzzy"], "there is no command 'xyzzy'"),
        (["--chek"], "--chek"),
        (["check", "a", "--format", "sarf"], f"there is no format 'sarf'; choose {CHECK_FORMATS.words}; did you mean sarif?"),
        (["check", "a", "--profile", "antropic-messages"], "did you mean anthropic-messages?"),
        (["check", "a", "--select", "incomplete-final-evnt"], "did you mean SSE105?"),
        (["explain", "incomplete-final-evnt"], "did you mean incomplete-final-event"),
    ],
)  # fmt: skip
def test_what_was_probably_meant(run: Run, arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())
