"""The wheel holds the two packages and the fixtures, exactly, and says what it needs."""

import email.message
import email.parser
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCES = {
    "sse_codec": "sse_codec",
    "sse_conform": "conformance/sse_conform",
    "sse_conform/fixtures": "fixtures",
}


@pytest.fixture
def archive(wheel: Path) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(wheel) as archive:
        yield archive


@pytest.fixture
def metadata(archive: zipfile.ZipFile) -> email.message.Message:
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    return email.parser.BytesParser().parsebytes(archive.read(name))


def is_extension(name: str) -> bool:
    return name.startswith("sse_codec/_speedups.") and not name.endswith(".pyi")


def sources(root: Path) -> dict[str, bytes]:
    """The files that belong into the wheel, by their names there."""
    return {
        f"{place}/{path.relative_to(root / folder).as_posix()}": path.read_bytes()
        for place, folder in SOURCES.items()
        for path in (root / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (".c", ".pyd", ".so")
    }


def test_it_holds_the_sources_and_fixtures_byte_for_byte(archive: zipfile.ZipFile, root: Path) -> None:
    names = {name for name in archive.namelist() if ".dist-info/" not in name and not is_extension(name)}
    assert {name: archive.read(name) for name in names} == sources(root)


def test_the_top_level_is_the_two_packages(archive: zipfile.ZipFile) -> None:
    top = {name.partition("/")[0] for name in archive.namelist()}
    assert {name for name in top if not name.endswith(".dist-info")} == {"sse_codec", "sse_conform"}


def test_it_holds_a_compiled_decoder_where_one_can_be_compiled(
    wheel: Path, archive: zipfile.ZipFile, can_compile: bool
) -> None:
    assert len([name for name in archive.namelist() if is_extension(name)]) == can_compile
    if can_compile:
        assert "-cp311-abi3-" in wheel.name
    else:
        assert wheel.name.endswith("-py3-none-any.whl")


@pytest.mark.parametrize("package", ["sse_codec", "sse_conform"])
def test_the_package_is_marked_as_typed(archive: zipfile.ZipFile, package: str) -> None:
    assert archive.read(f"{package}/py.typed") == b""


def test_the_license_is_in_it(archive: zipfile.ZipFile, root: Path) -> None:
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/licenses/LICENSE"))
    assert archive.read(name) == (root / "LICENSE").read_bytes()


def test_the_console_script_is_declared(archive: zipfile.ZipFile) -> None:
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/entry_points.txt"))
    assert archive.read(name).decode().splitlines() == [
        "[console_scripts]",
        "sse-conform = sse_conform.__main__:main",
    ]


def test_nothing_is_required_without_an_extra(metadata: email.message.Message) -> None:
    assert [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line] == []


CLI = {"attrs", "backports-zstd", "brotli", "click", "rich"}
TESTING = {"attrs", "hypothesis", "pytest"}


@pytest.mark.parametrize(
    ("extra", "distributions"),
    [
        ("schema", {"jsonschema"}),
        ("conform", {"attrs"}),
        ("cli", CLI),
        ("diagrams", CLI | {"pygraphviz"}),
        ("live", CLI | {"httpx2"}),
        ("testing", TESTING),
        ("all", CLI | {"httpx2", "jsonschema", "pygraphviz"} | TESTING),
    ],
)
def test_an_extra_brings_in(metadata: email.message.Message, extra: str, distributions: set[str]) -> None:
    marked = (requirement.split("; ") for requirement in metadata.get_all("Requires-Dist", []))
    asked = (name for name, marker in marked if f"extra == '{extra}'" in marker)
    required = {name.partition(">")[0].replace(".", "-") for name in asked}
    assert required == distributions


def test_each_tested_interpreter_is_declared(metadata: email.message.Message, root: Path) -> None:
    prefix = "Programming Language :: Python :: 3."
    classifiers: list[str] = metadata.get_all("Classifier", [])
    minors = sorted(name.removeprefix(prefix) for name in classifiers if name.startswith(prefix))
    assert f"[testenv:py3{{{','.join(minors)}}}-tests]" in (root / "tox.ini").read_text()
    assert metadata["Requires-Python"] == f">=3.{minors[0]}"
