"""Between what is found and what is written: texts, findings, reports and totals without the secrets in them."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from operator import is_
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import attrs

from ..finding import CUT, Finding
from ._urls import BLANK, redacted_url

if TYPE_CHECKING:
    from ._search import Search

T = TypeVar("T")

_URL: Final = r"(?i)[a-z][a-z0-9+.-]{0,15}:[\\/]{2,4}[^\s\"'<>`]*[^\s\"'<>`.,:;!?)\]]"
"""A URL in a text, without the punctuation that follows it."""
_OUR_WORDS: Final = frozenset(
    {"basis", "code", "framing", "level", "name", "profile", "sniffed", "spec", "url"}
)
"""Attributes that hold words of rules and profiles, which programs compare; nothing of a stream is in them."""

_Edit = tuple[int, int, str]
"""A part of a text, and what is to stand there."""


class Redactor:
    """Blanks secrets, and in every text what is secret in the URLs in it.

    :param secrets: the secrets, as :func:`secrets_of` finds them in a request.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets = frozenset(secrets)
        self._search: Search | None = None
        if self._secrets:
            from . import _search  # noqa: PLC0415 - most runs have no secret

            self._search = _search.Search(self._secrets)

    def hiding(self, secrets: Iterable[str]) -> "Redactor":
        """One that blanks these secrets as well."""
        both = self._secrets.union(secrets)
        return self if both == self._secrets else Redactor(both)

    def text(self, text: str) -> str:
        """The text without the secrets in it."""
        return self._blanked(text, 0)[0]

    def data(self, data: bytes) -> bytes:
        """Bytes of a stream without the secrets in them."""
        return self._line(data, 0)[0]

    def data_at(self, data: bytes, place: int) -> tuple[bytes, int]:
        """Bytes of a stream without the secrets in them, and where the byte at `place` went."""
        return self._line(data, place)

    def finding(self, finding: Finding) -> Finding:
        """The finding without secrets; its caret points to where the same place now is."""
        lines = [(number, self._window(line, finding.caret)) for number, line in finding.excerpt]
        return attrs.evolve(
            finding,
            message=self.text(finding.message),
            source=self.text(finding.source),
            kind=self.text(finding.kind),
            help=self.text(finding.help),
            excerpt=tuple((number, line) for number, (line, _) in lines),
            caret=lines[-1][1][1] if lines else finding.caret,
        )

    def value(self, value: T) -> T:
        """The same value, such as a report, without secrets in any of its texts."""
        return cast("T", self._value(value))

    def _value(self, value: Any) -> Any:
        """The value itself where there is no secret in it: most have none, and a copy costs more than the search."""
        if isinstance(value, Finding):
            return self.finding(value)
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list | tuple):
            held = cast("Sequence[Any]", value)
            parts = [self._value(each) for each in held]
            if all(map(is_, parts, held)):
                return held
            return parts if isinstance(held, list) else tuple(parts)
        given = {name: getattr(value, name) for name in _attributes(value.__class__)}
        changed = {name: new for name, old in given.items() if (new := self._value(old)) is not old}
        return attrs.evolve(value, **changed) if changed else value

    def _window(self, line: bytes, caret: int) -> tuple[bytes, int]:
        """The same of what is shown of a line: where it was cut, a secret may have been cut too."""
        before = CUT if line.startswith(CUT) else b""
        after = CUT if line.endswith(CUT, len(before)) else b""
        shown, at = self._line(line[len(before) : len(line) - len(after)], max(caret - len(before), 0))
        return before + shown + after, at + len(before)

    def _line(self, line: bytes, caret: int) -> tuple[bytes, int]:
        """A line without secrets, and where the byte at the caret went."""
        before = len(line[:caret].decode("utf-8", "surrogateescape"))
        text, at = self._blanked(line.decode("utf-8", "surrogateescape"), before)
        return text.encode("utf-8", "surrogateescape"), len(text[:at].encode("utf-8", "surrogateescape"))

    def _blanked(self, text: str, at: int) -> tuple[str, int]:
        text, at = _edited(text, _url_edits(text), at)
        if self._search is None:
            return text, at
        return _edited(text, [(start, end, BLANK) for start, end in self._search.spans(text)], at)


@cache
def _attributes(sort: type[Any]) -> tuple[str, ...]:
    """The attributes in which a secret may be; none of a class that is not of attrs."""
    if not attrs.has(sort):
        return ()
    return tuple(field.name for field in attrs.fields(sort) if field.name not in _OUR_WORDS)


def _url_edits(text: str) -> list[_Edit]:
    if ":" not in text:
        return []
    found = [(match.start(), match.end(), redacted_url(match[0])) for match in re.finditer(_URL, text)]
    return [edit for edit in found if text[edit[0] : edit[1]] != edit[2]]


def _edited(text: str, edits: list[_Edit], at: int) -> tuple[str, int]:
    """The text with the edits, and where the character went that stood at `at`: to the start of what replaced it."""
    if not edits:
        return text, at
    pieces: list[str] = []
    done, moved = 0, at
    for start, end, words in edits:
        pieces += (text[done:start], words)
        done = end
        if end <= at:
            moved += len(words) - (end - start)
        elif start < at:
            moved -= at - start
    return "".join([*pieces, text[done:]]), moved
