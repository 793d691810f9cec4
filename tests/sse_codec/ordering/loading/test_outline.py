"""An outline says of single events what the whole profile says."""

import pytest

from sse_codec.ordering import Framing, load_profile, shipped_profiles
from sse_codec.ordering.loading._load import load_outline


def what_it_says(framing: Framing) -> dict[str, str]:
    """What anyone can see of a framing, compiled or not."""
    values = {name: getattr(framing, name) for name in dir(framing) if not name.startswith("_")}
    return {name: repr(value) for name, value in values.items() if not callable(value)}


@pytest.mark.parametrize("name", shipped_profiles())
def test_it_agrees_with_the_profile(name: str) -> None:
    outline, profile = load_outline(name), load_profile(name)
    assert (outline.name, outline.kinds) == (name, profile.kinds)
    assert list(map(what_it_says, outline.framings)) == list(map(what_it_says, profile.framings))
    assert outline.ignore_fields == profile.ignore_fields


@pytest.mark.parametrize("name", shipped_profiles())
def test_it_sets_the_levels_of_the_wire_as_the_profile_does(name: str) -> None:
    set_by = [
        {code: level for code, level in levels.items() if code.startswith("SSE")}
        for levels in (load_outline(name).levels, load_profile(name).levels)
    ]
    assert set_by[0] == set_by[1]


@pytest.mark.parametrize(
    ("name", "family"),
    [
        pytest.param("openai-compatible", "openai-chat", id="the profile that it extends"),
        pytest.param("openai-chat", "openai-chat", id="itself"),
        pytest.param("mcp-2025-11-25", "mcp", id="a name of its own"),
        pytest.param("mcp-2026-07-28", "mcp", id="the same name"),
    ],
)
def test_family(name: str, family: str) -> None:
    assert load_outline(name).family == family


def test_what_its_checks_want() -> None:
    outline = load_outline("openai-chat")
    assert (("object",), "chat.completion.chunk") in outline.identities
    assert ("choices", "*", "delta") in outline.members


def test_types_that_show_another_protocol() -> None:
    assert load_outline("mcp-2025-11-25").foreign_types == {"endpoint"}
    assert load_outline("ciniterflow").foreign_types == frozenset()


def test_it_is_read_once() -> None:
    assert load_outline("flowise") is load_outline("flowise")


def test_it_is_told_apart_by_name() -> None:
    assert repr(load_outline("flowise")) == "Outline('flowise')"
