"""The tables [[check]]: what each rule takes, and what is refused."""

import pytest

from sse_codec.ordering import Check, ProfileError, parse_profile

TINY = """\
profile = "tiny"
[kinds]
a = "the first"
b = "the last"
c = "another"
[group]
both = ["a", "b"]
none = []
[[framing]]
name = "named"
kind = "type"
[[track]]
name = "box"
key = "/id"
grammar = "a b*"
[[track]]
name = "item"
each = "/items/*"
key = "/items/*/id"
shapes = [{ kind = "open", has = "/x" }, { kind = "more" }]
grammar = "open more*"
[order]
grammar = "(a | b | c)*"
"""


def check(*lines: str) -> str:
    return TINY + "\n".join(("[[check]]", 'id = "c"', *lines))


def parse(*lines: str) -> Check:
    (found,) = parse_profile(check(*lines)).checks
    return found


def in_box(*lines: str) -> str:
    return check('track = "box"', *lines)


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        pytest.param(['rule = "present"'], ("a", "b", "c"), id="all of the profile"),
        pytest.param(['rule = "present"', 'at = ["b", "both"]'], ("b", "a"), id="kinds and groups"),
        pytest.param(['rule = "present"', 'track = "box"'], ("a", "b"), id="all of the track"),
        pytest.param(['rule = "present"', 'track = "box"', 'at = "both"'], ("a", "b"), id="group within the track"),
        pytest.param(['rule = "present"', 'track = "item"'], ("open", "more"), id="all kinds of elements"),
        pytest.param(['rule = "present"', 'track = "item"', 'at = "more"'], ("more",), id="one kind of elements"),
        pytest.param(['rule = "json"', 'track = "box"', 'deltas = "b"'], (), id="text that ends with its slice"),
        pytest.param(['rule = "json"', 'track = "box"', 'deltas = "b"', "final_at = []"], (), id="the same, in as many words"),
        pytest.param(['rule = "json"', 'track = "box"', 'deltas = "a"', 'final_at = "b"'], ("b",), id="text that ends at"),
    ],
)  # fmt: skip
def test_kinds_that_are_judged(lines: list[str], kinds: tuple[str, ...]) -> None:
    assert parse(*lines).at == kinds


def test_type() -> None:
    found = parse('rule = "type"', 'type = ["string", "null"]', 'path = "/x"', 'why = "so"')
    assert (found.types, found.path, found.why) == (("string", "null"), ("x",), "so")


def test_increasing() -> None:
    bare = parse('rule = "increasing"')
    assert (bare.path, bare.start, bare.step, bare.required, bare.track) == ((), None, None, False, "")
    full = parse('rule = "increasing"', 'path = "/n"', "start = 0", "step = 2", "required = true")
    assert (full.path, full.start, full.step, full.required) == (("n",), 0, 2, True)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(['rule = "type"', 'type = "string"'], id="type"),
        pytest.param(['rule = "nonempty"'], id="nonempty"),
        pytest.param(['rule = "one_of"', "values = [1]"], id="one_of"),
        pytest.param(['rule = "constant"'], id="constant"),
        pytest.param(['rule = "unique"'], id="unique"),
        pytest.param(['rule = "reference"', 'in = "item"'], id="reference"),
        pytest.param(['rule = "same_as_opener"', 'track = "box"'], id="same_as_opener"),
        pytest.param(['rule = "pairs"', 'track = "box"', 'opener = "/t"', 'table = { x = "y" }'], id="pairs"),
    ],
)
def test_required(lines: list[str]) -> None:
    assert not parse(*lines).required
    assert parse(*lines, "required = true").required


def test_reference() -> None:
    found = parse('rule = "reference"', 'path = "/tool"', 'in = "item"')
    assert (found.path, found.reference, found.track) == (("tool",), "item", "")


def test_same_as_opener_looks_at_the_same_place_unless_told_where() -> None:
    lines = ('rule = "same_as_opener"', 'track = "box"', 'path = "/x"')
    assert (parse(*lines).path, parse(*lines).opener) == (("x",), ("x",))
    assert parse(*lines, 'opener = ""').opener == ()


