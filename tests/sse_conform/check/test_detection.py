"""How a profile is found: by marks at once, by bare words with a second witness or at the end, and by nothing that all send."""

import json
from itertools import pairwise

import pytest

from sse_conform.check import StreamCheck
from sse_conform.finding import Finding
from sse_conform.head import ResponseHead
from sse_conform.rules import Selection

NONE = "nothing in the events is of one protocol alone"
UNKNOWN = "no shipped profile knows the events"


def event(data: object = None, type: str = "") -> bytes:
    text = "" if data is None else data if isinstance(data, str) else json.dumps(data)
    return (f"event: {type}\n" if type else "").encode() + f"data: {text}\n\n".encode()


def typed(kind: str, **members: object) -> bytes:
    """An event that has its kind as its type and in its data."""
    return event({"type": kind, **members}, kind)


def chunk(delta: dict[str, object], finish: str | None = None, **members: object) -> bytes:
    head = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    return event({**head, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}], **members})


ROLE, TEXT, STOP, DONE = (
    chunk({"role": "assistant"}),
    chunk({"content": "a"}),
    chunk({}, "stop"),
    event("[DONE]"),
)
FOREIGN = event({"a": 1}, "of-another")
CREATED = typed("response.created", sequence_number=0, response={"id": "r", "object": "response"})
MESSAGE = typed(
    "message_start", message={"id": "m", "type": "message", "role": "assistant", "content": [], "model": "m"}
)
PROGRESS = {
    "jsonrpc": "2.0",
    "method": "notifications/progress",
    "params": {"progressToken": 1, "progress": 1},
}
TASK = {"id": "t", "contextId": "c", "status": {"state": "TASK_STATE_WORKING"}}


def checked(*parts: bytes) -> tuple[list[Finding], StreamCheck]:
    check = StreamCheck("stream")
    found = [finding for part in parts for finding in check.feed(part)]
    return found + check.close(), check


MARKS = [
    pytest.param(CREATED, "openai-responses", "response.created", id="a name of two words"),
    pytest.param(MESSAGE, "anthropic-messages", "message_start", id="a name with an underscore"),
    pytest.param(event({"type": "RUN_STARTED", "threadId": "t", "runId": "r"}), "ag-ui", "RUN_STARTED", id="a name in capitals"),
    pytest.param(event({"jsonrpc": "2.0", "id": 1, "result": {"task": TASK}}), "a2a", "TASK_STATE_WORKING", id="a state"),
    pytest.param(event({"choices": [], "created": 0, "id": "", "prompt_filter_results": []}), "openai-compatible", "/prompt_filter_results", id="a member"),
]  # fmt: skip


@pytest.mark.parametrize(("mark", "profile", "told"), MARKS)
def test_a_mark_decides_at_once(mark: bytes, profile: str, told: str) -> None:
    check = StreamCheck("stream")
    check.feed(mark)
    assert check.report.profile == profile
    assert check.report.profile_reason.startswith(f"told by {told}")
    check.feed(FOREIGN * 5)
    assert check.report.profile == profile


@pytest.mark.parametrize(("mark", "profile", "told"), MARKS)
def test_a_stream_that_is_cut_after_its_first_event_is_held_against_its_profile(
    mark: bytes, profile: str, told: str
) -> None:
    found, check = checked(mark)
    assert check.report.profile == profile
    assert "ORD104" in [finding.code for finding in found]
    assert check.report.outcome == "truncated"


def test_a_family_is_known_before_its_member() -> None:
    check = StreamCheck("stream")
    assert check.feed(ROLE) == []
    assert (check.report.profile, check.report.profile_reason) == (None, NONE)
    check.feed(FOREIGN)  # no profile of the family knows it, and so it decides nothing
    check.close()
    assert check.report.profile in ("openai-chat", "openai-compatible")


WORDS = [
    pytest.param(event(None, "start"), id="a word"),
    pytest.param(event({"event": "start"}), id="a word in the data"),
]


@pytest.mark.parametrize("word", WORDS)
def test_a_bare_word_waits_for_a_second_or_for_the_end(word: bytes) -> None:
    check = StreamCheck("stream")
    assert check.feed(word) == []
    assert check.report.profile is None
    assert [finding.code for finding in check.close()] == ["ORD104"]
    assert check.report.profile == "ciniterflow"
    second = StreamCheck("stream")
    assert second.feed(word + word.replace(b"start", b"token")) == []
    assert [finding.code for finding in second.feed(word.replace(b"start", b"tokn"))] == ["ORD301"]
    assert second.report.profile == "ciniterflow"


def test_a_bare_word_where_it_has_no_place_may_be_chance() -> None:
    found, check = checked(event("x", "token"))
    assert (found, check.report.profile, check.report.profile_reason) == ([], None, NONE)
    assert check.report.nearest == "ciniterflow"


