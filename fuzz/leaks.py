"""Many decoders, each used for whatever takes memory, leave nothing behind: the process does not grow.

    python fuzz/leaks.py --decoders 1000000

The exit code is 1 if it grew by more than a mebibyte after its first tenth.
"""

import argparse
import resource
import sys
from collections.abc import Sequence
from pathlib import Path

# After everything else: the installed package is used when there is one, and that of this checkout otherwise.
sys.path.append(str(Path(__file__).parents[1]))

from sse_codec import ACCELERATED, Decoder, LimitExceeded

ALLOWED = 1024  # KiB
CHUNKS = (
    b"\xef",
    b"\xbb\xbf: c\nretry: 12\nid: 1\n",
    b"event: \xe2\x82\xac\ndata: a\ndata: b\n\ndata: " + b"x" * 500,
    b"\n\n: c\nid: 7\n\ndata: \xff\n\nretry: 9\nda",
)


def use(number: int) -> None:
    """Feed a decoder one way or another, and go over its limit now and then."""
    decoder = Decoder(last_event_id=str(number), max_event_size=600)
    feed = decoder.feed if number % 2 else decoder.feed_with_comments
    for chunk in CHUNKS:
        feed(chunk)
    if number % 8 == 0:
        try:
            decoder.feed(b"x" * 1000)
        except LimitExceeded:
            return
    decoder.close()


def peak() -> int:
    """Return the most memory that the process has had so far, in KiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // 1024 if sys.platform == "darwin" else most


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--decoders", type=int, default=1_000_000, help="how many (default: 1,000,000)")
    count = parser.parse_args(arguments).decoders
    for number in range(count // 10):
        use(number)
    before = peak()
    for number in range(count // 10, count):
        use(number)
    growth = peak() - before
    name = "compiled" if ACCELERATED else "pure"
    print(f"{count:,} {name} decoders: {before:,} KiB after a tenth of them, {growth:,} KiB more at the end")
    return 1 if growth > ALLOWED else 0


if __name__ == "__main__":
    sys.exit(main())
