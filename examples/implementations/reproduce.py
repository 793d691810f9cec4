"""Runs each program of the page of defects, and compares what it prints with what the page shows below it.

A block marked `py` or `js` is a program, and the block marked `text` after it is its output.
"""

import argparse
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from environments import HERE, NotInstalled, install, starter

ENVIRONMENTS = {"py": "python", "js": "node"}
PROGRAM = re.compile(r"^```(py|js)\n(.*?)^```\n\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECONDS = 60


def main() -> int:
    """The number of programs that did not print what the page shows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--environments", type=Path, required=True, help="folder to install into")
    parser.add_argument("page", type=Path)
    options = parser.parse_args()
    differing = 0
    for line, language, program, shown in _programs(options.page.read_text()):
        printed = _run(language, program, options.environments)
        if printed != shown:
            differing += 1
            print(f"{options.page}:{line} shows\n{shown}and the program prints\n{printed}", file=sys.stderr)
    return differing


def _programs(page: str) -> Iterator[tuple[int, str, str, str]]:
    """The line of each program, its language, itself, and what it must print."""
    found = list(PROGRAM.finditer(page))
    if len(found) != len(re.findall("^```(?:py|js)$", page, re.MULTILINE)):
        sys.exit("a program on the page has no output below it")
    for match in found:
        yield (page.count("\n", 0, match.start()) + 1, *match.groups())


def _run(language: str, program: str, folder: Path) -> str:
    name = ENVIRONMENTS[language]
    environment = tomllib.loads((HERE / "implementations.toml").read_text())["environments"][name]
    suffix = {"py": ".py", "js": ".mjs"}[language]
    try:
        install(name, environment, folder / name)
        path = (folder / name / "reproduction").with_suffix(suffix)
        path.write_text(program)
        run = subprocess.run(
            [*starter(environment, folder / name), str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except (NotInstalled, subprocess.TimeoutExpired) as error:
        return f"{error}\n"
    return run.stdout


if __name__ == "__main__":
    sys.exit(main())