SILENT = [
    pytest.param(event(), id="no data"),
    pytest.param(event(" "), id="a blank"),
    pytest.param(event("[DONE]"), id="an end marker"),
    pytest.param(event({}, "ping"), id="a ping"),
    pytest.param(event(None, "heartbeat"), id="a heartbeat"),
    pytest.param(event({"type": "keepalive"}), id="a keepalive in the data"),
    pytest.param(event("ping"), id="a ping as the data"),
    pytest.param(event({"error": {"message": "no"}}), id="an error"),
    pytest.param(event("no", "error"), id="an event that is an error"),
    pytest.param(event({"type": "error", "message": "no"}), id="an error by its name"),
]


@pytest.mark.parametrize("silent", SILENT)
def test_what_all_send_says_nothing(silent: bytes) -> None:
    _, alone = checked(silent * 3)
    assert (alone.report.profile, alone.report.profile_reason) == (None, NONE)
    check = StreamCheck("stream")
    check.feed(silent * 300 + CREATED)  # and ends no search
    assert check.report.profile == "openai-responses"


@pytest.mark.parametrize("silent", SILENT)
def test_what_all_send_is_no_foreign_event_beside_a_word(silent: bytes) -> None:
    _, check = checked(event(None, "start"), silent, event("x", "token"))
    assert check.report.profile == "ciniterflow"


def test_foreign_events_count_once_for_each_kind() -> None:
    assert checked(event() * 2, ROLE, *[TEXT] * 300, STOP, DONE)[1].report.profile == "openai-compatible"
    assert checked(FOREIGN * 200, CREATED)[1].report.profile == "openai-responses"
    assert checked(event({"a": 1}) * 200, CREATED)[1].report.profile == "openai-responses"
    words = event(None, "start") + event("x", "token") + event({"chatId": "c"}, "metadata")
    assert checked(FOREIGN * 200 + words)[1].report.profile == "ciniterflow"
    assert (
        checked(FOREIGN + event(None, "start") + event("x", "token"))[1].report.profile is None
    )  # one word more, and not twice as many
    many = b"".join(event(None, f"other-{number}") for number in range(200))
    _, check = checked(many + words)
    assert (check.report.profile, check.report.nearest) == (None, "ciniterflow")


def test_only_so_many_foreign_kinds_are_told_apart() -> None:
    many = b"".join(event({f"member{number}": 1}) for number in range(300))
    assert checked(many + CREATED)[1].report.profile == "openai-responses"


def test_two_families_that_share_a_word_are_told_apart_by_the_rest() -> None:
    check = StreamCheck("stream")
    check.feed(event({"run_id": "r"}, "metadata"))
    assert check.report.profile is None
    check.feed(event({"messages": []}, "values") + event({"messages": []}, "updates"))
    assert check.report.profile == "langgraph"


TYPES = ["response.created", "response.in_progress", "response.output_text.delta", "response.completed"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param({"response": {"id": "r"}}, "ORD307", id="the name is missing in the data"),
        pytest.param("hello", "ORD305", id="the data is no JSON"),
        pytest.param("", "ORD305", id="there is no data"),
    ],
)
def test_the_type_of_an_event_testifies(data: object, code: str) -> None:
    found, check = checked(*(event(data, type) for type in TYPES))
    assert check.report.profile == "openai-responses"
    assert check.report.profile_reason == "told by event: response.created"
    assert next(finding.pos.event for finding in found if finding.code == code) == 1


BOUND = [
    pytest.param([chunk({}, obfuscation="x"), TEXT, STOP, DONE], "openai-chat", "ORD201", id="what only the strict one sends, and a role that was lost"),
    pytest.param([ROLE, STOP, DONE], "openai-chat", "", id="nothing of either"),
    pytest.param([TEXT, STOP, DONE], "openai-compatible", "", id="a role that was lost, or that the server never sends"),
    pytest.param([chunk({"content": "a"}, service_tier="x"), STOP], "openai-compatible", "openai-compatible:done/none", id="what others send too"),
    pytest.param([event({"choices": [], "prompt_filter_results": []}), ROLE, chunk({"content": "a"}, obfuscation="x"), STOP, DONE], "openai-compatible", "", id="what Azure alone sends before it"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "profile", "code"), BOUND)
def test_members_of_a_family(parts: list[bytes], profile: str, code: str) -> None:
    found, check = checked(*parts)
    assert check.report.profile == profile
    errors = [finding.code for finding in found if finding.level.label != "info"]
    assert code in [finding.code for finding in found] if code else errors == []


def test_the_transport_of_another_version_is_none_of_mcp() -> None:
    _, modern = checked(event(PROGRESS), event({"jsonrpc": "2.0", "id": 1, "method": "ping"}))
    assert modern.report.profile == "mcp-2025-11-25"
    found, older = checked(
        event("/messages", "endpoint"), event(PROGRESS), event({"jsonrpc": "2.0", "id": 1, "result": {}})
    )
    assert older.report.profile is None
    assert [finding for finding in found if finding.basis == "profile"] == []


