"""The numbers of rules that users set: by code or name of the rule and name of the option, or a sentence why not."""

from collections.abc import Mapping
from typing import Any, cast

from ._catalogue import get, suggestion
from ._rule import Option, Rule


class OptionError(ValueError):
    """A rule has no such option, or the option takes no such value; the message says what it takes."""


def options_of(tables: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    """Return the options by code of the rule and name, from a table for each rule.

    :raises UnknownRuleError: there is no rule of that code or name.
    :raises OptionError: a rule has no such option, or it takes no such value.
    """
    return {
        (rule.code, name): _value(rule, name, value)
        for key, table in tables.items()
        for rule in (get(key),)
        for name, value in _table(key, table).items()
    }


def _table(key: str, table: Any) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise OptionError(f"the options of {key} are no table")
    return cast("dict[str, Any]", table)


def _value(rule: type[Rule], name: str, value: Any) -> int:
    option = _option(rule, name)
    if not isinstance(value, int) or isinstance(value, bool) or value < option.least:
        raise OptionError(f"{rule.code}: {name} must be a whole number, {option.least} or more")
    return value


def _option(rule: type[Rule], name: str) -> Option:
    for option in rule.options:
        if option.name == name:
            return option
    names = [option.name for option in rule.options]
    if not names:
        raise OptionError(f"{rule.code} has no options")
    hint = suggestion(name, names) or f"; it has {', '.join(names)}"
    raise OptionError(f"{rule.code} has no option {name!r}{hint}")
