"""Known findings of streams: a run fails only for new ones, and for known ones that no longer occur.

A finding is known by its code, the kind of its event and its context, and by how many of these there are; where it stands in the
stream plays no part. A baseline is a JSON file with one line for each, in a fixed order, to be kept under version control.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any, Final, cast

import attrs

from .finding import Finding, Level
from .report import Drift, Report
from .rules import MAX_REPORTED, Selection, UnknownRuleError, get

VERSION: Final = 1
_MEMBERS: Final[dict[str, type]] = {"code": str, "kind": str, "context": str, "count": int}
_ABOUT: Final = "Known findings of sse-conform check --baseline; --update-baseline writes them anew."


class BaselineError(Exception):
    """A baseline cannot be read; the message says what is wrong, where, and what to do."""


@attrs.frozen(order=True)
class Entry:
    """What makes findings of a stream equal."""

    code: str
    kind: str = ""
    context: str = ""
    """What they say; "" for places of the code that a run only counts."""

    @classmethod
    def of(cls, finding: Finding) -> "Entry":
        """The entry of a finding."""
        return cls(finding.code, finding.kind, finding.context)


Streams = Mapping[str, Counter[Entry]]
"""By name of a stream, how often each entry occurs in it."""


def load_baseline(path: Path) -> Streams:
    """Read a baseline. Raises BaselineError."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BaselineError(f"there is no baseline {path}; --update-baseline makes one") from error
    except OSError as error:
        raise BaselineError(f"the baseline {path} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"the baseline {path} is not JSON: {error}") from error
    try:
        return _streams(document)
    except _WrongError as error:
        raise BaselineError(
            f"the baseline {path}: {error}; mend it, or write it anew with --update-baseline"
        ) from error


class _WrongError(Exception):
    """What is wrong with a document, and where."""


def _streams(document: Any) -> dict[str, Counter[Entry]]:
    streams = _member(_table(document, "it"), "streams", dict, "it")
    if (version := _member(document, "v", int, "it")) != VERSION:
        raise _WrongError(f"its version is {version}, and this sse-conform reads {VERSION}")
    found: dict[str, Counter[Entry]] = {}
    for name, entries in cast("dict[str, Any]", streams).items():
        if not isinstance(entries, list):
            raise _WrongError(f"the stream {name!r} is no array")
        found[name] = Counter()
        for number, entry in enumerate(cast("list[object]", entries), 1):
            where = f"entry {number} of the stream {name!r}"
            values = [_member(_table(entry, where), member, kind, where) for member, kind in _MEMBERS.items()]
            *words, count = values
            if count < 1:
                raise _WrongError(f"{where} has the count {count}")
            found[name][Entry(*words)] += count
    return found


def _table(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _WrongError(f"{where} is no object")
    return cast("dict[str, Any]", value)


def _member(table: dict[str, Any], name: str, kind: type, where: str) -> Any:
    value = table.get(name)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise _WrongError(f"{where} has no {name} that is {_KINDS[kind]}")
    return value


_KINDS: Final[dict[type, str]] = {str: "a string", int: "a whole number", dict: "an object"}


def baseline_text(streams: Streams) -> str:
    """The baseline as it stands in its file: streams by name, their entries by code, kind and context."""
    tables = ",\n".join(
        f"  {json.dumps(name)}: [\n{_lines(entries)}\n  ]"
        for name, entries in sorted(streams.items())
        if entries.total()
    )
    body = f"\n{tables}\n " if tables else ""
    return f'{{\n "v": {VERSION},\n "about": {json.dumps(_ABOUT)},\n "streams": {{{body}}}\n}}\n'


def _lines(entries: Counter[Entry]) -> str:
    return ",\n".join(
        f"   {json.dumps({**attrs.asdict(entry), 'count': count})}"
        for entry, count in sorted(entries.items())
        if count
    )


class Baseline:
    """The streams of a run in the light of a baseline, and what the next baseline is.

    :param folder: the folder of its file; paths of streams are relative to it.
    :param redact: takes secrets out of a finding, so that none gets into the file.
    :param accepts_all: take every finding for known, since the next baseline has it.
    """

    def __init__(
        self,
        known: Streams,
        folder: Path,
        redact: Callable[[Finding], Finding],
        *,
        accepts_all: bool = False,
    ) -> None:
        self._known = known
        self._accepts_all = accepts_all
        self._folder = folder
        self._redact = redact
        self.next = {name: Counter(entries) for name, entries in known.items()}
        """The baseline that --update-baseline writes: what was found where it was checked, else what was known."""
        self._seen: set[str] = set()

    def stream(self, source: str) -> "StreamBaseline":
        """What is known of a stream."""
        name = stream_name(source, self._folder)
        self._seen.add(name)
        self.next[name] = entries = Counter(self._known.get(name, Counter()))
        return StreamBaseline(entries, self._redact, accepts_all=self._accepts_all)

    @property
    def unseen(self) -> list[str]:
        """The streams of the baseline that were not checked."""
        return sorted(set(self._known) - self._seen)


class StreamBaseline:
    """The findings of one stream in the light of a baseline."""

    def __init__(
        self,
        known: Counter[Entry],
        redact: Callable[[Finding], Finding],
        *,
        accepts_all: bool,
    ) -> None:
        """`known` becomes what was found, when the stream is over."""
        self._known = known
        self._redact = redact
        self._accepts_all = accepts_all
        self._found: Counter[Entry] = Counter()
        self._levels: Counter[Level] = Counter()

    def judge(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings, each marked as new or known."""
        return [self._judged(finding) for finding in findings]

    def _judged(self, finding: Finding) -> Finding:
        entry = Entry.of(self._redact(finding))
        self._found[entry] += 1
        is_known = self._accepts_all or self._found[entry] <= self._known[entry]
        self._levels[finding.level] += is_known
        return attrs.evolve(finding, baseline="known" if is_known else "new")

    def conclude(self, report: Report, selection: Selection) -> Report:
        """The report with the number of known findings, and with what differs from the baseline otherwise."""
        for total in report.totals:
            # Below the cap, more places are repeats of what was reported.
            if total.more and total.reported >= MAX_REPORTED:
                self._found[Entry(total.code)] = total.more
        unchecked = {entry for entry in self._known if not was_checked(entry.code, report, selection)}
        drift = () if self._accepts_all else tuple(self._drift(unchecked))
        for entry in set(self._known) - unchecked:
            del self._known[entry]
        self._known.update(self._found - self._known)  # of what was not checked, what is known stays
        known = tuple(
            (level, number) for level, number in sorted(self._levels.items(), reverse=True) if number
        )
        return attrs.evolve(report, known=known, drift=drift)

    def _drift(self, unchecked: set[Entry]) -> Iterator[Drift]:
        for entry in sorted(set(self._known) | set(self._found)):
            known, found = self._known[entry], self._found[entry]
            is_stale = found < known and entry not in unchecked
            is_uncounted = found > known and not entry.context
            if is_stale or is_uncounted:
                yield Drift(entry.code, entry.context, known, found)


def was_checked(code: str, report: Report, selection: Selection) -> bool:
    """Return True if the check of a stream, to its end, would have found what has this code."""
    if report.notice or any(rule.code == code for rule in report.not_applicable):
        return False
    profile, is_own, _ = code.partition(":")
    if is_own and report.profile != profile:
        return False
    if code.startswith("ORD") and not report.is_order_checked:
        return False
    try:
        default = get(code).is_default()
    except UnknownRuleError:
        default = True
    return selection.includes(code, default=default)


def stream_name(source: str, folder: Path) -> str:
    """What a baseline in a folder calls a stream: a path from there with slashes, a URL, or -."""
    if source == "-" or "://" in source:
        return source
    try:
        return PurePath(os.path.relpath(source, folder)).as_posix()
    except ValueError:  # on Windows, where another drive has no relative path
        return PurePath(os.path.abspath(source)).as_posix()
