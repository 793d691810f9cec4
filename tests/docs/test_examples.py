"""What the README and the documentation show, happens.

Blocks marked `python` run in order, with one namespace per page. Blocks marked `console` are in `console.py`. Other blocks are text.
The guides are programs and servers, which tests/guides runs.
"""

import logging
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

from .console import FLAGS, ROOT, run_console

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]

SYBIL = Sybil(
    [
        PythonCodeBlockParser(doctest_optionflags=FLAGS),
        CodeBlockParser("console", lambda example: run_console(example.parsed)),
        SkipParser(),
    ]
)
EXAMPLES = [example for page in PAGES if page.parent.name != "guides" for example in SYBIL.parse(page)]


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
