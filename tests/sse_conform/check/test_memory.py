"""The check of a block costs at most eight times its size, also when the block ends, and after another one like it."""

import json
import subprocess
import sys

import pytest

from sse_conform.check import StreamCheck

MIB = 1 << 20
SIZE = 2 * MIB
MAX_GROWTH = 8
SLACK = 3 * MIB
BLOCKS = {
    "data lines": ("", "data: x\n", ""),
    "lines of no data": ("", "data\r", ""),
    "one line": ("data: ", "x", ""),
    "one line that is no UTF-8": ("data: ", "\xff", ""),
    "an emoji in one line": ("data: \U0001f600", "x", ""),
    "an emoji in many lines": ("data: \U0001f600\n", "data: x\n", ""),
    "JSON of one long string": ('data: {"type":"x","delta":"', "x", '"}'),
    "JSON of one long string with an emoji": ('data: {"type":"x","delta":"\U0001f600', "x", '"}'),
    "JSON of empty arrays": ('data: {"type":"x","a":[', "[],", "0]}"),
    "JSON of small objects": ('data: {"type":"x","a":[', '{"":0},', "0]}"),
    "JSON of numbers": ('data: {"type":"x","a":[', "1000,", "0]}"),
    "JSON that is deep": ("data: ", "[", ""),
    "JSON that is cut": ('data: {"type":"x","delta":"', "x", ""),
}
SCRIPT = """
import json, resource, sys
profile, start, unit, end, size = json.loads(sys.stdin.read())
start, end = start.encode(), end.encode()
unit = unit.encode("latin-1")
from sse_conform.check import StreamCheck
from sse_codec.ordering import load_profile
check = StreamCheck("x", profile=profile if profile == "auto" else load_profile(profile))
check.feed(b'event: response.created\\ndata: {"type":"response.created"}\\n\\n' * 2)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
pool = unit * (65536 // len(unit))
found = []
for _ in range(2):
    for chunk in [start, *[pool] * (size // len(pool)), end, b"\\n\\n"]:
        found += check.feed(chunk)
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(grown * (1 if sys.platform == "darwin" else 1024))
"""


@pytest.mark.unmeasured
@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the peak in this way")
@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("profile", ["auto", "openai-responses"])
def test_a_block_costs_at_most_eight_times_its_size(profile: str, block: str) -> None:
    command = json.dumps([profile, *BLOCKS[block], SIZE])
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], input=command, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < MAX_GROWTH * SIZE + SLACK


@pytest.mark.parametrize("profile", ["auto", "openai-responses", None])
def test_json_that_is_not_read_is_one_finding(profile: str | None) -> None:
    check = StreamCheck("x", profile=profile)
    found = [*check.feed(b'data: {"type":' + b"[" * 100_000 + b"\n\n"), *check.close()]
    assert [finding.code for finding in found if finding.code in ("SSE513", "ORD208")] == ["SSE513"]
