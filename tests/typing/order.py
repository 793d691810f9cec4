"""What a user's type checker makes of `sse_codec.ordering`. Checked, never run."""

from collections.abc import Mapping
from pathlib import Path
from typing import assert_type

from sse_codec import Event
from sse_codec.ordering import (
    Checker,
    Finding,
    Framer,
    Profile,
    load_profile,
    parse_profile,
    shipped_profiles,
)


def profiles() -> Profile:
    assert_type(shipped_profiles(), tuple[str, ...])
    assert_type(load_profile(Path("own.toml")), Profile)
    assert_type(parse_profile("profile = 'own'"), Profile)
    return load_profile("ciniterflow")


def checking(event: Event) -> None:
    checker = Checker(profiles(), framing="named")
    assert_type(checker.feed(event), list[Finding])
    assert_type(checker.close(), list[Finding])
    assert_type(checker.framing, str | None)
    assert_type(checker.outcome, str)


def findings(finding: Finding) -> None:
    assert_type((finding.code, finding.name, finding.level, finding.message), tuple[str, str, str, str])
    assert_type(finding.event, int)
    assert_type((finding.expected, finding.missing), tuple[tuple[str, ...], tuple[str, ...]])
    finding.code = "ORD101"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


def framing(profile: Profile, event: Event) -> None:
    classified = Framer(profile.framings).classify(event)
    if classified is not None:
        assert_type((classified.kind, classified.has_value, classified.framing), tuple[str, bool, str])
    assert_type(profile.ignore_fields, tuple[str, ...])
    assert_type(profile.levels, Mapping[str, str])
