"""What is plainly no event stream is named; whatever may be one is left to the rules."""

import gzip
import json

import pytest

from sse_conform.sniff import KINDS, SNIFF_BYTES, sniff

NO_STREAM = [
    pytest.param(b"", "empty", id="nothing"),
    pytest.param(gzip.compress(b"data: a\n\n"), "gzip", id="gzip"),
    pytest.param(b"\x28\xb5\x2f\xfd\x04", "zstd", id="zstd"),
    pytest.param(b"BZh91AY", "bzip2", id="bzip2"),
    pytest.param(b"\xfd7zXZ\x00", "xz", id="xz"),
    pytest.param(b"PK\x03\x04", "zip", id="zip"),
    pytest.param("data: a\n\n".encode("utf-16"), "utf-16", id="UTF-16 with its mark"),
    pytest.param("data: a\n\n".encode("utf-16-le"), "utf-16", id="UTF-16, the low byte first"),
    pytest.param("data: a\n\n".encode("utf-16-be"), "utf-16", id="UTF-16, the high byte first"),
    pytest.param(b"<!DOCTYPE html>\n<p>data: a", "markup", id="HTML"),
    pytest.param(b"\xef\xbb\xbf\r\n <html>\n:root {}", "markup", id="HTML behind blanks, with what looks like a comment"),
    pytest.param(b"<?xml version='1.0'?>", "markup", id="XML"),
    pytest.param(b'{"a": 1}', "json", id="a JSON object"),
    pytest.param(b'{\n  "data": 1\n}\n', "json", id="a JSON object over several lines"),
    pytest.param(b"[]", "json", id="an empty JSON list"),
    pytest.param(b'{"a": [1, 2', "json", id="a JSON object that is cut"),
    pytest.param(b'{"a":' * 1500, "json", id="JSON too deep to be read"),
    pytest.param(b'{"a": 1}\n{"a": 2}\n', "json-lines", id="JSON lines"),
    pytest.param(b'{"a": 1}{"a": 2}', "json-lines", id="JSON values on one line"),
    pytest.param(json.dumps(list(range(2000))).encode(), "json", id="a long JSON list"),
    pytest.param(bytes(range(256)), "binary", id="all bytes"),
    pytest.param(b"\x01\x02\x03\x04\n:\x05\x06\ndata:\x07\n", "binary", id="bytes with fields by chance"),
    pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary", id="a picture"),
    pytest.param(b"Bad Gateway", "text", id="words"),
    pytest.param(b"Unauthorized", "text", id="one word"),
    pytest.param(b"Error: the model is overloaded\n", "text", id="words with a colon"),
    pytest.param(b"upstream connect error: reset reason: timeout\n", "text", id="the words of a proxy"),
    pytest.param("日本".encode(), "text", id="words in another script"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "kind"), NO_STREAM)
def test_no_stream(body: bytes, kind: str) -> None:
    assert sniff(body) == kind
    assert kind in KINDS


STREAM = [
    pytest.param(b"data: a\n\n", id="a field"),
    pytest.param(b"data", id="a field without a colon"),
    pytest.param(b": a", id="a comment"),
    pytest.param(b":", id="an empty comment"),
    pytest.param(b"\n\n\n", id="blank lines"),
    pytest.param(b" \t\n", id="blanks"),
    pytest.param(b"\xef\xbb\xbf", id="a byte order mark"),
    pytest.param(b"\xef\xbb\xbfid: 1\n", id="a field behind a byte order mark"),
    pytest.param(b"\xef\xbb\xbf\xef\xbb\xbfid: 1\n", id="a field behind two marks"),
    pytest.param(b"Data: a\n\n", id="a field in the wrong case"),
    pytest.param(b" data: a\n\n", id="an indented field"),
    pytest.param(b"message:\ndata: a", id="another field before it"),
    pytest.param(b"message\ndata: a", id="another field without a colon before it"),
    pytest.param(b'{"a": 1}\n\ndata: a\n\n', id="JSON before a field"),
    pytest.param(b"Bad Gateway\rretry: 1", id="words before a field"),
    pytest.param(b"data: \x00\x01\x02\x03", id="controls in a field"),
    pytest.param(b"data: a\0b", id="one zero"),
]


@pytest.mark.parametrize("body", STREAM)
def test_maybe_a_stream(body: bytes) -> None:
    assert sniff(body) is None


def test_only_the_beginning_is_looked_at() -> None:
    words = b"no field in this line\n" * (SNIFF_BYTES // 22 + 1)
    assert sniff(words + b"data: a\n\n") == "text"
