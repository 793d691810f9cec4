"""Which rules apply: codes, their beginnings, ALL, and which of two counts."""

import pytest

from sse_conform.rules import Selection, UnknownRuleError

ON, OFF = True, False

ROWS = [
    pytest.param(Selection(), "SSE105", ON, True, id="a default"),
    pytest.param(Selection(), "SSE103", OFF, False, id="off by default"),
    pytest.param(Selection(select=("SSE103",)), "SSE103", OFF, True, id="selected"),
    pytest.param(Selection(select=("SSE103",)), "SSE105", ON, False, id="a selection replaces the defaults"),
    pytest.param(Selection(extend_select=("SSE103",)), "SSE105", ON, True, id="an extension leaves the defaults"),
    pytest.param(Selection(extend_select=("SSE103",)), "SSE103", OFF, True, id="an extension adds"),
    pytest.param(Selection(select=("ALL",)), "SSE103", OFF, True, id="all of them"),
    pytest.param(Selection(select=("all",)), "SSE103", OFF, True, id="all in lower case"),
    pytest.param(Selection(select=("sse1",)), "SSE103", OFF, True, id="the beginning of a code in lower case"),
    pytest.param(Selection(ignore=("SSE105",)), "SSE105", ON, False, id="a default that is ignored"),
    pytest.param(Selection(ignore=("ALL",)), "SSE105", ON, False, id="all are ignored"),
    pytest.param(Selection(select=("SSE1",), ignore=("SSE105",)), "SSE105", ON, False, id="the longer ignores"),
    pytest.param(Selection(select=("SSE105",), ignore=("SSE1",)), "SSE105", ON, True, id="the longer selects"),
    pytest.param(Selection(select=("SSE1",), ignore=("SSE1",)), "SSE105", ON, False, id="to ignore counts more at the same length"),
    pytest.param(Selection(select=("SSE1", "SSE105"), ignore=("SSE10",)), "SSE105", ON, True, id="the longest of several"),
    pytest.param(Selection(select=("ORD",)), "ORD101", ON, True, id="the order"),
    pytest.param(Selection(ignore=("flowise:content/none",)), "flowise:content/none", ON, False, id="a check of a profile"),
    pytest.param(Selection(ignore=("flowise:",)), "flowise:content/none", ON, False, id="all checks of a profile"),
    pytest.param(Selection(ignore=("flowise:content",)), "flowise:content/none", ON, False, id="the beginning of a check"),
    pytest.param(Selection(ignore=("mine:check",)), "mine:check", ON, False, id="a check of the user's own profile"),
]  # fmt: skip


@pytest.mark.parametrize(("selection", "code", "default", "expected"), ROWS)
def test_selection(selection: Selection, code: str, default: bool, expected: bool) -> None:
    assert selection.includes(code, default=default) is expected


REFUSED = [
    pytest.param("SSE999", r"no rule has the code 'SSE999', or a code that begins so$", id="a code that is none"),
    pytest.param("SSE1105", r"did you mean SSE1\d\d\?", id="a slip in a code"),
    pytest.param("invalid-utf8", r"did you mean SSE201\?", id="a name"),
    pytest.param("flowise:contnt/none", r"did you mean flowise:content/none\?", id="a slip in a check's id"),
    pytest.param("ALLL", r"did you mean ALL\?", id="a slip in ALL"),
    pytest.param("", r"no rule has the code ''", id="nothing"),
    pytest.param(":x", r"no rule has the code ':x'", id="a check of no profile"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "message"), REFUSED)
@pytest.mark.parametrize("option", ["select", "extend_select", "ignore"])
def test_refused(option: str, word: str, message: str) -> None:
    with pytest.raises(UnknownRuleError, match=message):
        Selection(**{option: (word,)})
