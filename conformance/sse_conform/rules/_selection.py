"""Which rules apply: by code, by the beginning of a code, or ALL; the longer of two that disagree counts."""

import attrs

from sse_codec.ordering import shipped_profiles

from ._catalogue import UnknownRuleError, known_codes, suggestion
from ._table import TABLE

_ALL = "all"


@attrs.frozen
class Selection:
    """What is selected and ignored: codes, beginnings of codes (`SSE1`, `ORD`, `flowise:`), or ALL.

    Nothing selected means the default of each rule. `ignore` counts more than a selection of the same length, and
    a longer one more than a shorter. Raises UnknownRuleError for what is the beginning of no code.
    """

    select: tuple[str, ...] = ()
    """What applies instead of the defaults."""
    extend_select: tuple[str, ...] = ()
    """What applies beside them."""
    ignore: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        for prefix in (*self.select, *self.extend_select, *self.ignore):
            _require_known(prefix)

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
