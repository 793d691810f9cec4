"""The shipped profiles are those of the TOML files, from which they are written."""

import json
import tomllib
from pathlib import Path

import pytest

from sse_codec.ordering import shipped_profiles
from sse_conform.profiles._pack import packed

ORDERING = Path(__file__).parents[3] / "sse_codec" / "ordering"


@pytest.mark.parametrize("file", sorted((ORDERING / "profiles").iterdir()), ids=lambda file: file.stem)
def test_each_file_says_what_it_is_of_and_whence(file: Path) -> None:
    missing = {"title", "spec", "date"} - tomllib.loads(file.read_text(encoding="utf-8")).keys()
    assert not missing, f"write {sorted(missing)} in sse_codec/ordering/profiles/{file.name}"


def test_what_is_shipped_is_made_from_the_files_as_they_are() -> None:
    shipped = (ORDERING / "profiles.jsonl").read_text(encoding="utf-8")
    assert shipped == packed(ORDERING / "profiles"), (
        "a profile changed: write the shipped ones anew with `python -m sse_conform.profiles._pack`"
    )


def test_each_line_is_one_profile_which_it_names_first() -> None:
    lines = (ORDERING / "profiles.jsonl").read_text(encoding="utf-8").splitlines()
    assert [line.split('"')[3] for line in lines] == sorted(shipped_profiles())
    assert [json.loads(line)["profile"] for line in lines] == list(shipped_profiles())
