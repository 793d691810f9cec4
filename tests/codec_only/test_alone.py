"""sse-codec alone: nothing comes with it, no command, and a profile that needs the extra says how to install it."""

import sysconfig
from importlib.metadata import PackageNotFoundError, entry_points, metadata
from importlib.util import find_spec
from pathlib import Path

import pytest

from sse_codec.ordering import ProfileError, parse_profile


@pytest.mark.parametrize("name", ["attrs", "brotli", "click", "httpx2", "jsonschema", "rich", "sse_conform"])
def test_the_environment_is_without(name: str) -> None:
    assert find_spec(name) is None


def test_there_is_no_toolkit_and_no_command() -> None:
    with pytest.raises(PackageNotFoundError):
        metadata("sse-conform")
    assert not entry_points(name="sse-conform")
    assert not list(Path(sysconfig.get_path("scripts")).glob("sse-conform*"))


def test_a_profile_with_a_schema_names_the_missing_extra() -> None:
    text = """\
profile = "tiny"
[kinds]
a = "the only one"
[[framing]]
name = "typed"
kind = "/t"
[order]
grammar = "a*"
[[check]]
id = "s"
rule = "schema"
schema = {type = "string"}
"""
    with pytest.raises(ProfileError, match=r'pip install "sse-codec\[schema\]"'):
        parse_profile(text)
