"""What the README and the documentation show, happens.

Blocks marked `python` run in order, with one namespace per page. In blocks marked `console` each line after `$ ` runs
at the top of the checkout, and prints what the block shows below it; `...` stands for anything. Other blocks are text.
"""

import doctest
import logging
import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FLAGS = doctest.ELLIPSIS


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block, with the output that the block shows for it."""
    for part in ("\n" + block).split("\n$ ")[1:]:
        command, _, output = part.partition("\n")
        yield command, output if output.endswith("\n") or not output else output + "\n"


def run_console(example: Example) -> None:
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
    for command, shown in commands(example.parsed):
        run = subprocess.run(
            ["bash", "-c", command],
            cwd=ROOT,
            env=os.environ | {"PATH": path, "COLUMNS": "120"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert doctest.OutputChecker().check_output(shown, run.stdout, FLAGS), f"$ {command}\n{run.stdout}"


SYBIL = Sybil(
    [PythonCodeBlockParser(doctest_optionflags=FLAGS), CodeBlockParser("console", run_console), SkipParser()]
)
EXAMPLES = [example for page in PAGES for example in SYBIL.parse(page)]


def name(example: Example) -> str:
    return f"{Path(example.path).relative_to(ROOT)}:{example.line}"


@pytest.fixture(scope="session")
def bucket() -> Iterator[None]:
    """The bucket s3://gateway, on this machine; the environment says so to all that use it."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - few examples need it
    from pyarrow.fs import S3FileSystem  # noqa: PLC0415

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    address = "{}:{}".format(*server.get_host_and_port())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{address}")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "for-the-examples")
        patch.setenv("AWS_REGION", "us-east-1")
        shutil.rmtree(ROOT / "build" / "audit", ignore_errors=True)
        S3FileSystem(endpoint_override=address, scheme="http", allow_bucket_creation=True).create_dir(
            "gateway"
        )
        yield
    server.stop()


@pytest.mark.parametrize("example", EXAMPLES, ids=name)
def test_the_example_does_what_the_page_shows(example: Example, request: pytest.FixtureRequest) -> None:
    if "s3://" in str(example.parsed):
        request.getfixturevalue("bucket")
    example.evaluate()


@pytest.mark.parametrize("language", ["python", "console"])
def test_the_readme_shows(language: str) -> None:
    assert f"```{language}\n" in PAGES[0].read_text()


@pytest.mark.parametrize(
    "page",
    [*PAGES, ROOT / "CONTRIBUTING.md", *ROOT.glob("*/README.md")],
    ids=lambda page: page.parent.name + "/" + page.name,
)
def test_environments_and_files_that_a_page_names_are_there(page: Path) -> None:
    text = page.read_text()
    config = (ROOT / "tox.ini").read_text()
    for names in re.findall(r"tox (?:run|exec) -e ([a-z0-9,-]+)", text):
        for name in names.split(","):
            assert f"[testenv:{name}]" in config or re.fullmatch(r"py31[123]-(tests|compiled)", name), name
    for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text):
        assert (page.parent / link).exists(), link
