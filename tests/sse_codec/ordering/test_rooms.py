"""The rooms of the order: where a module lies says who may import it, and each room is told of in the package."""

import re
from pathlib import Path

import pytest

from sse_codec import ordering

HALL = Path(ordering.__file__).parent
ROOMS = sorted(path.parent for path in HALL.glob("*/__init__.py"))
MODULES = sorted(HALL.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(HALL).as_posix()


def test_the_hall_has_no_private_modules() -> None:
    assert [path.name for path in HALL.glob("_*.py")] == ["__init__.py"]


@pytest.mark.parametrize("room", ROOMS, ids=name_of)
def test_modules_of_a_room_are_its_own(room: Path) -> None:
    assert [path.name for path in room.glob("*.py") if not path.name.startswith("_")] == []
    assert f"``{room.name}``" in (ordering.__doc__ or "")


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_others_import_from_the_room(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    found = re.findall(r"from \.+(\w+)\._(\w+) import", text)
    # Its package is an extra, and so it is imported by whoever needs it alone.
    assert [pair for pair in found if pair != ("checks", "schema")] == []


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_no_module_is_too_long_to_be_read_at_once(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 300
