"""A profile in words and as JSON says all that the profile says."""

import json

import pytest

from sse_codec.ordering import load_profile, parse_profile, shipped_profiles
from sse_conform.render.profile import json_text, text_lines

FULL = """\
profile = "full"
title   = "everything at once"
spec    = "RFC 0000"
date    = 2026-01-02
[kinds]
open = "it begins"
part = "a piece"
shut = "it ends"
ping = "alive"
bad  = "aborted"
[[framing]]
name = "shapes"
shapes = [{ kind = "ping", data = "ping" }, { kind = "part", has = "/p" }, { kind = "part", has = "/q" }]
kind = "/k"
value = "/v"
types = ["x", "message"]
[[framing]]
name = "named"
kind = "type"
other_types = ["message"]
[[framing]]
name = "only"
shapes = [{ kind = "bad", data = "bad" }]
[group]
pieces = ["part", "shut"]
[order]
grammar = "open (part | slice)* shut"
anywhere = "ping"
unknown = "allow"
[abort]
on = "bad"
[[track]]
name = "slice"
key = ["/a", "/b"]
optional = "/a"
grammar = "part"
max_open = 2
contiguous = true
reopen = true
closed_by = "shut"
why = "because"
[[track]]
name = "inner"
each = "/x/*"
at = "part"
key = ["/a", "/b", "/x/*/i"]
shapes = [{ kind = "elem" }]
grammar = "elem+"
within = "slice"
[[track]]
name = "late"
key = ["/a", "/b"]
grammar = "part"
after = "slice"
[outcome]
bad = "failed"
[outcome.part]
path = "/x/*/why"
filtered = ["rude", 7]
incomplete = true
[severity]
ORD301 = "off"
[wire]
ignore_fields = "x"
[[check]]
id = "type"
rule = "type"
at = "pieces"
path = "/a~1b"
type = ["string", "null"]
why = "clients split it"
[[check]]
id = "one"
rule = "one_of"
values = ["x", 2]
severity = "info"
[[check]]
id = "up"
rule = "increasing"
start = 1
step = 2
required = true
[[check]]
id = "ref"
rule = "reference"
in = "slice"
[[check]]
id = "pairs"
rule = "pairs"
track = "slice"
path = "/p"
opener = "/o"
[check.table]
x = ["y", "z"]
[[check]]
id = "json"
rule = "json"
track = "slice"
deltas = "part"
delta = "/d"
[[check]]
id = "count"
rule = "count"
at = "part"
min = 1
max = 3
unless = "bad"
"""


def lines(text: str) -> list[str]:
    return list(text_lines(parse_profile(text)))


def section(title: str) -> list[str]:
    said = lines(FULL)
    start = said.index(title) + 1
    return [line.strip() for line in said[start : [*said, ""].index("", start)]]


def test_the_head() -> None:
    assert lines(FULL)[:3] == ["full: everything at once", "From RFC 0000", "As of 2026-01-02"]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Kinds", ["open  it begins", "part  a piece", "shut  it ends", "ping  alive", "bad   aborted"]),
        ("Groups", ["pieces  part, shut"]),
        (
            "Framings",
            [
                "shapes  by shape: ping, part; kind at /k; value at /v; event type message, x",
                "named   kind is the event type; event type other than message",
                "only    by shape: bad",
            ],
        ),
        (
            "Order",
            [
                "open (part | slice)* shut",
                "begin -> 1: open",
                "begin -> aborted: bad",
                "1 -> 1: part, ping",
                "1 -> aborted: bad",
                "1 -> end: shut",
                "may stop: aborted, end",
            ],
        ),
        (
            "Track slice",
            [
                "key /a (may be missing), /b",
                "at most 2 open; keys count from 0; may begin again; finished before shut",
                "because",
                "part",
                "begin -> end: part",
                "may stop: end",
            ],
        ),
        (
            "Track inner",
            [
                "key /a, /b, /x/*/i",
                "each /x/* of part",
                "within slice",
                "elem+",
                "begin -> 1: elem",
                "1 -> 1: elem",
                "may stop: 1",
            ],
        ),
        ("Track late", ["key /a, /b", "after slice", "part", "begin -> end: part", "may stop: end"]),
        (
            "Checks",
            [
                "full:type (error)",
                "/a~1b of pieces: type; string or null",
                "clients split it",
                "full:one (info)",
                "every kind: one_of; x, 2",
                "full:up (error)",
                "every kind: increasing; from 1; by 2; in each",
                "full:ref (error)",
                "every kind: reference; to slice",
                "full:pairs (error)",
                "/p of part, in each slice: pairs; opener /o; x with y, z",
                "full:json (error)",
                "in each slice: json; /d of part",
                "full:count (error)",
                "part: count; at least 1; at most 3; unless bad",
            ],
        ),
        ("Outcomes", ["bad            failed", "part /x/*/why  filtered: rude, 7; incomplete: anything"]),
        ("Levels", ["ORD301  off"]),
    ],
)
def test_a_section(title: str, said: list[str]) -> None:
    assert section(title) == said


def test_what_a_profile_does_not_say_has_no_line() -> None:
    small = 'profile = "s"\n[kinds]\na = ""\n[[framing]]\nname = "f"\nkind = "type"\n[order]\ngrammar = "a"\n'
    assert [line for line in lines(small) if not line.startswith(" ")] == [
        "s",
        "",
        "Kinds",
        "",
        "Framings",
        "",
        "Order",
    ]


@pytest.mark.parametrize("name", shipped_profiles())
def test_a_shipped_profile_in_words(name: str) -> None:
    said = list(text_lines(load_profile(name)))
    assert all(line.isprintable() for line in said)
    assert max(map(len, said)) <= 120


def test_as_json() -> None:
    document = json.loads(json_text(parse_profile(FULL)))
    assert document["v"] == 1
    assert document["framings"][0] == {
        "name": "shapes",
        "kind": "/k",
        "value": "/v",
        "shapes": ["ping", "part", "part"],
    }
    assert [framing["kind"] for framing in document["framings"]] == ["/k", "type", None]
    assert document["unknown"] == "allow"
    assert document["order"]["moves"][0] == {"from": [0], "to": 1, "kinds": ["open"]}
    assert document["order"]["states"][0] == {"name": "begin", "accepting": False, "aborted": False}
    assert document["tracks"][0]["key"] == ["/a", "/b"]
    assert [track["each"] for track in document["tracks"]] == [None, "/x/*", None]
    assert document["checks"][0] == {
        "code": "full:type",
        "level": "error",
        "rule": "type",
        "track": "",
        "at": ["part", "shut"],
        "path": "/a~1b",
        "condition": "type; string or null",
        "why": "clients split it",
    }
    assert document["levels"] == {"full:one": "info", "ORD301": "off"}


@pytest.mark.parametrize("name", shipped_profiles())
def test_a_shipped_profile_as_json(name: str) -> None:
    profile = load_profile(name)
    document = json.loads(json_text(profile))
    assert (document["name"], document["kinds"]) == (name, dict(profile.kinds))
    assert [check["code"] for check in document["checks"]] == [
        f"{name}:{check.id}" for check in profile.checks
    ]
    assert len(document["order"]["states"]) == len(profile.automaton.moves)
