"""The templates, with what they call, and the style and the script that the page holds."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from ...trace import Fold
from .._amounts import count, seconds, size
from .._visible import visible
from ._shown import shown


def _clock(t: float) -> str:
    return f"{t:,.3f} s"


def _is_fold(row: object) -> bool:
    return isinstance(row, Fold)


def _later(delay: float) -> str:
    return f"{abs(delay):,.3f} s {'later' if delay >= 0 else 'earlier'}"


@cache
def environment() -> Environment:
    """Return the environment of the templates. It escapes all text, and refuses unknown names."""
    found = Environment(
        loader=PackageLoader(__name__.rpartition(".")[0]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = {
        "shown": shown, "visible": visible,
        "size": size, "seconds": seconds, "count": count, "clock": _clock, "later": _later,
    }  # fmt: skip
    tests: dict[str, Any] = {"fold": _is_fold}
    found.filters.update(filters)
    found.tests.update(tests)
    return found


@cache
def inline() -> dict[str, Any]:
    """The style and the script, each with the hash by which the page allows it and nothing else."""
    folder = files(__name__.rpartition(".")[0]).joinpath("templates")
    texts = {
        name: folder.joinpath(f"page.{end}").read_text("utf-8")
        for name, end in (("style", "css"), ("script", "js"))
    }
    hashes = {
        f"{name}_hash": b64encode(sha256(text.encode()).digest()).decode() for name, text in texts.items()
    }
    return {**texts, **hashes}
