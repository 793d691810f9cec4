"""A profile that is not right is refused with the key, the line and the cure."""

import pytest

from sse_codec.ordering import ProfileError, parse_profile

HEAD = """\
profile = "tiny"
[kinds]
a = "the first"
b = "the last"
"""
FRAMING = """\
[[framing]]
name = "named"
kind = "type"
"""
ORDER = """\
[order]
grammar = "a b"
"""
TINY = HEAD + FRAMING + ORDER


def refusal(text: str) -> str:
    with pytest.raises(ProfileError) as caught:
        parse_profile(text, file="tiny.toml")
    return str(caught.value)


def test_smallest_profile() -> None:
    profile = parse_profile(TINY)
    assert (profile.name, profile.title, profile.spec, profile.date) == ("tiny", "", "", "")
    assert profile.kinds == {"a": "the first", "b": "the last"}
    assert profile.grammar == "a b"
    assert profile.automaton.shortest(0) == ("a", "b")
    assert not profile.allow_unknown
    assert repr(profile) == "Profile('tiny')"


def test_all_of_a_profile() -> None:
    profile = parse_profile(
        """
        profile = "whole"
        title = "Everything"
        spec = "its own"
        date = 2025-11-23
        [kinds]
        a = ""
        b = ""
        c = ""
        d = ""
        [group]
        inner = ["b", "c"]
        outer = ["inner", "d", "b"]
        [[framing]]
        name = "typed"
        kind = "/t"
        value = "/v"
        types = "message"
        members = ["t", "v"]
        agree = false
        [[framing]]
        name = "named"
        kind = "type"
        other_types = ["message"]
        json = ["inner"]
        [order]
        grammar = "a outer*"
        anywhere = "d"
        before = ["c"]
        unknown = "allow"
        [abort]
        on = "d"
        then = "a?"
        [outcome]
        outer = "good"
        a = "bad"
        [outcome.inner]
        path = "/x/*"
        bad = ["no", 0]
        odd = true
        [[check]]
        id = "type"
        rule = "type"
        type = ["string", "null"]
        [[check]]
        id = "count"
        rule = "count"
        at = "outer"
        min = 1
        max = 2
        unless = "a"
        severity = "info"
        [severity]
        ORD303 = "warning"
        SSE401 = "info"
        type = "off"
        [wire]
        ignore_fields = ["junk"]
        """
    )
    assert (profile.title, profile.spec, profile.date) == ("Everything", "its own", "2025-11-23")
    assert profile.groups == {"inner": ("b", "c"), "outer": ("b", "c", "d")}
    typed, named = profile.framings
    assert (typed.kind, typed.value, typed.types, typed.members) == (("t",), ("v",), {"message"}, {"t", "v"})
    assert (named.kind, named.other_types, named.json) == ("type", {"message"}, {"b", "c"})
    assert profile.allow_unknown
    assert profile.outcomes.kinds == {"b": "good", "c": "good", "d": "good", "a": "bad"}
    assert [(each.kind, each.path, each.words) for each in profile.outcomes.values] == [
        (kind, ("x", "*"), {"bad": ("no", 0), "odd": ()}) for kind in ("b", "c")
    ]
    assert profile.outcomes.words == ("good", "bad", "odd")
    types, count = profile.checks
    assert (types.at, types.types) == (("a", "b", "c", "d"), ("string", "null"))
    assert (count.at, count.minimum, count.maximum, count.unless) == (("b", "c", "d"), 1, 2, ("a",))
    assert profile.levels == {
        "ORD303": "warning", "SSE401": "info", "whole:type": "off", "whole:count": "info",
    }  # fmt: skip
    assert profile.ignore_fields == ("junk",)


def framing(*lines: str) -> str:
    return "\n".join((HEAD + '[[framing]]\nname = "n"', *lines, ORDER))


def shapes(*tables: str) -> str:
    """A framing whose shapes begin in line 7 of the file."""
    return framing("shapes = [", *(f"  {table}," for table in tables), "]")


