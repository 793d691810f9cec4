"""What Chromium and nock record of a stream is that stream. Node runs both, from packages of npm that are installed anew."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .reading import checked
from .streams import STREAMS, Sent
from .test_cassettes import raw

PACKAGES = ["playwright-core@1", "nock@13"]
PATIENCE = 120
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

HAR = """
import { chromium } from "playwright-core";
const [path, executablePath, page, ...urls] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const context = await browser.newContext({ recordHar: { path, content: "embed" } });
const tab = await context.newPage();
await tab.goto(page);
for (const url of urls)
  await tab.evaluate((u) => fetch(u, { method: "POST", body: "{}" }).then((answer) => answer.text()), url);
await context.close();
await browser.close();
"""
NOCK = """
import nock from "nock";
import http from "node:http";
import { writeFileSync } from "node:fs";
const [path, ...urls] = process.argv.slice(2);
nock.recorder.rec({ output_objects: true, dont_print: true });
for (const url of urls)
  await new Promise((done, fail) => {
    const request = http.request(url, { method: "POST" }, (answer) => answer.on("data", () => {}).on("end", done));
    request.on("error", fail).end("{}");
  });
writeFileSync(path, JSON.stringify(nock.recorder.play(), null, 2));
"""


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages."""
    if not shutil.which("npm"):
        pytest.skip("npm is not installed")
    folder = tmp_path_factory.mktemp("node")
    command = ["npm", "install", "--no-audit", "--no-fund", *PACKAGES]
    subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=PATIENCE)
    (folder / "har.mjs").write_text(HAR, encoding="utf-8")
    (folder / "nock.mjs").write_text(NOCK, encoding="utf-8")
    return folder


def run(node: Path, script: str, *arguments: str) -> None:
    subprocess.run(["node", script, *arguments], cwd=node, check=True, timeout=PATIENCE)


@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS)
def test_nock(paced_server: Any, node: Path, tmp_path: Path, stream: Sent) -> None:
    paced = paced_server(stream.chunks, headers=stream.headers)
    run(node, "nock.mjs", str(tmp_path / "nock.json"), paced.url)
    (found,) = checked(tmp_path / "nock.json")
    plain = raw(tmp_path, paced.url)
    assert (found.body, found.findings, found.outcome) == (stream.body, plain.findings, plain.outcome)


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("charset", ["", "; charset=utf-8"])
@pytest.mark.parametrize("name", ["good", "bad", "compressed"])
def test_a_har_of_chromium(paced_server: Any, node: Path, tmp_path: Path, name: str, charset: str) -> None:
    stream = STREAMS[name]
    page = paced_server((b"<html></html>",), headers={"Content-Type": "text/html"})
    headers = {**stream.headers, "Content-Type": f"text/event-stream{charset}"}
    paced = paced_server(stream.chunks, headers=headers)
    run(node, "har.mjs", str(tmp_path / "x.har"), str(CHROMIUM), page.url, paced.url)
    (found,) = checked(tmp_path / "x.har")
    plain = raw(tmp_path, paced.url)
    if name == "bad":
        # Chromium decoded what is no UTF-8, and Playwright wrote the size of what came of that.
        charset_of_it = "utf-8" if charset else "latin-1"
        assert found.body == stream.body.decode(charset_of_it, "replace").encode()
        return
    assert (found.body, found.findings, found.outcome) == (stream.body, plain.findings, plain.outcome)