def test_pairs() -> None:
    lines = ('rule = "pairs"', 'track = "box"', 'opener = "/t"', 'path = "/d"')
    found = parse(*lines, "[check.table]", 'x = ["p", "q"]', '"" = "r"')
    assert (found.opener, found.path, found.rows) == (("t",), ("d",), {"x": ("p", "q"), "": ("r",)})


def test_concat() -> None:
    lines = ('rule = "concat"', 'track = "box"', 'deltas = "both"', 'final_at = ["b"]')
    found = parse(*lines, 'delta = "/d"', 'final = "/t"')
    assert (found.deltas, found.delta, found.at, found.path) == (("a", "b"), ("d",), ("b",), ("t",))


def test_json_points_at_the_pieces() -> None:
    found = parse('rule = "json"', 'track = "item"', 'deltas = ["open", "more"]', 'delta = "/d"')
    assert (found.deltas, found.delta, found.path, found.track) == (("open", "more"), ("d",), ("d",), "item")


def test_count_in_a_slice() -> None:
    found = parse('rule = "count"', 'track = "item"', 'at = "more"', 'unless = "open"', "max = 3")
    assert (found.minimum, found.maximum, found.unless, found.track) == (0, 3, ("open",), "item")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param(check(), "tiny.toml:24: check[c].rule: is missing", id="no rule"),
        pytest.param(check('rule = "typ"'), "tiny.toml:26: check[c].rule: typ is none of", id="unknown rule"),
        pytest.param(check('rule = "present"', 'type = "string"'), "check[c].type: unknown key", id="key of another rule"),
        pytest.param(check('rule = "type"', 'type = "text"'), "text is no type of JSON", id="unknown type"),
        pytest.param(check('rule = "type"', 'type = "String"'), "did you mean string?", id="miscased type"),
        pytest.param(check('rule = "type"'), "check[c].type: is missing", id="no type"),
        pytest.param(check('rule = "present"', 'path = "id"'), "check[c].path: a JSON pointer is empty or", id="pointer"),
        pytest.param(check('rule = "one_of"', "values = []"), "values: must be a list that is not empty", id="no values"),
        pytest.param(check('rule = "one_of"', "values = 1"), "values: must be a list that is not empty", id="no list"),
        pytest.param(check('rule = "one_of"', "values = [[]]"), "must hold strings, numbers and booleans, holds a list", id="x"),
        pytest.param(check('rule = "count"', 'at = "a"'), "count needs min, max or both", id="count of nothing"),
        pytest.param(check('rule = "count"', "min = -1"), "check[c].min: must be a whole number", id="negative"),
        pytest.param(check('rule = "count"', "min = true"), "check[c].min: must be a whole number", id="boolean"),
        pytest.param(check('rule = "count"', "min = 2", "max = 1"), "check[c].max: is less than min", id="max under min"),
        pytest.param(check('rule = "present"', 'at = "d"'), "tiny.toml:27: check[c].at: unknown name d", id="unknown kind"),
        pytest.param(check('rule = "present"', 'severity = "bad"'), "check[c].severity: bad is none of", id="severity"),
        pytest.param(check('rule = "present"').replace('"c"', '"a b"'), "check[a b].id: must be a word", id="id"),
        pytest.param(check('rule = "present"', "at = []"), "check[c].at: names no kind, so the check would never", id="no kinds"),
        pytest.param(check('rule = "present"', 'at = "none"'), "check[c].at: names no kind", id="empty group"),
        pytest.param(check('rule = "present"', 'track = "bo"'), "check[c].track: there is no track bo; there are: box, item", id="track"),
        pytest.param(check('rule = "present"', 'track = "boxx"'), "no track boxx; did you mean box?; there are", id="near track"),
        pytest.param(in_box('rule = "present"', 'at = "c"'), "check[c].at: c is not of the track box; it has: a, b", id="kind outside"),
        pytest.param(in_box('rule = "count"', "max = 1", 'unless = "c"'), "check[c].unless: c is not of the track", id="excuse outside"),
        pytest.param(
            check('rule = "present"', 'track = "item"', 'at = "opne"'), "opne is not of the track item; did you mean open?", id="near"),
        pytest.param(check('rule = "present"', 'track = "item"', 'at = "both"'), "both is not of the track item", id="group outside"),
        pytest.param(check('rule = "increasing"', "step = 0"), "check[c].step: must be 1 or more; for a number", id="no step"),
        pytest.param(check('rule = "increasing"', "step = 0.5"), "check[c].step: must be a whole number", id="half a step"),
        pytest.param(check('rule = "increasing"', "start = -1"), "check[c].start: must be a whole number", id="negative start"),
        pytest.param(check('rule = "increasing"', "required = 1"), "check[c].required: must be true or false", id="required"),
        pytest.param(check('rule = "constant"', 'required = "x"'), "check[c].required: must be true or false", id="required text"),
        pytest.param(check('rule = "present"', "required = true"), "check[c].required: unknown key", id="required and present"),
        pytest.param(check('rule = "count"', "max = 1", "required = true"), "check[c].required: unknown key", id="required count"),
        pytest.param(check('rule = "reference"'), "check[c].in: is missing", id="reference to no track"),
        pytest.param(check('rule = "reference"', 'in = "itm"'), "check[c].in: there is no track itm; did you", id="reference"),
        pytest.param(check('rule = "reference"', 'in = "box"').replace('key = "/id"', "key = []"), "check[c].in: names the track box, which has no key", id="reference to no key"),
        pytest.param(check('rule = "same_as_opener"'), "check[c].track: same_as_opener reads at the slices of a", id="no track"),
        pytest.param(check('rule = "json"', 'deltas = "a"'), "check[c].track: json reads at the slices", id="json of no track"),
        pytest.param(in_box('rule = "same_as_opener"', 'opener = "x"'), "check[c].opener: a JSON pointer is", id="opener"),
        pytest.param(in_box('rule = "pairs"', "table = {}"), "check[c].opener: is missing", id="pairs without opener"),
        pytest.param(in_box('rule = "pairs"', 'opener = ""'), "check[c].table: is missing", id="pairs without table"),
        pytest.param(in_box('rule = "pairs"', 'opener = ""', "table = {}"), "check[c].table: must be a table: for each", id="no rows"),
        pytest.param(in_box('rule = "pairs"', 'opener = ""', "table = 1"), "check[c].table: must be a table: for each", id="no table"),
        pytest.param(in_box('rule = "pairs"', 'opener = ""', "table = {x = []}"), "table: x must be a string or a list", id="empty row"),
        pytest.param(in_box('rule = "pairs"', 'opener = ""', "table = {x = [1]}"), "table: x must be a string or a list", id="number"),
        pytest.param(in_box('rule = "concat"', 'final_at = "b"'), "check[c].deltas: is missing", id="concat of nothing"),
        pytest.param(in_box('rule = "concat"', "deltas = []", 'final_at = "b"'), "check[c].deltas: names no kind", id="no deltas"),
        pytest.param(in_box('rule = "concat"', 'deltas = "b"'), "check[c].final_at: is missing", id="concat without end"),
        pytest.param(in_box('rule = "concat"', 'deltas = "b"', "final_at = []"), "check[c].final_at: names no kind", id="no end"),
        pytest.param(in_box('rule = "json"', 'deltas = "b"', 'final_at = "c"'), "check[c].final_at: c is not of", id="end outside"),
        pytest.param(in_box('rule = "json"', 'deltas = "b"', "at = []"), "check[c].at: unknown key; known here", id="at of json"),
        pytest.param(in_box('rule = "concat"', 'path = ""'), "check[c].path: unknown key; known here", id="path of concat"),
        pytest.param(check('rule = "schema"'), "check[c].schema: is missing", id="no schema"),
    ],
)  # fmt: skip
def test_refused(text: str, complaint: str) -> None:
    with pytest.raises(ProfileError) as caught:
        parse_profile(text, file="tiny.toml")
    assert complaint in str(caught.value)


def test_a_track_is_wanted_where_there_is_none() -> None:
    start, end = TINY.index("[[track]]"), TINY.index("[order]")
    text = check('rule = "present"', 'track = "box"').replace(TINY[start:end], "")
    with pytest.raises(ProfileError, match="there is no track box; the profile has no"):
        parse_profile(text)
