"""Run the tests against each mutant: collected once, forked for each, and only what reaches the mutated function.

A new interpreter for each mutant would take ten times as long.
"""

import os
import resource
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Iterable

import pytest
from _pytest.runner import runtestprotocol
from mutants import function_of
from mutmut.state import state

KILLED, SURVIVED, TIMED_OUT = "killed", "survived", "timed out"
SWITCH = "MUTANT_UNDER_TEST"
SLACK = 20  # how many times as long as without a mutant a test may take
MEMORY = 2 * 1024**3  # bytes; a mutant that never stops may also never stop growing


class MutantRunner:
    """A pytest plugin whose run is one run per mutant."""

    def __init__(self, mutants: Iterable[str], processes: int) -> None:
        self.mutants = list(mutants)
        self.processes = processes
        self.fates: dict[str, str] = {}
        self.running: dict[int, str] = {}
        self.seconds: dict[pytest.Item, float] = {}  # of processor time that each test takes without a mutant

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        reach = self.unmutated(session)
        for mutant in self.mutants:
            while len(self.running) >= self.processes:
                self.wait()
            self.start(mutant, reach[function_of(mutant)])
        while self.running:
            self.wait()
        return True

    def unmutated(self, session: pytest.Session) -> dict[str, list[pytest.Item]]:
        """Run every test once, and return which reach each function, the quickest first."""
        os.environ[SWITCH] = "stats"
        reached: dict[pytest.Item, set[str]] = {}
        for item in session.items:
            state()._stats.clear()
            start = time.process_time()
            if not passes(item):
                pytest.exit(f"{item.nodeid} fails without any mutant", returncode=1)
            self.seconds[item] = time.process_time() - start
            reached[item] = set(state()._stats)
        reach: dict[str, list[pytest.Item]] = defaultdict(list)
        for item in sorted(self.seconds, key=self.seconds.__getitem__):
            for function in reached[item]:
                reach[function].append(item)
        return reach

    def start(self, mutant: str, items: list[pytest.Item]) -> None:
        pid = os.fork()
        if pid:
            self.running[pid] = mutant
            return
        survived = False
        try:
            os.environ[SWITCH] = mutant
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            survived = all(self.passes_in_time(item) for item in items)
        finally:
            os._exit(0 if survived else 1)

    def passes_in_time(self, item: pytest.Item) -> bool:
        signal.setitimer(signal.ITIMER_PROF, 1 + SLACK * self.seconds[item])  # it ends the process
        return passes(item)

    def wait(self) -> None:
        pid, status = os.wait()
        code = os.waitstatus_to_exitcode(status)
        fate = {0: SURVIVED, 1: KILLED}.get(code, TIMED_OUT)
        self.fates[self.running.pop(pid)] = fate
        if len(self.fates) % 100 == 0:
            print(
                f"{len(self.fates)} of {len(self.mutants)}: {dict(Counter(self.fates.values()))}", flush=True
            )


def passes(item: pytest.Item) -> bool:
    return not any(report.failed for report in runtestprotocol(item, nextitem=None, log=False))
