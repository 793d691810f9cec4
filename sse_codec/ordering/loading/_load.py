"""From a name, a path or a text to a profile: shipped profiles are found, files are read, ``extends`` is followed.

The shipped profiles are lines of JSON, made from the TOML files in ``profiles``: these are five times as long, and take
ten times as long to read.
"""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from ..profile import Profile
from ..wording import any_of, clip, did_you_mean, suggestion
from ._build import build
from ._errors import ProfileError
from ._outline import Outline, read_outline
from ._toml import NAMED, Source, Table, TooLarge, merge, read_file, read_toml

_SHIPPED: Final = Path(__file__).parents[1] / "profiles.jsonl"
MAX_FILE: Final = 256 * 1024
"""Bytes of a profile, ten times the largest shipped one."""
MAX_CHAIN: Final = 16
"""Profiles of which each extends the next."""


@cache
def shipped_profiles() -> tuple[str, ...]:
    """The names of the profiles that come with this package, in alphabetical order."""
    return tuple(_lines())


@cache
def _lines() -> dict[str, str]:
    """The shipped profiles by name, each as JSON that begins with its name."""
    loader: Any = __spec__.loader  # which reads from an archive too
    lines = loader.get_data(str(_SHIPPED)).decode().splitlines()
    return {line.split('"', 4)[3]: line for line in lines}


def load_profile(name_or_path: str | Path) -> Profile:
    """The shipped profile of this name, or else the profile in the TOML file at this path.

    Shipped profiles are read once.

    :raises ProfileError: there is none, or it is not right.
    """
    if isinstance(name_or_path, str) and name_or_path in shipped_profiles():
        return _shipped(name_or_path)
    return _compile(_read(Path(name_or_path)))


def parse_profile(text: str, *, file: str = "profile.toml") -> Profile:
    """The profile that a TOML text holds; ``file`` names it in errors, and relative paths in it start beside it.

    :raises ProfileError: it is not right.
    """
    return _compile(read_toml(file, text))


@cache
def _shipped(name: str) -> Profile:
    return _compile(_read_shipped(name))


@cache
def load_outline(name: str) -> Outline:
    """What tells the events of a shipped profile from those of others, at a quarter of what the profile costs."""
    return read_outline(_on_top(_read_shipped(name)))


def _compile(source: Source) -> Profile:
    return build(_on_top(source))


def _on_top(source: Source) -> Table:
    """What a source holds, on top of what it extends."""
    sources = [source]
    while (base := _base(sources[-1])) is not None:
        if any(Path(source.file).resolve() == Path(base.file).resolve() for source in sources):
            Table(sources[-1:], sources[-1].data).fail(
                "extends", "extends itself, by way of what it extends; take one out"
            )
        sources.append(base)
        if len(sources) > MAX_CHAIN:
            Table(sources[:1], sources[0].data).fail(
                "extends", f"more than {MAX_CHAIN} profiles extend each other in a row; put some together"
            )
    data: dict[str, Any] = {}
    for source in reversed(sources):
        data = merge(data, source.data)
    return Table(sources, data)


def _base(source: Source) -> Source | None:
    """What a source extends; None when it stands alone."""
    table = Table([source], source.data)
    table.word("profile")
    for key in NAMED:
        entries = table.entries(key)
        for place, entry in enumerate(entries):
            if entry.entry in (other.entry for other in entries[:place]):
                entry.fail("", "stands twice in one file; give it another name, or put the two together")
    if "extends" not in table:
        return None
    name = table.word("extends")
    if name in shipped_profiles():
        return _read_shipped(name)
    try:
        return _read(Path(source.file).parent / name)
    except ProfileError as error:
        if error.line:
            raise
        table.fail("extends", f"{clip(name)}: {error.problem}")


def _of_family(name: str, shipped: tuple[str, ...]) -> str:
    """``; did you mean ...?`` for those whose first word is near: people know who made a protocol, and not all of its name."""
    family = suggestion(name, dict.fromkeys(each.partition("-")[0] for each in shipped))
    members = tuple(each for each in shipped if each.partition("-")[0] == family)
    return f"; did you mean {any_of(members)}?" if members else ""


@cache
def _read_shipped(name: str) -> Source:
    data = json.loads(_lines()[name])
    file = _SHIPPED.with_name("profiles") / f"{name}.toml"
    return Source(str(file), {**data, "date": date.fromisoformat(data["date"])})


def _read(path: Path) -> Source:
    try:
        # Editors on Windows begin a file with a byte order mark, which TOML does not have.
        text = read_file(path, MAX_FILE).decode("utf-8-sig")
    except FileNotFoundError:
        shipped = shipped_profiles()
        name = path.name.removesuffix(".toml")
        near = did_you_mean(name, shipped) or _of_family(name, shipped)
        problem = (
            f"no file there, and no shipped profile of that name{near}; shipped are: {', '.join(shipped)}"
        )
        raise ProfileError(str(path), problem) from None
    except OSError as error:
        raise ProfileError(str(path), f"cannot be read: {error.strerror}") from None
    except TooLarge as error:
        raise ProfileError(str(path), str(error)) from None
    except ValueError as error:
        raise ProfileError(str(path), f"cannot be read as text in UTF-8: {error}") from None
    return read_toml(str(path), text)
