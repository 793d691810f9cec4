"""The requirements of users and of the tests at the lowest versions that are declared, one a line.

python tests/packaging/lowest.py lowest.txt && pip install -r lowest.txt
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
GROUPS = ("codec", "tests")
_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[.*?\])?\s*>=\s*(?P<version>[0-9.]+)(?P<rest>.*)")


def lowest(*projects: dict[str, Any]) -> dict[str, str]:
    """By name the requirement of exactly the lowest version; where two are declared, of the higher one."""
    found: dict[str, tuple[tuple[int, ...], str]] = {}
    for requirement in (each for project in projects for each in _requirements(project)):
        match = _REQUIREMENT.fullmatch(requirement)
        if match:
            version = tuple(map(int, match["version"].split(".")))
            line = f"{match['name']}=={match['version']}{match['rest']}"
            found[match["name"]] = max(found.get(match["name"], ((), "")), (version, line))
    return {name: line for name, (_, line) in sorted(found.items())}


def _requirements(project: dict[str, Any]) -> Iterator[str]:
    for extra in project["project"]["optional-dependencies"].values():
        yield from extra
    # What the toolkit requires, but for the codec, stands where its build hook finds it.
    hatch = project.get("tool", {}).get("hatch", {})
    yield from hatch.get("metadata", {}).get("hooks", {}).get("custom", {}).get("dependencies", ())
    groups = project.get("dependency-groups", {})
    for group in GROUPS:
        yield from (each for each in groups.get(group, ()) if isinstance(each, str))


if __name__ == "__main__":
    files = (ROOT / "pyproject.toml", ROOT / "conformance" / "pyproject.toml")
    declared = (tomllib.loads(file.read_text(encoding="utf-8")) for file in files)
    Path(sys.argv[1]).write_text("\n".join(lowest(*declared).values()) + "\n", encoding="utf-8")
