"""pre-commit installs the hook from this repository, which has two distributions, and the hook checks what is committed."""

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ORDERS = ROOT / "fixtures" / "ciniterflow" / "orders"


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        (
            "documented.sse",
            0,
            "check captured event streams.............................................Passed",
        ),
        ("missing-metadata.sse", 1, "error ORD101 missing metadata before end"),
        ("README.md", 0, "(no files to check)Skipped"),
    ],
)
def test_the_hook(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, name: str, code: int, words: str
) -> None:
    source = ROOT / name if name == "README.md" else ORDERS / name
    shutil.copy(source, tmp_path)
    for command in (["init", "--quiet"], ["add", name]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    home = tmp_path_factory.getbasetemp() / "pre-commit"
    run = subprocess.run(
        [Path(sysconfig.get_path("scripts")) / "pre-commit", "try-repo", ROOT, "sse-conform", "--all-files"],
        cwd=tmp_path,
        env=os.environ | {"PRE_COMMIT_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == code, run.stdout + run.stderr
    assert words in run.stdout