def test_an_earlier_a2a_is_not_mcp() -> None:
    status = {
        "kind": "status-update",
        "taskId": "t",
        "contextId": "c",
        "status": {"state": "working"},
        "final": False,
    }
    for result in (status, {"kind": "message", "messageId": "m", "role": "agent", "parts": []}):
        _, check = checked(event({"jsonrpc": "2.0", "id": 1, "result": result}) * 2)
        assert not (check.report.profile or "").startswith("mcp")


def test_places_are_in_order_for_rules_and_order_alike() -> None:
    parts = (
        b"Data: a\n" + event("x", "token"),
        b"Data: b\n" + event(None, "start"),
        b"Data: c\n" + event("x", "token"),
    )
    found, check = checked(*parts)
    assert check.report.profile == "ciniterflow"
    assert [(finding.code, finding.pos.event) for finding in found] == [
        ("SSE108", 1),
        ("ORD101", 1),
        ("SSE108", 2),
        ("SSE108", 3),
        ("ORD104", 4),
    ]


def test_a_finding_waits_for_a_hundred_events_and_no_longer() -> None:
    check = StreamCheck("stream")
    assert check.feed(event("x", "token") + b"Data: a\n" + event("x", "token") * 98) == []
    assert check.feed(event("x", "token")) == []
    assert [finding.code for finding in check.feed(event("x", "token"))] == ["SSE108"]


def test_a_finding_in_a_stream_that_nobody_knows_does_not_wait() -> None:
    check = StreamCheck("stream")
    assert [finding.code for finding in check.feed(b"Data: a\n" + event("x"))] == ["SSE108"]


@pytest.mark.parametrize(
    ("before", "profile"),
    [
        pytest.param(event("x") * 998, "openai-responses", id="within a thousand events"),
        pytest.param(event("x") * 1000, None, id="behind a thousand"),
        pytest.param(event("x" * 1_040_000), "openai-responses", id="within a megabyte"),
        pytest.param(event("x" * 1_050_000), None, id="behind a megabyte"),
    ],
)
def test_a_search_has_a_bound(before: bytes, profile: str | None) -> None:
    _, check = checked(before, CREATED)
    assert check.report.profile == profile
    if profile is None:
        assert check.report.profile_reason == UNKNOWN


def test_what_was_undecided_at_the_bound_stays_so() -> None:
    _, check = checked(event("[DONE]") * 1000, CREATED)
    assert (check.report.profile, check.report.profile_reason) == (None, NONE)


HEAD = ResponseHead("1.1", 500, (("Content-Type", "text/event-stream"),))
STREAMS = [
    pytest.param(ROLE + TEXT + STOP + DONE, id="chat"),
    pytest.param(b"Data: x\n" + TEXT + b"id: 1\n" + TEXT * 3 + chunk({}, "nonsense") + b"data: ", id="chat with faults, cut"),
    pytest.param(event(None, "start") + event("x", "tokn") + event("x", "token") * 3 + event(None, "start"), id="words with faults"),
    pytest.param(event() * 3 + FOREIGN * 3 + CREATED + event({}, "response.output_text.delta"), id="a mark behind others"),
    pytest.param(event("x", "token") * 130 + b"Data: y\n" + event(None, "start"), id="a late word"),
    pytest.param(b"message:\nData: x\n" + event({"event": "start"}) + event({"event": "end", "data": 1}), id="a field of one protocol"),
    pytest.param(event({"error": {"message": "no"}}) + event(PROGRESS) * 4 + FOREIGN, id="an error first"),
    pytest.param(b'error: {"message":"no"}\n' + CREATED + typed("response.failed", response={}), id="an error as a field"),
]  # fmt: skip


@pytest.mark.parametrize("stream", STREAMS)
@pytest.mark.parametrize("head", [None, HEAD], ids=["no head", "a head at fault"])
@pytest.mark.parametrize("selection", [None, Selection(select=("ALL",))], ids=["default", "all"])
def test_how_it_is_cut_into_chunks_changes_nothing(
    stream: bytes, head: ResponseHead | None, selection: Selection | None
) -> None:
    def run(cuts: list[int]) -> tuple[list[Finding], object]:
        check = StreamCheck("stream", head=head, selection=selection)
        found = [finding for start, end in pairwise(cuts) for finding in check.feed(stream[start:end])]
        return found + check.close(), check.report

    whole = run([0, len(stream)])
    assert run([*range(len(stream) + 1)]) == whole
    assert run([*range(0, len(stream), 7), len(stream)]) == whole
    places = [finding.pos.byte for finding in whole[0]]
    assert places == sorted(places)


def test_a_framing_narrows_the_choice() -> None:
    check = StreamCheck("stream", framing="named")
    check.feed(event(None, "start") + event("x", "token"))
    check.close()
    assert (check.report.profile, check.report.framing) == ("ciniterflow", "named")
