"""Blocks marked `console`: each line after `$ ` is a command, and prints what the block shows below it; `...` stands for anything."""

import doctest
import os
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLAGS = doctest.ELLIPSIS
# With the commands of the environment whose Python runs.
PATH = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Each command of a block, with the output that the block shows for it."""
    for part in ("\n" + block).split("\n$ ")[1:]:
        command, _, output = part.partition("\n")
        yield command, output if output.endswith("\n") or not output else output + "\n"


def run_console(block: str) -> None:
    """Run the commands at the top of the checkout; AssertionError for one that prints something else."""
    for command, shown in commands(block):
        run = subprocess.run(
            ["bash", "-c", command],
            cwd=ROOT,
            env=os.environ | {"PATH": PATH, "COLUMNS": "120"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert doctest.OutputChecker().check_output(shown, run.stdout, FLAGS), f"$ {command}\n{run.stdout}"
