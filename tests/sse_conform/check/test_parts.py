"""What a check says that it checked: a part of which no rule could find anything was not checked."""

from typing import Literal

import pytest

from sse_codec.ordering import Profile, load_profile, parse_profile
from sse_conform.check import StreamCheck
from sse_conform.ending import EndingKind
from sse_conform.head import ResponseHead
from sse_conform.report import NOT_SELECTED, UNDECIDED
from sse_conform.rules import Selection

STREAM = b'event: start\ndata:\n\nevent: metadata\ndata: {"chatId":"c"}\n\nevent: end\ndata: [DONE]\n\n'
NO_HEAD = "the capture has no response head"
HEAD = ResponseHead("1.1", 200, (("Content-Type", "text/event-stream"),))
PLAIN = parse_profile(
    """
profile = "plain"
title = "Plain"
spec = "a test"
date = 2026-11-30
[order]
grammar = "start metadata end"
[kinds]
start = "the beginning"
metadata = "what it was"
end = "the end"
[[framing]]
name = "typed"
kind = "type"
"""
)
CINITERFLOW = load_profile("ciniterflow")


@pytest.mark.parametrize(
    ("selection", "head", "profile", "lacks"),
    [
        pytest.param(Selection(), None, CINITERFLOW, ("", NO_HEAD, "", ""), id="all rules"),
        pytest.param(Selection(), HEAD, CINITERFLOW, ("", "", "", ""), id="all rules, and a head"),
        pytest.param(
            Selection(ignore=("ORD",)), HEAD, CINITERFLOW, ("", "", NOT_SELECTED, ""), id="no rule of the order"
        ),
        pytest.param(
            Selection(ignore=("ciniterflow:",)), HEAD, CINITERFLOW, ("", "", "", NOT_SELECTED), id="no check of values"
        ),
        pytest.param(
            Selection(ignore=("SSE3",)), HEAD, CINITERFLOW, ("", NOT_SELECTED, "", ""), id="no rule of the head"
        ),
        pytest.param(
            Selection(select=("ORD",)),
            HEAD,
            CINITERFLOW,
            (NOT_SELECTED, NOT_SELECTED, "", NOT_SELECTED),
            id="the order alone",
        ),
        pytest.param(
            Selection(select=("SSE703", "SSE311")),
            HEAD,
            CINITERFLOW,
            (UNDECIDED, UNDECIDED, NOT_SELECTED, NOT_SELECTED),
            id="rules that lack what they need",
        ),
        pytest.param(
            Selection(select=("SSE703", "SSE105")),
            None,
            CINITERFLOW,
            ("", NO_HEAD, NOT_SELECTED, NOT_SELECTED),
            id="one rule of two",
        ),
        pytest.param(
            Selection(), None, PLAIN, ("", NO_HEAD, "", "the profile has no checks of values"), id="a profile without checks"
        ),
        pytest.param(
            Selection(ignore=("ORD",)),
            None,
            None,
            ("", NO_HEAD, "no profile was asked for", "no profile was asked for"),
            id="no profile",
        ),
    ],
)  # fmt: skip
def test_the_parts(
    selection: Selection, head: ResponseHead | None, profile: Profile | None, lacks: tuple[str, ...]
) -> None:
    check = StreamCheck("stream", head=head, selection=selection, profile=profile)
    check.feed(STREAM)
    check.close()
    assert tuple(part.lacks for part in check.report.parts) == lacks
    assert [check.report.lacks(part.name) for part in check.report.parts] == [*lacks]


@pytest.mark.parametrize(
    ("selection", "profile", "message"),
    [
        pytest.param(Selection(ignore=("ORD",)), CINITERFLOW, NOT_SELECTED, id="no rule of the order"),
        pytest.param(Selection(), None, "no profile was asked for", id="no profile"),
    ],
)
def test_an_order_that_was_not_checked_is_no_order_checked(
    selection: Selection, profile: Profile | None, message: str
) -> None:
    check = StreamCheck("stream", selection=selection, profile=profile, require_profile=True)
    assert check.feed(STREAM) == []
    (finding,) = check.close()
    assert finding.code == "SSE801"
    assert finding.message == f"the order of the events was not checked: {message}"


@pytest.mark.parametrize(
    ("fidelity", "ending", "code", "lacking"),
    [
        pytest.param("bytes", "reset", ["SSE317"], set[str](), id="a broken connection"),
        pytest.param("bytes", "incomplete", ["SSE315"], set[str](), id="no last chunk"),
        pytest.param("events", "reset", ["SSE317"], {"SSE315"}, id="a broken connection of events"),
        pytest.param("events", "incomplete", [], {"SSE315"}, id="JSON lines, the last of which breaks off"),
        pytest.param("bytes", "eof", [], {"SSE315", "SSE317"}, id="an end that nobody saw"),
        pytest.param("bytes", "stopped", [], {"SSE315", "SSE317"}, id="a reader that stopped"),
    ],
)
def test_a_recording_that_says_how_a_stream_broke_off_is_heard(
    fidelity: Literal["bytes", "events"], ending: EndingKind, code: list[str], lacking: set[str]
) -> None:
    check = StreamCheck("stream", profile=CINITERFLOW, fidelity=fidelity)
    check.feed(STREAM)
    assert [finding.code for finding in check.close(ending)] == code
    assert {rule.code for rule in check.report.not_applicable} & {"SSE315", "SSE317"} == lacking
