"""The built site: each link leads somewhere, each page can be reached, each public name is documented, and nothing is loaded from elsewhere.

`tox run -e site` builds it, and names its folder in SITE.
"""

import inspect
import os
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parents[2]
SITE = Path(os.environ["SITE"]).resolve()
START = SITE / "docs" / "index.html"
PAGES = sorted(page for page in SITE.rglob("*.html") if "playground" not in page.parts)
MADE_BY_SPHINX = {"index.html", "genindex.html", "py-modindex.html", "search.html"}
DOCUMENTED = [
    "sse_codec",
    "sse_codec.ciniterflow",
    "sse_codec.ordering",
    "sse_codec.ordering.pointers",
    "sse_conform",
    "sse_conform.audit",
    "sse_conform.report",
    "sse_conform.strategies",
    "sse_conform.testing",
]


class Page(HTMLParser):
    """The anchors of a page, where it leads, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if name := given.get("id"):
            self.anchors.add(name)
        if tag == "a" and (link := given.get("href")):
            self.links.append(link)
        loaded = given.get("href") if tag == "link" else given.get("src")
        if loaded:
            self.loads.append(loaded)


@cache
def parsed(path: Path) -> Page:
    return Page(path.read_text(encoding="utf-8"))


def targets(page: Path, links: list[str]) -> Iterator[tuple[str, Path, str]]:
    """Each link within the site, with the file and the anchor that it names."""
    for link in links:
        parts = urlsplit(link)
        if not parts.scheme and not parts.netloc:
            yield (
                link,
                (page.parent / unquote(parts.path)).resolve() if parts.path else page,
                unquote(parts.fragment),
            )


def public_names(module: ModuleType) -> list[str]:
    """Return the names that a module gives away: all that it lists, or the classes and functions that it defines."""
    if listed := getattr(module, "__all__", None):
        return [*listed]
    return [
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and inspect.getmodule(value) is module
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(SITE)))
def test_no_link_of_a_page_is_dead(page: Path) -> None:
    dead = []
    for link, target, anchor in targets(page, [*parsed(page).links, *parsed(page).loads]):
        if not target.is_file() or (
            anchor and target.suffix == ".html" and anchor not in parsed(target).anchors
        ):
            dead.append(link)
    assert not dead


def test_each_page_is_reached_from_the_first() -> None:
    seen, coming = {START}, [START]
    while coming:
        page = coming.pop()
        for _, target, _ in targets(page, parsed(page).links):
            if target.suffix == ".html" and target.is_file() and target not in seen:
                seen.add(target)
                coming.append(target)
    assert {page for page in PAGES if page.name not in MADE_BY_SPHINX} <= seen


def test_each_page_of_the_documentation_is_in_the_contents() -> None:
    contents = {target for _, target, _ in targets(START, parsed(START).links)}
    sources = [
        ROOT / "docs" / path for path in (ROOT / "docs").rglob("*.md") if path.parent.name != "playground"
    ]
    assert len(sources) > 25
    missing = [
        path.name for path in sources if SITE / path.relative_to(ROOT).with_suffix(".html") not in contents
    ]
    assert not missing, f"docs/navigation.txt lacks {missing}"


def test_the_top_of_the_site_leads_to_the_first_page() -> None:
    assert "url=docs/index.html" in (SITE / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(SITE)))
def test_a_page_loads_nothing_from_elsewhere(page: Path) -> None:
    assert not [load for load in parsed(page).loads if urlsplit(load).netloc]


@pytest.mark.parametrize("name", DOCUMENTED)
def test_each_public_name_is_documented(name: str) -> None:
    documented = set[str]().union(*(parsed(page).anchors for page in SITE.glob("docs/api/*.html")))
    module = import_module(name)
    # A name that the package gives away too is documented there.
    package = name.partition(".")[0]
    missing = [
        each
        for each in public_names(module)
        if documented.isdisjoint({f"{name}.{each}", f"{package}.{each}"})
    ]
    assert not missing, f"docs/api has no place for {missing} of {name}"


def test_the_changelog_has_what_is_not_released_yet() -> None:
    fragments = [path for path in (ROOT / "changelog.d").glob("*.md") if path.name != "README.md"]
    page = (SITE / "CHANGELOG.html").read_text(encoding="utf-8")
    assert ("Not released yet" in page) == bool(fragments)
