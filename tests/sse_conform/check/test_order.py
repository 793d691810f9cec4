"""Which profile a stream is held against when nobody says: the one whose kinds fit, or none."""

import pytest

from sse_codec.ordering import ProfileError, load_profile
from sse_conform.check import StreamCheck
from sse_conform.finding import Finding

NONE = "nothing in the events is of one protocol alone"
UNKNOWN = "no shipped profile knows the events"


def named(*kinds: str) -> bytes:
    return b"".join(b"event: %s\ndata: {}\n\n" % kind.encode() for kind in kinds)


def enveloped(*kinds: str, prefix: bytes = b"") -> bytes:
    return b"".join(prefix + b'data: {"event":"%s"}\n\n' % kind.encode() for kind in kinds)


def run(stream: bytes, **options: object) -> tuple[list[Finding], StreamCheck]:
    check = StreamCheck("stream", **options)
    return check.feed(stream) + check.close(), check


def chunks(*values: str, end: str = "data: [DONE]\n\n") -> bytes:
    return ("".join(f"data: {value}\n\n" for value in values) + end).encode()


ANSWER = '{"jsonrpc":"2.0","id":7,"result":{"sum":3}}'
CALL = '{"jsonrpc":"2.0","id":7,"result":{"content":[]}}'
CALL_OF_2026 = '{"jsonrpc":"2.0","id":7,"result":{"resultType":"complete"}}'
PROGRESS = '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1}}'
PING = '{"jsonrpc":"2.0","id":1,"method":"ping"}'
FAILED = '{"jsonrpc":"2.0","id":7,"error":{"code":-32603,"message":"no"}}'
SUBSCRIBED = '{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged"}'
OTHER = '{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"a"}}'
CHUNK = '{"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":'
ROLE = CHUNK + '{"role":"assistant"}}]}'
STOP = CHUNK + '{},"finish_reason":"stop"}]}'
STOP_WITH_USAGE = CHUNK + '{},"finish_reason":"stop"}],"usage":{"total_tokens":9}}'
FILTERED = '{"choices":[],"prompt_filter_results":[]}'
COMPLETION = '{"id":"1","object":"text_completion","choices":[{"index":0,"text":"a","finish_reason":"stop"}]}'
TASK = '{"jsonrpc":"2.0","id":1,"result":{"task":{"id":"t","status":{"state":"TASK_STATE_WORKING"}}}}'
DONE = '{"jsonrpc":"2.0","id":1,"result":{"statusUpdate":{"status":{"state":"TASK_STATE_COMPLETED"}}}}'

CHOICES = [
    pytest.param(named("start", "token"), "ciniterflow", "event: start, event: token; flowise knows the events too, but the stream lacks the field that its servers send", id="two kinds decide"),
    pytest.param(enveloped("start", "token"), "ciniterflow", "start, token; flowise knows the events too, but the stream lacks the field that its servers send", id="in an envelope"),
    pytest.param(named("start", "thinking"), "flowise", "event: start, event: thinking; ciniterflow knows the events too, but it alone has the kind thinking", id="a kind that only one knows"),
    pytest.param(enveloped("start", "token", prefix=b"message:\n"), "flowise", "start; ciniterflow knows the events too, but it is known to send the field message", id="a field that only one sends"),
    pytest.param(named("start", "Token", "end"), "ciniterflow", "event: start, event: token; flowise knows the events too, but the stream lacks the field that its servers send", id="a slip in the case of a kind"),
    pytest.param(named("token", *["token"] * 1200), "ciniterflow", "event: token; flowise knows the events too, but the stream lacks the field that its servers send", id="a thousand events of one kind"),
    pytest.param(named("token") + b"event: token\ndata: " + b"a" * 1_100_000 + b"\n\n", "ciniterflow", "event: token; flowise knows the events too, but the stream lacks the field that its servers send", id="a megabyte of one kind"),
    pytest.param(named("metadata", "values"), "langgraph", "event: values", id="a first event that two know"),
    pytest.param(b'event: metadata\ndata: {"run_id":"r"}\n\n' + named("end"), "langgraph", "the kinds end, metadata; ciniterflow and flowise know the events too, but it finds fewer errors", id="an order that one of two allows"),
    pytest.param(chunks(ROLE, STOP), "openai-chat", "chat.completion.chunk; openai-compatible knows the events too, but it has the fewest kinds", id="what the narrower of two allows"),
    pytest.param(chunks(ROLE, STOP, end=""), "openai-compatible", "chat.completion.chunk; openai-chat knows the events too, but it finds fewer errors", id="an end that only the wider of two allows"),
    pytest.param(chunks(ROLE, STOP_WITH_USAGE), "openai-compatible", "chat.completion.chunk; openai-chat knows the events too, but it finds fewer errors", id="a member that only the wider of two allows"),
    pytest.param(chunks(FILTERED, ROLE), "openai-compatible", "/prompt_filter_results; openai-chat knows the events too, but it alone has the kind prompt", id="a kind that only the wider of two asks for"),
    pytest.param(chunks(COMPLETION), "openai-completions", "text_completion", id="the profile that asks for most"),
    pytest.param(chunks(TASK, DONE, end=""), "a2a", "TASK_STATE_WORKING", id="a protocol in the frame of another"),
    pytest.param(chunks(CALL, end=""), "mcp-2025-11-25", "/result/content; mcp-2026-07-28 knows the events too, but it finds fewer errors", id="a member that the later revision misses"),
    pytest.param(chunks(CALL_OF_2026, end=""), "mcp-2026-07-28", "/result/resultType; mcp-2025-11-25 knows the events too, but it alone asks for members that are there", id="a member that only the later revision asks for"),
    pytest.param(chunks(SUBSCRIBED, PROGRESS, end=""), "mcp-2026-07-28", "notifications/subscriptions/acknowledged; mcp-2025-11-25 knows the events too, but it alone has the kind acknowledged", id="a kind that only the later revision knows"),
    pytest.param(chunks(PROGRESS, PING, end=""), "mcp-2025-11-25", "notifications/progress; mcp-2026-07-28 knows the events too, but it alone has the kind ping", id="a kind that only the earlier revision knows"),
    pytest.param(chunks(PROGRESS, OTHER, '{"a":1}', CALL, end=""), "mcp-2025-11-25", "notifications/progress; mcp-2026-07-28 knows the events too, but it finds fewer errors", id="an event amid them that neither knows"),
    pytest.param(chunks(PROGRESS, FAILED, end=""), "mcp-2025-11-25", "notifications/progress; mcp-2026-07-28 knows the events too, but it has the fewest kinds", id="what tells no revision"),
    pytest.param(chunks('{"candidates":[{"content":{}}]}', end=""), "gemini", "/candidates/0", id="one event of a telling shape, and no end"),
    pytest.param(named("complete"), "graphql-sse", "event: complete", id="one word that is a whole stream"),
    pytest.param(enveloped("start"), "ciniterflow", "start; flowise knows the events too, but the stream lacks the field that its servers send", id="one word, and then nothing more"),
]  # fmt: skip

