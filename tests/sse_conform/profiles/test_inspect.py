"""What is odd in a profile is said with its line."""

from pathlib import Path

import pytest

from sse_conform.profiles import inspect

GOOD = """\
profile = "good"
title = "x"
spec = "x"
date = 2026-11-23
[kinds]
a = ""
b = ""
[[framing]]
name = "f"
kind = "/k"
[group]
both = ["a", "b"]
[order]
grammar = "both+"
"""


def said(folder: Path, text: str) -> list[str]:
    path = folder / "own.toml"
    path.write_text(text)
    return [f"{remark.line} {remark.name} {remark.key}" for remark in inspect(path)]


@pytest.mark.parametrize(
    ("old", "new", "remarks"),
    [
        pytest.param("", "", [], id="nothing"),
        pytest.param('title = "x"\n', "", ["0 no-title title"], id="no title"),
        pytest.param('spec = "x"\n', "", ["0 no-spec spec"], id="no spec"),
        pytest.param("date = 2026-11-23\n", "", ["0 no-date date"], id="no date"),
        pytest.param('"both+"', '"both+"\n[severity]\nORD301 = "off"', [], id="another table"),
        pytest.param(
            'b = ""', 'b = ""\nc = ""', ["8 unreachable-kind kinds.c"], id="a kind that may come nowhere"
        ),
        pytest.param('b = ""', 'b = ""\n"c" = ""', ["8 unreachable-kind kinds.c"], id="a kind in quotes"),
        pytest.param('"both+"', '"a b"', ["12 unused-group group.both"], id="a group that nothing uses"),
        pytest.param(
            '"both+"', '"a b"\n[outcome]\nboth = "fine"', [], id="a group that only an outcome uses"
        ),
        pytest.param(
            'both = ["a", "b"]',
            'both = ["a", "b"]\nmore = ["both"]',
            ["13 unused-group group.more"],
            id="a group of groups",
        ),
    ],
)
def test_what_is_odd(tmp_path: Path, old: str, new: str, remarks: list[str]) -> None:
    assert said(tmp_path, GOOD.replace(old, new, 1)) == remarks


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('title = "x"', 'title = "both"', id="title"),
        pytest.param('a = ""', 'a = "both"', id="meaning of a kind"),
        pytest.param('"a b"\n', '"a b"\n[[check]]\nid = "c"\nrule = "present"\nwhy = "both"\n', id="why"),
    ],
)
def test_prose_uses_no_group(tmp_path: Path, old: str, new: str) -> None:
    text = GOOD.replace("both+", "a b").replace(old, new, 1)
    assert said(tmp_path, text) == ["12 unused-group group.both"]


def test_a_group_that_the_profile_below_uses(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(GOOD)
    assert said(tmp_path, 'profile = "own"\nextends = "base.toml"\n[group]\nboth = "a"\n') == [
        "0 unreachable-kind kinds.b"
    ]


def test_a_group_on_top_of_a_shipped_profile(tmp_path: Path) -> None:
    text = 'profile = "own"\nextends = "ciniterflow"\n[group]\nresults = "usedTools"\nmine = ["error"]\n'
    assert said(tmp_path, text) == [
        "0 unreachable-kind kinds.sourceDocuments",
        "5 unused-group group.mine",
    ]
