"""The playground, built once and served on this machine, and a browser that has it open."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..sse_conform.render.page.chromium import chromium
from .page import Page, opened
from .serving import Server, serving

BUILD = Path(__file__).parents[2] / "docs" / "playground" / "build.py"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built page."""
    if shutil.which("npm") is None:
        pytest.skip("NOT RUN: npm is not installed, and the playground needs Pyodide from there")
    folder = tmp_path_factory.mktemp("site") / "playground"
    subprocess.run([sys.executable, str(BUILD), str(folder)], check=True)
    return folder


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[Server]:
    with serving(site) as server:
        yield server


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Page]:
    """A browser that has not opened the page yet."""
    program = chromium()
    if program is None:
        pytest.skip("NOT RUN: Chromium is not installed")
    with opened(program, tmp_path_factory.mktemp("browser"), server) as page:
        yield page


@pytest.fixture
def page(browser: Page) -> Page:
    """The page with Python loaded, and nothing filled in."""
    if not browser.is_ready:
        browser.start()
    browser.value("document.getElementById('form').reset()")
    browser.value("document.querySelectorAll('details').forEach((each) => { each.open = false; })")
    return browser
