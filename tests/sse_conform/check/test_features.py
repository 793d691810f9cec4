"""What tells the candidates of a tie-break apart, and the words without which an event is not looked at."""

import pytest

from sse_codec import Event
from sse_codec.ordering import parse_profile
from sse_conform.check._features import NO_FEATURES, Features, features

HEAD = """
profile = "{name}"
[kinds]
{kinds}
[[framing]]
name = "only"
{framing}
[order]
grammar = "{grammar}"
"""


def words(kinds: str, framing: str, *, check: str = "") -> tuple[str, ...] | None:
    """The words of a profile beside one that has the kind a alone."""
    written = HEAD.format(
        name="x", kinds="\n".join(f'{kind} = ""' for kind in kinds.split()), framing=framing, grammar="a"
    )
    profile = parse_profile(written + check)
    other = parse_profile(HEAD.format(name="y", kinds='a = ""', framing='kind = "/type"', grammar="a"))
    return features(profile, (other,), (other,)).words


ASKS = '\n[[check]]\nid = "c"\nrule = "present"\npath = "{path}"\n'


@pytest.mark.parametrize(
    ("kinds", "framing", "check", "expected"),
    [
        pytest.param("a", 'kind = "/type"', "", (), id="nothing of its own"),
        pytest.param("a B", 'kind = "/type"', "", ("b",), id="a kind by its name, in lower case"),
        pytest.param("a b", 'kind = "/type"\nshapes = [{ kind = "b", has = ["/x", "/long/0"] }]', "", ("b", "long"), id="by its name, or a place"),
        pytest.param("a b", 'shapes = [{ kind = "b", has = ["/x"] }, { kind = "a" }]', "", ("x",), id="by a place alone"),
        pytest.param("a b", 'shapes = [{ kind = "b", lacks = ["/x"] }, { kind = "a" }]', "", None, id="by what is not there"),
        pytest.param("a", 'kind = "/type"', ASKS.format(path="/list/*/id"), ("id",), id="a member that it asks for"),
        pytest.param("a", 'kind = "/type"', ASKS.format(path="/0"), None, id="a place without a name"),
    ],
)  # fmt: skip
def test_words(kinds: str, framing: str, check: str, expected: tuple[str, ...] | None) -> None:
    assert words(kinds, framing, check=check) == expected


OWN = Features(frozenset({"b"}), {}, ("b-word",))


@pytest.mark.parametrize(
    ("own", "event", "may_be"),
    [
        pytest.param(OWN, Event("message", '{"type":"B-Word"}'), True, id="the word in the data"),
        pytest.param(OWN, Event("b-word", ""), True, id="the word as the type"),
        pytest.param(OWN, Event("message", "{}"), False, id="no word"),
        pytest.param(OWN, Event("message", "\\u0062-word"), True, id="an escape, which may hide it"),
        pytest.param(Features(frozenset({"b"}), {}, None), Event("message", "{}"), True, id="no words tell"),
        pytest.param(NO_FEATURES, Event("message", "{}"), False, id="no feature"),
    ],
)  # fmt: skip
def test_where_a_feature_may_be(own: Features, event: Event, may_be: bool) -> None:
    assert own.may_be_in(event) is may_be
