"""The same inputs and properties, led by a fuzzer that follows the branches it reaches.

    pip install atheris
    python fuzz/coverage_guided.py -max_total_time=60

Its bytes stand in for the dice of `differential.py`. It stops at the first difference, which is printed like there.
"""

import os
import sys
from random import Random

import atheris

with atheris.instrument_imports(include=["sse_codec"]):
    from differential import an_input, broken, report


class Dice(Random):
    """Random numbers from given bytes, and noughts when there are no more."""

    def __init__(self, data: bytes) -> None:
        super().__init__(0)
        self.data = data
        self.used = 0

    def getrandbits(self, k: int, /) -> int:
        size = (k + 7) // 8
        taken = self.data[self.used : self.used + size]
        self.used += size
        return int.from_bytes(taken, "big") & ((1 << k) - 1)

    def random(self) -> float:
        return self.getrandbits(16) / (1 << 16)


def one_input(data: bytes) -> None:
    given = an_input(Dice(data))
    if broken(given):
        report(given, "coverage guided")
        sys.stdout.flush()
        os._exit(1)  # the report says it all; an exception would be printed as a crash of the fuzzer's


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
