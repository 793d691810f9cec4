"""What is learned changes nothing: whatever gives an event its kind is guarded, and whatever moves the state is counted."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sse_codec import Event
from sse_codec.ordering import Checker, Framer, load_profile, parse_profile
from sse_codec.ordering.reads import LENGTH, SCALAR
from sse_codec.ordering.state import MAX_HELD, SLICE
from sse_codec.ordering.templates._leaves import cut

from .learned import BOX, HEAD, check, codes, event, outcome, unknown, zoo
from .random_profiles import random_protocol, random_stream
from .respelled import Makers, longer

SEEDS = st.integers(0, 2**32).map(Random)
SOME = settings(max_examples=100)

# fmt: off
FRAMINGS = [
    pytest.param('kind = "/type"', '{"type": "t\\u0069ck"}', '{"type": "bogus"}', "ORD301", id="a pointer"),
    pytest.param('kind = "/is/type"', '{"is": {"type": "t\\u0069ck"}}', '{"is": {"type": "bogus"}}', "ORD301", id="a pointer of two steps"),
    pytest.param('shapes = [{ kind = "tick", equals = { "/k" = "tick" } }]', '{"k": "t\\u0069ck"}', '{"k": "tock"}', "ORD302", id="a shape with a value"),
    pytest.param('shapes = [{ kind = "tick", like = { "/k" = "ti*" } }]', '{"k": "t\\u0069ck"}', '{"k": "tock"}', "ORD302", id="a shape with a pattern"),
    pytest.param('shapes = [{ kind = "tick", equals = { "/k" = 1 } }]', '{"k": 1.0}', '{"k": 2}', "ORD302", id="a shape with a number"),
    pytest.param('shapes = [{ kind = "tick", empty = "/k" }]', '{"k": ""}', '{"k": "a"}', "ORD302", id="a shape with a length"),
    pytest.param('shapes = [{ kind = "tick", has = "/k" }]', '{"k": "\\u0061"}', '{"k": null}', "ORD302", id="a shape with a member"),
    pytest.param('shapes = [{ kind = "tick", lacks = "/k" }]', '{"x": "\\u0061"}', '{"x": "\\u0061", "k": 0}', "ORD302", id="a shape without a member"),
    pytest.param('kind = "/type"\nmembers = ["type"]', '{"type": "t\\u0069ck"}', '{"type": "tick", "x": 1}', "ORD302", id="the only members"),
    pytest.param('kind = "/type"\nshapes = [{ kind = "close", data = \'{"type": "tick" }\' }]', '{"type": "t\\u0069ck"}', '{"type": "tick" }', "zoo:absent", id="the data to the letter"),
]
# fmt: on


@pytest.mark.parametrize(("framing", "spelled", "other", "code"), FRAMINGS)
def test_whatever_gives_the_kind_is_guarded(framing: str, spelled: str, other: str, code: str) -> None:
    # Only shapes that can give all kinds would do, were it not for a framing that no event is in.
    unused = '\n[[framing]]\nname = "unused"\ntypes = ["unused"]\nkind = "/type"\n[order]'
    profile = parse_profile(
        HEAD.replace('kind = "/type"', framing).replace("\n[order]", unused)
        + check("absent", at=["close"], path="")
    )
    plain = spelled.replace("\\u0069", "i").replace("\\u0061", "a").replace("1.0", "1")
    data = [plain, plain, plain, spelled, plain, spelled, plain, plain, plain, other, plain]
    assert codes(profile, [Event("message", each) for each in data]) == [*[[]] * 9, [code], [], []]


def test_kind_by_the_event_type_alone_may_be_another_framing_s() -> None:
    other = '\n[[framing]]\nname = "other"\nshapes = [{ kind = "close", equals = { "/x" = "w" } }]\n[order]'
    profile = parse_profile(HEAD.replace("\n[order]", other) + '[severity]\nORD307 = "off"\n')
    first = Event("tick", '{"type": "tick"}')
    events = [first, *(Event("tick", f'{{"x": "{each}"}}') for each in "abcdefw")]
    assert codes(profile, events)[-2:] == [["ORD303"], []]


@pytest.mark.parametrize("space", ["", " "])
def test_kind_that_forgives_moves_the_slices_though_the_order_stays(space: str) -> None:
    text = HEAD + BOX + '[abort]\nforgive = ["tock"]\n'
    profile = parse_profile(text.replace("(tick | tock)*", "tick*"))

    def tick(more: str = "") -> Event:
        return Event("message", f'{{"type": "tick", {more}"box": 1}}')

    events = [event("open", box=1), *[tick()] * 5, event("tock"), *[tick(space)] * 3, event("open", box=1)]
    assert codes(profile, events)[-2:] == [["ORD203"], []]


def test_kind_that_forgives_nothing_leaves_all_as_it_was() -> None:
    profile = parse_profile(HEAD + '[abort]\nforgive = ["tock"]\n')
    events = [event("tick"), event("tock")] * 9
    assert codes(profile, events) == [[]] * 19
    assert unknown(profile, events) == 4


@pytest.mark.parametrize(
    "outcome",
    ['tick = "failed"', '[outcome.tick]\npath = "/x"\nfailed = ["a"]', '[outcome.tick]\npath = "/x/*"\nfailed = true'],
)  # fmt: skip
def test_each_event_that_tells_of_a_failure_tells_of_it(outcome: str) -> None:
    checker = Checker(parse_profile(f"{HEAD}[outcome]\n{outcome}\n"))
    value: Any = ["a"] if "*" in outcome else "a"
    failures = [checker.feed(event("tick", x=value)) or checker.failure for _ in range(5)]
    assert len(set(map(str, failures))) == 1
    assert failures[0]


def test_value_that_decides_the_outcome_is_guarded() -> None:
    profile = parse_profile(f'{HEAD}[outcome.tick]\npath = "/x"\ncut = ["c"]\n')
    steps = outcome(profile, [event("tick", x=each) for each in "aabbabac"])
    assert steps == outcome(profile, [event("tick", x=each) for each in "aabbabac"], learn=False)
    assert [step[2] for step in steps[-3:-1]] == ["completed", "cut"]


def test_learning_can_be_switched_off() -> None:
    checker = Checker(zoo(), learn=False)
    looked_at = set[int]()
    documents = []
    for _ in range(9):
        assert checker.feed(event("tick")) == []
        documents.append(checker._framer._document)
        looked_at.add(id(documents[-1]))
    assert len(looked_at) == 9


def kind_of(framer: Framer, each: Event) -> tuple[str, ...] | None:
    found = framer.classify(each)
    return None if found is None else (found.framing, found.kind, found.lacks, found.disagrees)


@SOME
@given(SEEDS)
def test_what_no_read_names_gives_no_kind(luck: Random) -> None:
    """Of every leaf that a framing does not look at: whatever else it holds, the kind stays."""
    protocol = random_protocol(luck)
    events = random_stream(protocol, luck)
    makers = Makers(protocol.profile, events, luck)
    for each in events:
        for framing in protocol.profile.framings:
            framer = Framer(protocol.profile.framings, framing=framing.name)
            classified, pieces = framer.classify(each), cut(each.data)
            if classified is None or pieces is None or classified.framing != framing.name or classified.lacks:
                continue
            reads = [read.path for read in framing.reads if read.matters in (SCALAR, LENGTH)]
            for path, text in zip(pieces.paths, pieces.values, strict=True):
                if path not in reads and text:
                    other = with_leaf(each, path, luck.choice(makers.words) if not text.isdigit() else 99)
                    assert kind_of(framer, other) == kind_of(framer, each), (each, other)


def with_leaf(each: Event, path: tuple[str, ...], leaf: object) -> Event:
    whole = json.loads(each.data)
    holder = whole
    for step in path[:-1]:
        holder = holder[int(step) if isinstance(holder, list) else step]
    holder[int(path[-1]) if isinstance(holder, list) else path[-1]] = leaf
    return Event(each.type, json.dumps(whole))


@SOME
@given(SEEDS)
def test_learned_is_not_learned_in_profiles_that_nobody_would_write(luck: Random) -> None:
    protocol = random_protocol(luck)
    events = longer(protocol.profile, random_stream(protocol, luck), luck)
    assert outcome(protocol.profile, events) == outcome(protocol.profile, events, learn=False), protocol.text


def state(checker: Checker) -> object:
    """All that a lesson rests on: where order and slices are, what was forgiven or astray, and which rules are asked."""
    tracks = [
        (
            {key: each if isinstance(each, int) else id(each) for key, each in slices._known.items()},
            dict(slices.open),
            dict(slices._forgiven),
            set(slices._doubtful),
            set(slices._late),
            list(slices.misplaced._kinds),
            slices.beyond,
        )
        for slices in checker._tracks._slices
    ]
    judge = checker._judge
    memories = [
        {key: list(map(id, rules)) for key, rules in slices._memory.items()}
        for slices in (judge._stream, *judge._tracks.values())
    ]
    return checker._monitor._state, checker._monitor._recovery is None, tracks, memories


@SOME
@given(SEEDS)
def test_version_counts_each_change_of_the_state(luck: Random) -> None:
    protocol = random_protocol(luck)
    checker = Checker(protocol.profile, learn=False)
    for each in longer(protocol.profile, random_stream(protocol, luck), luck):
        before, version = state(checker), checker._monitor._version.number
        checker.feed(each)
        assert checker._monitor._version.number > version or state(checker) == before, (protocol.text, each)


def test_names_of_findings_do_not_depend_on_white_space() -> None:
    """A step that is tried again in the middle of a text, in the profile where this was found."""
    head = ['{"type": "start"}', '{"type": "start-step"}', '{"type": "text-start", "id": "0"}']
    delta = '{"type": "text-delta", "id": "0", "delta": "%s"}'
    data = [
        *head,
        *(delta % each for each in "abcdef"),
        '{"type": "reset-step"}',
        *(delta % each for each in "xyz"),
    ]
    data.append(head[-1])
    wide = [Event("message", each) for each in data]
    dense = [Event("message", each.replace(": ", ":")) for each in data]
    mixed = [*wide[:10], *dense[10:]]
    profile = load_profile("ai-sdk-ui")
    found = [outcome(profile, each, learn=learn) for each in (wide, dense, mixed) for learn in (True, False)]
    assert found == found[:1] * 6
    assert [each for step in found[0] for each in step[0]]


def test_kind_that_the_profile_does_not_know_is_asked_nothing() -> None:
    profile = zoo('[[check]]\nid = "unique"\nrule = "unique"\npath = "/x"\n')
    events = [event("tick", x=1), *[event("other", x=1)] * 5]
    assert codes(profile, events) == [[], ["ORD301"], [], [], [], [], []]


def test_each_event_without_a_key_may_stand_for_the_begin_of_a_slice() -> None:
    events = [*[event("open")] * 6, *[event("close", box=number) for number in range(6)]]
    assert codes(zoo(BOX), events) == [["ORD207"], *[[]] * 12]


@pytest.mark.parametrize("learn", [True, False])
def test_room_that_comes_back_begins_the_checks_of_a_slice(learn: bool) -> None:
    """A text that is given up returns its room, and then another slice is judged that could not be before."""
    text = check(
        "concat", track="box", at=None, path=None, deltas="tick", delta="/d", final_at="close", final="/t"
    )
    checker = Checker(zoo(BOX, text, check("unique", track="box")), learn=learn)
    tick = event("tick", box=1, x=1)
    for each in (event("open", box=2), event("tick", box=2, d="a")):
        assert checker.feed(each) == []
    budget = checker._budget
    assert budget.take(MAX_HELD - SLICE - budget._bytes)
    assert [finding.code for finding in checker.feed(event("open", box=1))] == ["ORD208"]
    for each in (*[tick] * 4, event("tick", box=2, d=1), tick):
        assert checker.feed(each) == []
    assert [finding.code for finding in checker.feed(tick)] == ["zoo:unique"]


def test_a_key_that_is_missing_where_nobody_minds() -> None:
    profile = zoo('[severity]\nORD204 = "off"\n', BOX, check("nonempty"))
    plain = [event("tick", x=f"a{n}") for n in range(3)]
    events = [*plain, event("tick", x=""), *plain, event("open", box=1), *plain, event("tick", x="", box=1)]
    assert [bool(found) for found, *_ in outcome(profile, events)][3] is True
    assert outcome(profile, events) == outcome(profile, events, learn=False)


def test_a_text_that_was_never_empty_may_not_become_so() -> None:
    events = [*[event("tick", x=f"a{n}") for n in range(9)], event("tick", x=""), event("tick", x="a")]
    profile = zoo(check("nonempty"))
    assert codes(profile, events) == [*[[]] * 9, ["zoo:nonempty"], [], []]
    assert unknown(profile, events) == 3
