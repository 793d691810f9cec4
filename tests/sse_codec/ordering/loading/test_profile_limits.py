"""No profile takes for ever to be read, or lets a value take for ever; each limit says so in a sentence."""

import json
import os
import time
from pathlib import Path

import pytest

from sse_codec.ordering import ProfileError, load_profile, parse_profile
from sse_codec.ordering.checks._patterns import LONGEST, Pattern

HEAD = 'profile = "p"\n[kinds]\na = ""\nb = ""\n[[framing]]\nname = "t"\nkind = "type"\njson = ["a"]\n'
ORDER = '[order]\ngrammar = "(a | b)*"\n'
WORK = "the table of the grammar takes too much work; write it in another way"
SIZE = "a grammar of more than 2000 names and signs; write it in another way"


def problem(text: str) -> str:
    start = time.process_time()
    with pytest.raises(ProfileError) as caught:
        parse_profile(text)
    assert time.process_time() - start < 5
    return caught.value.problem


# fmt: off
@pytest.mark.parametrize(("grammar", "words"), [
    pytest.param("a? " * 100, WORK, id="a hundred options"),
    pytest.param("a? " * 600, WORK, id="six hundred options"),
    pytest.param("a " * 1500, WORK, id="a long row"),
    pytest.param("a " * 4000, SIZE, id="a very long row"),
    pytest.param("(" * 60 + "a" + ")+" * 60, SIZE, id="repetitions of repetitions"),
    pytest.param("a" + "+" * 3000, SIZE, id="signs in a row"),
    pytest.param(" | ".join("a " * count for count in range(1, 120)), SIZE, id="many ways"),
    pytest.param("(a | b)* a" + " (a | b)" * 12, "the grammar needs a table of more than 4096 states", id="a table that doubles"),
])
def test_a_grammar_that_takes_too_much(grammar: str, words: str) -> None:
    assert problem(HEAD + f'[order]\ngrammar = "{grammar}"\n').startswith(words)
# fmt: on


def test_grammars_of_tracks_share_what_a_profile_may_cost() -> None:
    tracks = "".join(
        f'[[track]]\nname = "t{number}"\nkey = "/k{number}"\ngrammar = "{"a " * 500}"\n'
        for number in range(20)
    )
    assert problem(HEAD + ORDER + tracks) == WORK


def test_groups_within_each_other() -> None:
    groups = "".join(f'g{number} = ["g{number + 1}", "g{number + 1}"]\n' for number in range(30))
    text = HEAD + ORDER + f'[group]\n{groups}g30 = ["a"]\n'
    assert parse_profile(text).groups["g0"] == ("a",)
    groups = "".join(f'g{number} = ["g{number + 1}"]\n' for number in range(900))
    assert (
        problem(HEAD + ORDER + f'[group]\n{groups}g900 = ["a"]\n') == "more than 32 groups within each other"
    )


def test_many_kinds_and_many_entries() -> None:
    kinds = "".join(f'k{number} = ""\n' for number in range(1000))
    assert (
        problem(HEAD.replace('a = ""\n', f'a = ""\n{kinds}') + ORDER)
        == "has 1002 kinds, and up to 1000 are read"
    )
    checks = "".join(f'[[check]]\nid = "c{number}"\nrule = "present"\npath = "/x"\n' for number in range(501))
    assert problem(HEAD + ORDER + checks) == "has 501 entries, and up to 500 are read"


def test_a_chain_of_extensions(tmp_path: Path) -> None:
    (tmp_path / "p0.toml").write_text(HEAD + ORDER)
    for number in range(1, 1200):
        (tmp_path / f"p{number}.toml").write_text(f'profile = "p{number}"\nextends = "p{number - 1}.toml"\n')
    assert load_profile(tmp_path / "p15.toml").name == "p15"
    for number in (16, 1199):
        with pytest.raises(ProfileError, match="more than 16 profiles extend each other in a row"):
            load_profile(tmp_path / f"p{number}.toml")


def test_a_profile_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(HEAD + ORDER + "#" * (256 * 1024))
    with pytest.raises(ProfileError, match="has more than 262144 bytes"):
        load_profile(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ProfileError, match="cannot be read: not a regular file"):
        load_profile(tmp_path / "pipe")
    with pytest.raises(ProfileError, match="cannot be read: not a regular file"):
        parse_profile('profile = "x"\nextends = "pipe"\n', file=str(tmp_path / "p.toml"))


