"""Makes the page of a long stream, opens it in Chromium, and says how long that takes: `python million.py --events 1000000`."""

import argparse
import resource
import tempfile
import time
from pathlib import Path

from chromium import browser, chromium
from paging import capture, long_answer, page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    events = parser.parse_args().events
    began = time.monotonic()
    text = page(capture("million.sse", long_answer(events), fidelity="timed"))
    made = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{events:,} events: page of {len(text) / 1e6:.1f} MB in {made:.0f} s, peak of memory {peak:.0f} MiB"
    )
    program = chromium()
    if program is None:
        raise SystemExit("NOT MEASURED: Chromium is not installed")
    with tempfile.TemporaryDirectory() as folder, browser(program) as view:
        place = Path(folder, "page.html")
        place.write_text(text, encoding="utf-8", errors="backslashreplace")
        for width, name in ((1280, "wide"), (390, "narrow")):
            loaded = view.open(place, width=width)
            elements = view.value("document.querySelectorAll('*').length")
            cards = view.value("document.querySelectorAll('.card').length")
            print(f"{name}: loaded in {loaded:.2f} s, {elements:,} elements, {cards} findings")


if __name__ == "__main__":
    main()
