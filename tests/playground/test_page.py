"""The page itself: it fits each screen and reader, shows nothing of a stranger as HTML, sends nothing away, and is small."""

from pathlib import Path

import pytest

from ..sse_conform.render.page.test_chromium import CONTRAST
from .page import Page
from .serving import serving

LIMIT = 8_000_000
"""Bytes that may be transferred until a first verdict."""
EVIL = b"<script>alert(1)</script><img src=//127.0.0.1:9/x onerror=alert(2)><a href='javascript:alert(3)'>"
BROKEN = b"event: %s\nid: %s\ndata: {%s\n\n%s: x\n: %s\n\n" % ((EVIL,) * 5)

SEND = """new Promise((done) => {
  const request = new XMLHttpRequest();
  request.onload = () => done("sent");
  request.onerror = () => done("refused");
  request.open("GET", "%s?secret");
  request.send();
})"""


def test_all_that_is_loaded_is_small_and_comes_from_one_place(browser: Page, tmp_path: Path) -> None:
    path = tmp_path / "a.sse"
    path.write_bytes(BROKEN)
    browser.server.sent.clear()  # it lets nothing be kept in a cache
    browser.start()
    browser.check(path)
    asked, sent = browser.all_requests(), browser.server.sent
    assert {"index.html", "packages.zip", "pyodide/pyodide.asm.wasm"} <= {name for name, _ in sent}
    print(f"{sum(size for _, size in sent):,} bytes transferred")
    assert sum(size for _, size in sent) < LIMIT
    assert any(url.endswith("python_stdlib.zip") for url in asked), "the worker is watched"
    urls = (browser.server.url, f"blob:{browser.server.url}", "data:")
    assert [url for url in asked if not url.startswith(urls)] == []


@pytest.mark.parametrize("where", ["page", "worker"])
def test_nothing_can_be_sent_elsewhere(page: Page, where: str) -> None:
    session = page.sessions("worker")[-1] if where == "worker" else None
    with serving(None) as elsewhere:
        words = SEND % elsewhere.url
        answer = page.ask(
            "Runtime.evaluate", to=session, expression=words, awaitPromise=True, returnByValue=True
        )
        assert answer["result"]["value"] == "refused"
        assert elsewhere.sent == []


def test_hostile_data_does_nothing(page: Page, tmp_path: Path) -> None:
    # The longest name that a file system takes.
    path = tmp_path / f"{EVIL.decode().replace('/', '')}{'x' * 100}.sse"
    path.write_bytes(BROKEN * 3)
    page.events.clear()
    page.check(path)
    page.until("document.getElementById('text').textContent.includes('<script>')")
    assert page.complaints() == []
    assert page.all_requests() == []
    assert page.value("document.querySelectorAll('main :is(script, img, a:not(#downloads *))').length") == 0
    assert page.value("document.getElementById('report').getAttribute('sandbox')") == (
        "allow-scripts allow-popups allow-popups-to-escape-sandbox"
    )


def test_the_report_is_shown_with_its_own_style_and_script(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "a.sse"
    path.write_bytes(BROKEN)
    page.events.clear()
    page.value("document.getElementById('report').onload = (event) => { event.target.dataset.shown = 1; }")
    page.check(path)
    page.until("document.getElementById('report').dataset.shown")
    frame = inside(page)
    page.ask("Runtime.evaluate", **frame, expression="document.getElementById('words').value = 'zzz'")
    asked = "document.getElementById('words').dispatchEvent(new Event('input'))"
    page.ask("Runtime.evaluate", **frame, expression=asked)
    told = {**frame, "awaitPromise": True, "returnByValue": True}
    words = "new Promise((done) => setTimeout(() => done(document.getElementById('told').textContent), 400))"
    assert page.ask("Runtime.evaluate", **told, expression=words)["result"]["value"].startswith("0 of ")
    color = "getComputedStyle(document.querySelector('.card')).borderLeftWidth"
    assert page.ask("Runtime.evaluate", **told, expression=color)["result"]["value"] == "5px"
    assert page.complaints() == []


def inside(page: Page) -> dict[str, str]:
    """Where the document of the report runs, which came last."""
    event = next(
        each for each in reversed(page.events) if each.get("method") == "Runtime.executionContextCreated"
    )
    return {"to": event["sessionId"], "uniqueContextId": event["params"]["context"]["uniqueId"]}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (400, "light")])
def test_it_fits_the_reader(page: Page, tmp_path: Path, width: int, scheme: str) -> None:
    path = tmp_path / f"{'long' * 50}.sse"
    path.write_bytes(BROKEN)
    page.look(width=width, height=900, scheme=scheme)
    page.value("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.check(path)
    assert page.value("document.documentElement.scrollWidth") <= width
    assert page.value(CONTRAST) == []
    colors = {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 23, 27)"}
    assert page.value("getComputedStyle(document.body).backgroundColor") == colors[scheme]


def test_all_of_it_works_by_keyboard_and_has_names(page: Page) -> None:
    fields = "[...document.querySelectorAll('input, select, textarea')]"
    assert page.value(f"{fields}.every((each) => each.labels.length)")
    page.value("scrollTo(0, 0)")
    page.click_at_the_top()
    passed = []
    for _ in range(6):
        page.press("Tab")
        passed.append(page.value("document.activeElement.id"))
        if passed[-1] == "pasted":
            page.ask("Input.insertText", text="dta: x\n\ndata: x\n\n")
    assert [each for each in passed if each] == ["files", "pasted", "example", "profile", "check"]
    page.forget()
    page.press("Enter", "\r")
    page.finish()
    assert page.value("document.activeElement.id") == "verdict"
    page.press("Tab")
    assert page.value("document.activeElement.download") == "report.html"


def test_files_are_dropped(page: Page, tmp_path: Path) -> None:
    (tmp_path / "a.sse").write_bytes(BROKEN)
    at = {"x": 300, "y": 300}
    data = {"items": [], "files": [str(tmp_path / "a.sse")], "dragOperationsMask": 1}
    page.forget()
    for kind in ("dragEnter", "dragOver", "drop"):
        page.ask("Input.dispatchDragEvent", type=kind, data=data, **at)
    page.finish()
    assert page.text("chosen") == "a.sse"
    assert b'"a.sse"' in page.saved("json")


def test_what_is_at_work_is_named(page: Page) -> None:
    assert "Python 3.14" in page.text("versions")
    assert "Pyodide 314" in page.text("versions")