A = '{ kind = "a", has = "/a" }'


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("= 1", "tiny.toml:1: not TOML: Invalid statement (at line 1, column 1)", id="not TOML"),
        pytest.param("a = [", "tiny.toml: not TOML: Invalid value (at end of document)", id="not TOML at the end"),
        pytest.param("a = " + "[" * 5000, "tiny.toml: not TOML: ", id="TOML that is too deep"),
        pytest.param("", "tiny.toml: profile: is missing, and is required here", id="no name"),
        pytest.param("profile = 1", "tiny.toml:1: profile: must be a string, is a number", id="name that is no string"),
        pytest.param('profile = "a b"', "tiny.toml:1: profile: must be a word", id="name with a space"),
        pytest.param('profil = "x"\n' + TINY, "tiny.toml:1: profil: unknown key; did you mean profile?", id="unknown key"),
        pytest.param('"\\u001b[2J" = 1\n' + TINY, r"\x1b[2J: unknown key", id="key that clears a terminal"),
        pytest.param('"\x9b" = 1\n' + TINY, r"\x9b: unknown key", id="key that is a control character"),
        pytest.param(TINY + "[[track]]", "tiny.toml:10: track: every table [[track]] needs name", id="track"),
        pytest.param(TINY + 'anywere = "a"', "tiny.toml:10: order.anywere: unknown key; did you mean anywhere?", id="key"),
        pytest.param('profile = "x"', "kinds: list every kind of event here", id="no kinds"),
        pytest.param('kinds = 1\nprofile = "x"', "tiny.toml:1: kinds: must be a table [kinds], is a number", id="table"),
        pytest.param(HEAD + '"a*" = ""', "kinds.a*: a kind is a word without white space", id="kind that no grammar names"),
        pytest.param(HEAD + "c = 1", "tiny.toml:5: kinds.c: must be a string, is a number", id="meaning"),
        pytest.param(HEAD, "tiny.toml: framing: at least one [[framing]]", id="no framing"),
        pytest.param("framing = 1\n" + HEAD, "framing: must be a list of tables [[framing]], is a number", id="list"),
        pytest.param("framing = [1]\n" + HEAD, "framing: every table [[framing]] needs name", id="list of no tables"),
        pytest.param(HEAD + '[[framing]]\nkind = "type"', "framing: every table [[framing]] needs name", id="no framing name"),
        pytest.param(HEAD + '[[framing]]\nname = "n"', "tiny.toml:5: framing[n].kind: is missing", id="no place of the kind"),
        pytest.param(HEAD + FRAMING + 'x = "n"', "tiny.toml:8: framing[named].x: unknown key", id="unknown key of a framing"),
        pytest.param(HEAD + '[[framing]]\nname = "n"\nkind = "type "', "a JSON pointer is empty or begins with /", id="kind"),
        pytest.param(HEAD + FRAMING + 'value = ""', "framing[named].value: has no meaning here: kind", id="value of text"),
        pytest.param(HEAD + '[[framing]]\nname = "n"\nkind = "/k"\njson = "a"', "json: has no meaning here", id="json"),
        pytest.param(HEAD + FRAMING + 'json = "c"', "tiny.toml:8: framing[named].json: unknown name c", id="unknown json kind"),
        pytest.param(
            HEAD + FRAMING + 'types = "a"\nother_types = "b"', "framing[named].other_types: types says already", id="types"),
        pytest.param(HEAD + FRAMING + 'types = [""]', "types: must be a string or a list of strings", id="empty type"),
        pytest.param(HEAD + FRAMING + "types = 1", "that are not empty, is a number", id="type that is a number"),
        pytest.param(
            HEAD + FRAMING + 'other_types = "b"' + "\n" + ORDER, "tiny.toml:4: kinds.b: no framing can give this kind", id="b"),
        pytest.param(HEAD + '[[framing]]\nname = "n"\nkind = "/k"\nagree = 1', 'agree: must be true, false, or "if-named"', id="flag"),
        pytest.param(framing('kind = "/k"', 'agree = "named"'), "tiny.toml:8: framing[n].agree: must be true", id="agree"),
        pytest.param(framing("shapes = []"), "framing[n].shapes: must be a list of tables that is not empty", id="no shapes"),
        pytest.param(framing("shapes = 1"), "tiny.toml:7: framing[n].shapes: must be a list of tables", id="shapes of 1"),
        pytest.param(framing("shapes = [1]"), "framing[n].shapes: must be a list of tables", id="shape that is no table"),
        pytest.param(shapes("{}"), "tiny.toml:7: framing[n].shapes[1].kind: is missing", id="shape without a kind"),
        pytest.param(
            shapes(A, '{ kind = "bb" }'), "tiny.toml:7: framing[n].shapes[2].kind: bb is none of a, b", id="kind of a shape"),
        pytest.param(shapes('{ kind = "a", haz = "/a" }'), "shapes[1].haz: unknown key; did you mean has?", id="condition"),
        pytest.param(shapes('{ kind = "a", has = 1 }'), "shapes[1].has: must be a string or a list", id="pointer that is 1"),
        pytest.param(shapes('{ kind = "a", has = ["/a", "b"] }'), "shapes[1].has: a JSON pointer is", id="no pointer"),
        pytest.param(shapes('{ kind = "a", lacks = [] }'), "shapes[1].lacks: must not be empty; leave", id="no pointers"),
        pytest.param(shapes('{ kind = "a", type = [] }'), "shapes[1].type: must not be empty; leave", id="shape of no types"),
        pytest.param(shapes('{ kind = "a", data = 1 }'), "shapes[1].data: must be a string, is a number", id="data of a shape"),
        pytest.param(shapes('{ kind = "a", equals = "/a" }'), 'equals: must be a table that is not empty: {', id="equals text"),
        pytest.param(shapes('{ kind = "a", like = {} }'), "shapes[1].like: must be a table that is not", id="like nothing"),
        pytest.param(shapes('{ kind = "a", equals = { a = 1 } }'), "shapes[1].equals: a JSON pointer is", id="equals where"),
        pytest.param(shapes('{ kind = "a", equals = { "/a" = [] } }'), "equals: must hold strings, numbers", id="equals a list"),
        pytest.param(shapes('{ kind = "a", like = { "/a" = 1 } }'), "shapes[1].like: must hold strings, where", id="like 1"),
        pytest.param(
            shapes('{ kind = "a" }', '{ kind = "b", data = "x" }', '{ kind = "b", has = "/b" }'),
            "tiny.toml:7: framing[n].shapes[3]: can never fit: one before it has no condition", id="shape behind all others"),
        pytest.param(
            framing('shapes = [{ kind = "a" }]', 'kind = "/k"'),
            "tiny.toml:8: framing[n].kind: is never asked: a shape without", id="kind behind a shape of all"),
        pytest.param(framing(f"shapes = [{A}]"), "tiny.toml:4: kinds.b: no framing can give this kind", id="kind of no shape"),
        pytest.param(framing(f"shapes = [{A}]", "agree = true"), "agree: has no meaning here: shapes", id="agree of shapes"),
        pytest.param(framing(f"shapes = [{A}]", 'members = "a"'), "members: has no meaning here: shapes", id="members of shapes"),
        pytest.param(framing(f"shapes = [{A}]", 'json = "a"'), "json: has no meaning here: shapes", id="json of shapes"),
        pytest.param(
            framing(f"shapes = [{A}]", 'kind = "type"', "agree = true"),
            'agree: has no meaning here: kind = "type" takes', id="agree of a type beside shapes"),
        pytest.param(HEAD + FRAMING * 2 + ORDER, "tiny.toml:5: framing[named]: stands twice in one file", id="same framing"),
        pytest.param(HEAD + FRAMING, "tiny.toml: order.grammar: is missing", id="no grammar"),
        pytest.param(
            HEAD + FRAMING + '[order]\ngrammar = "a (bb | b)"',
            "tiny.toml:9: order.grammar: unknown name bb; a kind is listed in [kinds], a group in [group], at column 4",
            id="unknown name"),
        pytest.param(HEAD + FRAMING + '[order]\ngrammar = "a )"', "a ) that closes nothing, at column 3", id="grammar"),
        pytest.param(HEAD + FRAMING + '[order]\ngrammar = " "', "only a stream without any event", id="blank grammar"),
        pytest.param(
            HEAD + "[group]\nnone = []\n" + FRAMING + '[order]\ngrammar = "a none"',
            "tiny.toml:11: order.grammar: no stream can satisfy it", id="empty language"),
        pytest.param(
            HEAD + FRAMING + '[order]\ngrammar = "(a|b)* a' + " (a|b)" * 12 + '"', "a table of more than 4096", id="states"),
        pytest.param(TINY + 'anywhere = ["a", "x"]', "tiny.toml:10: order.anywhere: unknown name x", id="anywhere"),
        pytest.param(TINY + 'unknown = "Allow"', "Allow is none of error, allow; did you mean allow?", id="one of"),
        pytest.param(TINY + '[abort]\nthen = "a"', "tiny.toml:11: abort.then: has no meaning without on", id="then without on"),
        pytest.param(TINY + '[abort]\non = "a"\nthen = "("', "tiny.toml:12: abort.then: expected a name", id="then"),
        pytest.param(HEAD + '[group]\na = ["b"]', "tiny.toml:6: group.a: is a kind too", id="group and kind"),
        pytest.param(HEAD + '[group]\nx = ["y"]\ny = ["x"]', "group.x: contains itself: x > y > x", id="group in itself"),
        pytest.param(HEAD + '[group]\nx = ["c"]', "tiny.toml:6: group.x: unknown name c", id="unknown member"),
        pytest.param(TINY + '[outcome]\nc = "x"', "tiny.toml:11: outcome.c: unknown name c", id="outcome of nothing"),
        pytest.param(TINY + '[outcome]\na = ""', "tiny.toml:11: outcome.a: must be a word", id="outcome without a word"),
        pytest.param(TINY + "[outcome.a]\nx = true", "tiny.toml:10: outcome.a.path: is missing", id="outcome of values nowhere"),
        pytest.param(
            TINY + '[outcome.a]\npath = "x"\ny = true', "tiny.toml:11: outcome.a.path: a JSON pointer is empty or begins with /", id="outcome at no pointer"),
        pytest.param(
            TINY + '[outcome.a]\npath = "/x"',
            'tiny.toml:10: outcome.a: a needs a word with its values beside path: incomplete = ["length"]', id="outcome of values without a word"),
        pytest.param(TINY + '[outcome.a]\npath = "/x"\n"b c" = true', "tiny.toml:12: outcome.a.b c: must be a word", id="outcome of two words"),
        pytest.param(TINY + '[outcome.a]\npath = "/x"\ny = false', "tiny.toml:12: outcome.a.y: must be a list that is not", id="outcome of false"),
        pytest.param(TINY + '[outcome.a]\npath = "/x"\ny = []', "tiny.toml:12: outcome.a.y: must be a list that is not", id="outcome of no value"),
        pytest.param(
            TINY + '[outcome.a]\npath = "/x"\ny = [[]]', "outcome.a.y: must hold strings, numbers and booleans, holds a list", id="outcome of a list"),
        pytest.param(TINY + '[outcome.c]\npath = "/x"\ny = true', "tiny.toml: outcome.c: unknown name c", id="outcome of values of nothing"),
        pytest.param(
            TINY.replace("a =", '"a.b" =').replace("a b\"", 'a.b b"') + '[outcome."a.b"]\npath = "x"\ny = true',
            "tiny.toml:11: outcome.a.b.path: a JSON pointer is", id="outcome of a kind in quotes"),
        pytest.param("family = 1\n" + TINY, "tiny.toml:1: family: must be a string, is a number", id="family that is no string"),
        pytest.param('family = "a b"\n' + TINY, "tiny.toml:1: family: must be a word", id="family of two words"),
        pytest.param(TINY + "[wire]\nforeign_types = 1", "tiny.toml:11: wire.foreign_types: must be a string or", id="foreign types"),
        pytest.param(TINY + '[severity]\nORD999 = "info"', "severity.ORD999: is neither a code nor", id="unknown code"),
        pytest.param(TINY + '[severity]\nORD101 = "warn"', "warn is none of error, warning, info, off", id="level"),
        pytest.param(TINY + "[wire]\nsentinel = 1", "tiny.toml:11: wire.sentinel: unknown key", id="unknown key of wire"),
        pytest.param('date = "2025"\n' + TINY, "tiny.toml:1: date: must be a date without quotes", id="date in quotes"),
        pytest.param("date = 2025-11-23T00:00:00\n" + TINY, "is a date or time", id="date with a time"),
    ],
)  # fmt: skip
def test_refused(text: str, complaint: str) -> None:
    assert complaint in refusal(text)


