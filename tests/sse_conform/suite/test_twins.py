"""The reference implementation passes the suite with the pure decoder, not only with the one that is chosen here."""

import os
import subprocess
import sys

SUITE = [
    sys.executable,
    "-m",
    "sse_conform",
    "suite",
    "run",
    "--module",
    "sse_conform.suite.reference:Reference",
]


def test_the_pure_decoder_passes_every_case_under_every_split() -> None:
    env = os.environ | {"SSE_CODEC_PURE": "1"}
    run = subprocess.run(SUITE, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
