"""A track that is not right is refused with the key, the line and the cure; one that is right is what it says."""

import pytest

from sse_codec.ordering import Profile, ProfileError, parse_profile

HEAD = """\
profile = "tiny"
[kinds]
a = ""
b = ""
c = ""
[[framing]]
name = "json"
kind = "/t"
[order]
grammar = "(a | b | c)+"
[group]
both = ["a", "b"]
"""
ONE = '[[track]]\nname = "one"\nkey = "/n"\ngrammar = "a b"\n'
EACH = '[[track]]\nname = "many"\neach = "/list/*/items/*"\nkey = ["/list/*/n", "/list/*/items/*/m"]\ngrammar = "x y"\n'
SHAPES = 'shapes = [{ kind = "x", has = "/x" }, { kind = "y" }]\n'


def parse(text: str) -> Profile:
    return parse_profile(HEAD + text, file="tiny.toml")


def refusal(text: str) -> str:
    with pytest.raises(ProfileError) as caught:
        parse(text)
    return str(caught.value)


def test_a_track_of_whole_events() -> None:
    profile = parse(
        ONE
        + 'optional = "/n"\nmax_open = 2\ncontiguous = true\nreopen = true\nclosed_by = ["c"]\nwhy = "so"\n'
        + '[[track]]\nname = "two"\nkey = ["/n", "/m"]\ngrammar = "both c"\nwithin = "one"\n'
    )
    one, two = profile.tracks
    assert repr(one) == "Track('one')"
    assert (one.kinds, one.at, one.grammar, one.max_open) == (("a", "b"), ("a", "b"), "a b", 2)
    assert (one.contiguous, one.reopen, one.closed_by, one.why) == (True, True, ("c",), "so")
    assert (one.within, one.after, two.within, two.after) == ("", "", "one", "")
    assert [(part.pointer, part.optional) for part in one.key] == [("/n", True)]
    assert two.kinds == ("a", "b", "c")


def test_a_track_of_elements() -> None:
    [track] = parse(EACH + SHAPES + 'at = ["a"]\n').tracks
    value = {"list": [{"n": 1, "items": [{"m": 2, "x": 0}, {"m": 3}]}, {"n": 4}, 5]}
    found = [
        (kind, tuple(part.read(nodes) for part in track.key)) for kind, nodes in track.elements("a", value)
    ]
    assert found == [("x", (1, 2)), ("y", (1, 3))]
    assert (track.at, track.kinds) == (("a",), ("x", "y"))


def test_elements_are_looked_for_in_every_event_when_the_track_does_not_say_in_which() -> None:
    assert parse(EACH + SHAPES).tracks[0].at == ("a", "b", "c")


def test_elements_may_be_members_of_an_object() -> None:
    [track] = parse(EACH + SHAPES).tracks
    value = {"list": {"k": {"n": 1, "items": {"l": {"m": 2, "x": 0}}}}}
    assert [kind for kind, _ in track.elements("a", value)] == ["x"]


def test_a_parent_comes_before_its_children_wherever_it_stands() -> None:
    child = '[[track]]\nname = "child"\nkey = "/n"\ngrammar = "c"\nafter = "one"\n'
    assert [track.name for track in parse(child + ONE).tracks] == ["one", "child"]


def test_the_name_of_a_track_stands_for_its_kinds() -> None:
    text = HEAD.replace("(a | b | c)+", "one* rest") + 'rest = ["other"]\n'
    profile = parse_profile(text + ONE + '[[track]]\nname = "other"\nkey = "/n"\ngrammar = "c"\n')
    assert profile.automaton.shortest(0) == ("c",)
    assert profile.groups["rest"] == ("c",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(ONE + "colour = 1\n", "track[one].colour: unknown key", id="unknown key"),
        pytest.param(ONE.replace('key = "/n"\n', ""), "track[one].key: is missing", id="no key"),
        pytest.param(ONE.replace('"/n"', '"n"'), "a JSON pointer is empty or begins with /", id="no pointer"),
        pytest.param(ONE.replace('"/n"', '"/*"'), "begin as each does", id="star without each"),
        pytest.param(ONE.replace("a b", "a d"), "unknown name d", id="unknown name in the grammar"),
        pytest.param(ONE.replace("a b", "a ("), "expected a name", id="broken grammar"),
        pytest.param(ONE.replace("a b", ""), "would satisfy it", id="empty grammar"),
        pytest.param(ONE.replace('"one"', '"a"'), "track[a].name: is a kind too", id="named as a kind"),
        pytest.param(ONE.replace('"one"', '"both"'), "is a group too", id="named as a group"),
        pytest.param(ONE.replace("a b", "a one"), "contains itself: one > one", id="contains itself"),
        pytest.param(
            ONE.replace('"/n"', "[]") + "contiguous = true\n", "without a key", id="nothing that counts"
        ),
        pytest.param(ONE + "max_open = 0\n", "must be 1 or more", id="nothing may open"),
        pytest.param(ONE + 'optional = "/m"\n', "/m is no part of the key: /n", id="optional, and no key"),
        pytest.param(ONE + 'closed_by = "d"\n', "unknown name d", id="closed by an unknown kind"),
        pytest.param(ONE + 'at = "a"\n', "has no meaning without each", id="at without each"),
        pytest.param(ONE + SHAPES, "has no meaning without each", id="shapes without each"),
        pytest.param(ONE + 'within = "one"\n', "leads back to itself: one > one", id="within itself"),
        pytest.param(
            ONE + 'within = "onne"\n', "there is no track onne; did you mean one?", id="unknown parent"
        ),
        pytest.param(ONE + 'within = "x"\nafter = "y"\n', "names a parent already", id="two parents"),
        pytest.param(
            ONE + '[[track]]\nname = "two"\nkey = "/m"\ngrammar = "c"\nwithin = "one"\n',
            "track[two].key: must begin with the key of one: /n",
            id="another key than its parent",
        ),
        pytest.param(EACH, "track[many].shapes: is missing", id="elements without shapes"),
        pytest.param(EACH.replace("items/*", "items") + SHAPES, "must end with /*", id="no star at the end"),
        pytest.param(
            EACH.replace("/list/*/n", "/lost/*/n") + SHAPES, "begin as each does", id="another star"
        ),
        pytest.param(EACH.replace("x y", "x y z") + SHAPES, "no shape gives z", id="a kind without a shape"),
    ],
)
def test_refused(text: str, said: str) -> None:
    assert said in refusal(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param('[abort]\nthen = "a"\n', "has no meaning without on", id="then without on"),
        pytest.param('[abort]\nforgive = "d"\n', "unknown name d", id="forgive an unknown kind"),
        pytest.param('[abort]\nmode = "excuse"\n', "abort.mode: unknown key", id="unknown key"),
    ],
)
def test_abort_is_refused(text: str, said: str) -> None:
    assert said in refusal(text)


def test_kinds_that_forgive_stay_in_the_order() -> None:
    profile = parse('[abort]\non = "c"\nforgive = ["b"]\n')
    assert profile.forgiving == {"b", "c"}
    assert profile.restarting == set()