NO_CHOICES = [
    pytest.param(named("start", "status", *["token"] * 7), NONE, id="two bare words, and one that nobody knows"),
    pytest.param(b": hello\n\n", NONE, id="no event"),
    pytest.param(named("error"), NONE, id="an error alone is in many protocols"),
    pytest.param(b'event: error\ndata: {"type":"error","error":{}}\n\n', NONE, id="whatever its data says"),
    pytest.param(chunks('{"error":{"message":"no"}}'), NONE, id="an error object and an end marker"),
    pytest.param(chunks(), NONE, id="an end marker alone"),
    pytest.param(named("error", "end"), NONE, id="an order that two protocols allow"),
    pytest.param(chunks(ANSWER, end=""), NONE, id="a result of nobody's shape"),
    pytest.param(named("token", "token"), NONE, id="one kind that is out of order"),
    pytest.param(named("ping") * 3, NONE, id="signs of life"),
    pytest.param(b"data:\n\n" * 3, NONE, id="events without data"),
    pytest.param(chunks('{"message":"hello"}', end=""), UNKNOWN, id="a member that many have"),
    pytest.param(chunks(*['{"a":1}'] * 20), UNKNOWN, id="objects that only a shape for everything fits"),
    pytest.param(named("token", "values"), NONE, id="one kind among others, at the end"),
    pytest.param(named("token", *["other"] * 10), NONE, id="one kind among many others"),
    pytest.param(named(*["token"] * 9, "done"), NONE, id="one kind, and an end of its own"),
    pytest.param(named("start", "a", "b", "token", "c"), NONE, id="two kinds among others"),
    pytest.param(b"data: a\n\n" * 20, UNKNOWN, id="events without a kind"),
    pytest.param(b"data: " + b"a" * 1_100_000 + b"\n\n", UNKNOWN, id="a megabyte of nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("stream", "profile", "reason"), CHOICES)
def test_choices(stream: bytes, profile: str, reason: str) -> None:
    _, check = run(stream)
    assert check.report.profile == profile
    assert check.report.profile_reason == f"told by {reason}"


@pytest.mark.parametrize(("stream", "reason"), NO_CHOICES)
def test_no_choices(stream: bytes, reason: str) -> None:
    found, check = run(stream)
    assert (check.report.profile, check.report.profile_reason) == (None, reason)
    assert not check.report.is_order_checked
    assert not [finding for finding in found if finding.basis == "profile"]


def test_what_was_found_before_the_choice_keeps_its_place() -> None:
    found, _ = run(named("token", "token", "start"))
    assert [(finding.code, finding.pos.byte, finding.pos.event) for finding in found] == [
        ("ORD101", 0, 1),
        ("ORD104", 69, 4),
    ]


def test_findings_wait_for_the_choice_and_no_longer() -> None:
    check = StreamCheck("stream")
    assert check.feed(named("token")) == []
    assert [finding.code for finding in check.feed(named("end"))] == ["ORD101", "ORD101"]


def test_a_level_that_a_profile_may_set_waits_for_the_choice() -> None:
    check = StreamCheck("stream")
    found = check.feed(b"message:\nother:\n" + enveloped("start"))
    assert [(finding.code, finding.level.label, finding.pos.byte) for finding in found] == [
        ("SSE401", "info", 0),
        ("SSE401", "warning", 9),
    ]


WARNED = [
    pytest.param(b"message:\ndata: a\n\n" * 9, id="given up after some events"),
    pytest.param(b"message:\ndata: a\n\n", id="at the end"),
    pytest.param(b"message:\n" + named("error"), id="an error alone"),
]


@pytest.mark.parametrize("stream", WARNED)
def test_without_a_profile_the_level_is_the_rules_own(stream: bytes) -> None:
    found, _ = run(stream)
    assert [(finding.code, finding.level.label) for finding in found if finding.code == "SSE401"] == [
        ("SSE401", "warning")
    ]


NO_VERSION = '{"method":"notifications/progress","params":{"progressToken":1,"progress":1}}'


def test_findings_before_the_choice_are_capped_and_counted() -> None:
    check = StreamCheck("stream")
    backwards = [PROGRESS.replace('"progress":1', f'"progress":{number}') for number in range(60, 29, -1)]
    assert check.feed(chunks(*backwards, end="")) == []
    found = check.feed(chunks(PING, end="")) + check.close()
    assert [(finding.code, finding.pos.event) for finding in found] == [
        ("mcp-2025-11-25:progress/increases", event) for event in range(2, 22)
    ]
    (total,) = check.report.totals
    assert (total.reported, total.occurrences) == (20, 30)


def test_what_is_told_once_is_counted_before_the_choice_too() -> None:
    found, check = run(chunks(*[NO_VERSION] * 30, '{"id":7,"result":{}}', end=""))
    code = "mcp-2025-11-25:jsonrpc"
    assert [finding.pos.event for finding in found if finding.code == code] == [1, 31]
    (total,) = [total for total in check.report.totals if total.code == code]
    assert (total.reported, total.occurrences) == (2, 31)


def test_a_thousand_findings_do_not_wait_for_what_else_may_decide() -> None:
    check = StreamCheck("stream")
    assert check.feed(chunks(OTHER, *[NO_VERSION] * 300, end="")) == []
    assert check.report.profile is None
    assert check.feed(chunks(*[NO_VERSION] * 300, end=""))
    assert check.report.profile == "mcp-2025-11-25"


def test_a_profile_that_was_asked_for_is_taken() -> None:
    _, check = run(named("other"), profile=load_profile("flowise"))
    assert (check.report.profile, check.report.profile_reason) == ("flowise", "as asked")


def test_no_profile_is_taken_when_none_is_wanted() -> None:
    found, check = run(named("token"), profile=None)
    assert (found, check.report.profile, check.report.profile_reason) == (
        [],
        None,
        "no profile was asked for",
    )


def test_a_framing_is_forced() -> None:
    _, check = run(named("start") + b'event: token\ndata: {"event":"end"}\n\n', framing="named")
    assert (check.report.profile, check.report.framing) == ("ciniterflow", "named")


@pytest.mark.parametrize("profile", ["auto", load_profile("ciniterflow")])
def test_a_framing_that_there_is_not_is_refused(profile: object) -> None:
    with pytest.raises(ValueError, match=r"no .*framing '?nonsense"):
        StreamCheck("stream", profile=profile, framing="nonsense")


def test_a_profile_is_named() -> None:
    check = StreamCheck("stream", profile="openai-chat")
    check.feed(named("start"))
    assert (check.report.profile, check.report.profile_reason) == ("openai-chat", "as asked")


def test_a_profile_that_there_is_not_is_refused() -> None:
    with pytest.raises(ProfileError, match="nonsense"):
        StreamCheck("stream", profile="nonsense")


STOPPED = [
    pytest.param(chunks(ROLE, STOP_WITH_USAGE, end=""), "openai-compatible", id="decided by an event"),
    pytest.param(chunks(ROLE, end=""), "openai-chat", id="undecided by the events"),
]


@pytest.mark.parametrize(("stream", "profile"), STOPPED)
def test_a_stream_that_we_stopped_is_chosen_for_but_not_called_incomplete(
    stream: bytes, profile: str
) -> None:
    check = StreamCheck("stream")
    assert check.feed(stream) + check.close("stopped") == []
    assert check.report.profile == profile


def test_two_profiles_wait_for_the_event_that_decides_between_them() -> None:
    check = StreamCheck("stream")
    assert check.feed(chunks(PROGRESS, OTHER, end="")) == []
    assert (check.report.profile, check.report.profile_reason) == (None, NONE)
    assert check.feed(chunks('{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}', end="")) == []
    assert check.report.profile == "mcp-2025-11-25"
    assert [finding.code for finding in check.feed(chunks(PROGRESS, end=""))] == [
        "mcp-2025-11-25:progress/increases"
    ]
