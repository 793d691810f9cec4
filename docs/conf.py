"""Sphinx makes the documentation site of the pages of this repository: `tox run -e site`.

The source folder is the top of the checkout. So a relative link leads to the same page on the site as on a forge, and the site has
the folders of the repository.
"""

import ast
import builtins
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from docutils.nodes import document
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.pycode import ModuleAnalyzer

ROOT = Path(__file__).parents[1]
EXTRA = ROOT / "build" / "site"
"""Finished pages that go into the site as they are, such as `playground/index.html`. Without the folder, the site lacks them."""


def define_types() -> None:
    """Define in each module of the codec what its annotations name; it defines these for type checkers alone, to be imported fast."""
    sources = {path: path.read_text(encoding="utf-8") for path in (ROOT / "sse_codec").glob("_*.py")}
    # Those that define a type come before those that import it.
    for path in sorted(sources, key=lambda path: (sources[path].count("TypeAlias"), path.name), reverse=True):
        module = import_module(f"sse_codec.{path.stem}")
        for node in ast.parse(sources[path]).body:
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
                exec(compile(ast.Module(node.body, []), path, "exec"), vars(module))


project = "sse-codec"
author = "the sse-codec developers"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
root_doc = "docs/index"
include_patterns = [
    "docs/**",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "bench/README.md",
    "changelog.d/README.md",
    "examples/implementations/README.md",
    "fixtures/*.md",
    "fuzz/README.md",
]
# Folders that Sphinx need not search.
exclude_patterns = ["**/.*", "**/node_modules", "build", "conformance", "sse_codec", "tests"]

myst_heading_anchors = 4
default_role = "code"  # in docstrings: `code`
smartquotes_action = "D"  # dashes alone: quotes in docstrings belong to values, such as "auto"

autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_preserve_defaults = True
autodoc_typehints_format = "short"
python_maximum_signature_line_length = 90
# What this site does not document: other packages, and names that are not public.
nitpick_ignore_regex = [
    (r"py:.*", r"(abc|collections|datetime|enum|glob|hypothesis|os|pathlib|pyarrow)\b.*"),
    (r"py:class", r"sse_(codec|conform)\.(.*\.)?_.*"),
    (r"py:class", r"sse_codec\.ordering\.reads\..*"),
]

html_theme = "furo"
html_title = "sse-codec"
html_copy_source = False
html_extra_path = [str(EXTRA)] if EXTRA.is_dir() else []

TO_PLAYGROUND = (
    '```{raw} html\n<p><a href="../playground/index.html">Check a stream in your browser</a></p>\n```'
)
TO_INDEX = '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=docs/index.html">'


def unreleased() -> str:
    """Return the part of the changelog that towncrier would write for the next version."""
    command = [sys.executable, "-m", "towncrier", "build", "--draft", "--version", "Not released yet"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def navigation() -> str:
    """Return the tables of contents, without the patterns that no page fits."""
    lines = (ROOT / "docs" / "navigation.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if "*" not in line or any(ROOT.glob(f"docs/{line.strip()}.md")))


def complete(app: Sphinx, docname: str, source: list[str]) -> None:
    """Add to a page what only the site has."""
    if docname == root_doc:
        source[0] += navigation()
        if (EXTRA / "playground" / "index.html").is_file():
            source[0] = source[0].replace("<!-- playground -->", TO_PLAYGROUND)
    if docname == "CHANGELOG":
        source[0] = source[0].replace("<!-- towncrier release notes start -->", unreleased())


def describe(app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    """Give a constant, which is imported from elsewhere, the docstring that stands where it is defined."""
    if what != "data":
        return
    package, _, attribute = name.rpartition(".")
    for module in [module for module in sys.modules if module.startswith(package)]:
        found = ModuleAnalyzer.for_module(module).find_attr_docs().get(("", attribute))
        if found and getattr(sys.modules[module], attribute, None) is obj:
            lines[:] = found


def shorten(
    app: Sphinx,
    what: str,
    name: str,
    obj: object,
    options: object,
    signature: str | None,
    returns: str | None,
) -> tuple[str | None, str | None]:
    """Write a default that is made anew each time as an ellipsis; attrs calls it NOTHING."""
    return signature and signature.replace(" = NOTHING", " = ..."), returns


def unlink_builtins(app: Sphinx, doctree: document) -> None:
    """Take the links from names such as `bytes`, which Sphinx would find in an attribute of that name."""
    for link in list(doctree.findall(pending_xref)):
        if link["reftarget"] in vars(builtins):
            link.replace_self(link.children)


def finish(app: Sphinx, problem: Exception | None) -> None:
    """Lead from the top of the site to its first page."""
    if problem is None:
        Path(app.outdir, "index.html").write_text(TO_INDEX, encoding="utf-8")


def setup(app: Sphinx) -> None:
    define_types()
    app.connect("source-read", complete)
    app.connect("autodoc-process-docstring", describe)
    app.connect("autodoc-process-signature", shorten)
    app.connect("doctree-read", unlink_builtins)
    app.connect("build-finished", finish)
