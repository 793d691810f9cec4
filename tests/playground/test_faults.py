"""What goes wrong is told in a sentence that names it, and the page goes on where it can."""

from pathlib import Path

import pytest

from .page import Page

GOOD = b"data: x\n\n"
MISSING = {
    "built.json": "built.json is missing",
    "worker.js": "worker.js is missing",
    "pyodide.mjs": "pyodide.mjs is missing",
    "pyodide.asm.mjs": "pyodide.asm.mjs",
    "pyodide.asm.wasm": "pyodide.asm.wasm is missing: the server answered with status 404",
    "python_stdlib.zip": "python_stdlib.zip is missing",
    "packages.zip": "packages.zip is missing",
}


@pytest.mark.parametrize("name", MISSING)
def test_a_file_of_the_page_is_missing(browser: Page, name: str) -> None:
    browser.server.lost = {name}
    try:
        browser.open(browser.server.url)
        browser.until("document.getElementById('status').textContent.startsWith('This page does not work')")
    finally:
        browser.server.lost = set()
    assert MISSING[name] in browser.text("status")
    assert browser.value("document.getElementById('check').disabled")


def test_there_is_no_webassembly(browser: Page) -> None:
    added = browser.ask("Page.addScriptToEvaluateOnNewDocument", source="delete globalThis.WebAssembly")
    try:
        browser.open(browser.server.url)
        browser.until("document.getElementById('status').textContent.includes('no WebAssembly')")
    finally:
        browser.ask("Page.removeScriptToEvaluateOnNewDocument", identifier=added["identifier"])


def test_it_lies_in_a_folder_without_a_server(browser: Page, site: Path) -> None:
    browser.open(site / "index.html")
    # The browser refuses the script of the page too.
    assert "needs a server" in browser.text("status")


def test_a_long_check_is_stopped_and_the_next_one_works(page: Page, tmp_path: Path) -> None:
    long, short = tmp_path / "long.sse", tmp_path / "short.sse"
    long.write_bytes(GOOD * 3_000_000)
    short.write_bytes(GOOD)
    page.begin_check(long)
    page.until("document.getElementById('status').textContent.startsWith('Checking')")
    page.value("document.getElementById('stop').click()")
    assert page.value("document.getElementById('result').hidden")
    assert b'"events": 1,' in page.check(short)
    assert page.text("verdict").startswith("Nothing makes the check fail")


def test_files_that_are_chosen_during_a_check_take_its_place(page: Page, tmp_path: Path) -> None:
    long, short = tmp_path / "long.sse", tmp_path / "short.sse"
    long.write_bytes(GOOD * 3_000_000)
    short.write_bytes(GOOD)
    page.begin_check(long)
    page.until("document.getElementById('status').textContent.startsWith('Checking')")
    assert b'"short.sse"' in page.check(short)


def test_a_file_that_is_gone(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "gone.sse"
    path.write_bytes(GOOD)
    page.check(path)
    path.unlink()
    page.act("document.getElementById('check').click()")
    assert page.text("verdict").startswith("Nothing was checked: gone.sse cannot be read")
    assert page.value("document.querySelectorAll('#downloads a').length") == 0
    path = tmp_path / "there.sse"
    path.write_bytes(GOOD)
    assert b'"events": 1,' in page.check(path)


def test_what_this_python_cannot_read_is_named(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "a.http"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: br\r\n\r\n"
    path.write_bytes(head + b"\x0b\x04\x80data: x\n\n\x03")
    page.check(path)
    assert "brotli is not installed" in page.text("text")


def test_an_option_that_is_wrong(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "a.sse"
    path.write_bytes(GOOD)
    page.set("select", "NONSENSE")
    page.begin_check(path)
    page.finish()
    assert "NONSENSE" in page.text("errors")
    assert page.text("verdict") == "Something could not be checked (exit code 2)."
    assert page.value("document.querySelectorAll('#downloads a').length") == 0
    assert page.value("document.getElementById('report').hidden")
