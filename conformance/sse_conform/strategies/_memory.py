"""What the checks of a profile demand of the next event, after those that came: each check remembers what it needs to."""

import json
from collections.abc import Callable
from typing import Any, Final

import attrs

from sse_codec.ordering import Check
from sse_codec.ordering.pointers import MISSING, Absent, resolve

from ._solve import Constraint

_OF_TYPE: Final[dict[str, tuple[Any, ...]]] = {
    "string": ("", "a", "Hi ", "é", "data: x"),
    "integer": (0, 1, 7),
    "number": (0, 1, 0.5),
    "boolean": (False, True),
    "array": ([], ["a"]),
    "object": ({}, {"a": 1}),
    "null": (None,),
}
_TEXTS: Final = ("Hi", "", " there", "\n", "é", "\U0001f600", "[DONE]")
_JSON: Final = ('{"a": 1}', "", "[]", '{"text": "é"}')
_BLANKS: Final = (" ", "", "\n")
_SOMETHING: Final = ("x", 1)


class Memory:
    """What one check remembers of one slice, or of the stream."""

    __slots__ = ("begun", "check", "opener", "seen", "text")

    def __init__(self, check: Check) -> None:
        self.check = check
        self.seen: list[Any] = []
        """The values that came."""
        self.opener: Any = MISSING
        """What the event that began the slice has for it."""
        self.begun = False
        self.text = ""
        """The pieces, joined."""

    def begin(self, value: Any) -> None:
        """The slice begins with this value."""
        self.opener = resolve(self.check.opener, value)
        self.begun = True

    def learn(self, kind: str, value: Any) -> None:
        """An event came that the check looks at."""
        check = self.check
        if kind in check.deltas:
            piece = resolve(check.delta, value)
            self.text += piece if isinstance(piece, str) else ""
        elif kind in check.at:
            found = resolve(check.path, value)
            if not isinstance(found, Absent):
                self.seen.append(found)


def demands(memory: Memory, kind: str, begun: Callable[[str], list[str | int]]) -> list[Constraint]:
    """What a check wants of the next event of this kind; ``begun``: the keys that a reference may be to, by track."""
    check = memory.check
    if check.rule in ("concat", "json"):
        return list(_of_text(memory, kind))
    if kind not in check.at or check.rule == "count":
        return []
    if check.rule == "reference":
        return [_there(check, _reference(check, begun(check.reference)))]
    return [_there(check, _RULES[check.rule](memory))]


def _there(check: Check, demand: Constraint) -> Constraint:
    """Return the demand; where the check requires a value, an absent value breaks the demand."""
    if not check.required:
        return demand

    def is_there(found: Any) -> bool:
        return found is not MISSING and demand.holds(found)

    return attrs.evolve(demand, holds=is_there)


def hints(check: Check) -> list[Constraint]:
    """What would be well to have in an event that begins a slice, so that the check has something to look at."""
    if check.rule == "pairs":
        return [Constraint(check.opener, _anything, tuple(check.rows))]
    if check.rule == "same_as_opener":
        return [Constraint(check.opener, _anything, ("same",))]
    return []


def _anything(found: Any) -> bool:
    return True


def alike(one: Any, other: Any) -> bool:
    """Whether two values are the same in JSON, where true is not 1."""
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def _is_number(found: Any) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool)


def _is_scalar(found: Any) -> bool:
    return not isinstance(found, list | dict | Absent)


def _is_of(types: tuple[str, ...], found: Any) -> bool:
    tests: dict[str, bool] = {
        "string": isinstance(found, str),
        "integer": _is_number(found) and found == int(found),
        "number": _is_number(found),
        "boolean": isinstance(found, bool),
        "array": isinstance(found, list),
        "object": isinstance(found, dict),
        "null": found is None,
    }
    return any(tests[type] for type in types)


def _type(memory: Memory) -> Constraint:
    types = memory.check.types
    examples = tuple(example for type in types for example in _OF_TYPE[type])
    return Constraint(memory.check.path, lambda found: found is MISSING or _is_of(types, found), examples)


