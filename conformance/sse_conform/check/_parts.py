"""The four parts of a check: which were made, and why the others were not. A part without a rule that could find something is none."""

from collections.abc import Collection
from functools import lru_cache
from typing import Final

from sse_codec.ordering import CODES, Profile

from ..report import NOT_SELECTED, UNDECIDED, NotApplicable, Part, part_of
from ..rules import Selection
from ..rules._stream import Stream
from ..rules._table import TABLE
from ._order import OrderCheck
from ._report import UNNAMED

_NO_HEAD: Final = "the capture has no response head"
_NO_BYTES: Final = "the capture has only the events"
_NO_STREAM: Final = "the body is no event stream"
_NO_CHECKS: Final = "the profile has no checks of values"


def parts(
    selection: Selection,
    not_applicable: Collection[NotApplicable],
    order: OrderCheck,
    stream: Stream,
    *,
    is_stream: bool,
) -> tuple[Part, ...]:
    """Return the four parts of a check.

    :param not_applicable: the selected rules that could not be decided.
    :param is_stream: the body is no other thing.
    """
    lacking = {rule.code for rule in not_applicable}
    no_bytes = _NO_BYTES if UNNAMED in not_applicable else ""
    no_order = order.lacks(stream.events)
    no_stream = "" if is_stream else _NO_STREAM
    return (
        Part("format", no_stream or no_bytes or _left_out("format", selection, lacking)),
        Part("http", _NO_HEAD if stream.head is None else _left_out("http", selection, lacking)),
        Part("order", no_stream or no_order or ("" if _has_order(selection) else NOT_SELECTED)),
        Part("values", no_stream or no_order or _no_values(selection, order.profile)),
    )


@lru_cache(maxsize=64)
def _has_order(selection: Selection) -> bool:
    """Return True if a selection has any rule of the order."""
    return any(selection.includes(code, default=True) for code in CODES)


def _left_out(name: str, selection: Selection, lacking: set[str]) -> str:
    selected = _selected(selection)[name]
    return "" if selected - lacking else UNDECIDED if selected else NOT_SELECTED


@lru_cache(maxsize=64)
def _selected(selection: Selection) -> dict[str, set[str]]:
    """The codes of the rules that a selection has, by part."""
    by_part: dict[str, set[str]] = {"format": set(), "http": set()}
    for rule in TABLE:
        if selection.includes(rule.code, default=rule.is_default()):
            by_part.setdefault(part_of(rule.code), set()).add(rule.code)
    return by_part


def _no_values(selection: Selection, profile: Profile | None) -> str:
    if profile is None or not profile.checks:
        return _NO_CHECKS
    codes = (f"{profile.name}:{check.id}" for check in profile.checks)
    return "" if any(selection.includes(code, default=True) for code in codes) else NOT_SELECTED
