"""An open requirement set follows its cases, a frozen one lets none of them change; the generated files are current."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sse_conform.suite import CaseError, fixtures_folder, load_cases, load_requirements
from sse_conform.suite._plain import digest
from sse_conform.suite.generate import generated, main

Folder = Callable[..., Path]

ONE = """
[[case]]
id     = "group/one"
since  = "2026.1"
spec   = "line-ends"
why    = "it is one"
chunks = ["data: A\\n\\n"]
events = [{ data = "A" }]
"""
TWO = ONE.replace("group/one", "group/two")


def frozen(folder: Folder, cases: str) -> Path:
    """A folder whose one set was frozen with these cases."""
    root = folder(cases)
    path = root / "requirements" / "2026.1.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("[cases]\n")
    assert main([str(root)]) is None
    path.write_text(path.read_text().replace("\n[cases]", "\nfrozen = 2026-12-01\n\n[cases]"))
    return root


def test_an_open_set_follows_its_cases(folder: Folder) -> None:
    root = frozen(folder, ONE)
    path = root / "requirements" / "2026.1.toml"
    path.write_text(path.read_text().replace("frozen = 2026-12-01", ""))
    folder(ONE.replace('"A"', '"B"') + TWO)
    assert main([str(root)]) is None
    (requirements,) = load_requirements(root)
    assert (requirements.name, requirements.frozen) == ("2026.1", None)
    assert list(requirements.digests) == ["group/one", "group/two"]
    assert requirements.digests["group/one"] == digest(load_cases(root)[0])


def test_a_frozen_set_stays_as_it_is(folder: Folder) -> None:
    root = frozen(folder, ONE)
    before = (root / "requirements" / "2026.1.toml").read_text()
    assert main([str(root)]) is None
    assert (root / "requirements" / "2026.1.toml").read_text() == before
    document = json.loads((root / "cases.json").read_text())
    assert document["requirements"] == {"2026.1": {"frozen": "2026-12-01", "cases": ["group/one"]}}


EXPLANATIONS = {
    "why": ('"it is one"', '"it is the one"'),
    "kills": ("why ", 'kills = ["a"]\nwhy '),
    "spec": ('"line-ends"', '"protocol-order"'),
    "the default written out": ("why ", 'level = "must"\nneeds = []\nsplits = "all"\nwhy '),
}


@pytest.mark.parametrize(("old", "new"), EXPLANATIONS.values(), ids=EXPLANATIONS)
def test_the_explanation_of_a_frozen_case_can_be_mended(folder: Folder, old: str, new: str) -> None:
    root = frozen(folder, ONE)
    folder(ONE.replace(old, new))
    assert main([str(root)]) is None


CHANGES = {
    "other events": (
        ONE.replace('"A" }', '"B" }'),
        "group/one: it demands something else, and 2026.1 was frozen on",
    ),
    "other bytes": (ONE.replace("data: A", "data:A"), "it demands something else"),
    "another level": (ONE + 'level = "note"\n', "it demands something else"),
    "a departure allowed": (ONE + "lenient.x = { events = [] }\n", "it demands something else"),
    "a case gone": (
        "",
        "group/one: the case is gone, and 2026.1 was frozen on 2026-12-01; put it back as it was",
    ),
    "a case more": (
        ONE + TWO,
        "group/two: the case is new, and 2026.1 was frozen on 2026-12-01; set its since",
    ),
}


@pytest.mark.parametrize(("cases", "problem"), CHANGES.values(), ids=CHANGES)
def test_a_frozen_set_refuses(folder: Folder, cases: str, problem: str) -> None:
    root = frozen(folder, ONE)
    folder(cases)
    refusal = main([str(root)])
    assert refusal is not None
    assert refusal.startswith("generate: ")
    assert problem in refusal


def test_a_later_set_has_the_cases_of_the_earlier_ones(folder: Folder) -> None:
    root = frozen(folder, ONE)
    (root / "requirements" / "2026.10.toml").write_text("[cases]\n")
    (root / "requirements" / "2026.2.toml").write_text("[cases]\n")
    folder(ONE + TWO.replace('"2026.1"', '"2026.10"'))
    assert main([str(root)]) is None
    sets = load_requirements(root)
    assert [(each.name, list(each.digests)) for each in sets] == [
        ("2026.1", ["group/one"]),
        ("2026.2", ["group/one"]),
        ("2026.10", ["group/one", "group/two"]),
    ]
    assert [case.id for case in sets[0].cases(load_cases(root))] == ["group/one"]


def test_a_set_with_another_key_is_refused(folder: Folder) -> None:
    root = frozen(folder, ONE)
    (root / "requirements" / "2026.1.toml").write_text('frozen = "soon"\n[cases]\n')
    with pytest.raises(CaseError, match=r"frozen is 'soon'; it must be a date, as 2026-12-01"):
        load_requirements(root)


def test_the_generated_files_are_current() -> None:
    """If not: `python -m sse_conform.suite.generate`."""
    for path, text in generated(fixtures_folder()).items():
        assert path.read_text(encoding="utf-8") == text, (
            f"{path} is not current: run python -m sse_conform.suite.generate"
        )


@pytest.mark.parametrize(("since", "code"), [("2026.1", 0), ("soon", 1)])
def test_the_command(folder: Folder, since: str, code: int) -> None:
    root = folder(ONE.replace("2026.1", since))
    command = [sys.executable, "-m", "sse_conform.suite.generate", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert done.stderr.startswith("generate: " if code else "")
    assert (root / "cases.json").exists() == (code == 0)


def test_without_an_argument_it_writes_the_fixtures_of_this_copy(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = frozen(folder, ONE)
    (root / "cases.json").unlink()
    monkeypatch.setattr("sse_conform.suite.generate.fixtures_folder", lambda: root)
    assert main([]) is None
    assert (root / "cases.json").is_file()
