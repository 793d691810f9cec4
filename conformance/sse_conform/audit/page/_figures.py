"""The figures of an audit, asked of its rows with DuckDB."""

# The stubs of Arrow, DuckDB and Daft leave values untyped.
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs
import duckdb
import pyarrow.dataset as ds

from .._begin import about
from .._schema import STREAMS
from .._store import AuditError, Store
from .._work import notes, sums

MOST_ROWS: Final = 200
"""Rows of a table of the page; those that are left out are counted."""


@attrs.frozen
class Outcome:
    """How many streams of a profile had an outcome."""

    profile: str
    outcome: str
    streams: int


@attrs.frozen
class Example:
    """A stream that shows a fault."""

    stream: str
    message: str
    help: str
    url: str
    byte: int
    line: int
    excerpt: str


@attrs.frozen
class Fault:
    """What one rule found in the streams of one group."""

    code: str
    name: str
    level: str
    group: tuple[str, ...]
    """Values of the tags and columns that the page groups by."""
    streams: int
    """Streams in which the rule struck."""
    of: int
    """Streams of the group that were checked."""
    occurrences: int
    before: float | None
    """Share of the streams in the earlier audit; None where there is none, or the group was not in it."""
    example: Example

    @property
    def share(self) -> float:
        """Share of the streams of the group, from 0 to 1."""
        return self.streams / self.of

    @property
    def is_new(self) -> bool:
        """Return True if the earlier audit had the group, and no such fault in it."""
        return self.before == 0


@attrs.frozen
class Figures:
    """All that a page tells of an audit."""

    name: str
    inputs: tuple[str, ...]
    began: str
    by: tuple[str, ...]
    tasks: int
    done: int
    streams: int
    checked: int
    faulty: int
    events: int
    bytes: int
    outcomes: tuple[Outcome, ...]
    faults: tuple[Fault, ...]
    """The gravest first, and of these the most frequent."""
    more_faults: int
    """Faults that are left out."""
    problems: tuple[tuple[str, int, str], ...]
    """Why streams could not be checked, how many, and the name of one."""
    skipped: tuple[tuple[str, int], ...]
    """What was passed over, and how many."""
    unchecked: tuple[tuple[str, str, int], ...]
    """Parts of the check that were not made: which, why, and for how many streams."""
    earlier: str
    """The audit that this one is held against; "" for none."""


def figures(output: Store, *, by: Sequence[str] = (), earlier: Store | None = None) -> Figures:
    """The figures of an audit.

    :param output: the output of the audit.
    :param by: tags by which faults are counted, beside the profile.
    :param earlier: the output of another audit, to say what is new.
    :raises AuditError: there is no audit, it has no rows, or none of them has one of the tags.
    """
    began = about(output)
    done = dict(notes(output))
    counts, skipped, _ = sums(done.values())
    base = _Base(output, done, by)
    _require_tags(output, base, by)
    before = None if earlier is None else _Base(earlier, dict(notes(earlier)), by).shares()
    sizes = base.sizes()
    faults = [_fault(row, sizes, before) for row in base.faults()]
    return Figures(
        name=output.name,
        inputs=tuple(began["inputs"]),
        began=began["began"],
        by=("profile", *by),
        tasks=began["tasks"],
        done=len(done),
        streams=counts["streams"],
        checked=counts["streams"] - counts["problems"],
        faulty=counts["faulty"],
        events=counts["events"],
        bytes=counts["bytes"],
        outcomes=tuple(Outcome(*row) for row in base.rows(_OUTCOMES)),
        faults=tuple(faults[:MOST_ROWS]),
        more_faults=max(0, len(faults) - MOST_ROWS),
        problems=tuple(base.rows(_PROBLEMS)),
        skipped=tuple(skipped.most_common()),
        unchecked=tuple(base.rows(_UNCHECKED)),
        earlier="" if earlier is None else earlier.name,
    )


def _require_tags(output: Store, base: "_Base", by: Sequence[str]) -> None:
    if not by:
        return
    known = sorted(tag for (tag,) in base.rows("SELECT DISTINCT unnest(map_keys(tags)) FROM streams"))
    for tag in by:
        if tag not in known:
            has = f"its tags are {', '.join(known)}" if known else "it has no tags"
            raise AuditError(f"no row of {output.name} has the tag {tag!r}; {has}")


