"""Which rules apply: by code, by the beginning of a code, or ALL; the longer of two that disagree counts."""

from typing import Final

from sse_codec.ordering import shipped_profiles

from ._catalogue import UnknownRuleError, known_codes, suggestion
from ._table import TABLE

_ALL = "all"


class Selection:
    """What is selected and ignored: codes, beginnings of codes (`SSE1`, `ORD`, `flowise:`), or ALL.

    Nothing selected means the default of each rule. `ignore` counts more than a selection of the same length, and
    a longer one more than a shorter. Raises UnknownRuleError for what is the beginning of no code.
    """

    __slots__ = ("extend_select", "ignore", "select")

    select: Final[tuple[str, ...]]
    """What applies instead of the defaults."""
    extend_select: Final[tuple[str, ...]]
    """What applies beside them."""
    ignore: Final[tuple[str, ...]]

    def __init__(
        self, select: tuple[str, ...] = (), extend_select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
    ) -> None:
        for prefix in (*select, *extend_select, *ignore):
            _require_known(prefix)
        self.select = select
        self.extend_select = extend_select
        self.ignore = ignore

    def __eq__(self, other: object) -> bool:
        return self._all == other._all if isinstance(other, Selection) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._all)

    @property
    def _all(self) -> tuple[tuple[str, ...], ...]:
        return self.select, self.extend_select, self.ignore

    def includes(self, code: str, *, default: bool) -> bool:
        """Whether what has this code applies; `default` where nothing selected or ignored says so."""
        ignored = _longest(self.ignore, code)
        chosen = _longest((*self.select, *self.extend_select), code)
        if chosen is None and not self.select and default:
            chosen = -1
        if chosen is None:
            return False
        return ignored is None or chosen > ignored


def _longest(prefixes: tuple[str, ...], code: str) -> int | None:
    """Length of the longest of the prefixes that fits; 0 for ALL, None when none fits."""
    lengths = [0 if prefix.lower() == _ALL else len(prefix) for prefix in prefixes if _fits(prefix, code)]
    return max(lengths, default=None)


def _fits(prefix: str, code: str) -> bool:
    return prefix.lower() == _ALL or code.lower().startswith(prefix.lower())


def _require_known(prefix: str) -> None:
    profile, colon, _ = prefix.partition(":")
    if colon and profile and profile not in shipped_profiles():
        return  # a check of the user's own profile
    if not prefix or not any(_fits(prefix, code) for code in known_codes()):
        hint = suggestion(prefix, (*known_codes(), *(listed.name for listed in TABLE), "ALL"))
        raise UnknownRuleError(f"no rule has the code {prefix!r}, or a code that begins so{hint}")
