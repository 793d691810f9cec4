"""What Chromium and nock record of a stream is that stream. Node runs both, from packages of npm that are installed anew."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .reading import checked
from .streams import STREAMS, Sent
from .test_cassettes import raw

PACKAGES = [
    "playwright-core@1",
    "nock@13",
    "@pollyjs/adapter-node-http@6",
    "@pollyjs/core@6",
    "@pollyjs/persister-fs@6",
]
PATIENCE = 120
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

HAR = """
import { chromium } from "playwright-core";
const [path, content, executablePath, page, ...urls] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const context = await browser.newContext(content === "trace" ? {} : { recordHar: { path, content } });
if (content === "trace") await context.tracing.start({ snapshots: true });
const tab = await context.newPage();
await tab.goto(page);
for (const url of urls)
  await tab.evaluate((u) => fetch(u, { method: "POST", body: "{}" }).then((answer) => answer.text()), url);
if (content === "trace") await context.tracing.stop({ path });
await context.close();
await browser.close();
"""
POLLY = """
import { Polly } from "@pollyjs/core";
import NodeHttp from "@pollyjs/adapter-node-http";
import Files from "@pollyjs/persister-fs";
import http from "node:http";
const [recordingsDir, url] = process.argv.slice(2);
Polly.register(NodeHttp);
Polly.register(Files);
const options = { adapters: ["node-http"], persister: "fs", persisterOptions: { fs: { recordingsDir } } };
const polly = new Polly("streams", { ...options, mode: "record" });
await new Promise((done, fail) => {
  const request = http.request(url, { method: "POST" }, (answer) => answer.on("data", () => {}).on("end", done));
  request.on("error", fail).end("{}");
});
await polly.stop();
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
    (folder / "polly.mjs").write_text(POLLY, encoding="utf-8")
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


@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS)
def test_polly(paced_server: Any, node: Path, tmp_path: Path, stream: Sent) -> None:
    paced = paced_server(stream.chunks, headers=stream.headers)
    run(node, "polly.mjs", str(tmp_path), paced.url)
    (written,) = tmp_path.rglob("*.har")
    (found,) = checked(written)
    plain = raw(tmp_path, paced.url)
    assert (found.body, found.findings, found.outcome) == (stream.body, plain.findings, plain.outcome)


WAYS = {"embed": "x.har", "attach": "x.har", "attached in an archive": "x.zip", "trace": "x.zip"}
"""How Playwright keeps the bodies, and the name of the file that makes it do so."""


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("charset", ["", "; charset=utf-8"])
@pytest.mark.parametrize("name", ["good", "bad", "compressed"])
@pytest.mark.parametrize("way", WAYS)
def test_what_playwright_keeps(
    paced_server: Any, node: Path, tmp_path: Path, way: str, name: str, charset: str
) -> None:
    stream = STREAMS[name]
    page = paced_server((b"<html></html>",), headers={"Content-Type": "text/html"})
    headers = {**stream.headers, "Content-Type": f"text/event-stream{charset}"}
    paced = paced_server(stream.chunks, headers=headers)
    path = tmp_path / WAYS[way]
    run(node, "har.mjs", str(path), way.partition("ed ")[0], str(CHROMIUM), page.url, paced.url)
    (found,) = checked(path)
    plain = raw(tmp_path, paced.url)
    if name == "bad":
        # Chromium decoded what is no UTF-8, and Playwright wrote the size of what came of that.
        charset_of_it = "utf-8" if charset else "latin-1"
        assert found.body == stream.body.decode(charset_of_it, "replace").encode()
        return
    assert (found.body, found.findings, found.outcome) == (stream.body, plain.findings, plain.outcome)
