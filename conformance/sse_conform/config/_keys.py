"""The keys of a configuration, and what each takes. Most are named as the option of `check` that they stand for."""

from typing import Final, Literal, cast

import attrs

Kind = Literal["string", "flag", "integer", "number", "strings"]
_KINDS: Final[dict[Kind, str]] = {
    "string": "a string",
    "flag": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "strings": "an array of strings",
}


@attrs.frozen
class Key:
    """One key."""

    name: str
    kind: Kind
    of_paths: bool = False
    """True if a table of paths may set it too."""

    @property
    def words(self) -> str:
        """What it takes, as a noun phrase."""
        return _KINDS[self.kind]

    def takes(self, value: object) -> bool:
        """Return True if the value is of the kind of the key."""
        match self.kind:
            case "string":
                return isinstance(value, str)
            case "flag":
                return isinstance(value, bool)
            case "integer":
                return isinstance(value, int) and not isinstance(value, bool)
            case "number":
                return isinstance(value, int | float) and not isinstance(value, bool)
            case _:
                return isinstance(value, list) and all(
                    isinstance(each, str) for each in cast("list[object]", value)
                )


KEYS: Final = {
    key.name: key
    for key in (
        Key("profile", "string", of_paths=True),
        Key("require-profile", "flag", of_paths=True),
        Key("expect", "string", of_paths=True),
        Key("framing", "string", of_paths=True),
        Key("select", "strings", of_paths=True),
        Key("extend-select", "strings", of_paths=True),
        Key("ignore", "strings", of_paths=True),
        Key("max-events", "integer"),
        Key("max-event-size", "integer"),
        Key("max-time", "number"),
        Key("max-bytes", "integer"),
        Key("idle-timeout", "number"),
        Key("format", "strings"),
        Key("baseline", "string"),
        Key("fail-on", "string"),
        Key("statistics", "flag"),
        Key("quiet", "flag"),
    )
}
"""The keys by name, in the order in which they are shown. Beside them there are `paths` and `rules`."""
