"""Rules 1xx: what their examples do not show."""

import pytest

FAMILY = "SSE1"

ROWS = [
    # line ends
    pytest.param(b"data: a\n\ndata: b\r\n\r\ndata: c\r\r", ["SSE101 9:3", "SSE103 9:3", "SSE101 20:5"], id="LF, CR LF and CR: each other ending once"),
    pytest.param(b"data: a\r\ndata: b\n\r\n", ["SSE103 0:1", "SSE101 9:2"], id="mixed in one block"),
    pytest.param(b"data: a\rdata: b\n\n", ["SSE102 0:1", "SSE101 8:2"], id="CR first, LF then"),
    pytest.param(b"data: a\n\ndata: b\r\n\r\ndata: c\r\n\r\n", ["SSE101 9:3", "SSE103 9:3"], id="the same ending again is said once"),
    pytest.param(b"data: a\n\n", [], id="LF alone"),
    pytest.param(b"data: a", ["SSE105 0:1"], id="no line end at all"),
    # the end
    pytest.param(b"data: a\n", ["SSE105 0:1"], id="no blank line after data"),
    pytest.param(b"id: 1\nevent: x", ["SSE105 6:2"], id="an event name is lost too"),
    pytest.param(b"data: a\n\nd", ["SSE105 9:3"], id="cut inside a field name"),
    pytest.param(b"data: a\n\nretry: 30", ["SSE105 9:3"], id="cut inside a retry"),
    pytest.param(b"data: a\n\nretry: 30\n", [], id="a retry has had its effect"),
    pytest.param(b"data: a\n\n: keep", [], id="a comment is nothing lost"),
    pytest.param(b"data: a\n\nmess", [], id="cut inside a line that is ignored anyway"),
    pytest.param(b"data: a\n\n:\nmessage\n", [], id="a line that is ignored is nothing lost"),
    # lines that are ignored
    pytest.param(b"data: a\nb c\nd\n\ndata: e\nf\n\n", ["SSE106 8:2", "SSE106 23:6"], id="lines on end are one fault"),
    pytest.param(b"data: see\nhttp://example.com\n\n", ["SSE106 10:2"], id="the scheme of a URL is no field"),
    pytest.param(b'data: {\n  "a": 1\n}\n\n', ["SSE106 8:2"], id="pretty JSON that was not prefixed"),
    pytest.param(b"data: a\nnote: b\n\n", [], id="a name and a colon may be a field of somebody's"),
    pytest.param(b" data: a\n\n\tid: 1\n\n", ["SSE107 0:1", "SSE107 10:3", "SSE122 18:5"], id="a space or a tab before a field"),
    pytest.param(b" Data: a\n\n", ["SSE107 0:1", "SSE122 10:3"], id="indented and in the wrong case is one fault"),
    pytest.param(b"DATA: a\n\nEvent: b\n\n", ["SSE108 0:1", "SSE108 9:3", "SSE122 19:5"], id="any field in any case"),
    pytest.param(b"data: a\n \t\n\n", ["SSE113 8:2"], id="spaces and tabs end no event"),
    pytest.param(b'data: a\n\n{"a": 1}\n{"b": 2}\n\n', ["SSE118 9:3"], id="JSON lines inside a stream"),
    pytest.param(b'data: a\n\n{\n  "error": {\n  }\n}\n', ["SSE118 9:3"], id="a JSON document after events, with all its lines"),
    pytest.param(b"data: a\n\n[1, 2]\n\n", ["SSE118 9:3"], id="a JSON array inside a stream"),
    pytest.param(b'data: a\n\n{"a": 1', ["SSE118 9:3"], id="JSON that is cut"),
    # colons and spaces
    pytest.param(b"event\ndata\nretry\nid\n\ndata\n\n", ["SSE109 0:1", "SSE109 6:2", "SSE109 11:3", "SSE109 17:4"], id="no colon: each field once"),
    pytest.param(b"data:a\ndata: b\nid:1\n\ndata:c\n\n", ["SSE110 0:1", "SSE110 15:3"], id="no space: each field once"),
    pytest.param(b"data:  a\ndata:   b\n\n", ["SSE111 0:1"], id="two spaces or more"),
    pytest.param(b"id: 1 \nevent: x\t\ndata: a \n\n", ["SSE112 0:1", "SSE112 7:2"], id="whitespace behind an id or a name, not behind data"),
    # blocks
    pytest.param(b"\n\ndata: a\n\n\n", ["SSE114 0:1"], id="blank lines first"),
    pytest.param(b"id: 7\n\n", ["SSE115 0:1", "SSE122 7:3"], id="an id alone"),
    pytest.param(b"event: a\nData: b\n\n", ["SSE108 9:2", "SSE122 18:4"], id="data in the wrong case, and nothing else"),
    pytest.param(b"data: a\n\nmessage:\n\n", [], id="an unknown field alone is no event"),
    # byte order marks
    pytest.param(b"\xef\xbb\xbf\xef\xbb\xbfdata: a\n\n", ["SSE117 0:1", "SSE116 3:1", "SSE122 15:3"], id="two marks"),
    pytest.param(b"data: a\n\xef\xbb\xbfdata: b\n\n", ["SSE116 8:2"], id="a mark inside a block"),
    pytest.param(b"\xef\xbb\xbf\xef\xbb\xbf\ndata: a\n\n", ["SSE117 0:1", "SSE116 3:1"], id="a mark instead of a blank line"),
    pytest.param(b"\xef\xbb\xbfevent: a\n\n", ["SSE117 0:1", "SSE115 3:1", "SSE122 13:3"], id="a place behind the mark"),
]  # fmt: skip


