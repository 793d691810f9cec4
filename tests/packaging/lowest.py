"""The requirements of users and of the tests at the lowest versions that pyproject.toml declares, one a line.

python tests/packaging/lowest.py lowest.txt && pip install -r lowest.txt
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GROUPS = ("codec", "tests")
_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[.*?\])?\s*>=\s*(?P<version>[0-9.]+)(?P<rest>.*)")


def lowest(project: dict[str, Any]) -> dict[str, str]:
    """By name the requirement of exactly the lowest version; where two are declared, of the higher one."""
    found: dict[str, tuple[tuple[int, ...], str]] = {}
    for requirement in _requirements(project):
        match = _REQUIREMENT.fullmatch(requirement)
        if match:
            version = tuple(map(int, match["version"].split(".")))
            line = f"{match['name']}=={match['version']}{match['rest']}"
            found[match["name"]] = max(found.get(match["name"], ((), "")), (version, line))
    return {name: line for name, (_, line) in sorted(found.items())}


def _requirements(project: dict[str, Any]) -> Iterator[str]:
    for extra in project["project"]["optional-dependencies"].values():
        yield from extra
    for group in GROUPS:
        yield from (each for each in project["dependency-groups"][group] if isinstance(each, str))


if __name__ == "__main__":
    text = Path(__file__).parents[2].joinpath("pyproject.toml").read_text(encoding="utf-8")
    Path(sys.argv[1]).write_text("\n".join(lowest(tomllib.loads(text)).values()) + "\n", encoding="utf-8")
