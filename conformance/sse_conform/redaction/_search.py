"""Where secrets stand in a text: whole in any of their forms, and what is left of one that was cut.

A cut leaves the beginning of a secret, its end, or a part from its middle. Eight characters of the first two and twelve of the
last are taken for it. Capitals make no difference, since header fields lose theirs.
"""

import base64
import re
from collections.abc import Iterable, Iterator
from typing import Final

from ._folding import foldings
from ._secrets import LONG

_MIDDLE: Final = 12
"""Characters from the middle of a secret that are taken for a part of it."""
_WORD: Final = r"[A-Za-z0-9_]"


class Search:
    """Finds secrets, and nothing when there are none."""

    def __init__(self, secrets: Iterable[str]) -> None:
        forms = {form for secret in secrets for form in _forms(secret)}
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        self._whole = re.compile("|".join(map(_pattern, longest_first)), re.IGNORECASE) if forms else None
        self._pieces: set[str] = set()
        self._edges: set[str] = set()
        for form in forms:
            self._add_pieces(re.sub(r"^[a-z]+://", "", form))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """The parts of a text that are to be blanked, in their order and apart from each other."""
        if self._whole is None:
            return []
        found: list[tuple[int, int]] = []
        for folded in foldings(text):
            found += (folded.span(*match.span()) for match in self._whole.finditer(folded.text))
            found += (folded.span(*span) for span in self._parts(_lowered(folded.text)))
        return _merged(sorted(found))

    def _add_pieces(self, form: str) -> None:
        if len(form) >= LONG and not re.search(r"\s", form):
            lowered = _lowered(form)
            pieces = [lowered[at : at + LONG] for at in range(len(form) - LONG + 1)]
            self._pieces.update(pieces)
            self._edges.update((pieces[0], pieces[-1]))

    def _parts(self, text: str) -> Iterator[tuple[int, int]]:
        """What is left of secrets that were cut, in a text without capitals."""
        at = 0
        while self._pieces and at <= len(text) - LONG:
            end = at
            is_edge = False
            while (piece := text[end : end + LONG]) in self._pieces:
                is_edge = is_edge or piece in self._edges
                end += 1
            if end > at and (is_edge or end - at + LONG - 1 >= _MIDDLE):
                yield at, end + LONG - 1
            at = end + 1


def _lowered(text: str) -> str:
    """The text without capitals, each character still at its place."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(small if len(small := each.lower()) == 1 else each for each in text)


def _pattern(form: str) -> str:
    """A form as a pattern: a short one is a word of its own, since it may be a part of any other."""
    escaped = re.escape(form)
    return escaped if len(form) >= LONG else rf"(?<!{_WORD}){escaped}(?!{_WORD})"


def _forms(secret: str) -> Iterator[str]:
    """What a secret looks like that somebody else wrote, apart from escapes."""
    encoded = secret.encode("utf-8", "surrogatepass")
    yield from (secret, secret.replace(" ", "+"), encoded.decode("latin-1"))
    whole = base64.b64encode(encoded).decode()
    yield from (whole, whole.rstrip("="), _url_safe(whole), _url_safe(whole).rstrip("="))
    for before in range(3):
        inner = _inner_base64(encoded, before)
        if len(inner) >= LONG:
            yield from (inner, _url_safe(inner))


def _inner_base64(data: bytes, before: int) -> str:
    """What data looks like in base64 with so many bytes before it, without the characters that also hold its neighbours."""
    coded = base64.b64encode(bytes(before) + data).decode().rstrip("=")
    last = len(coded) if (before + len(data)) % 3 == 0 else len(coded) - 1
    return coded[(before * 8 + 5) // 6 : last]


def _url_safe(coded: str) -> str:
    return coded.replace("+", "-").replace("/", "_")


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
