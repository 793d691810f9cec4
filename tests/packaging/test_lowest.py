"""What `tox run -e lowest` installs is what both pyproject.toml declare."""

from .lowest import lowest


def test_the_lowest_of_every_extra_dependency_and_group() -> None:
    codec = {
        "project": {"optional-dependencies": {"a": ["one>=1.2"]}},
        "dependency-groups": {"codec": ["one>=1.10"], "tests": [{"include-group": "codec"}, "three==5"]},
    }
    toolkit = {
        "project": {"optional-dependencies": {"b": ["two[x]>=3; python_version < '4'", "codec[a]"]}},
        "tool": {"hatch": {"metadata": {"hooks": {"custom": {"dependencies": ["four>=4"]}}}}},
    }
    assert lowest(codec, toolkit) == {
        "four": "four==4",
        "one": "one==1.10",
        "two": "two==3; python_version < '4'",
    }
