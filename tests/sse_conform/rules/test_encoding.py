"""Rules 2xx: what their examples do not show."""

import pytest

ROWS = [
    pytest.param(b"data: \xff\xfe\xfdx\n\n", ["SSE201 6:1"], id="bad bytes on end are one place"),
    pytest.param(b"data: \xff a \xff\n\n", ["SSE201 6:1", "SSE201 10:1"], id="bad bytes apart are two"),
    pytest.param(b"data: \xff\xe2\x82\n\n", ["SSE201 6:1"], id="a cut character behind a bad byte is one place"),
    pytest.param(b": \xff\n\n", ["SSE201 2:1"], id="comments are UTF-8 too"),
    pytest.param(b"data: \xc3\xa9\xff\n\n", ["SSE201 8:1"], id="behind characters of several bytes"),
    pytest.param(b"data: \xed\xa0\xbd\n\n", ["SSE201 6:1"], id="a surrogate in UTF-8"),
    pytest.param(b"data: \xe2\x82\r\n\r\n", ["SSE202 6:1"], id="a character cut by CR LF"),
    pytest.param(b"data: a\n\ndata: \xe2\x82", [], id="a character cut by the end of the stream is what the cut did"),
    pytest.param(b"data: a\xff", ["SSE201 7:1"], id="a byte that begins nothing, at the end"),
    pytest.param("data: \u2028\u2028\u2029\n\n: \x0b\n\n".encode(), ["SSE204 6:1", "SSE204 12:1"], id="each character once, and only in data"),
    pytest.param("event: \u2028\ndata: \x0b\x0c\u0085\n\n".encode(), ["SSE204 17:2", "SSE204 18:2", "SSE204 19:2"], id="not in a name"),
    pytest.param(b"\xef\xbb\xbfdata: \x0c\n\n", ["SSE204 9:1"], id="behind a byte order mark"),
    pytest.param(b"id: \x00\ndata: a\x00\n\n", ["SSE205 4:1", "SSE206 13:2"], id="U+0000 in an id and in data"),
    pytest.param(b"id\x00: 1\ndata: a\n\n", ["SSE206 2:1"], id="U+0000 in a name"),
    pytest.param("event: \ufffd\ndata: a\n\n".encode(), [], id="U+FFFD in a name is not in data"),
    pytest.param(b'data: {"a": "b \\ufffd c \\uFFFD"}\n\ndata: ["\\uFFFD"]\n\n', ["SSE207 15:1", "SSE207 42:3"], id="U+FFFD as an escape in JSON, once for each event"),
    pytest.param(b'data: {"a": "\\\\ufffd"}\n\ndata: \\ufffd\n\nevent: \\ufffd\ndata: {}\n\n', [], id="an escaped backslash before it, text, and a name"),
    pytest.param('data: {"a":\ndata: "\\ufffd\ufffd"}\n\n'.encode(), ["SSE207 25:2"], id="as it is and as an escape is one place"),
    pytest.param("id: é\ndata: a\n\nid: ü\ndata: b\n\n".encode(), ["SSE208 0:1"], id="ids outside ASCII are said once"),
    pytest.param(b'data: "\\udc26"\n\n', ["SSE209 7:1"], id="the second half alone"),
    pytest.param(b'data: "\\ud83dx\\udc26"\n\n', ["SSE209 7:1", "SSE209 14:1"], id="two halves apart"),
    pytest.param(b'data: "\\ud83d\\ud83d\\udc26"\n\n', ["SSE209 7:1"], id="a first half before a pair"),
    pytest.param(b'data: ["\\ud83d\\n\\u0041"]\n\n', ["SSE209 8:1"], id="other escapes behind it"),
    pytest.param(b'data: "\\\\ud83d"\n\n', [], id="an escaped backslash before it"),
    pytest.param(b"data: \\ud83d\n\n", [], id="text that is not JSON"),
    pytest.param(b'event: x\ndata: "\ndata: \\ud83d"\n\n', ["SSE209 23:3"], id="in the second data line"),
    pytest.param(b'data: "\\ud83d"', [], id="in an event that is never dispatched"),
    pytest.param(b"data: caf\xe9 ol\xe9 pr\xeat\n\n", ["SSE201 9:1", "SSE201 13:1", "SSE201 17:1", "SSE210 17:1"], id="Latin-1 letters throughout"),
    pytest.param(b"data: caf\xe9!\n\ndata: caf\xe9!\n\ndata: caf\xe9!\n\ndata: caf\xe9!\n\n", ["SSE201 9:1", "SSE201 22:3", "SSE201 35:5", "SSE210 35:5", "SSE201 48:7"], id="Latin-1 over several events is said once"),
    pytest.param("data: é\n\n".encode() + b"data: caf\xe9 ol\xe9 pr\xeat\n\n", ["SSE201 19:3", "SSE201 23:3", "SSE201 27:3"], id="some UTF-8 speaks against Latin-1"),
    pytest.param(b"data: \xe9\xe9 caf\xe9 ol\xe9 pr\xeat\n\n", ["SSE201 6:1", "SSE201 12:1", "SSE201 16:1", "SSE201 20:1"], id="bytes that are no letters speak against Latin-1"),
]  # fmt: skip


@pytest.mark.parametrize(("stream", "expected"), ROWS)
def test_encoding(found, stream: bytes, expected: list[str]) -> None:
    assert found(stream, select="SSE2") == expected
    assert found(*(bytes([byte]) for byte in stream), select="SSE2") == expected


UTF16 = [
    pytest.param("data: a\n\n".encode("utf-16"), id="UTF-16 with its mark"),
    pytest.param("data: a\n\n".encode("utf-16-be"), id="UTF-16, the high byte first"),
]


@pytest.mark.parametrize("stream", UTF16)
def test_utf16_is_one_finding(found, stream: bytes) -> None:
    assert found(stream * 10) == ["SSE210 0:1"]


CHUNKS = [
    pytest.param((b"data: \xf0\x9f", b"\x90", b"\xa6\n\n"), ["SSE203 6:1"], id="four bytes over three chunks"),
    pytest.param((b"data: \xc3", b"\xa9 \xc3", b"\xa9\n\n"), ["SSE203 6:1"], id="two characters are said once"),
    pytest.param((b"data: a", b"\xa9\n\n"), [], id="a stray byte behind a letter continues nothing"),
    pytest.param((b"data: \xc3\xa9", b"\xa9\n\n"), [], id="a stray byte behind a whole character continues nothing"),
    pytest.param((b"\x80\x80\x80\x80", b"\x80: \n\ndata: a\n\n"), [], id="stray bytes behind stray bytes"),
    pytest.param((b"data: \xf5", b"\x80\n\n"), [], id="a byte that begins no character"),
    pytest.param((b"data: a\n\ndata: \xe2\x82", b"\xac"), ["SSE203 15:3"], id="in the last, unfinished event"),
]  # fmt: skip


@pytest.mark.parametrize(("chunks", "expected"), CHUNKS)
def test_characters_over_chunks(found, chunks: tuple[bytes, ...], expected: list[str]) -> None:
    assert found(*chunks, select="SSE203", fidelity="chunks") == expected


def test_bad_bytes_are_shown_in_hexadecimal(message_of) -> None:
    assert message_of(b"data: \xff\n\n") == "FF is not UTF-8"
    assert message_of(b"data: " + b"\xff" * 9 + b"\n\n") == "FF FF FF FF FF FF FF FF ... is not UTF-8"
