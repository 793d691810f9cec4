"""A profile as the JSON value that programs read, with the states of its order and of its tracks."""

from typing import Any

from sse_codec.ordering import Check, Framing, Profile, ValueOutcome

from ...profiles import Diagram, diagrams
from .._values import VERSION, one_line
from ._phrases import condition, level, pointer


def json_text(profile: Profile) -> str:
    """One document with a member on each line; it ends with a line end."""
    members = ",\n".join(f"  {one_line(name)}: {one_line(value)}" for name, value in _value(profile).items())
    return f"{{\n{members}\n}}\n"


def _value(profile: Profile) -> dict[str, Any]:
    order, *tracks = diagrams(profile)
    return {
        "v": VERSION,
        "name": profile.name,
        "title": profile.title,
        "spec": profile.spec,
        "date": profile.date,
        "kinds": dict(profile.kinds),
        "groups": {name: list(kinds) for name, kinds in profile.groups.items()},
        "framings": [_framing(framing) for framing in profile.framings],
        "unknown": "allow" if profile.allow_unknown else "error",
        "order": _diagram(order),
        "tracks": [
            {
                "name": track.name,
                "key": [part.pointer for part in track.key],
                "each": None if track.each is None else "".join(f"{pointer(way)}/*" for way in track.each),
                "max_open": track.max_open,
                "contiguous": track.contiguous,
                "reopen": track.reopen,
                "closed_by": list(track.closed_by),
                "within": track.within,
                "after": track.after,
                "why": track.why,
                **_diagram(diagram),
            }
            for track, diagram in zip(profile.tracks, tracks, strict=True)
        ],
        "checks": [_check(profile, check) for check in profile.checks],
        "outcomes": dict(profile.outcomes.kinds),
        "value_outcomes": [_value_outcome(each) for each in profile.outcomes.values],
        "levels": dict(profile.levels),
        "ignore_fields": list(profile.ignore_fields),
    }


def _framing(framing: Framing) -> dict[str, Any]:
    return {
        "name": framing.name,
        "kind": pointer(framing.kind) if isinstance(framing.kind, tuple) else framing.kind,
        "value": pointer(framing.value),
        "shapes": [shape.kind for shape in framing.shapes],
    }


def _diagram(diagram: Diagram) -> dict[str, Any]:
    return {
        "grammar": diagram.grammar,
        "states": [
            {"name": state.name, "accepting": state.accepting, "aborted": state.aborted}
            for state in diagram.states
        ],
        "moves": [
            {"from": list(edge.sources), "to": edge.target, "kinds": list(edge.kinds)}
            for edge in diagram.edges
        ],
    }


def _value_outcome(outcome: ValueOutcome) -> dict[str, Any]:
    return {
        "kind": outcome.kind,
        "path": pointer(outcome.path),
        "words": {word: list(values) for word, values in outcome.words.items()},
    }


def _check(profile: Profile, check: Check) -> dict[str, Any]:
    return {
        "code": f"{profile.name}:{check.id}",
        "level": level(profile, check),
        "rule": check.rule,
        "track": check.track,
        "at": list(check.at),
        "path": pointer(check.path),
        "condition": condition(check),
        "why": check.why,
    }
