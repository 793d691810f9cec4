"""A finding says in which kind of event it stands, and says nothing where none is meant."""

import pytest

from sse_codec.ordering import load_profile
from sse_conform.check import StreamCheck


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        (b"event: token\ndata: \xff\n\n", [("SSE201", "token")]),
        (b"data: \xff\n\n", [("SSE201", "message")]),
        (b"event: a\nData: b\n\ndata: c\n\n", [("SSE108", "")]),
        (b"event: token\ndata: a\n\nevent: token\ndata: b", [("SSE105", "")]),
        (b"event: a\r\ndata: b\n\n", [("SSE101", "a")]),
    ],
)
def test_of_a_rule(stream: bytes, expected: list[tuple[str, str]]) -> None:
    check = StreamCheck("stream", profile=None)
    found = [*check.feed(stream), *check.close()]
    assert [(finding.code, finding.kind) for finding in found] == expected


def test_of_the_order() -> None:
    check = StreamCheck("stream", profile=load_profile("ciniterflow"))
    stream = b'data: {"event":"token","data":"a"}\n\ndata: {"event":"token","data":"b"}\n\n'
    found = [*check.feed(stream), *check.close()]
    assert [(finding.code, finding.kind) for finding in found] == [("ORD101", "token"), ("ORD104", "")]
