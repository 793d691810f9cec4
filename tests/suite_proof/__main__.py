"""Prints the proof of the suite in figures.

python -m tests.suite_proof              what the cases say, which the tests hold them to
python -m tests.suite_proof measured     every fault against every case
"""

import sys

from .kills import decoder_cases, measured, said

if __name__ == "__main__":
    for line in (measured if sys.argv[1:] == ["measured"] else said)(decoder_cases()):
        print(line)
