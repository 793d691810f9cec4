"""Writes what is generated of the fixtures: `cases.json`, and the requirement sets that are open.

python -m sse_conform.suite.generate [FOLDER]
"""

import sys
from pathlib import Path

from ._errors import CaseError
from ._export import export, export_text
from ._load import load_cases, load_statements
from ._places import fixtures_folder
from ._requirements import load_requirements, requirements_text, updated


def generated(folder: Path) -> dict[Path, str]:
    """What the generated files of a folder of fixtures must hold.

    :raises CaseError: a case is not as it must be, or a frozen set would change.
    """
    cases = load_cases(folder)
    requirements = [updated(each, cases) for each in load_requirements(folder)]
    document = export(cases, load_statements(folder).values(), requirements)
    files = {Path(each.file): requirements_text(each) for each in requirements}
    return {**files, folder / "cases.json": export_text(document)}


def main(arguments: list[str]) -> str | None:
    """Write the files; what is wrong, if they cannot be written."""
    folder = Path(arguments[0]) if arguments else fixtures_folder()
    try:
        files = generated(folder)
    except CaseError as error:
        return f"generate: {error}"
    for path, text in files.items():
        path.write_bytes(text.encode())
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