def _present(memory: Memory) -> Constraint:
    return Constraint(memory.check.path, lambda found: found is not MISSING, _SOMETHING)


def _absent(memory: Memory) -> Constraint:
    return Constraint(memory.check.path, lambda found: found is MISSING or found is None)


def _nonempty(memory: Memory) -> Constraint:
    return Constraint(memory.check.path, lambda found: found not in ("", [], {}), (["x"], "x"))


def _one_of(memory: Memory) -> Constraint:
    values = memory.check.values
    return Constraint(
        memory.check.path,
        lambda found: found is MISSING or any(alike(found, value) for value in values),
        values,
    )


def _constant(memory: Memory) -> Constraint:
    first = [value for value in memory.seen if _is_scalar(value)][:1]

    def holds(found: Any) -> bool:
        return not first or not _is_scalar(found) or alike(found, first[0])

    return Constraint(memory.check.path, holds, tuple(first or ("one", 1)))


def _increasing(memory: Memory) -> Constraint:
    check = memory.check
    last = next((value for value in reversed(memory.seen) if _is_number(value)), None)
    wanted = (check.start or 0) if last is None else last + (check.step or 1)
    exact = (last is None and check.start is not None) or (last is not None and check.step is not None)

    def holds(found: Any) -> bool:
        if not _is_number(found):
            return not check.required
        return found == wanted if exact else last is None or found > last

    wrong = () if last is None else (last,)
    return Constraint(check.path, holds, (wanted,) if exact else (wanted, wanted + 4), wrong=wrong)


def _unique(memory: Memory) -> Constraint:
    number = len(memory.seen)

    def holds(found: Any) -> bool:
        return not _is_scalar(found) or found is None or not any(alike(found, value) for value in memory.seen)

    return Constraint(memory.check.path, holds, (f"only-{number}", 1000 + number), wrong=tuple(memory.seen))


def _reference(check: Check, begun: list[str | int]) -> Constraint:
    def holds(found: Any) -> bool:
        return found is MISSING or found is None or any(alike(found, key) for key in begun)

    return Constraint(check.path, holds, tuple(begun))


def _same_as_opener(memory: Memory) -> Constraint:
    opener = memory.opener

    def holds(found: Any) -> bool:
        return found is MISSING or not _is_scalar(opener) or alike(found, opener)

    return Constraint(memory.check.path, holds, (opener,) if _is_scalar(opener) else ("same",))


def _pairs(memory: Memory) -> Constraint:
    rows, opener = memory.check.rows, memory.opener
    row = rows.get(opener) if isinstance(opener, str) else None
    return Constraint(
        memory.check.path, lambda found: found is MISSING or row is None or found in row, row or ()
    )


def _schema(memory: Memory) -> Constraint:
    schema = memory.check.schema
    return Constraint(memory.check.path, lambda found: found is MISSING or not schema(found))


def _of_text(memory: Memory, kind: str) -> list[Constraint]:
    check, text = memory.check, memory.text
    if kind in check.deltas and check.rule == "concat":
        return [
            Constraint(check.delta, lambda found: found in (MISSING, None) or isinstance(found, str), _TEXTS)
        ]
    if kind in check.deltas:
        return [
            Constraint(
                check.delta, lambda found: _goes_on(text, found), _BLANKS if text else _JSON, shows_later=True
            )
        ]
    if kind in check.at and check.rule == "concat":
        return [
            Constraint(check.path, lambda found: not isinstance(found, str) or found == text, (text,)),
        ]
    return []


def _goes_on(text: str, piece: Any) -> bool:
    if not isinstance(piece, str):
        return True  # the format leaves alone what is no text
    try:
        json.loads(text + piece or "null")
    except ValueError:
        return False
    return True


_RULES: Final[dict[str, Callable[[Memory], Constraint]]] = {
    "type": _type,
    "present": _present,
    "absent": _absent,
    "nonempty": _nonempty,
    "one_of": _one_of,
    "constant": _constant,
    "increasing": _increasing,
    "unique": _unique,
    "same_as_opener": _same_as_opener,
    "pairs": _pairs,
    "schema": _schema,
}
