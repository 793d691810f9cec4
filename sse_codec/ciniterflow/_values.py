"""What every value of this package shares: it is compared by what it holds, and is not changed once made."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self, TypeGuard, TypeVar


class Value:
    """A value that equals another of its own class with the same members."""

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]] = ()

    def _members(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__match_args__)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Value) or type(other) is not type(self):
            return NotImplemented
        return self._members() == other._members()

    def __hash__(self) -> int:
        return hash((type(self), self._members()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self._members()))})"


class JsonObject(Value):
    """A JSON object of the wire: its members are read when asked for, and a strange one reads as absent."""

    __slots__ = ("raw",)

    raw: dict[str, Any]
    """The object as it came, or as it will be written, with the names of the wire. Not to be changed."""

    @classmethod
    def from_raw(cls, raw: dict[str, Any]) -> Self:
        """Wrap an object that has the names of the wire, unknown members and all."""
        self = cls.__new__(cls)
        self.raw = raw
        return self

    def _text(self, name: str) -> str:
        value = self.raw.get(name)
        return value if isinstance(value, str) else ""

    def _object(self, name: str) -> dict[str, Any]:
        value = self.raw.get(name)
        return value if is_object(value) else {}

    def _members(self) -> tuple[object, ...]:
        return (self.raw,)

    def __repr__(self) -> str:
        return f"{type(self).__name__}.from_raw({self.raw!r})"


Json = TypeVar("Json", bound=JsonObject)


def as_tuple(name: str, values: Iterable[Json], wanted: type[Json]) -> tuple[Json, ...]:
    """Return the values; TypeError for what is no iterable of what is wanted, by the name of the parameter."""
    kind = type(values)
    if issubclass(kind, (str, bytes, dict)) or not hasattr(values, "__iter__"):
        raise TypeError(f"{name} must be an iterable of {wanted.__name__}, not {kind.__name__}")
    members = tuple(values)
    for index, member in enumerate(members):
        if not isinstance(member, wanted):
            cure = f"; {wanted.__name__}.from_raw takes one" if is_object(member) else ""
            raise TypeError(f"{name}[{index}] must be a {wanted.__name__}, not {type(member).__name__}{cure}")
    return members


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a JSON value is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a JSON value is a list."""
    return isinstance(value, list)


def present(**members: Any) -> dict[str, Any]:
    """Leave out what is empty: the server writes only the members that have a value."""
    return {name: value for name, value in members.items() if value not in (None, "", (), [], {})}
