"""The processes that the contenders live in: started once, asked in turns, and ended when one hangs.

A process each, so that no contender's imports, garbage or switches are another's, and Node is driven as Python is.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from threading import Timer
from types import MappingProxyType
from typing import Any

from contender import Missing

HERE = Path(__file__).parent
PATIENCE = 60.0
"""Seconds after which a contender that has not answered is given up."""
ON_NODE: Mapping[str, Sequence[str]] = MappingProxyType(
    {"decoders": ("eventsource-parser", "undici"), "encoders": ("eventsource-encoder", "better-sse")}
)


class Failed(Exception):
    """What a contender did not do."""


class Worker:
    """One contender, at work.

    :raises Missing: it is not here.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        try:
            hello = self._answer()
        except Failed as error:
            raise Missing(str(error)) from None
        if "missing" in hello:
            self.close()
            raise Missing(hello["missing"])
        self.version: str = hello["version"]

    def load(self, load: Any) -> None:
        """Give it what it is to go through."""
        self._ask(do="load", load=load)

    def results(self) -> list[Any]:
        """Return what it makes of the load."""
        results: list[Any] = self._ask(do="results")["results"]
        return results

    def time(self, passes: int) -> float:
        """Return the processor time of one pass, the mean of so many, in seconds."""
        seconds: float = self._ask(do="time", passes=passes)["seconds"]
        return max(seconds, 1e-9) / passes

    def peak(self) -> int | None:
        """Return the most memory that it ever had, in bytes; None where none can tell."""
        peak: int | None = self._ask(do="peak")["peak"]
        return peak

    def close(self) -> None:
        """End it; it has nothing to lose."""
        self._process.kill()
        self._process.communicate()

    def _ask(self, **command: object) -> Mapping[str, Any]:
        stdin = self._process.stdin
        try:
            if stdin is None or stdin.closed:
                raise Failed("it was given up before")
            stdin.write(json.dumps(command) + "\n")
            stdin.flush()
        except BrokenPipeError:
            raise Failed("its process is gone") from None
        answer = self._answer()
        if "error" in answer:
            raise Failed(answer["error"])
        return answer

    def _answer(self) -> Mapping[str, Any]:
        timer = Timer(PATIENCE, self._process.kill)
        timer.start()
        line = self._process.stdout.readline() if self._process.stdout else ""
        timer.cancel()
        if not line:
            self.close()
            raise Failed(f"no answer; it crashed, or took longer than {PATIENCE:.0f} s")
        answer: Mapping[str, Any] = json.loads(line)
        return answer


class Crews:
    """Starts the contenders of a part of the benchmark.

    :param node: folder for the packages on Node, which are installed when they are not there; None for no Node.
    """

    def __init__(self, node: Path | None) -> None:
        self.versions: dict[str, str] = {}
        """Of every contender that was started."""
        self.missing: dict[str, str] = {}
        """Why each of the others was not."""
        self._node = node
        self._node_words: list[str] | None = None

    @contextmanager
    def crew(self, module: str, names: Sequence[str] = ()) -> Iterator[dict[str, Worker]]:
        """Give the contenders of a module that are here, by their names; end them at the end."""
        workers: dict[str, Worker] = {}
        try:
            for name in names or self.names(module):
                try:
                    workers[name] = self.start(module, name)
                except Missing as error:
                    self.missing[name] = str(error)
            yield workers
        finally:
            for worker in workers.values():
                worker.close()

    def start(self, module: str, name: str) -> Worker:
        """Start one contender.

        :raises Missing: it is not here.
        """
        if name in ON_NODE.get(module, ()):
            words = [*self._on_node(), module, name]
        else:
            words = [sys.executable, str(HERE / "worker.py"), module, name]
        worker = Worker(words)
        self.versions[name] = worker.version
        return worker

    def names(self, module: str) -> list[str]:
        """All contenders of a module, here or not."""
        return [*import_module(module).CONTENDERS, *ON_NODE.get(module, ())]

    def _on_node(self) -> Sequence[str]:
        if self._node is None:
            raise Missing("no --node FOLDER was given")
        if self._node_words is None:
            self._node_words = installed(self._node)
        return self._node_words


def installed(folder: Path) -> list[str]:
    """Return the words that start the worker on Node; install the packages as the matrix has them, at its pins.

    :raises Missing: there is no Node, or they cannot be installed.
    """
    matrix = HERE.parent / "examples" / "implementations"
    if str(matrix) not in sys.path:
        sys.path.append(str(matrix))
    environments = import_module("environments")
    try:
        environments.install("node", {"npm": "node"}, folder)
        words = [*environments.starter({"npm": "node"}, folder)]
    except environments.NotInstalled as error:
        raise Missing(str(error)) from None
    # Node finds packages beside the program.
    for path in (HERE / "javascript").iterdir():
        shutil.copy(path, folder)
    return [*words, str(folder / "worker.mjs")]
