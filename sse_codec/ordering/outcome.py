"""How a stream went: words that a profile gives to kinds of events, and to values in them."""

from collections.abc import Mapping
from typing import Any, Final

from .pointers import STAR, Absent, Pointer, children, members, resolve, write_pointer
from .values import Scalar, same, show

COMPLETED: Final = "completed"
TRUNCATED: Final = "truncated"
FAILED: Final = "failed"


class ValueOutcome:
    """The words that a profile gives to the values at one place of the events of a kind."""

    __slots__ = ("_rest", "_ways", "kind", "path", "words")

    kind: Final[str]
    """The kind of the events."""
    path: Final[Pointer]
    """The place in the value of the event; ``*`` stands for each member of an array or object."""
    words: Final[Mapping[str, tuple[Scalar, ...]]]
    """For each word the values that it stands for; none: whatever is there, but null."""

    def __init__(self, kind: str, path: Pointer, words: Mapping[str, tuple[Scalar, ...]]) -> None:
        self.kind = kind
        self.path = path
        self.words = words
        stars = [at for at, token in enumerate(path) if token == STAR]
        starts = [0, *(at + 1 for at in stars)]
        self._ways = [path[start:end] for start, end in zip(starts, stars, strict=False)]
        """To the first ``*``, and from each to the next."""
        self._rest = path[starts[-1] :]
        """The way from the last ``*``."""

    def word(self, found: Any) -> str:
        """The word for a value at the place; ``""`` when it has none."""
        for word, values in self.words.items():
            if found is not None and (not values or any(same(found, value) for value in values)):
                return word
        return ""

    def places(self, value: Any) -> list[tuple[Pointer, Any]]:
        """Every value at the place, and where exactly, in an event of this value."""
        found: list[tuple[Pointer, Any]] = [((), value)]
        for way in self._ways:
            found = [
                ((*place, *way, name), member)
                for place, at in found
                for name, member in members(resolve(way, at))
            ]
        ends = [((*place, *self._rest), resolve(self._rest, at)) for place, at in found]
        return [each for each in ends if not isinstance(each[1], Absent)]

    def has_news(self, value: Any) -> bool:
        """Return True if anything but null is at one of the places; in most events nothing is."""
        nodes = [value]
        for way in self._ways:
            nodes = [member for node in nodes for member in children(resolve(way, node))]
        for node in nodes:
            found = resolve(self._rest, node)
            if found is not None and not isinstance(found, Absent):
                return True
        return False

    def __repr__(self) -> str:
        return f"ValueOutcome({self.kind!r}, {write_pointer(self.path)!r})"


class Outcomes:
    """What a profile says of how streams went. Of several words the one that it names first counts."""

    __slots__ = ("_by_kind", "_ranks", "kinds", "values")

    kinds: Final[Mapping[str, str]]
    """The word for each kind that decides by itself."""
    values: Final[tuple[ValueOutcome, ...]]
    """The words for values."""

    def __init__(
        self, kinds: Mapping[str, str], values: tuple[ValueOutcome, ...], words: tuple[str, ...]
    ) -> None:
        """Words of kinds and of values; ``words`` has all of them, the gravest first."""
        self.kinds = kinds
        self.values = values
        self._ranks = {word: rank for rank, word in enumerate(words)}
        self._by_kind: dict[str, list[ValueOutcome]] = {}
        for each in values:
            self._by_kind.setdefault(each.kind, []).append(each)

    @property
    def words(self) -> tuple[str, ...]:
        """Every word, the gravest first."""
        return tuple(self._ranks)

    def decides(self, kind: str) -> bool:
        """Return True if events of this kind may decide how the stream went."""
        return kind in self.kinds or kind in self._by_kind

    def of(self, kind: str) -> list[ValueOutcome]:
        """The words for values in events of a kind."""
        return self._by_kind.get(kind, [])

    def graver(self, one: str, other: str) -> str:
        """Of two words the one that counts; ``""`` is no word."""
        if not one or not other:
            return one or other
        return one if self._ranks[one] <= self._ranks[other] else other


class StreamOutcome:
    """How one stream has gone so far, by the words for its events. The order decides if the stream is complete."""

    __slots__ = ("_by_kind", "_by_value", "_outcomes", "failure")

    def __init__(self, outcomes: Outcomes) -> None:
        self._outcomes = outcomes
        self._by_kind = ""
        self._by_value = ""
        self.failure = ""
        """What says that the stream failed, in words; ``""`` while nothing does."""

    def restart(self) -> None:
        """Forget everything: a new run begins in the stream."""
        self._by_kind = self._by_value = ""

    def take(self, kind: str, value: Any) -> None:
        """Take an event of a kind that may decide."""
        self.failure = ""
        word = self._outcomes.kinds.get(kind, "")
        if word == FAILED:
            self.failure = kind
        self._by_kind = self._outcomes.graver(word, self._by_kind)
        for each in self._outcomes.of(kind):
            for place, found in each.places(value) if each.has_news(value) else ():
                self._take_value(kind, place, found, each.word(found))

    def _take_value(self, kind: str, place: Pointer, found: Any, word: str) -> None:
        if word == FAILED:
            self.failure = f"{kind} {write_pointer(place)} is {show(found)}"
            self._by_kind = self._outcomes.graver(word, self._by_kind)
        self._by_value = self._outcomes.graver(word, self._by_value)

    def word(self, *, is_complete: bool) -> str:
        """How the stream went, if it stopped now.

        What a kind decides, or a value that says ``failed``, counts more than a missing end; other values count less.
        """
        if self._by_kind:
            return self._outcomes.graver(self._by_kind, self._by_value)
        return self._by_value or COMPLETED if is_complete else TRUNCATED