@pytest.mark.parametrize(("stream", "expected"), ROWS)
def test_framing(found, stream: bytes, expected: list[str]) -> None:
    assert found(stream, select=FAMILY) == expected
    assert found(*(bytes([byte]) for byte in stream), select=FAMILY) == expected


CHUNKS = [
    pytest.param((b"data: a\r", b"\n\r", b"\n"), ["SSE104 7:1"], id="CR LF cut twice is said once"),
    pytest.param((b"data: a\r", b"\r"), [], id="CR CR is no CR LF"),
    pytest.param((b"data: a\n", b"\r\n"), [], id="LF CR is no CR LF"),
    pytest.param((b"data: a\r", b"", b"\n\r\n"), ["SSE104 7:1"], id="an empty chunk between"),
]


@pytest.mark.parametrize(("chunks", "expected"), CHUNKS)
def test_crlf_over_chunks(found, chunks: tuple[bytes, ...], expected: list[str]) -> None:
    assert found(*chunks, select="SSE104", fidelity="chunks") == expected


ENDINGS = [
    ("eof", "the stream ends inside an event; 11 bytes are discarded"),
    (
        "reset",
        "the connection was reset inside an event; 11 bytes are discarded; "
        "the connection was reset, before the body had ended",
    ),
    (
        "incomplete",
        "the body is cut off inside an event; 11 bytes are discarded; "
        "the connection closed before the last chunk, so the body is incomplete",
    ),
    ("short", "the body is cut off inside an event; 11 bytes are discarded"),
    ("unfinished", "the compressed data breaks off inside an event; 11 bytes are discarded"),
    ("corrupt", "the compressed data is damaged inside an event; 11 bytes are discarded"),
    ("long", "the stream ends inside an event; 11 bytes are discarded"),
    (
        "timeout",
        "the stream stalled inside an event; 11 bytes are discarded; "
        "nothing more came: the check gave up, and the stream was still open",
    ),
]


@pytest.mark.parametrize(("ending", "message"), ENDINGS)
def test_how_a_stream_ended_inside_an_event(message_of, ending: str, message: str) -> None:
    assert message_of(b"data: a\n\nid: 1\ndata:", ending=ending) == message


def test_a_name_that_is_cut_is_nobodys_fault(found) -> None:
    assert found(b"data: a\n\nhel", select="ALL", extend="SSE401") == ["SSE405 12:3"]