def test_shapes_of_a_framing() -> None:
    profile = parse_profile(
        framing(
            "shapes = [",
            '  { kind = "a", data = "[DONE]", type = ["end", "message"] },',
            '  { kind = "a", has = "/x", lacks = ["/y", "/z"], empty = "/e" },',
            '  { kind = "b", equals = { "/t" = "b", "/n" = 1, "/f" = false }, like = { "/l" = "b-*" } },',
            '  { kind = "b", type = "other" },',
            "]",
            'value = "/t"',
        )
    )
    (found,) = profile.framings
    done, first, second, other = found.shapes
    assert (found.kind, found.value, found.agree) == (None, ("t",), False)
    assert (done.kind, done.data, done.types) == ("a", "[DONE]", {"end", "message"})
    assert first.fits_value({"x": 1, "e": []})
    assert not any(first.fits_value({"x": 1, "e": [], **more}) for more in ({"y": 1}, {"z": 1}, {"e": [1]}))
    assert second.fits_value({"t": "b", "n": 1, "f": False, "l": "b-1"})
    assert not second.fits_value({"t": "b", "n": 1, "f": False, "l": "b"})
    assert not second.fits_value({"t": "b", "n": 1, "f": True, "l": "b-1"})
    assert (other.data, other.types, other.needs_object) == (None, {"other"}, False)


