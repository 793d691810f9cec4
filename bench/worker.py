"""A contender in a process of its own, which does what it is told: a line of JSON in, a line of JSON out.

First it says its version, or why it is not there. Then, as often as it is asked:

{"do": "load", "load": ...}     take this load; texts in it stand for bytes, one character for each
{"do": "results"}               what the contender makes of it
{"do": "time", "passes": 3}     seconds of processor time for so many passes
{"do": "peak"}                  the most memory that the process ever had, in bytes
"""

import gc
import json
import sys
import time
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from contender import Contender, Missing
from measure import peak_rss


def answer(contender: Contender, load: Any, command: Mapping[str, Any]) -> Mapping[str, object]:
    match command["do"]:
        case "results":
            return {"results": contender.results(load)}
        case "time":
            return {"seconds": timed(contender, load, command["passes"])}
        case _:
            return {"peak": peak_rss()}


def timed(contender: Contender, load: Any, passes: int) -> float:
    gc.collect()
    start = time.process_time()
    for _ in range(passes):
        contender.run(load)
    return time.process_time() - start


def loaded(load: Any) -> Any:
    """Return chunks, given as pairs of a text and how often it comes, as bytes; anything else as it is."""
    if load and isinstance(load[0], list):
        return [chunk for text, times in load for chunk in [text.encode("latin-1")] * times]
    return load


def serve(contender: Contender) -> None:
    load: Any = None
    for line in sys.stdin:
        command = json.loads(line)
        try:
            if command["do"] == "load":
                load = contender.prepare(loaded(command["load"]))
                say({})
            else:
                say(answer(contender, load, command))
        except Exception as error:  # whatever a contender raises is its result
            words = " ".join(str(error).split())
            say({"error": f"{type(error).__name__}: {words}"[:100]})


def version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(checkout)"


def say(words: Mapping[str, object]) -> None:
    print(json.dumps(words), flush=True)


def main(module: str, name: str) -> None:
    try:
        contender = import_module(module).CONTENDERS[name]()
    except (ImportError, AttributeError, Missing) as error:
        say({"missing": str(error)})
    else:
        # What a package imports is no garbage: looking through it would be charged to those that import much.
        gc.freeze()
        say({"version": version_of(contender.package)})
        serve(contender)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
