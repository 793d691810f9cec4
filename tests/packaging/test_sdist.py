"""The sdist is enough to build the same wheel and to run the same tests, wherever it is unpacked."""

from pathlib import Path


def test_it_gives_the_same_wheel_bit_for_bit(wheel: Path, wheel_from_sdist: Path) -> None:
    assert wheel_from_sdist.name == wheel.name
    assert wheel_from_sdist.read_bytes() == wheel.read_bytes()


def test_it_holds_every_test_and_fixture(unpacked_sdist: Path, root: Path) -> None:
    for folder in ("tests", "fixtures"):
        files = [
            path for path in (root / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts
        ]
        assert files
        for path in files:
            assert (unpacked_sdist / path.relative_to(root)).read_bytes() == path.read_bytes()


def test_its_top_level_is_what_the_project_ships(unpacked_sdist: Path, root: Path) -> None:
    shipped = {path.name for path in unpacked_sdist.iterdir()} - {"PKG-INFO"}
    assert {"LICENSE", "README.md", "conformance", "pyproject.toml", "sse_codec", "tox.ini"} <= shipped
    assert all((root / name).exists() for name in shipped)
