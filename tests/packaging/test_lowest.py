"""What `tox run -e lowest` installs is what pyproject.toml declares."""

from .lowest import lowest


def test_the_lowest_of_every_extra_and_group() -> None:
    project = {
        "project": {
            "optional-dependencies": {
                "a": ["one>=1.2", "sse-codec[b]"],
                "b": ["two[x]>=3; python_version < '4'"],
            }
        },
        "dependency-groups": {"codec": ["one>=1.10"], "tests": [{"include-group": "codec"}, "three==5"]},
    }
    assert lowest(project) == {"one": "one==1.10", "two": "two==3; python_version < '4'"}
