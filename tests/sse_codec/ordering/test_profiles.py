"""The shipped profiles: the documented order, the wire, and each rule with what it must catch."""

import gc
import json
import random
from collections.abc import Callable
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

from sse_codec import ordering
from sse_codec._values import Event
from sse_codec.ordering import Checker, load_profile, shipped_profiles

LISTS = (
    "sourceDocuments",
    "usedTools",
    "calledTools",
    "artifacts",
    "fileAnnotations",
    "agentReasoning",
    "agentFlowExecutedData",
)
OBJECTS = ("usageMetadata", "nextAgentFlow", "action", "tts_start", "tts_data", "tts_end", "tts_abort")
VALUES: dict[str, object] = {
    **{kind: [] for kind in LISTS},
    **{kind: {} for kind in OBJECTS},
    "metadata": {"chatId": "c1", "chatMessageId": "m1"},
    "agentFlowEvent": "INPROGRESS",
    "end": "[DONE]",
    "abort": "[DONE]",
}


def envelope(kind: str) -> Event:
    """An event with a right value, or with the one after an equals sign."""
    name, given, value = kind.partition("=")
    return Event(
        "message", json.dumps({"event": name, "data": json.loads(value) if given else VALUES.get(name, "")})
    )


def named(kind: str) -> Event:
    value = VALUES.get(kind, "")
    return Event(kind, value if isinstance(value, str) else json.dumps(value))


def hybrid(kind: str) -> Event:
    return Event(kind, envelope(kind).data)


def judge(profile: str, events: list[Event]) -> tuple[list[str], str]:
    checker = Checker(load_profile(profile))
    found = [finding for event in events for finding in checker.feed(event)]
    return [finding.code for finding in (*found, *checker.close())], checker.outcome


@pytest.mark.parametrize("frame", [envelope, named, hybrid])
@pytest.mark.parametrize(
    ("kinds", "outcome"),
    [
        pytest.param("start token token metadata end", "completed", id="documented"),
        pytest.param("start metadata end", "completed", id="no tokens"),
        pytest.param(
            "start usedTools token sourceDocuments metadata usedTools end", "completed", id="results anywhere"
        ),
        pytest.param("error", "failed", id="error at once"),
        pytest.param("start token error", "failed", id="error and nothing"),
        pytest.param("start token metadata error end", "failed", id="error and the end"),
    ],
)
def test_documented_order(frame: Callable[[str], Event], kinds: str, outcome: str) -> None:
    assert judge("ciniterflow", [frame(kind) for kind in kinds.split()]) == ([], outcome)


AGENT_FLOW = "agentFlowEvent nextAgentFlow thinking token calledTools usageMetadata nextAgentFlow agentFlowExecutedData"


@pytest.mark.parametrize(
    ("kinds", "outcome"),
    [
        pytest.param("start token sourceDocuments sourceDocuments usedTools artifacts metadata end", "completed", id="chat flow"),
        pytest.param("start usedTools token metadata end", "completed", id="returned by a tool"),
        pytest.param("usedTools token metadata end", "completed", id="returned by a tool without start"),
        pytest.param(
            "start=[] agentReasoning nextAgent agentReasoning token usedTools sourceDocuments artifacts metadata end",
            "completed", id="multi-agent"),
        pytest.param(f'{AGENT_FLOW} agentFlowEvent="FINISHED" metadata end', "completed", id="agent flow"),
        pytest.param(
            f'{AGENT_FLOW} nextAgentFlow agentFlowExecutedData agentFlowEvent="STOPPED" action agentFlowEvent="STOPPED" '
            "metadata end", "completed", id="waiting for a person"),
        pytest.param("agentFlowEvent action metadata end", "completed", id="waiting for a person before any text"),
        pytest.param("error end", "failed", id="refused"),
        pytest.param("start token token error end", "failed", id="failed mid-way"),
        pytest.param('agentFlowEvent error agentFlowEvent="ERROR" end', "failed", id="agent flow that failed"),
        pytest.param("start token abort metadata end", "aborted", id="stopped by the user"),
        pytest.param("agentFlowEvent abort metadata end", "aborted", id="stopped before any text"),
        pytest.param("start token tts_start tts_data tts_data tts_abort", "cut", id="audio cut off"),
        pytest.param("start token tts_start tts_data tts_end metadata end", "completed", id="answer read out"),
        pytest.param("tts_start tts_data tts_end", "completed", id="text-to-speech endpoint"),
        pytest.param("tts_start tts_abort", "cut", id="text-to-speech endpoint cut off"),
        pytest.param('agentFlowEvent token agentFlowEvent="ERROR" metadata end', "failed", id="agent flow with a node that failed"),
        pytest.param('agentFlowEvent token agentFlowEvent="TERMINATED" metadata end', "aborted", id="agent flow that was stopped"),
    ],
)  # fmt: skip
def test_orders_of_the_wire(kinds: str, outcome: str) -> None:
    assert judge("flowise", [envelope(kind) for kind in kinds.split()]) == ([], outcome)


