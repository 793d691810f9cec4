"""The catalogue is complete, its codes are stable, and its documentation is whole."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from sse_codec import Scanner
from sse_conform import rules
from sse_conform.finding import Level
from sse_conform.rules import RULES, Need, Rule, UnknownRuleError, get
from sse_conform.rules._document import document
from sse_conform.rules._index import is_wanted
from sse_conform.rules._table import TABLE
from sse_conform.rules._write_table import FILE, listed, table_text

PAGE = Path(__file__).parents[3] / "docs" / "rules.md"
ANEW = "a rule is new, changed or gone: write the table anew with `python -m sse_conform.rules._write_table`"
FAMILIES = ("framing", "encoding", "http", "fields", "payload", "timing", "demands")


def files() -> set[str]:
    folder = Path(str(rules.__file__)).parent
    return {path.stem for family in FAMILIES for path in (folder / family).glob("[!_]*.py")}


def test_every_file_of_a_family_is_a_rule_of_that_name() -> None:
    listed_files = {rule.name.replace("-", "_") for rule in RULES}
    assert listed_files == files(), ANEW
    assert [rule.__module__.split(".")[-1] for rule in RULES] == [
        rule.name.replace("-", "_") for rule in RULES
    ]


def test_the_table_is_of_the_rules_as_they_are() -> None:
    assert FILE.read_text(encoding="utf-8") == table_text(), ANEW
    assert FILE.read_text(encoding="utf-8").count("Listed(") == len(TABLE)
    assert [listed(rule, rule.__module__.split(".")[-2]) for rule in RULES] == list(TABLE)


def test_a_check_imports_only_the_rules_that_it_asks() -> None:
    code = (
        "import sys; from sse_conform import StreamCheck; check = StreamCheck('a', profile=None);"
        "check.feed(b'data: a\\n\\n'); check.close();"
        "print(*(name for name in sys.modules if name.count('.') == 3 and name.startswith('sse_conform.rules.')))"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    (block,) = Scanner().feed(b"data: a\n\n")
    asked = {
        rule.__module__
        for rule in RULES
        if rule.is_default() and {*rule.needs} <= {Need.BYTES}
        if "end" in rule.hooks or (rule.hooks & {"block", "field"} and is_wanted(block.facts, rule.wants))
    }
    assert set(run.stdout.split()) == asked


def test_the_door_has_no_other_names() -> None:
    with pytest.raises(AttributeError, match="no attribute 'RULE'"):
        _ = rules.RULE


def test_codes_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_no_code_was_taken_away() -> None:
    """Codes are never used again: a number that is missing here must never come back with another meaning."""
    numbers = {rule.code.removeprefix("SSE") for rule in RULES}
    assert numbers == {
        *(str(number) for number in range(101, 123)),
        *(str(number) for number in range(201, 211)),
        *(str(number) for number in range(301, 321)),
        *(str(number) for number in range(401, 413) if number != 408),  # needs a second connection
        *("507", "509", "511", "512", "513"),
        *("601", "602", "603", "606"),  # 604 and 605 are what the order of a profile finds
        *(str(number) for number in range(701, 706)),
        *("801", "802"),
    }, "write the code of a new rule here, and take none away"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_says_all_that_a_user_needs(rule: type[Rule]) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.name)
    assert rule.basis in {"standard", "http", "interop", "heuristic", "demand"}
    assert rule.summary
    assert rule.why.endswith(".")
    assert rule.help[0].islower()
    for text in (rule.summary, rule.help):
        assert not text.endswith(".")
    if rule.basis == "demand":
        assert rule.reference.text.startswith("the option --")
    else:
        assert rule.reference.url.startswith("https://")
    assert rule.__doc__ is None, "the module's docstring is the law of the rule"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_errors_and_warnings_are_on_by_default(rule: type[Rule]) -> None:
    assert rule.is_default() is (rule.level is not Level.INFO)


@pytest.mark.parametrize("key", ["SSE105", "sse105", "incomplete-final-event"])
def test_a_rule_is_found_by_its_code_or_name(key: str) -> None:
    assert get(key).code == "SSE105"


def test_an_unknown_rule_is_refused_with_what_is_near() -> None:
    with pytest.raises(UnknownRuleError, match=r"no rule incomplete-final-evnt; did you mean SSE105\?"):
        get("incomplete-final-evnt")
    with pytest.raises(UnknownRuleError, match=r"no rule X$"):
        get("X")


def test_the_documentation_page_is_what_the_rules_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == document(), (
        "run: python -m sse_conform.rules._document > docs/rules.md"
    )


def test_the_module_writes_the_page() -> None:
    command = [sys.executable, "-X", "utf8", "-m", "sse_conform.rules._document"]
    assert subprocess.run(command, check=True, capture_output=True).stdout.decode() == document()
