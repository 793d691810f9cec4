"""Long blocks are read as short ones are, and reading one costs at most eight times its size, also when it ends."""

import json
import random
import subprocess
import sys

import pytest

from sse_codec import LimitExceeded, Scanner, _decoder, _lines, _long, _scanner

from .cases import a
from .oracle import Reading, read
from .readers import decode, decode_with_comments, scan
from .twins import DECODERS, ScannerTwin

MIB = 1 << 20
SIZE = MIB
MAX_GROWTH = 8
SLACK = MIB
"""Bytes that a process may take beside the block: an allocator's mood."""
PARTS = (
    b"data",
    b"data:",
    b"data: x",
    b"data:\xff\xe2\x82",
    b"event: t",
    b"id: 1",
    b"id: \0",
    b"retry: 7",
    b"retry:x",
    b": c",
    b":",
    b"foo",
)
# What makes a long block: its beginning, and what comes again and again until it is long.
BLOCKS = {
    "data lines": (b"", b"data: x\n"),
    "lines of no data": (b"", b"data\n"),
    "lines that end with CR": (b"", b"data\r"),
    "ids": (b"data: x\n", b"id:\n"),
    "fields that nobody knows": (b"data: x\n", b"a\n"),
    "lines that are no UTF-8": (b"", b"data:\xff\n"),
    "one line": (b"data: ", b"x"),
    "one line that is no UTF-8": (b"data: ", b"\xff"),
    "one emoji in one line": ("data: \U0001f600".encode(), b"x"),
    "one emoji in many lines": ("data: \U0001f600\n".encode(), b"data: x\n"),
    "one emoji in a comment": (": \U0001f600\n".encode(), b"data:\n"),
    "one emoji in a line after another": ("data: x\ndata: \U0001f600".encode(), b"x"),
}
SCRIPT = """
import json, resource, sys
reader, start, unit, size, whole = json.loads(sys.stdin.read())
start, unit = start.encode("latin-1"), unit.encode("latin-1")
if reader == "scanner":
    from sse_codec import Scanner as Reader
elif reader == "pure scanner":
    from sse_codec._scanner import Scanner as Reader
elif reader == "pure":
    from sse_codec._decoder import Decoder as Reader
else:
    from sse_codec import Decoder as Reader
feed = Reader().feed
pool = unit * ((size if whole else 65536) // len(unit))
chunks = [start + pool] if whole else [start, *[pool] * (size // len(pool))]
feed(b"event: t\\ndata: x\\n\\n")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for chunk in chunks:
    feed(chunk)
found = feed(b"\\n\\n")
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(grown * (1 if sys.platform == "darwin" else 1024), len(start) + size, len(found))
"""


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is long begin at a few bytes, so that every path is taken by streams that a test can look through."""
    for module in (_decoder, _lines, _long):
        monkeypatch.setattr(module, "LONG", 8)
    for module in (_scanner,):
        monkeypatch.setattr(module, "BATCH", 8)


def made(seed: int) -> bytes:
    choose = random.Random(seed)
    ending = choose.choice([b"\n", b"\r", b"\r\n", b""])
    lines = [
        choose.choice(PARTS) * choose.choice([1, 1, 3]) + (ending or choose.choice([b"\n", b"\r", b"\r\n"]))
        for _ in range(choose.randrange(12))
    ]
    return choose.choice([b"", b"\xef\xbb\xbf"]) + b"".join(
        line + choose.choice([b"", b"", b"\n", b"\n\n", b"\r"]) for line in lines
    )


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("size", [1, 7, 30, 1000], ids="in chunks of {}".format)
@pytest.mark.parametrize("name", DECODERS)
def test_long_blocks_mean_what_short_ones_do(name: str, size: int) -> None:
    for seed in range(400):
        stream = made(seed)
        chunks = [stream[at : at + size] for at in range(0, len(stream), size)]
        wanted = read(chunks, "7", None)
        assert decode(chunks, "7", twin=DECODERS[name]) == wanted.without_comments(), stream
        found = decode_with_comments(chunks, "7", twin=DECODERS[name])
        assert (found.events, found.comments) == (wanted.events, wanted.comments), stream
        assert (found.retry, found.discarded) == (wanted.retry, wanted.discarded), stream


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("size", [1, 7, 30, 1000], ids="in chunks of {}".format)
def test_long_blocks_are_scanned_as_short_ones_are(Scanner: ScannerTwin, size: int) -> None:
    for seed in range(400):
        stream = made(seed)
        chunks = [stream[at : at + size] for at in range(0, len(stream), size)]
        wanted: Reading = read(chunks, "7", None)
        found = scan(chunks, "7", twin=Scanner)
        assert found.events == wanted.events, stream
        assert (found.last_event_id, found.retry) == (wanted.last_event_id, wanted.retry), stream


@pytest.mark.unmeasured
@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the peak in this way")
@pytest.mark.parametrize("whole", [False, True], ids=["in chunks", "in one chunk"])
@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("reader", ["pure", "the package's", "pure scanner", "scanner"])
def test_a_block_costs_at_most_eight_times_its_size(reader: str, block: str, whole: bool) -> None:
    start, unit = (part.decode("latin-1") for part in BLOCKS[block])
    command = json.dumps([reader, start, unit, SIZE, whole])
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], input=command, capture_output=True, text=True, check=True
    )
    grown, size, found = map(int, done.stdout.split())
    assert found
    assert grown < MAX_GROWTH * size + SLACK


@pytest.mark.parametrize("make", [Scanner, _scanner.Scanner], ids=["scanner", "pure scanner"])
def test_a_chunk_far_over_the_limit_is_read_no_further_than_the_limit(make: type[Scanner]) -> None:
    scanner = make(max_event_size=10)
    assert [block.event for block in scanner.feed(b"data: a\n\n" + b"data: x" * 1_000_000)] == a("a")
    with pytest.raises(LimitExceeded, match="the block at byte 19 of the stream"):
        scanner.feed(b"")
