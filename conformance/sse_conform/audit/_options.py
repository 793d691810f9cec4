"""What an audit asks of every stream."""

from functools import lru_cache
from typing import Literal

import attrs

from sse_codec import DEFAULT_MAX_EVENT_SIZE
from sse_codec.ordering import Profile, load_profile, parse_profile

from ..rules import Selection

MAX_BODY = 64 * 1024 * 1024
"""Bytes of a body in a cell of a table; a larger one becomes a row that says so. Files are streamed, whatever their size."""
MAX_FINDINGS = 200
"""Findings of a stream that its row lists; the others are counted in ``rules``."""


@attrs.frozen
class Options:
    """What holds for every stream of an audit. It can be pickled, so that workers elsewhere get it."""

    profile: str = "auto"
    """A shipped profile by name, "auto", "none", or the text of a profile in TOML. A row may name another."""
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    max_event_size: int | None = DEFAULT_MAX_EVENT_SIZE
    """Bytes that one event may hold; None for no limit."""
    max_events: int | None = None
    """Events of a stream to check; None for all."""
    max_body: int = MAX_BODY
    max_findings: int = MAX_FINDINGS

    def selection(self) -> Selection:
        """The rules that apply. Raises ValueError for a code that no rule has."""
        return _selection(self.select, self.extend_select, self.ignore)


@lru_cache(maxsize=16)
def _selection(*codes: tuple[str, ...]) -> Selection:
    return Selection(*codes)


@lru_cache(maxsize=64)
def profile_of(name: str) -> Profile | Literal["auto"] | None:
    """What `Options.profile` names. Raises :class:`sse_codec.ordering.ProfileError` where it names none."""
    match name:
        case "auto":
            return "auto"
        case "none" | "":
            return None
        case _:
            return parse_profile(name) if "\n" in name else load_profile(name)