def test_text_has_a_shape_behind_one_of_every_object() -> None:
    profile = parse_profile(shapes('{ kind = "a" }', '{ kind = "b", data = "[DONE]" }'))
    assert [shape.kind for shape in profile.framings[0].shapes] == ["a", "b"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [pytest.param("type", "type", id="event type"), pytest.param("/t", ("t",), id="in the data")],
)
def test_kind_beside_shapes(kind: str, expected: object) -> None:
    (found,) = parse_profile(framing(f"shapes = [{A}]", f'kind = "{kind}"', 'value = "/v"')).framings
    assert (found.kind, found.value, len(found.shapes)) == (expected, ("v",), 1)


@pytest.mark.parametrize(
    ("written", "agree"),
    [
        pytest.param("true", True, id="true"),
        pytest.param("false", False, id="false"),
        pytest.param('"if-named"', "if-named", id="if named"),
    ],
)
def test_agree(written: str, agree: object) -> None:
    (found,) = parse_profile(framing('kind = "/k"', f"agree = {written}")).framings
    assert found.agree == agree


def test_error_carries_its_facts() -> None:
    with pytest.raises(ProfileError) as caught:
        parse_profile(TINY + 'anywhere = "x"', file="tiny.toml")
    error = caught.value
    assert (error.file, error.line, error.key) == ("tiny.toml", 10, "order.anywhere")
    assert error.problem.startswith("unknown name x")


@pytest.mark.parametrize("key", ["'anywere'", '"anywere"', "  anywere  "])
def test_line_of_a_key_is_found_however_it_is_written(key: str) -> None:
    assert refusal(f"{TINY}\n\n{key} = 1").startswith("tiny.toml:12: order.anywere")


def test_line_of_an_inline_table_is_not_known() -> None:
    text = TINY.replace('[order]\ngrammar = "a b"', "").replace("[kinds]", 'order = {grammar = "x"}\n[kinds]')
    assert refusal(text).startswith("tiny.toml: order.grammar: unknown name x")
