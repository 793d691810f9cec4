"""A profile in words: what it is, the kinds of events, their order state by state, the tracks, and what is checked."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from sse_codec.ordering import Check, Profile, Track

from ...profiles import Diagram, Names, diagrams
from .._visible import visible
from ._phrases import condition, framing, level, outcomes, pointer

_WIDTH = 100
_WIDEST = 44
"""Widest first column, in characters."""


def text(profile: Profile) -> str:
    """Return the profile in words, for people."""
    return "".join(f"{line}\n" for line in text_lines(profile))


def text_lines(profile: Profile) -> Iterator[str]:
    """The lines, each without its line end."""
    yield from map(visible, _lines(profile))


def _lines(profile: Profile) -> Iterator[str]:
    names = Names(profile)
    order, *tracks = diagrams(profile)
    yield f"{profile.name}: {profile.title}" if profile.title else profile.name
    if profile.spec:
        yield from _wrapped(f"From {profile.spec}", "")
    if profile.date:
        yield f"As of {profile.date}"
    yield from _section("Kinds", _table(profile.kinds))
    yield from _section("Groups", _table({name: ", ".join(kinds) for name, kinds in profile.groups.items()}))
    yield from _section("Framings", _table({found.name: framing(found) for found in profile.framings}))
    yield from _section("Order", _order(order))
    for track, diagram in zip(profile.tracks, tracks, strict=True):
        yield from _section(f"Track {track.name}", (*_track(track), *_order(diagram)))
    yield from _section(
        "Checks", (line for check in profile.checks for line in _check(profile, check, names))
    )
    yield from _section("Outcomes", _table(outcomes(profile.outcomes)))
    codes = {code: word for code, word in profile.levels.items() if not code.startswith(f"{profile.name}:")}
    yield from _section("Levels", _table(codes))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    held = list(lines)
    if held:
        yield from ("", title, *held)


def _table(rows: Mapping[str, str]) -> Iterator[str]:
    """A name and its meaning on a line; the meanings begin in one column."""
    width = min(max((len(name) for name in rows), default=0), _WIDEST)
    for name, meaning in rows.items():
        yield from _wrapped(f"{name:<{width}}  {meaning}", "  ", hang=width + 2)


def _wrapped(text: str, indent: str, *, hang: int = 2) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + " " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _order(diagram: Diagram) -> Iterator[str]:
    """The grammar, and under it each move."""
    yield from _wrapped(diagram.grammar, "  ")
    for edge in diagram.edges:
        target = "" if edge.target is None else f" -> {diagram.states[edge.target].name}"
        yield from _wrapped(f"{edge.where}{target}: {', '.join(edge.words)}", "    ")
    ends = [state.name for state in diagram.states if state.accepting]
    yield from _wrapped(f"may stop: {', '.join(ends)}", "    ")


def _track(track: Track) -> Iterator[str]:
    key = ", ".join(part.pointer + (" (may be missing)" if part.optional else "") for part in track.key)
    yield f"  key {key}"
    if track.each is not None:
        each = "".join(f"{pointer(way)}/*" for way in track.each)
        yield from _wrapped(f"each {each} of {', '.join(track.at)}", "  ")
    said = [
        f"at most {track.max_open} open" if track.max_open is not None else "",
        "keys count from 0" if track.contiguous else "",
        "may begin again" if track.reopen else "",
        f"within {track.within}" if track.within else "",
        f"after {track.after}" if track.after else "",
        f"finished before {', '.join(track.closed_by)}" if track.closed_by else "",
    ]
    rules = "; ".join(filter(None, said))
    for line in filter(None, (rules, track.why)):
        yield from _wrapped(line, "  ")


def _check(profile: Profile, check: Check, names: Names) -> Iterator[str]:
    yield f"  {profile.name}:{check.id} ({level(profile, check)})"
    everything = len(check.at) == len(profile.kinds)
    kinds = "every kind" if everything else ", ".join(names.words(check.at))
    place = f"{pointer(check.path)} of {kinds}" if check.path and kinds else kinds
    places = (place, f"in each {check.track}" if check.track else "")
    yield from _wrapped(f"{', '.join(filter(None, places))}: {condition(check)}", "    ")
    if check.why:
        yield from _wrapped(check.why, "    ")