_OUTCOMES: Final = """
    SELECT coalesce(profile, 'none'), outcome, count(*) AS streams FROM streams WHERE problem IS NULL
    GROUP BY ALL ORDER BY 1, streams DESC, 2
"""
_PROBLEMS: Final = """
    SELECT problem, count(*) AS number, min(id) FROM streams WHERE problem IS NOT NULL
    GROUP BY problem ORDER BY number DESC, problem LIMIT 50
"""
_UNCHECKED: Final = """
    SELECT part.name, part.lacks, count(*) AS number
    FROM (SELECT unnest(unchecked) AS part FROM streams WHERE problem IS NULL)
    GROUP BY ALL ORDER BY number DESC, 1, 2 LIMIT 50
"""
_FAULTS: Final = """
    WITH struck AS (
        SELECT {groups} AS grp, id, findings, unnest(rules) AS rule FROM streams WHERE problem IS NULL
    )
    SELECT
        rule.code AS code, any_value(rule.name), max(list_position(['info', 'warning', 'error'], rule.level)) AS level,
        grp, count(*) AS number, sum(rule.occurrences),
        arg_min(
            struct_pack(
                id := id,
                found := list_filter(findings, lambda each: each.code = rule.code AND each.level = rule.level)[1]
            ),
            (-list_position(['info', 'warning', 'error'], rule.level), id)
        ) AS example
    FROM struck GROUP BY rule.code, grp ORDER BY level DESC, number DESC, code, grp
"""
_SIZES: Final = "SELECT {groups} AS grp, count(*) FROM streams WHERE problem IS NULL GROUP BY grp"
_LEVELS: Final = ("", "info", "warning", "error")
_OF_FINDING: Final = ("message", "help", "url", "byte", "line", "excerpt")

_Group = tuple[str, ...]


class _Base:
    """The rows of one audit."""

    def __init__(self, output: Store, done: Mapping[str, Any], by: Sequence[str]) -> None:
        """`done` has the notes of the tasks that are done; what others left behind is not read."""
        self._by = by
        self._connection = duckdb.connect()
        self._connection.execute("SET enable_progress_bar = false")
        parts = [
            f"{output.root}/streams/{folder}part-{task}.parquet"
            for task, note in done.items()
            for folder in note["parts"]
        ]
        data = ds.FileSystemDataset.from_paths(
            parts, schema=STREAMS, format=ds.ParquetFileFormat(), filesystem=output.system
        )
        self._connection.register("streams", data)

    def rows(self, sql: str) -> list[Any]:
        """The rows of a query, in which `{groups}` is the list of what the page groups by."""
        columns = [
            "coalesce(profile, 'none')",
            *(f"coalesce(tags[${number}], '')" for number in range(1, len(self._by) + 1)),
        ]
        text = sql.format(groups=f"[{', '.join(columns)}]")
        return self._connection.execute(text, list(self._by) if "$1" in text else None).fetchall()

    def sizes(self) -> dict[_Group, int]:
        """How many streams each group has."""
        return {tuple(group): number for group, number in self.rows(_SIZES)}

    def faults(self) -> list[Any]:
        """A row for each rule that struck in a group."""
        return self.rows(_FAULTS)

    def shares(self) -> dict[tuple[str, _Group] | _Group, float]:
        """The share of streams by code and group, and 0 for each group."""
        sizes = self.sizes()
        found: dict[tuple[str, _Group] | _Group, float] = dict.fromkeys(sizes, 0.0)
        for code, _, _, group, number, *_ in self.faults():
            found[code, tuple(group)] = number / sizes[tuple(group)]
        return found


def _fault(row: Any, sizes: dict[_Group, int], before: dict[Any, float] | None) -> Fault:
    code, name, level, values, number, occurrences, example = row
    group = tuple(values)
    found: dict[str, Any] = example["found"] or dict.fromkeys(_OF_FINDING, "") | {"byte": 0, "line": 0}
    return Fault(
        code=code,
        name=name,
        level=_LEVELS[level],
        group=group,
        streams=number,
        of=sizes[group],
        occurrences=int(occurrences),
        before=None if before is None or group not in before else before.get((code, group), 0.0),
        example=Example(example["id"], **{name: found[name] for name in _OF_FINDING}),
    )
