"""Numbers of rules: a user sets them, each by the name of its rule, and a rule goes by what was set."""

from typing import Any

import pytest

from sse_conform.check import StreamCheck
from sse_conform.rules import RULES, Option, OptionError, Rule, UnknownRuleError, options_of

WITH_OPTIONS = [rule for rule in RULES if rule.options]


def messages(stream: bytes, options: dict[str, Any]) -> list[str]:
    """What a check with these options says."""
    check = StreamCheck("stream", profile=None, options=options_of(options))
    return [finding.message for finding in (*check.feed(stream), *check.close())]


@pytest.mark.parametrize(
    ("stream", "options", "expected"),
    [
        (b"retry: 5000\ndata: a\n\n", {}, []),
        (b"retry: 5000\ndata: a\n\n", {"SSE403": {"longest": 4999}}, ["the reconnection time '5000' ms is more than 4,999 ms"]),
        (b"retry: 5000\ndata: a\n\n", {"SSE403": {"longest": 5000}}, []),
        (b"retry: 3600001\ndata: a\n\n", {}, ["the reconnection time '3600001' ms is more than an hour"]),
        (b"retry: 3600001\ndata: a\n\n", {"retry-extreme": {"longest": 4_000_000}}, []),
        (b"id: " + b"7" * 65 + b"\ndata: a\n\n", {"sse411": {"longest": 64}}, ["the value of id is 65 bytes long"]),
        (b"id: " + b"7" * 64 + b"\ndata: a\n\n", {"sse411": {"longest": 64}}, []),
        (b"data: " + b"a" * 70_000 + b"\n\n", {}, ["a line of 70,006 bytes: common readers give up at 64 KiB"]),
        (b"data: " + b"a" * 70_000 + b"\n\n", {"SSE507": {"long-line": 100_000}}, []),
        (b"data: " + b"a" * 70_000 + b"\n\n", {"SSE507": {"long-line": 70_000}}, ["a line of 70,006 bytes: the limit is 70,000"]),
    ],
)  # fmt: skip
def test_a_rule_goes_by_what_was_set(stream: bytes, options: dict[str, Any], expected: list[str]) -> None:
    assert messages(stream, options) == expected


@pytest.mark.parametrize("rule", WITH_OPTIONS, ids=lambda rule: rule.name)
def test_an_option_says_what_it_is(rule: type[Rule]) -> None:
    for option in rule.options:
        assert option.name == option.name.lower().replace("_", "-")
        assert option.least <= option.default
        assert option.meaning
        assert options_of({rule.name: {option.name: option.least}}) == {
            (rule.code, option.name): option.least
        }


@pytest.mark.parametrize("value", [0, -1, True, 1.5, "5", None])
def test_a_value_that_makes_no_sense_is_refused(value: object) -> None:
    with pytest.raises(OptionError, match="SSE403: longest must be a whole number, 1 or more"):
        options_of({"SSE403": {"longest": value}})


def test_a_rule_that_there_is_not_is_refused() -> None:
    with pytest.raises(UnknownRuleError, match="there is no rule retry-extrem; did you mean SSE403"):
        options_of({"retry-extrem": {}})


def test_the_rules_with_options() -> None:
    named = {rule.code: [option.name for option in rule.options] for rule in WITH_OPTIONS}
    assert named == {"SSE403": ["longest"], "SSE411": ["longest"], "SSE507": ["long-line"]}
    assert all(isinstance(option, Option) for rule in WITH_OPTIONS for option in rule.options)
