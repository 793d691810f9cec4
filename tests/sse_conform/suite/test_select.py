"""Cases are chosen by ids, by the beginnings of ids, and by patterns."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sse_conform.suite import load_cases, select

Folder = Callable[..., Path]

PLAIN = """
[[case]]
id     = "group/plain"
since  = "2026.1"
spec   = "line-ends"
why    = "it is plain"
chunks = ["data: A\\n\\n"]
events = [{ data = "A" }]
"""

SELECTED = {
    "no pattern": ([], ["group/one", "group/one-more", "other/one"]),
    "an id": (["group/one"], ["group/one"]),
    "the name of a file": (["group"], ["group/one", "group/one-more"]),
    "the name of a file and a slash": (["other/"], ["other/one"]),
    "a star": (["*/one"], ["group/one", "other/one"]),
    "two patterns": (["other", "group/one"], ["group/one", "other/one"]),
}


@pytest.mark.parametrize(("patterns", "ids"), SELECTED.values(), ids=SELECTED)
def test_selected(folder: Folder, patterns: list[str], ids: list[str]) -> None:
    root = folder(PLAIN.replace("plain", "one", 1) + PLAIN.replace("plain", "one-more", 1))
    (root / "decoder" / "other.toml").write_text(PLAIN.replace("group/plain", "other/one"))
    assert [case.id for case in select(load_cases(root), patterns)] == ids


def test_a_pattern_that_selects_nothing(folder: Folder) -> None:
    with pytest.raises(ValueError, match="no case is named 'grop'; give an id"):
        select(load_cases(folder(PLAIN)), ["grop"])
