"""Which profile a stream is held against when nobody says: the one whose kinds fit, or none."""

import pytest

from sse_codec.ordering import load_profile
from sse_conform.check import StreamCheck
from sse_conform.finding import Finding

NONE = "the events do not decide which"
UNKNOWN = "no shipped profile knows the events"


def named(*kinds: str) -> bytes:
    return b"".join(b"event: %s\ndata: {}\n\n" % kind.encode() for kind in kinds)


def enveloped(*kinds: str, prefix: bytes = b"") -> bytes:
    return b"".join(prefix + b'data: {"event":"%s"}\n\n' % kind.encode() for kind in kinds)


def run(stream: bytes, **options: object) -> tuple[list[Finding], StreamCheck]:
    check = StreamCheck("stream", **options)
    return check.feed(stream) + check.close(), check


CHOICES = [
    pytest.param(named("start", "token"), "ciniterflow", "it knows the first events: start, token", id="two kinds decide"),
    pytest.param(enveloped("start", "token"), "ciniterflow", "it knows the first events: start, token", id="in an envelope"),
    pytest.param(named("token"), "ciniterflow", "it knows the first events: token", id="one kind, at the end"),
    pytest.param(named("error", "end"), "ciniterflow", "it knows the first events: end", id="an error, and what follows it"),
    pytest.param(named("start", "thinking"), "flowise", "it knows the first events: start, thinking", id="a kind that only one knows"),
    pytest.param(enveloped("start", "token", prefix=b"message:\n"), "flowise", "it knows the first events: start, token; and it is known to send the field message", id="a field that only one sends"),
    pytest.param(named("start", "Token", "end"), "ciniterflow", "it knows the first events: start, token", id="a slip in the case of a kind"),
    pytest.param(named("token", *["token"] * 1200), "ciniterflow", "it knows the first events: token", id="a thousand events of one kind"),
    pytest.param(named("start", "status", *["token"] * 7), "ciniterflow", "it knows the first events: start, token", id="few events that it does not know"),
    pytest.param(b": hello\n\n", None, NONE, id="no event"),
    pytest.param(named("error"), None, NONE, id="an error alone is in many protocols"),
    pytest.param(named("metadata", "values", "values"), None, NONE, id="one kind among others, at the end"),
    pytest.param(named("metadata", *["values"] * 10), None, UNKNOWN, id="one kind among many others"),
    pytest.param(named(*["token"] * 9, "done"), None, NONE, id="one kind, and an end of its own"),
    pytest.param(named("start", "a", "b", "token", "c"), None, NONE, id="two kinds among others"),
    pytest.param(b"data: a\n\n" * 20, None, UNKNOWN, id="events without a kind"),
    pytest.param(b'data: {"id":"chatcmpl-1","choices":[]}\n\ndata: [DONE]\n\n', None, NONE, id="another protocol"),
]  # fmt: skip


@pytest.mark.parametrize(("stream", "profile", "reason"), CHOICES)
def test_choices(stream: bytes, profile: str | None, reason: str) -> None:
    _, check = run(stream)
    assert (check.report.profile, check.report.profile_reason) == (profile, reason)


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
    assert check.feed(b"message:\nother:\n" + enveloped("start"))[0].message.startswith(
        "no field is named 'other'"
    )
    (finding,) = check.feed(enveloped("token"))
    assert (finding.code, finding.level.label, finding.pos.byte) == ("SSE401", "info", 0)


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


def test_findings_before_the_choice_are_capped_and_counted() -> None:
    bad = b'data: {"event":"token","data":1}\n\n' * 30
    found, check = run(bad)
    assert [finding.code for finding in found].count("ciniterflow:token/string") == 20
    (total,) = [total for total in check.report.totals if total.code == "ciniterflow:token/string"]
    assert (total.reported, total.occurrences) == (20, 30)


def test_a_profile_that_was_asked_for_is_taken() -> None:
    _, check = run(named("other"), profile=load_profile("flowise"))
    assert (check.report.profile, check.report.profile_reason) == ("flowise", "it was asked for")


def test_no_profile_is_taken_when_none_is_wanted() -> None:
    found, check = run(named("token"), profile=None)
    assert (found, check.report.profile, check.report.profile_reason) == (
        [],
        None,
        "no profile was asked for",
    )


def test_a_framing_is_forced() -> None:
    _, check = run(b'event: token\ndata: {"event":"end"}\n\n', framing="named")
    assert (check.report.profile, check.report.framing) == ("ciniterflow", "named")


@pytest.mark.parametrize("profile", ["auto", load_profile("ciniterflow")])
def test_a_framing_that_there_is_not_is_refused(profile: object) -> None:
    with pytest.raises(ValueError, match=r"no .*framing '?nonsense"):
        StreamCheck("stream", profile=profile, framing="nonsense")


def test_a_stream_that_we_stopped_is_chosen_for_but_not_called_incomplete() -> None:
    check = StreamCheck("stream")
    found = check.feed(named("token")) + check.close("stopped")
    assert [finding.code for finding in found] == ["ORD101"]
    assert check.report.profile == "ciniterflow"
