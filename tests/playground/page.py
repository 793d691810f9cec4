"""The playground in Chromium, as somebody uses it who has a mouse, a keyboard and files."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..sse_conform.render.page.chromium import Chromium
from .serving import Server

PATIENCE = 120.0
"""Seconds for what takes some on a machine that is busy: loading Python, and a check."""
_SAVED = '#downloads a[download="report.{}"]'


class Page(Chromium):
    """A browser with the playground, which also hears of what the worker and the frame of the report ask for."""

    server: Server
    downloads: Path

    def begin(self, server: Server, downloads: Path) -> None:
        """Remember where the page is, and where it saves files."""
        self.server, self.downloads = server, downloads
        self.ask("Page.setDownloadBehavior", behavior="allow", downloadPath=str(downloads))
        self.ask("DOM.enable")
        self.ask("Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=True, flatten=True)

    def start(self, **options: Any) -> None:
        """Open the page, and wait until Python is there."""
        self.open(self.server.url, **options)
        self.until("document.getElementById('status').textContent === 'Ready.'")

    @property
    def is_ready(self) -> bool:
        """Whether the page is open, and Python is there."""
        words = "/^(Ready|Checked)/.test(document.getElementById('status')?.textContent)"
        return bool(self.value(words))

    def until(self, expression: str) -> None:
        """Wait until an expression is true in the page."""
        end = time.monotonic() + PATIENCE
        while not self.value(expression):
            assert time.monotonic() < end, (expression, self.text("status"), self.complaints())
            time.sleep(0.02)

    def text(self, id: str) -> str:
        """What an element of the page says."""
        found: str = self.value(f"document.getElementById({id!r}).textContent")
        return found

    def set(self, id: str, value: str | bool) -> None:
        """Fill in a field of the form."""
        name = "checked" if isinstance(value, bool) else "value"
        self.value(f"document.getElementById({id!r}).{name} = {json.dumps(value)}")

    def begin_check(self, *paths: Path) -> None:
        """Choose files, as in the dialog for it; their check begins."""
        self.forget()
        root = self.ask("DOM.getDocument")["root"]["nodeId"]
        field = self.ask("DOM.querySelector", nodeId=root, selector="#files")["nodeId"]
        self.ask("DOM.setFileInputFiles", files=[str(path) for path in paths], nodeId=field)

    def act(self, expression: str) -> None:
        """Do something in the page that makes it check, and wait for the result."""
        self.forget()
        self.value(expression)
        self.finish()

    def forget(self) -> None:
        """Have the result of the check before hidden, so that the next is known by being shown."""
        self.value("document.getElementById('result').hidden = true")

    def finish(self) -> None:
        """Wait for the result of a check that was asked for."""
        self.until("!document.getElementById('result').hidden")

    def check(self, *paths: Path) -> bytes:
        """Choose files, and return the report in JSON, as the page saves it."""
        self.begin_check(*paths)
        self.finish()
        return self.saved("json")

    def saved(self, format: str) -> bytes:
        """Save a report."""
        # It is empty until it is whole.
        path = self.downloads / f"report.{format}"
        path.unlink(missing_ok=True)
        self.value(f"document.querySelector('{_SAVED.format(format)}').click()")
        end = time.monotonic() + PATIENCE
        while not path.is_file() or not path.stat().st_size:
            assert time.monotonic() < end, "nothing was saved"
            self.value("0")
            time.sleep(0.02)
        return path.read_bytes()

    def click_at_the_top(self) -> None:
        """Click where nothing is, so that Tab begins there."""
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, x=2, y=2, button="left", clickCount=1)

    def press(self, key: str, text: str = "") -> None:
        """Press a key of the keyboard."""
        code = {"Tab": 9, "Enter": 13}[key]
        for kind in ("keyDown", "keyUp"):
            more = {"text": text} if text and kind == "keyDown" else {}
            self.ask(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **more
            )

    def sessions(self, kind: str) -> list[str]:
        """The sessions of the workers or frames of the page, the latest last."""
        return [
            event["params"]["sessionId"]
            for event in self.events
            if event.get("method") == "Target.attachedToTarget"
            and event["params"]["targetInfo"]["type"] == kind
        ]

    def all_requests(self) -> list[str]:
        """All addresses that the page, its worker and its frames asked for."""
        return [
            event["params"]["request"]["url"]
            for event in self.events
            if event.get("method") == "Network.requestWillBeSent"
        ]

    def _next(self) -> dict[str, Any]:
        message = super()._next()
        if message.get("method") == "Target.attachedToTarget":
            # It waits until it is watched.
            session = message["params"]["sessionId"]
            for method in (
                "Network.enable",
                "Runtime.enable",
                "Log.enable",
                "Runtime.runIfWaitingForDebugger",
            ):
                self.send(method, to=session)
        return message


@contextmanager
def opened(program: str, folder: Path, server: Server) -> Iterator[Page]:
    """A browser that is ready to open the playground; what it keeps lies in a folder."""
    with Page(program, str(folder / "profile")) as page:
        downloads = folder / "downloads"
        downloads.mkdir()
        page.begin(server, downloads)
        yield page
