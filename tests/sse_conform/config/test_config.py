"""The configuration of a project: what it takes, what it refuses and where, and which streams a table means."""

import os
from pathlib import Path

import pytest

from sse_conform.config import KEYS, Config, ConfigError, Key, PathTable, read_config, read_nearest

DOCS = Path(__file__).parents[3] / "docs" / "configuration.md"
EXAMPLES = {"string": "'x'", "flag": "true", "integer": "5", "number": "0.5", "strings": "['x']"}
OWN = "profile = 'none'\n"


def read(text: str, folder: Path) -> Config:
    path = folder / "sse-conform.toml"
    path.write_text(text, encoding="utf-8")
    return read_config(path)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of a project; it is the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("key", KEYS.values(), ids=lambda key: key.name)
@pytest.mark.parametrize("kind", EXAMPLES)
def test_each_key_takes_its_kind_and_no_other(key: Key, kind: str, folder: Path) -> None:
    is_selection = key.name in ("select", "extend-select", "ignore")
    value = "['SSE1']" if is_selection and kind == "strings" else EXAMPLES[kind]
    text = f"{key.name} = {value}"
    if kind == key.kind or (kind, key.kind) == ("integer", "number"):
        assert key.name in read(text, folder).values
    else:
        with pytest.raises(ConfigError, match=f"{key.name} must be {key.words}"):
            read(text, folder)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("selct = ['SSE1']", "there is no key 'selct'; did you mean select?"),
        ("fail_on = 'error'", "there is no key 'fail_on'; did you mean fail-on?"),
        ("xyzzy = 1", "there is no key 'xyzzy'; there are profile, require-profile, .*, paths, rules"),
        ("select = ['SSE99']", "select: no rule has the code 'SSE99'"),
        ("[rules.SSE403]\nlong = 1", r"\[rules\]: SSE403 has no option 'long'; did you mean longest"),
        ("[rules.SSE403]\nxyzzy = 1", "SSE403 has no option 'xyzzy'; it has longest"),
        ("[rules.SSE403]\nlongest = 0", "SSE403: longest must be a whole number, 1 or more"),
        ("[rules.SSE403]\nlongest = true", "SSE403: longest must be a whole number"),
        ("[rules.SSE101]\nlongest = 1", "SSE101 has no options"),
        ("[rules.SSE999]\nlongest = 1", "there is no rule SSE999"),
        ("rules.SSE403 = 1", "the options of SSE403 are no table"),
        ("rules = 1", r"\[rules\]: it must be a table"),
        ("paths = 1", r"\[paths\]: it must be an array of tables: write \[\[paths\]\]"),
        ("paths = [1]", r"\[paths, table 1\]: it must be a table"),
        ("[[paths]]\nmatch = ['a']\n[[paths]]\nmatch = []", r"\[paths, table 2\]: match must be an array of patterns"),
        ("[[paths]]\nmatch = ['a']\nmax-events = 1", "there is no key 'max-events'; there are profile, .*, match"),
        ("[[paths]]\nmach = ['a']", "there is no key 'mach'; did you mean match?"),
        ("format = ['json:../a.json']", r"format: \.\./a\.json is not below the folder"),
        ("format = ['json:/etc/a.json']", "format: /etc/a.json is not below the folder"),
        ("[[", "is not TOML: .*; mend it, or say --isolated"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_place(text: str, words: str, folder: Path) -> None:
    with pytest.raises(ConfigError, match=words) as caught:
        read(text, folder)
    assert str(caught.value).startswith(str(folder / "sse-conform.toml"))


def test_a_file_that_cannot_be_read(folder: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        read_config(folder / "sse-conform.toml")
    (folder / "pyproject.toml").write_text("[tool]\n")
    with pytest.raises(ConfigError, match=r"has no table \[tool.sse-conform\]"):
        read_config(folder / "pyproject.toml")
    (folder / "pyproject.toml").write_text("tool = 1\n")
    with pytest.raises(ConfigError, match=r"has no table \[tool.sse-conform\]"):
        read_config(folder / "pyproject.toml")


def test_the_nearest_file_that_has_a_table(folder: Path) -> None:
    without, with_table = folder / "a" / "pyproject.toml", folder / "pyproject.toml"
    without.parent.mkdir()
    without.write_text("# sse-conform\n")
    with_table.write_text(f"[tool.sse-conform]\n{OWN}")
    assert read_nearest([without]) is None
    found = read_nearest([without, with_table])
    assert found is not None
    assert (found.path, found.values) == (with_table, {"profile": "none"})
    assert found.place == f"{with_table}: [tool.sse-conform]"


def test_paths_are_relative_to_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "profile = 'p/mine.toml'\nbaseline = 'b.json'\nformat = ['text', 'json:out/a.json']"
    (folder / "deep").mkdir()
    monkeypatch.chdir(folder / "deep")
    assert read(text, folder).values == {
        "profile": os.path.join("..", "p", "mine.toml"),
        "baseline": os.path.join("..", "b.json"),
        "format": ["text", f"json:{os.path.join('..', 'out', 'a.json')}"],
    }
    assert read("profile = 'openai-chat'", folder).values == {"profile": "openai-chat"}


@pytest.mark.parametrize(
    ("pattern", "source", "expected"),
    [
        ("captures", "captures/a.sse", True),
        ("captures", "captures/b/a.sse", True),
        ("captures/", "captures/a.sse", True),
        ("captures", "other/a.sse", False),
        ("*.sse", "a.sse", True),
        ("*.sse", "captures/a.sse", False),
        ("**/*.sse", "captures/b/a.sse", True),
        ("**/*.sse", "a.sse", True),
        ("captures/**", "captures/b/a.sse", True),
        ("captures/**/b/*.sse", "captures/x/y/b/a.sse", True),
        ("captures/**/b/*.sse", "captures/x/y/c/a.sse", False),
        ("captures/a?.sse", "captures/ab.sse", True),
        ("captures/a/b", "captures/a", False),
        ("**", "-", False),
        ("**", "https://example.com/a.sse", False),
    ],
)
def test_which_streams_a_pattern_means(folder: Path, pattern: str, source: str, expected: bool) -> None:
    table = PathTable("", folder, (pattern,), {})
    assert table.matches(source) is expected
    if "://" not in source and source != "-":
        assert table.matches(str(folder / source)) is expected


def test_another_drive_is_not_meant(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def relpath(_path: str, _start: Path) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr("os.path.relpath", relpath)
    assert not PathTable("", folder, ("**",), {}).matches("a.sse")


def test_the_last_table_that_means_a_stream_counts(folder: Path) -> None:
    config = read(
        "[[paths]]\nmatch=['**']\nexpect='x'\n[[paths]]\nmatch=['a']\n[[paths]]\nmatch=['b']", folder
    )
    for source, number in (("a/x.sse", 2), ("c.sse", 1)):
        table = config.table_for(source)
        assert table is not None
        assert table.place.endswith(f"table {number}]")
    assert config.table_for("-") is None


def test_options_of_rules_by_code_or_name(folder: Path) -> None:
    config = read("[rules.sse403]\nlongest = 5\n[rules.event-over-limit]\nlong-line = 70000", folder)
    assert config.options == {("SSE403", "longest"): 5, ("SSE507", "long-line"): 70_000}


@pytest.mark.parametrize("name", KEYS)
def test_the_documentation_names_each_key(name: str) -> None:
    table = DOCS.read_text(encoding="utf-8").partition("## Keys")[2].partition("## Paths")[0]
    assert f"`{name}`" in table, f"say in docs/configuration.md, under 'Keys', what `{name}` is"