@pytest.mark.parametrize("name", ["../secret.json", "/etc/hostname", "link.json", "inner/../../secret.json"])
def test_a_schema_that_is_not_beside_the_profile(tmp_path: Path, name: str) -> None:
    pytest.importorskip("jsonschema")
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    (tmp_path / "secret.json").write_text("{}")
    (folder / "link.json").symlink_to(tmp_path / "secret.json")
    check = f'[[check]]\nid = "s"\nrule = "schema"\nat = "a"\nschema = "{name}"\n'
    with pytest.raises(ProfileError, match="is not beside the profile; put the file there"):
        parse_profile(HEAD + ORDER + check, file=str(folder / "p.toml"))


def test_a_schema_in_a_folder_below_and_one_that_is_too_large(tmp_path: Path) -> None:
    pytest.importorskip("jsonschema")
    (tmp_path / "inner").mkdir()
    path = tmp_path / "inner" / "s.json"
    check = '[[check]]\nid = "s"\nrule = "schema"\nat = "a"\nschema = "inner/s.json"\n'
    path.write_text(json.dumps({"type": "object"}))
    assert parse_profile(HEAD + ORDER + check, file=str(tmp_path / "p.toml")).checks
    path.write_text(" " * (1 << 20) + "{}")
    with pytest.raises(ProfileError, match="has more than 1048576 bytes"):
        parse_profile(HEAD + ORDER + check, file=str(tmp_path / "p.toml"))


# fmt: off
@pytest.mark.parametrize(("pattern", "text"), [
    pytest.param("^[a-z]+$", "abc", id="one repetition"),
    pytest.param("[a-z]+", "1abc", id="one repetition anywhere"),
    pytest.param("^[A-Z][a-z]+_[0-9]*$", "Ab_1", id="two repetitions"),
    pytest.param(r"^\d{1,3}\.\d{1,3}\.\d{1,3}$", "1.22.333", id="a few lengths"),
    pytest.param("^(stop|length|tool_calls){1}$", "stop", id="a choice"),
    pytest.param("^[0-9a-f]{8}-[0-9a-f]{4}$", "0123abcd-4567", id="fixed lengths"),
    pytest.param("^(?:ab)+$", "abab", id="a group of one way, again and again"),
    pytest.param("^(?>a|b)c?$", "bc", id="an atomic group"),
])
def test_a_pattern_that_cannot_run_for_ever(pattern: str, text: str) -> None:
    assert Pattern(pattern).fits(text)
    assert not Pattern(pattern).fits("")


@pytest.mark.parametrize(("pattern", "words"), [
    pytest.param("^(a+)+$", "repeats a choice or a repetition", id="a repetition within a repetition"),
    pytest.param("^(a|a)*$", "repeats a choice or a repetition", id="a choice within a repetition"),
    pytest.param("^(a|ab)(b|bc)" + "(a|ab)" * 10, "could run for ever", id="many choices"),
    pytest.param("^" + "a?" * 40 + "a" * 40, "could run for ever", id="many options"),
    pytest.param("^a*a*a*$", "could run for ever", id="three repetitions"),
    pytest.param("a*a*$", "could run for ever", id="two repetitions anywhere"),
    pytest.param(r"^(a)\1", "reads around or back", id="a reference back"),
    pytest.param("^(?=a)", "reads around or back", id="a look ahead"),
    pytest.param("(", "is no regular expression", id="no pattern"),
    pytest.param("x" * 100 + "(", "'" + "x" * 60 + "'... is no", id="a long one"),
])
def test_a_pattern_that_is_refused(pattern: str, words: str) -> None:
    with pytest.raises(ValueError, match=r"pattern|expression") as caught:
        Pattern(pattern)
    assert words in str(caught.value)
# fmt: on


def test_a_long_text_is_searched_only_by_a_pattern_that_takes_linear_time() -> None:
    assert Pattern("^[a-z]+$").fits("x" * 100_000)
    with pytest.raises(ValueError, match="too long for the pattern"):
        Pattern("^[a-z]+[a-z]+$").fits("x" * (LONGEST + 1))
