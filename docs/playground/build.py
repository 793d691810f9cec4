"""Puts the playground into a folder: the page, Pyodide, and the packages that a check needs. Any web server can serve it.

    python docs/playground/build.py FOLDER

It needs npm, for Pyodide, and pip.
"""

import argparse
import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGE = ("playground.css", "playground.js", "worker.js")
PYODIDE = "pyodide@314.0.8"
PYODIDE_HASH = "74Wq1kXOC+CCEzAfxuRAO701nAcCMLjf8NrwvWpu8S41dVMXwXmLQ05dYB+F4e46AdnGo0oq7YHSVUpHsoarLQ=="
"""SHA-512 of the package, as npm writes it into a lock."""
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
PYTHON = "3.14"
"""The version of Python in that Pyodide."""
LEFT_OUT = {
    "backports.zstd": "Python 3.14 has it",
    "brotli": "it is compiled; a stream under the content coding br is told to be unreadable",
    "rich": "it draws progress on terminals",
}
"""What sse-conform requires and the page does without, and why."""
UNUSED = ("sse_conform/fixtures/*", "bin/*", "*.so", "*.c", "*.pyi", "*/RECORD")
"""What a check never reads, or Pyodide cannot load."""
EXAMPLES = (
    "ciniterflow/orders/token-after-metadata.sse",
    *(
        f"profiles/{name}.sse"
        for name in (
            "a2a/piece-after-completed",
            "ag-ui/truncated-in-a-message",
            "ai-sdk-ui/start-step-twice",
            "anthropic-messages/cut-in-block",
            "cohere-v2/end-early",
            "dify/message-after-end",
            "gemini/order-last-chunk-early",
            "graphql-sse/complete-without-data",
            "langgraph/framing-not-json",
            "mcp-2025-11-25/progress-stands-still",
            "mcp-2026-07-28/response-twice",
            "openai-assistants/order-end-missing",
            "openai-chat/broken-json",
            "openai-compatible/missing-finish",
            "openai-completions/text-after-finish",
            "openai-responses/order-item-after-completed",
        )
    ),
    "verdicts/framed-twice.sse",
)
"""Streams below fixtures/ that the page offers: one of each family, and a mistake that people report."""
TEMPLATES = Path("sse_conform", "render", "page", "templates")


def build(folder: Path) -> None:
    """Write the playground into a folder, which is made, or made anew."""
    if folder.exists() and any(folder.iterdir()) and not (folder / "built.json").is_file():
        sys.exit(f"{folder} has files that are no playground: name an empty folder, or a new one")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        _install(work / "packages", work)
        new = work / "playground"
        new.mkdir()
        _page(new, work / "packages" / TEMPLATES)
        _pyodide(new / "pyodide", work)
        shutil.copy(HERE / "playground.py", work / "packages")
        _zip(work / "packages", new / "packages.zip")
        fetched = [
            new / "packages.zip",
            *(new / "pyodide" / each for each in CORE if not each.endswith("mjs")),
        ]
        facts = {
            "size": sum(each.stat().st_size for each in fetched),
            "examples": list(_examples(new / "examples")),
        }
        (new / "built.json").write_text(json.dumps(facts, indent=1), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(new, folder)


def _page(folder: Path, templates: Path) -> None:
    """The page. It allows the script and the style of the reports that it will show, by their hashes."""
    html = (HERE / "index.html").read_text("utf-8")
    for name, file in (("script", "page.js"), ("style", "page.css")):
        digest = base64.b64encode(hashlib.sha256((templates / file).read_bytes()).digest()).decode()
        html = html.replace(f"{{{name}_hash}}", digest)
    (folder / "index.html").write_text(html, encoding="utf-8")
    shutil.copy(templates / "page.css", folder / "report.css")
    for name in PAGE:
        shutil.copy(HERE / name, folder)


def _pyodide(folder: Path, work: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is not installed, and Pyodide comes from there")
    command = [npm, "pack", PYODIDE, "--silent", "--pack-destination", str(work)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (archive,) = work.glob("pyodide-*.tgz")
    if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != PYODIDE_HASH:
        sys.exit(f"{PYODIDE} is not what was tried: its SHA-512 differs")
    with tarfile.open(archive) as files:
        files.extractall(work, filter="data")
    folder.mkdir()
    for name in CORE:
        shutil.copy(work / "package" / name, folder)
    # The list of packages that Pyodide would fetch from its own server: there are none.
    lock = json.loads((work / "package" / "pyodide-lock.json").read_text("utf-8"))
    (folder / "pyodide-lock.json").write_text(json.dumps({**lock, "packages": {}}), encoding="utf-8")


def _install(folder: Path, work: Path) -> None:
    """Install both packages of this checkout, and what they require, without anything compiled."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    pure = {**os.environ, "SSE_CODEC_NO_EXTENSION": "1"}
    wheels = work / "wheels"
    words = ["wheel", "--no-deps", "--wheel-dir", str(wheels), str(ROOT), str(ROOT / "conformance")]
    subprocess.run([*pip, *words], check=True, env=pure)
    # Packages that have a part in C work without it, and are to be had as wheels for some platform.
    platforms = [f"--platform={name}_x86_64" for name in ("manylinux2014", "manylinux_2_28")]
    options = ["--no-deps", "--no-compile", "--only-binary=:all:", f"--python-version={PYTHON}", *platforms]
    ours = map(str, sorted(wheels.iterdir()))
    subprocess.run([*pip, "install", *options, f"--target={folder}", *ours, *_requirements()], check=True)


def _requirements() -> Iterator[str]:
    """What sse-conform requires for a check and its reports."""
    project = tomllib.loads((ROOT / "conformance" / "pyproject.toml").read_text("utf-8"))
    project = {**project["project"], **project["tool"]["hatch"]["metadata"]["hooks"]["custom"]}
    for requirement in [*project["dependencies"], *project["optional-dependencies"]["report"]]:
        if re.split(r"[ ;<>=]", requirement)[0] not in LEFT_OUT:
            yield requirement


def _zip(folder: Path, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for each in sorted(folder.rglob("*")):
            name = each.relative_to(folder).as_posix()
            if each.is_file() and not any(fnmatch(name, pattern) for pattern in UNUSED):
                archive.write(each, name)


def _examples(folder: Path) -> Iterator[dict[str, str]]:
    """Copy the examples to a folder; for each its name, and what it shows."""
    folder.mkdir()
    for place in EXAMPLES:
        path = ROOT / "fixtures" / place
        streams = tomllib.loads((path.parent / "expectations.toml").read_text("utf-8"))["stream"]
        (why,) = (each["why"] for each in streams if each["id"] == f"{path.parent.name}/{path.stem}")
        name = f"{path.parent.name}-{path.name}"
        shutil.copy(path, folder / name)
        yield {"name": name, "why": why}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description="Put the playground into a folder, from which any web server can serve it."
    )
    parser.add_argument(
        "folder", type=Path, help="a new folder, or one that has a playground, which is replaced"
    )
    build(parser.parse_args().folder)
