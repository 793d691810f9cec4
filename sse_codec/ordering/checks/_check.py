"""A check as the profile has it: a value, with what its rule needs beside the kinds and the place that it looks at."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from ..pointers import Pointer


def _anything_fits(value: Any) -> str:
    return ""


class Check:
    """One payload check of a profile."""

    __slots__ = (
        "at",
        "delta",
        "deltas",
        "id",
        "maximum",
        "minimum",
        "opener",
        "path",
        "reference",
        "required",
        "rows",
        "rule",
        "schema",
        "start",
        "step",
        "track",
        "types",
        "unknown",
        "unless",
        "values",
        "why",
    )

    id: Final[str]
    """Name of the check, unique in its profile: the second half of its code."""
    rule: Final[str]
    """Name of the rule, such as ``present`` or ``concat``."""
    at: Final[tuple[str, ...]]
    """The kinds to judge; for ``count`` the kinds to count, for ``concat`` and ``json`` the kinds of ``final_at``."""
    path: Final[Pointer]
    """The place in the value (of the element, for a track that has elements); for ``json`` that of the deltas."""
    track: Final[str]
    """The track in whose slices it judges, in each on its own; ``""`` for the stream as a whole."""
    types: Final[tuple[str, ...]]
    """For ``type``: the types that are right."""
    values: Final[tuple[Any, ...]]
    """For ``one_of``: the values that are right."""
    start: Final[int | None]
    """For ``increasing``: the first number; None for any."""
    step: Final[int | None]
    """For ``increasing``: from each number to the next; None for any step upwards."""
    required: Final[bool]
    """Whether something has to be there, for the rules on a place; for ``increasing`` a number."""
    reference: Final[str]
    """For ``reference``: the track to whose keys the values refer."""
    opener: Final[Pointer]
    """For ``same_as_opener`` and ``pairs``: the place in the event that began the slice."""
    rows: Final[Mapping[str, tuple[str, ...]]]
    """For ``pairs``: the values that are right, by the value at `opener`."""
    deltas: Final[tuple[str, ...]]
    """For ``concat`` and ``json``: the kinds that carry a piece of the text."""
    delta: Final[Pointer]
    """For ``concat`` and ``json``: the place of the piece."""
    minimum: Final[int]
    """For ``count``: how many must have come when the stream is complete, or the slice."""
    maximum: Final[int | None]
    """For ``count``: how many may come."""
    unless: Final[tuple[str, ...]]
    """For ``count``: kinds that excuse the stream, or the slice, once one has come."""
    schema: Final[Callable[[Any], str]]
    """For ``schema``: says what is wrong with a value by the JSON Schema; ``""`` when nothing is."""
    unknown: Final[bool]
    """Whether it judges events of kinds that the profile does not know, too: they are events of the stream."""
    why: Final[str]
    """Why it matters, in one line; ``""`` when the profile does not say."""

    def __init__(
        self,
        id: str,
        rule: str,
        at: Iterable[str],
        *,
        path: Pointer = (),
        track: str = "",
        types: tuple[str, ...] = (),
        values: tuple[Any, ...] = (),
        start: int | None = None,
        step: int | None = None,
        required: bool = False,
        reference: str = "",
        opener: Pointer = (),
        rows: Mapping[str, tuple[str, ...]] | None = None,
        deltas: Iterable[str] = (),
        delta: Pointer = (),
        minimum: int = 0,
        maximum: int | None = None,
        unless: Iterable[str] = (),
        schema: Callable[[Any], str] | None = None,
        unknown: bool = False,
        why: str = "",
    ) -> None:
        self.id = id
        self.rule = rule
        self.at = tuple(at)
        self.path = path
        self.track = track
        self.types = types
        self.values = values
        self.start = start
        self.step = step
        self.required = required
        self.reference = reference
        self.opener = opener
        self.rows = {} if rows is None else rows
        self.deltas = tuple(deltas)
        self.delta = delta
        self.minimum = minimum
        self.maximum = maximum
        self.unless = tuple(unless)
        self.schema = schema or _anything_fits
        self.unknown = unknown
        self.why = why

    def __repr__(self) -> str:
        return f"Check({self.id!r}, {self.rule!r})"
