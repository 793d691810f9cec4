"""The parts of a profile in words: what a check asks, how severe it is, where the kind of an event stands."""

from collections.abc import Iterator

from sse_codec.ordering import Check, Framing, Outcomes, Profile

_DEFAULT = "error"
"""The level of a check whose profile sets none."""


def pointer(tokens: tuple[str, ...]) -> str:
    """A JSON pointer as it is written (RFC 6901)."""
    return "".join("/" + token.replace("~", "~0").replace("/", "~1") for token in tokens)


def level(profile: Profile, check: Check) -> str:
    """``error``, ``warning``, ``info`` or ``off``."""
    return profile.levels.get(f"{profile.name}:{check.id}", _DEFAULT)


def outcomes(found: Outcomes) -> dict[str, str]:
    """For each kind that decides how a stream went its word, and for each place in a kind the words of its values."""
    rows = dict(found.kinds)
    for each in found.values:
        words = (
            f"{word}: {', '.join(map(str, values)) or 'anything'}" for word, values in each.words.items()
        )
        rows[f"{each.kind} {pointer(each.path)}"] = "; ".join(words)
    return rows


def condition(check: Check) -> str:
    """The rule of a check, with what it compares to."""
    return "; ".join((check.rule, *_conditions(check)))


def _conditions(check: Check) -> Iterator[str]:
    yield from _values(check)
    yield from _numbers(check)
    if check.reference:
        yield f"to {check.reference}"
    if check.rule in ("same_as_opener", "pairs"):
        yield f"opener {pointer(check.opener)}"
    yield from (f"{value} with {', '.join(allowed)}" for value, allowed in check.rows.items())
    if check.deltas:
        yield f"{pointer(check.delta)} of {', '.join(check.deltas)}"
    if check.unless:
        yield f"unless {', '.join(check.unless)}"


def _values(check: Check) -> Iterator[str]:
    if check.types:
        yield " or ".join(check.types)
    if check.values:
        yield ", ".join(map(str, check.values))


def _numbers(check: Check) -> Iterator[str]:
    if check.start is not None:
        yield f"from {check.start}"
    if check.step is not None:
        yield f"by {check.step}"
    if check.required:
        yield "in each"
    if check.minimum:
        yield f"at least {check.minimum}"
    if check.maximum is not None:
        yield f"at most {check.maximum}"


def framing(described: Framing) -> str:
    """Where the kind of an event stands, and of which events."""
    return "; ".join(_framing(described))


def _framing(described: Framing) -> Iterator[str]:
    if described.shapes:
        yield f"by shape: {', '.join(dict.fromkeys(shape.kind for shape in described.shapes))}"
    if isinstance(described.kind, tuple):
        yield f"kind at {pointer(described.kind)}"
    elif described.kind is not None:
        yield "kind is the event type"
    if described.value:
        yield f"value at {pointer(described.value)}"
    if described.types is not None:
        yield f"event type {', '.join(sorted(described.types))}"
    if described.other_types:
        yield f"event type other than {', '.join(sorted(described.other_types))}"
