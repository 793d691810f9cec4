"""Makes `docs/report.png`, the picture of a report in the README, with Chromium: `python picture.py`."""

import base64
import subprocess
import tempfile
from pathlib import Path

from chromium import browser, chromium

ROOT = Path(__file__).parents[4]
STREAM = "examples/mending/before.http"
WIDTH = 900
MARGIN = 12
PLACE = "document.querySelector('#c1-h').getBoundingClientRect().top"
END = "document.querySelector('#c1-f1').getBoundingClientRect().bottom"


def main() -> None:
    program = chromium()
    if program is None:
        raise SystemExit("NO PICTURE WAS MADE: Chromium is not installed")
    with tempfile.TemporaryDirectory() as folder, browser(program) as view:
        page = Path(folder, "page.html")
        subprocess.run(["sse-conform", "report", STREAM, "--output", page], cwd=ROOT, check=True)
        view.ask("Emulation.setScrollbarsHidden", hidden=True)
        view.open(page, width=WIDTH)
        top = view.value(PLACE) - MARGIN
        clip = {"x": 0, "y": top, "width": WIDTH, "height": view.value(END) + MARGIN - top, "scale": 1}
        picture = view.ask("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
    (ROOT / "docs" / "report.png").write_bytes(base64.b64decode(picture["data"]))


if __name__ == "__main__":
    main()
