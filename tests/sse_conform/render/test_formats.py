"""The registry of output formats: each format is named where it has to be, and a forgotten step is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

import sse_conform
from sse_conform import render
from sse_conform.cli import main
from sse_conform.fuzz import FuzzRenderer
from sse_conform.render import (
    CHECK_FORMATS,
    FUZZ_FORMATS,
    PROFILE_FORMATS,
    SUITE_FORMATS,
    Format,
    Formats,
    Renderer,
)
from sse_conform.schemas import SCHEMAS
from sse_conform.suite.render import SuiteRenderer

DOCS = Path(__file__).parents[3] / "docs"
REGISTERED = [
    (CHECK_FORMATS, "check.md", ["check"]),
    (SUITE_FORMATS, "suite.md", ["suite", "run"]),
    (FUZZ_FORMATS, "fuzz.md", ["fuzz"]),
    (PROFILE_FORMATS, "profile-command.md", ["profile", "show"]),
]
EACH = [
    pytest.param(format, page, id=f"{page.removesuffix('.md')} {format.name}")
    for formats, page, _ in REGISTERED
    for format in formats
]


@pytest.mark.parametrize(("format", "page"), EACH)
def test_a_page_of_the_documentation_names_it(format: Format, page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    words = f"| `{format.name}` |" if page == "check.md" else f"`{format.name}`"
    assert words in text, f"say in docs/{page} what `{format.name}` is"


@pytest.mark.parametrize(("format", "page"), EACH)
def test_its_schema_can_be_asked_for(format: Format, page: str) -> None:
    assert not format.schema or format.schema in SCHEMAS, (
        f"write {format.schema}.schema.json in sse_conform/schemas, and name it in SCHEMAS there"
    )
    assert format.schema or not format.name.startswith("json"), (
        f"name the schema of {format.name} in render/_formats.py"
    )


@pytest.mark.parametrize(("format", "page"), EACH)
def test_its_renderer_is_of_the_kind_that_the_report_needs(format: Format, page: str) -> None:
    kinds = {"check.md": Renderer, "suite.md": SuiteRenderer, "fuzz.md": FuzzRenderer}
    renderer = format.load()
    assert page not in kinds or issubclass(renderer, kinds[page]), (
        f"make {format.place} a subclass of {kinds[page].__name__}"
    )


@pytest.mark.parametrize("format", list(CHECK_FORMATS), ids=lambda format: format.name)
def test_a_test_of_its_text_is_there(format: Format) -> None:
    renderer = format.place.partition(":")[2]
    tests = [path for path in Path(__file__).parent.glob("test_*.py") if path.name != Path(__file__).name]
    assert any(renderer in path.read_text(encoding="utf-8") for path in tests), (
        f"hold the text of {format.name} in tests/sse_conform/render/test_{format.name}.py"
    )


@pytest.mark.parametrize("format", list(CHECK_FORMATS), ids=lambda format: format.name)
def test_strangers_do_nothing(format: Format, write: Callable[..., str], hostile: Any) -> None:
    text: str = write(format.load()(), *hostile)
    acting = {character for character in text if not character.isprintable()} - {"\n", "\r"}
    assert not acting, f"write {acting} of a stranger in {format.name} as `visible` spells it out"


@pytest.mark.parametrize(
    ("folder", "formats"),
    [
        pytest.param("render", CHECK_FORMATS, id="check"),
        pytest.param("render/profile", PROFILE_FORMATS, id="profile"),
        pytest.param("suite/render", SUITE_FORMATS, id="suite"),
    ],
)
def test_each_file_of_a_format_is_registered(folder: str, formats: Formats) -> None:
    modules = {
        path.stem
        for path in (Path(sse_conform.__file__).parent / folder).glob("*.py")
        if not path.stem.startswith("_")
    }
    assert modules == {format.name for format in formats}, "give each format its line in render/_formats.py"


@pytest.mark.parametrize(("formats", "page", "command"), REGISTERED)
def test_the_option_takes_them_and_its_help_names_them(
    formats: Formats, page: str, command: list[str]
) -> None:
    found: click.Command = main
    for word in command:
        assert isinstance(found, click.Group)
        subcommand = found.get_command(click.Context(found), word)
        assert subcommand is not None
        found = subcommand
    option = next(each for each in found.params if each.name == "targets")
    assert isinstance(option, click.Option)
    assert option.help is not None
    assert option.help.startswith(f"{formats.words}, to standard output or to a file")
    assert option.default == (formats.default.name,)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        pytest.param("a", "a", id="one"),
        pytest.param("ab", "a or b", id="two"),
        pytest.param("abc", "a, b or c", id="three"),
    ],
)
def test_words(names: str, words: str) -> None:
    formats = Formats(*(Format(name, "") for name in names))
    assert (formats.words, formats.default.name, formats.get("z")) == (words, "a", None)


@pytest.mark.parametrize("name", render.__all__)
def test_each_name_of_the_room_is_there(name: str) -> None:
    assert getattr(render, name) is not None


def test_a_name_that_the_room_does_not_have() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'xml'"):
        _ = render.xml
