"""Every small change to the wire modules that mutmut can think of, side by side in one copy of them.

A mutated module holds each function as it was, and once for each mutant; the environment variable that names a mutant
says which of them runs. A mutant is known by what it changes: its number would change with every edit.
"""

import re
from difflib import ndiff
from pathlib import Path
from typing import NamedTuple

from mutmut.mutation.file_mutation import MutatedFile, mutate_file_contents


class Mutation(NamedTuple):
    """One change: where, and the line (or lines, stripped and joined by LF) before and after it."""

    place: str
    was: str
    now: str


def mutate(source: Path, target: Path) -> dict[str, Mutation]:
    """Write the mutants of the module ``source`` to ``target``, and return them by the names that switch them on."""
    mutated = mutate_file_contents(str(source), source.read_text())
    target.write_text(mutated.code)
    prefix = f"{source.parent.name}.{source.stem}."
    return {prefix + name: mutation(source.stem, mutated, name) for name in mutated.mutant_names}


def mutation(module: str, mutated: MutatedFile, name: str) -> Mutation:
    function = function_of(name)
    before, after = (version_of(mutated, version, function) for version in (f"{function}__mutmut_orig", name))
    changes = list(ndiff(before, after))
    was = "\n".join(change[2:] for change in changes if change.startswith("- "))
    now = "\n".join(change[2:] for change in changes if change.startswith("+ "))
    written = function.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
    return Mutation(f"{module}.{written}", was, now)


def version_of(mutated: MutatedFile, version: str, name: str) -> list[str]:
    span = mutated.line_span_by_function_name[version]
    lines = mutated.code.splitlines()[span.start - 1 : span.end]
    return [line.strip().replace(f"def {version}(", f"def {name}(") for line in lines]


def function_of(name: str) -> str:
    """Return mutmut's name for the function that the mutant is one version of."""
    return re.sub(r"__mutmut_\d+$", "", name)
