"""Completions for a shell. Other runs pay nothing: the names load when a shell asks."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from ..render import Formats

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Items = list["CompletionItem"]


def profiles(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """The names of shipped profiles, auto and none; where none begins so, files."""
    from sse_codec.ordering import shipped_profiles  # noqa: PLC0415

    found = _beginning(incomplete, ("auto", "none", *shipped_profiles()))
    return found or files(_ctx, _param, incomplete)


def files(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Files, which the shell finds itself."""
    return [_item(incomplete, type="file")]


def codes(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Codes behind the last comma, ALL, and the beginnings of codes that belong together."""
    before, comma, last = incomplete.rpartition(",")
    return [
        _item(f"{before}{comma}{item.value}", help=item.help)
        for item in (*_beginning(last, ("ALL", "ORD")), *_codes(last))
    ]


def codes_and_names(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """One code, or the name of one."""
    from ..rules._entries import entries  # noqa: PLC0415

    return [*_codes(incomplete), *_beginning(incomplete, (entry.name for entry in entries()))]


def of_formats(formats: Formats) -> Callable[[click.Context, click.Parameter, str], Items]:
    """Return what gives the names of formats."""
    return lambda _ctx, _param, incomplete: _beginning(incomplete, (format.name for format in formats))


def _codes(beginning: str) -> "Iterator[CompletionItem]":
    """The codes that begin so; the checks of a profile when its name is there."""
    from sse_codec.ordering import load_profile, shipped_profiles  # noqa: PLC0415

    from ..rules._entries import entries  # noqa: PLC0415

    for entry in entries():
        if entry.code.lower().startswith(beginning.lower()):
            yield _item(entry.code, help=entry.name)
    name, colon, _ = beginning.partition(":")
    if not colon:
        yield from _beginning(beginning, (f"{profile}:" for profile in shipped_profiles()))
    elif name in shipped_profiles():
        yield from _beginning(beginning, (f"{name}:{check.id}" for check in load_profile(name).checks))


def _beginning(beginning: str, words: Iterable[str]) -> Items:
    return [_item(word) for word in words if word.startswith(beginning)]


def _item(value: str, **details: Any) -> "CompletionItem":
    from click.shell_completion import CompletionItem  # noqa: PLC0415 - only a shell that completes needs it

    return CompletionItem(value, **details)