@pytest.mark.parametrize(
    ("profile", "kinds", "codes"),
    [
        pytest.param("ciniterflow", "metadata end", ["ORD101"], id="no content as documented"),
        pytest.param("ciniterflow", "start token end", ["ORD101"], id="metadata missing"),
        pytest.param("ciniterflow", "start metadata token end", ["ORD102"], id="token after metadata"),
        pytest.param("ciniterflow", "start metadata end token", ["ORD103"], id="token after the end"),
        pytest.param("ciniterflow", "start token", ["ORD104"], id="truncated"),
        pytest.param("ciniterflow", "error token", ["ORD105"], id="token after an error"),
        pytest.param("ciniterflow", "start thinking metadata end", ["ORD301"], id="kind of the wire only"),
        pytest.param("ciniterflow", "start token=1 metadata end", ["ciniterflow:token/string"], id="token"),
        pytest.param("ciniterflow", "start usedTools={} metadata end", ["ciniterflow:results/list"], id="results"),
        pytest.param("ciniterflow", "start metadata=[] end", ["ciniterflow:metadata/object"], id="metadata"),
        pytest.param("ciniterflow", "start metadata={} end", ["ciniterflow:metadata/chat-id"], id="no chatId"),
        pytest.param("flowise", "metadata end", ["flowise:content/none"], id="no content"),
        pytest.param("flowise", "agentFlowEvent metadata end", ["flowise:content/none"], id="agent flow without content"),
        pytest.param("flowise", "token metadata", ["ORD104"], id="truncated on the wire"),
        pytest.param("flowise", "token start metadata end", ["ORD102"], id="start after a token"),
        pytest.param("flowise", "token custom custom metadata end", ["ORD301"], id="event of the flow's own"),
        pytest.param("flowise", 'token end="done"', ["flowise:end/done"], id="end without its mark"),
        pytest.param("flowise", 'agentFlowEvent="DONE" token end', ["flowise:agent-flow/status"], id="status"),
        pytest.param("flowise", "agentReasoning={} token end", ["flowise:results/list"], id="reasoning"),
        pytest.param("flowise", 'token metadata metadata={"chatId":"c2"} end', ["ORD102", "flowise:chat-id/constant"], id="chat"),
    ],
)  # fmt: skip
def test_each_rule_catches_its_violation(profile: str, kinds: str, codes: list[str]) -> None:
    assert judge(profile, [envelope(kind) for kind in kinds.split()])[0] == codes


@pytest.mark.parametrize(
    ("end", "outcome"),
    [
        pytest.param('end={"error":"no disk"}', "failed", id="an error"),
        pytest.param('end={"error":null}', "completed", id="no error"),
        pytest.param('end={"reason":"stop"}', "completed", id="something else"),
        pytest.param('end="error"', "completed", id="text"),
    ],
)
def test_an_end_fails_by_the_error_that_it_holds(end: str, outcome: str) -> None:
    assert judge("ciniterflow", [envelope(kind) for kind in ("start", "metadata", end)]) == ([], outcome)


@pytest.mark.parametrize(
    ("profile", "kind", "code"),
    [
        pytest.param("ciniterflow", "metadata", "ciniterflow:metadata/object", id="metadata"),
        pytest.param("flowise", "end", "flowise:end/done", id="end"),
        pytest.param("flowise", "agentFlowEvent", "flowise:agent-flow/status", id="status"),
    ],
)
def test_value_that_is_missing(profile: str, kind: str, code: str) -> None:
    order = ["start", "agentFlowEvent", "token", "metadata", "end"]
    kinds = [name for name in order if profile == "flowise" or name != "agentFlowEvent"]
    bare = Event("message", json.dumps({"event": kind}))
    assert judge(profile, [bare if name == kind else envelope(name) for name in kinds])[0] == [code]


@pytest.mark.parametrize("kind", ["token", "sourceDocuments", "usedTools", "start"])
def test_member_without_a_value_vanishes_on_the_wire(kind: str) -> None:
    events = [
        Event("message", f'{{"event":"{kind}"}}'),
        envelope("token"),
        envelope("metadata"),
        envelope("end"),
    ]
    assert judge("flowise", events) == ([], "completed")


@pytest.mark.parametrize("name", shipped_profiles())
def test_shipped_profile_says_where_it_is_from_and_what_each_kind_is(name: str) -> None:
    profile = load_profile(name)
    assert profile.name == name
    assert profile.title
    assert profile.spec
    assert profile.date >= "2025-01-01"
    assert all(profile.kinds.values())


def test_flowise_knows_all_that_is_documented() -> None:
    assert set(load_profile("ciniterflow").kinds) < set(load_profile("flowise").kinds)
    assert load_profile("flowise").ignore_fields == ("message",)


def test_suggestion_on_the_wire_is_information() -> None:
    checker = Checker(load_profile("flowise"))
    (finding,) = checker.feed(envelope("usedtools"))
    assert (finding.level, finding.message) == ("info", "unknown kind usedtools; did you mean usedTools?")


def test_message_says_what_is_missing_and_what_was_expected() -> None:
    checker = Checker(load_profile("ciniterflow"))
    checker.feed(envelope("start"))
    (finding,) = checker.feed(envelope("end"))
    assert finding.message == "missing metadata before end (expected token or metadata, got end)"


def test_engine_knows_no_protocol() -> None:
    folder = Path(ordering.__file__).parent
    for module in folder.rglob("*.py"):
        code = module.read_text(encoding="utf-8")
        if module.name != "__init__.py":  # shows an example
            assert "ciniterflow" not in code.lower()
            assert "flowise" not in code.lower()


def test_what_is_held_does_not_grow_with_the_stream() -> None:
    checker = Checker(load_profile("flowise"))
    rng = random.Random(0)
    kinds = sorted(load_profile("flowise").kinds)
    sizes: list[int] = []
    for number in range(4000):
        checker.feed(envelope(rng.choice(kinds)))
        checker.feed(Event(f"own{number}", ""))
        checker.feed(Event("message", f"[{number}"))
        if number in (1000, 3999):
            sizes.append(held(checker))
    assert sizes[1] <= sizes[0] * 1.1


def held(root: object) -> int:
    """How many objects an object holds, the profile included."""
    seen: set[int] = set()
    todo = [root]
    while todo:
        thing = todo.pop()
        if id(thing) in seen or isinstance(thing, type | ModuleType | FunctionType):
            continue
        seen.add(id(thing))
        todo += gc.get_referents(thing)
    return len(seen)
