"""Each wheel holds its package, exactly, and says what it needs: the codec nothing, the toolkit the same codec."""

import email.message
import email.parser
import tomllib
import zipfile
from pathlib import Path

import pytest

from .conftest import Built

MOST_FILES = 95
MOST_BYTES = 185_000
MOST_BYTES_COMPILED = 200_000
"""The codec's wheels stay below these: whoever depends on it installs it many times."""
PROFILES = Path("sse_codec", "ordering", "profiles")
"""What profiles.jsonl is made from; no wheel has it."""
SOURCES = {
    "codec": {"sse_codec": "sse_codec"},
    "conform": {"sse_conform": "conformance/sse_conform", "sse_conform/fixtures": "fixtures"},
}


def read_metadata(wheel: Path) -> email.message.Message:
    return email.parser.BytesParser().parsebytes(read_info(wheel, "METADATA"))


def read_info(wheel: Path, name: str) -> bytes:
    """Return what the wheel says about itself in one file; nothing where it has no such file."""
    with zipfile.ZipFile(wheel) as archive:
        found = [each for each in archive.namelist() if each.endswith(f".dist-info/{name}")]
        return archive.read(found[0]) if found else b""


def is_extension(name: str) -> bool:
    return name.startswith("sse_codec/_speedups.") and not name.endswith(".pyi")


def sources(root: Path, distribution: str) -> dict[str, bytes]:
    """Return the files that belong into the wheel, by their names there."""
    return {
        f"{place}/{path.relative_to(root / folder).as_posix()}": path.read_bytes()
        for place, folder in SOURCES[distribution].items()
        for path in (root / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (".c", ".pyd", ".so")
        if path.parent != root / PROFILES
    }


@pytest.mark.parametrize("distribution", SOURCES)
def test_it_holds_its_sources_byte_for_byte_and_nothing_else(
    distribution: str, root: Path, request: pytest.FixtureRequest
) -> None:
    built: Built = request.getfixturevalue(distribution)
    with zipfile.ZipFile(built.wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name and not is_extension(name)}
        assert {name: archive.read(name) for name in names} == sources(root, distribution)


def test_that_of_the_codec_holds_a_compiled_decoder_where_one_can_be_compiled(
    codec: Built, can_compile: bool
) -> None:
    with zipfile.ZipFile(codec.wheel) as archive:
        assert len([name for name in archive.namelist() if is_extension(name)]) == can_compile
    if can_compile:
        assert "-cp311-abi3-" in codec.wheel.name
    else:
        assert codec.wheel.name.endswith("-py3-none-any.whl")


def test_that_of_the_toolkit_is_for_every_python(conform: Built) -> None:
    assert conform.wheel.name.endswith("-py3-none-any.whl")


def test_that_of_the_codec_is_small(codec: Built, pure_codec: Path) -> None:
    for wheel, most in ((codec.wheel, MOST_BYTES_COMPILED), (pure_codec, MOST_BYTES)):
        with zipfile.ZipFile(wheel) as archive:
            assert len(archive.namelist()) < MOST_FILES, wheel.name
        assert wheel.stat().st_size < most, wheel.name


def test_it_is_marked_as_typed(built: Built) -> None:
    (package,) = (path for path in built.wheel_folder.iterdir() if path.suffix != ".dist-info")
    assert package.joinpath("py.typed").read_bytes() == b""


def test_the_licence_is_in_it(built: Built, root: Path) -> None:
    assert read_info(built.wheel, "licenses/LICENSE") == (root / "LICENSE").read_bytes()
    assert read_metadata(built.wheel)["License-File"] == "LICENSE"


def test_the_command_and_the_plugin_of_pytest_come_with_the_toolkit_alone(
    codec: Built, conform: Built
) -> None:
    scripts = ["[console_scripts]", "sse-conform = sse_conform.__main__:main"]
    scripts += ["", "[pytest11]", "sse_conform = sse_conform.testing.plugin"]
    assert read_info(conform.wheel, "entry_points.txt").decode().splitlines() == scripts
    assert read_info(codec.wheel, "entry_points.txt") == b""


def test_both_have_the_one_version(codec: Built, conform: Built, root: Path) -> None:
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert [read_metadata(each.wheel)["Version"] for each in (codec, conform)] == [version, version]
    assert f"sse-codec=={version}" in required(conform.wheel, "")


DEPENDENCIES = {"attrs", "backports-zstd", "brotli", "click", "pyyaml", "rich", "sse-codec"}


@pytest.mark.parametrize(
    ("distribution", "extra", "names"),
    [
        pytest.param("codec", "", set(), id="the codec: nothing"),
        pytest.param("codec", "schema", {"jsonschema"}, id="the codec, with schema"),
        pytest.param("conform", "", DEPENDENCIES, id="the toolkit"),
        pytest.param("conform", "diagrams", {"pygraphviz"}, id="diagrams"),
        pytest.param("conform", "live", {"httpx2[http2]"}, id="live"),
        pytest.param("conform", "schema", {"sse-codec[schema]"}, id="schema"),
        pytest.param("conform", "testing", {"hypothesis", "pytest"}, id="testing"),
        pytest.param("conform", "report", {"jinja2", "markupsafe"}, id="report"),
        pytest.param("conform", "audit", {"daft", "duckdb", "jinja2", "pyarrow"}, id="audit"),
        pytest.param(
            "conform",
            "all",
            {
                "httpx2[http2]",
                "hypothesis",
                "jinja2",
                "markupsafe",
                "pygraphviz",
                "pytest",
                "sse-codec[schema]",
            },
            id="all",
        ),
    ],
)
def test_what_it_brings_in(
    distribution: str, extra: str, names: set[str], request: pytest.FixtureRequest
) -> None:
    built: Built = request.getfixturevalue(distribution)
    assert {name.partition(">")[0].partition("=")[0] for name in required(built.wheel, extra)} == names


def required(wheel: Path, extra: str) -> list[str]:
    """Return what an extra requires, or what is required without one."""
    marked = [line.partition("; ") for line in read_metadata(wheel).get_all("Requires-Dist", [])]
    if not extra:
        return [name for name, _, marker in marked if "extra ==" not in marker]
    return [name for name, _, marker in marked if f"extra == '{extra}'" in marker]


def test_each_tested_python_is_declared(built: Built, root: Path) -> None:
    metadata = read_metadata(built.wheel)
    prefix = "Programming Language :: Python :: 3."
    declared = {
        name.removeprefix(prefix) for name in metadata.get_all("Classifier", []) if name.startswith(prefix)
    }
    tested = {"11", "12", "13"}
    assert f"[testenv:py3{{{','.join(sorted(tested))}}}-tests]" in (root / "tox.ini").read_text()
    # No Python 3.14 is at hand everywhere, and nothing keeps it away.
    assert declared == tested | {"14"}
    assert metadata["Requires-Python"] == ">=3.11"
