"""The targets of `targets.py`, led by a fuzzer that follows the branches it reaches.

    pip install atheris
    python fuzz/coverage_guided.py decoder -max_total_time=60

The bytes for the decoder stand in for the dice of `differential.py`. It stops at the first fault, which is printed like
there. If a folder is named, as libFuzzer has it, the seeds of the target are put there, and what was found interesting.
"""

import os
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["sse_codec", "sse_conform"]):
    from targets import TARGETS, Dice

from differential import an_input, broken, report
from readers import fault


def tell(name: str, data: bytes) -> bool:
    """Print what is wrong with an input. Returns False if nothing is."""
    if name == "decoder":
        given = an_input(Dice(data))
        if wrong := broken(given):
            report(given, "coverage guided")
        return bool(wrong)
    if words := fault(TARGETS[name].run, data):
        print(f"{name}: {words}\n  from {data!r}")
    return bool(words)


def main(arguments: list[str]) -> None:
    program, *rest = arguments
    name = rest.pop(0) if rest and rest[0] in TARGETS else "decoder"

    def one_input(data: bytes) -> None:
        if tell(name, data):
            sys.stdout.flush()
            os._exit(1)  # the report says it all; an exception would be printed as a crash of the fuzzer's

    for folder in [Path(argument) for argument in rest if not argument.startswith("-")][:1]:
        folder.mkdir(exist_ok=True)
        for number, seed in enumerate(TARGETS[name].seeds()):
            (folder / f"seed-{number}").write_bytes(seed)
    atheris.Setup([program, *rest], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
