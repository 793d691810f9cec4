"""Mutation testing of the wire modules: the tests kill every mutant, or ``survivors.toml`` says why they cannot.

It fails on a survivor that is not explained, and on an explanation whose mutant is killed or gone. mutmut changes
functions and methods; not constants, properties, and what is done at import.
"""

import argparse
import os
import shutil
import sys
import tempfile
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from mutants import Mutation, mutate
from runner import KILLED, SURVIVED, MutantRunner

ROOT = Path(__file__).parents[2]
SURVIVORS = Path(__file__).with_name("survivors.toml")
MODULES = [path.stem for path in sorted((ROOT / "sse_codec").glob("_[a-z]*.py"))]
REPRODUCIBLE = settings(
    max_examples=50,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],  # what fails need not shrink
    suppress_health_check=list(HealthCheck),
)


def lay_out(work: Path, modules: list[str]) -> dict[str, Mutation]:
    """Copy the wire modules, mutated, and their tests, and nothing of the floors above; return the mutants."""
    for folder in ("sse_codec", "tests/sse_codec"):
        (work / folder).mkdir(parents=True)
        for path in (ROOT / folder).glob("*.py"):
            shutil.copy(path, work / folder)
    (work / "tests/sse_codec/test_public_names.py").unlink()  # of the floors above too
    (work / "pyproject.toml").write_text('[tool.mutmut]\nsource_paths = ["sse_codec"]\n')
    os.chdir(work)  # where mutmut looks for its settings
    found: dict[str, Mutation] = {}
    for module in modules:
        found |= mutate(ROOT / "sse_codec" / f"{module}.py", work / "sse_codec" / f"{module}.py")
    return found


def run(work: Path, names: list[str], processes: int) -> dict[str, str]:
    """Return the fate of each mutant."""
    settings.register_profile("mutation", REPRODUCIBLE)
    settings.load_profile("mutation")
    sys.path.insert(0, str(work))
    runner = MutantRunner(names, processes)
    options = [
        "-q",
        "-p",
        "no:cacheprovider",
        "-s",
        "-p",
        "no:warnings",
        "--import-mode=importlib",
        f"--rootdir={work}",
    ]
    code = pytest.main([*options, str(work / "tests")], plugins=[runner])
    if len(runner.fates) != len(names):
        sys.exit(f"the tests could not be run against the mutants: pytest ended with {code!r}")
    return runner.fates


def explained(modules: list[str]) -> set[Mutation]:
    """Return the survivors that are explained; an entry has one line, and one or more changes to it."""
    listed: set[Mutation] = set()
    for entry in tomllib.loads(SURVIVORS.read_text())["survivor"]:
        if not entry["why"]:
            sys.exit(f"{SURVIVORS}: {entry['place']}: say why {entry['now']!r} cannot be killed")
        listed |= {Mutation(entry["place"], entry["was"], now) for now in entry["now"]}
    return {mutation for mutation in listed if mutation.place.partition(".")[0] in modules}


def verdict(mutants: dict[str, Mutation], fates: dict[str, str], listed: set[Mutation]) -> int:
    """Print what came of it, and return the exit code."""
    alive = {mutants[name] for name, fate in fates.items() if fate == SURVIVED}
    # What ran out of time is caught; but a quicker machine may find it only slower, so it may be listed too.
    not_killed = {mutants[name] for name, fate in fates.items() if fate != KILLED}
    unexplained, stale = sorted(alive - listed), sorted(listed - not_killed)
    counts = ", ".join(f"{count} {fate}" for fate, count in sorted(Counter(fates.values()).items()))
    print(f"{len(fates)} mutants: {counts}; {len(listed)} explained")
    for title, mutations in (
        ("SURVIVES, and is not explained:", unexplained),
        ("EXPLAINED, but killed or gone:", stale),
    ):
        for place, was, now in mutations:
            print(
                f"\n{title}\n[[survivor]]\nplace = '{place}'\nwas = '''{was}'''\nnow = ['''{now}''']\nwhy = ''"
            )
    return 1 if unexplained or stale else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "modules", nargs="*", default=MODULES, help=f"any of {', '.join(MODULES)}; all by default"
    )
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sse-codec-mutants-") as folder:
        work = Path(folder).resolve()
        mutants = lay_out(work, options.modules)
        fates = run(work, list(mutants), options.processes)
    return verdict(mutants, fates, explained(options.modules))


if __name__ == "__main__":
    sys.exit(main())
