"""Profiles are found by name or path, and extend each other."""

from pathlib import Path

import pytest

from sse_codec.ordering import ProfileError, load_profile, parse_profile, shipped_profiles

BASE = """\
profile = "base"
title   = "Base"
[kinds]
a = "the first"
b = "the last"
[[framing]]
name = "named"
kind = "type"
[order]
grammar = "a b"
[[check]]
id   = "a/string"
rule = "type"
at   = "a"
type = "string"
"""


def refusal(path: Path | str) -> str:
    with pytest.raises(ProfileError) as caught:
        load_profile(path)
    return str(caught.value)


def test_shipped_profiles_are_listed_and_all_load() -> None:
    assert {"ciniterflow", "flowise", "openai-chat", "anthropic-messages"} < set(shipped_profiles())
    assert list(shipped_profiles()) == sorted(shipped_profiles())
    assert [load_profile(name).name for name in shipped_profiles()] == list(shipped_profiles())


def test_shipped_profiles_are_read_once() -> None:
    assert load_profile("flowise") is load_profile("flowise")


def test_path(tmp_path: Path) -> None:
    path = tmp_path / "base.toml"
    path.write_text(BASE)
    assert load_profile(path).title == "Base"
    assert load_profile(str(path)).title == "Base"


def test_byte_order_mark_and_crlf_of_an_editor(tmp_path: Path) -> None:
    path = tmp_path / "base.toml"
    path.write_bytes(b"\xef\xbb\xbf" + BASE.replace("\n", "\r\n").encode())
    assert load_profile(path).title == "Base"


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        pytest.param(
            "ciniterflo",
            "no file there, and no shipped profile of that name; did you mean ciniterflow?",
            id="near miss",
        ),
        pytest.param(
            "antropic", "name; did you mean anthropic-messages?; shipped", id="the first word of a name"
        ),
        pytest.param("mcp", "did you mean mcp-2025-11-25 or mcp-2026-07-28?", id="that of several"),
        pytest.param("elsewhere", "of that name; shipped are: a2a, ", id="a name that is near nothing"),
        pytest.param("Flowise.toml", "did you mean flowise?; shipped are: a2a, ", id="with suffix"),
        pytest.param("a\0b", "cannot be read as text", id="no path at all"),
    ],
)
def test_nothing_there(name: str, complaint: str) -> None:
    assert complaint in refusal(name)


def test_folder_is_no_profile(tmp_path: Path) -> None:
    assert "cannot be read: " in refusal(tmp_path)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b"profile = '\xff'")
    assert "cannot be read as text in UTF-8" in refusal(path)


def extending(tmp_path: Path, text: str, base: str = BASE) -> Path:
    (tmp_path / "base.toml").write_text(base)
    path = tmp_path / "top.toml"
    path.write_text('profile = "top"\nextends = "base.toml"\n' + text)
    return path


def test_tables_are_merged_by_key_and_named_lists_by_name(tmp_path: Path) -> None:
    path = extending(
        tmp_path,
        """
        [kinds]
        c = "one more"
        [order]
        anywhere = "c"
        [[framing]]
        name = "named"
        json = "c"
        [[framing]]
        name = "typed"
        kind = "/type"
        [[check]]
        id = "a/string"
        severity = "info"
        [[check]]
        id = "c/object"
        rule = "type"
        at = "c"
        type = "object"
        """,
    )
    profile = load_profile(path)
    assert (profile.name, profile.title) == ("top", "Base")
    assert list(profile.kinds) == ["a", "b", "c"]
    assert profile.grammar == "a b"
    assert [(framing.name, set(framing.json)) for framing in profile.framings] == [
        ("named", {"c"}),
        ("typed", set()),
    ]
    assert [(check.id, check.types) for check in profile.checks] == [
        ("a/string", ("string",)),
        ("c/object", ("object",)),
    ]
    assert profile.levels == {"top:a/string": "info"}


def test_list_that_the_base_lacks_is_added(tmp_path: Path) -> None:
    base, _, check = BASE.partition("[[check]]")
    profile = load_profile(extending(tmp_path, "[[check]]" + check, base))
    assert [check.id for check in profile.checks] == ["a/string"]


def test_shipped_profile_can_be_extended() -> None:
    profile = parse_profile('profile = "mine"\nextends = "ciniterflow"\n[order]\nunknown = "allow"')
    assert profile.allow_unknown
    assert "token" in profile.kinds


def test_extends_may_go_on(tmp_path: Path) -> None:
    extending(tmp_path, "")
    last = tmp_path / "last.toml"
    last.write_text('profile = "last"\nextends = "top.toml"')
    assert load_profile(last).grammar == "a b"


def test_fault_is_placed_in_the_file_that_has_the_key(tmp_path: Path) -> None:
    in_base = refusal(extending(tmp_path, "[order]\nanywhere = []", BASE.replace("a b", "a x")))
    assert in_base.startswith(f"{tmp_path / 'base.toml'}:10: order.grammar: unknown name x")
    in_top = refusal(extending(tmp_path, '[order]\ngrammar = "a y"'))
    assert in_top.startswith(f"{tmp_path / 'top.toml'}:4: order.grammar: unknown name y")
    in_check = refusal(extending(tmp_path, '[[check]]\nid = "a/string"\ntype = "x"'))
    assert in_check.startswith(f"{tmp_path / 'top.toml'}:5: check[a/string].type: x is no type")


@pytest.mark.parametrize(
    ("base", "complaint"),
    [
        pytest.param("extends = 'top.toml'\n" + BASE, "base.toml:1: extends: extends itself", id="loop"),
        pytest.param("= 1", "base.toml:1: not TOML", id="base that is not TOML"),
        pytest.param("", "base.toml: profile: is missing", id="base without a name"),
    ],
)
def test_base_is_not_right(tmp_path: Path, base: str, complaint: str) -> None:
    assert complaint in refusal(extending(tmp_path, "", base))


def test_profile_cannot_extend_itself(tmp_path: Path) -> None:
    path = tmp_path / "self.toml"
    path.write_text('profile = "self"\nextends = "self.toml"')
    assert "self.toml:2: extends: extends itself" in refusal(path)


def test_base_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "top.toml"
    path.write_text('profile = "top"\nextends = "Flowise"')
    assert "top.toml:2: extends: Flowise: no file there" in refusal(path)
    assert "did you mean flowise?" in refusal(path)
