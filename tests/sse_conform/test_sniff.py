"""What is plainly no event stream is named; whatever may be one is left to the rules."""

import gzip
import json
import zlib

import pytest

from sse_conform.sniff import KINDS, SNIFF_BYTES, sniff

NO_STREAM = [
    pytest.param(b"", "empty", id="nothing"),
    pytest.param(gzip.compress(b"data: a\n\n"), "gzip", id="gzip"),
    pytest.param(b"\x28\xb5\x2f\xfd\x04", "zstd", id="zstd"),
    pytest.param(b"BZh91AY", "bzip2", id="bzip2"),
    pytest.param(b"\xfd7zXZ\x00", "xz", id="xz"),
    pytest.param(b"PK\x03\x04", "zip", id="zip"),
    pytest.param(zlib.compress(b"data: a\n\n"), "zlib", id="zlib"),
    pytest.param(zlib.compress(b"data: a\n\n", 9), "zlib", id="zlib at its smallest"),
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


RECORDED = [
    pytest.param(b"interactions:\n- request:\n    body: null\n  response:\n    data: x\n", "cassette", id="a vcrpy cassette in which a nested key looks like a field"),
    pytest.param(b"---\nversion: 2\ninteractions:\n    - id: 0\n      request:\n", "cassette", id="a go-vcr cassette"),
    pytest.param(b"---\r\nhttp_interactions:\r\n- request:\r\n    method: get\r\n", "cassette", id="a Ruby VCR cassette with CR LF"),
    pytest.param(b"# recorded\ninteractions:\n- request: {}\n", "cassette", id="a cassette behind a comment of YAML"),
    pytest.param(b'{"version": 1, "interactions": [{"request": {"uri": "x"}}]}', "cassette", id="a vcrpy cassette in JSON"),
    pytest.param(b'{\n "http_interactions": [\n  {\n   "recorded_at": "x"}]}', "cassette", id="a betamax cassette"),
    pytest.param(b'{"interactions": [{"kind": "click"}]}', "json", id="JSON with other interactions"),
    pytest.param(b'{"log":{"version":"1.2","entries":[]}}', "har", id="a HAR"),
    pytest.param(b'\xef\xbb\xbf{\r\n  "log" : {\r\n    "_recordingName": "x"', "har", id="a HAR with a mark, over several lines"),
    pytest.param(b"== Info:   Trying 127.0.0.1:80...\n=> Send header, 4 bytes (0x4)\n0000: 47 45 54 20 GET \n", "curl-trace", id="curl --trace"),
    pytest.param(b"20:49:38.680670 [0-0] == Info: x\n20:49:38.7 <= Recv data, 2 bytes (0x2)\n0000: 64 61  da\n", "curl-trace", id="curl --trace with times and ids"),
    pytest.param(b"[0-x] == Info: x\n[0-0] <= Recv data, 2 bytes (0x2)\n0000: 64 61 da\n", "curl-trace", id="curl --trace with ids, before there is a connection"),
    pytest.param(b"== Info:   Trying 127.0.0.1:80...\n", "curl-trace", id="curl --trace without a byte"),
    pytest.param(b"== Info: x\n=> Send header, 16 bytes (0x10)\n0000: GET / HTTP/1.1\n<= Recv data, 9 bytes (0x9)\n0000: data: a\n", "curl-trace-ascii", id="curl --trace-ascii"),
    pytest.param(b"*   Trying 127.0.0.1:80...\n* Connected to x\n> GET / HTTP/1.1\n> Host: x\n> \n< HTTP/1.1 200 OK\n< \ndata: a\n\n", "curl-verbose", id="curl -v"),
    pytest.param(b"  % Total    % Received\n\r  0     0*   Trying 1.2.3.4:80...\n> POST /v1 HTTP/2\r\n> \r\n{ [5 bytes data]\ndata: a\n", "curl-verbose", id="curl -v behind its progress"),
    pytest.param(b"responses:\n- response:\n    auto_calculate_content_length: false\n    body: ''\n", "cassette", id="what responses records"),
    pytest.param(b"POST /v1/chat HTTP/1.1\r\nHost: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\ndata: a\n\n", "http-request", id="a request and its response"),
    pytest.param(b"GET http://x/ HTTP/1.1\nHost: x\n\n", "http-request", id="a request to a proxy"),
    pytest.param(b"--2026-12-01 17:20:45--  http://x/\nConnecting to x... connected.\n  HTTP/1.1 200 OK\ndata: a\n", "wget", id="wget"),
    pytest.param(b"  HTTP/1.1 200 OK\n  Content-Type: text/event-stream\ndata: a\n\n", "wget", id="wget without its messages"),
    pytest.param(b"\n" + b"=" * 67 + b"\nFollow: http,ascii\nFilter: x\ndata: a\n", "tshark-follow", id="what tshark follows"),
    pytest.param(b"9\r\ndata: a\n\n\r\n9\r\ndata: b\n\n\r\n0\r\n\r\n", "chunked", id="a chunked body"),
    pytest.param(b"4\r\ndata\r\n5;x=y\r\n: a\n\n\r\n", "chunked", id="chunks that cut an event"),
    pytest.param(b"1F40\r\nevent: a\r\ndata: b\r\n\r\n", "chunked", id="a chunk that is longer than what came"),
    pytest.param(b"9\r\ndata: ab\n\n9\r\n", None, id="a number in the first line that is no size"),
    pytest.param(b"0\r\ndata: a\n\n", None, id="a zero in the first line"),
    pytest.param(b"ff\r\nmore: x\n", "text", id="a number before other text"),
    pytest.param(b"2034:9:websocket;0:~8:response;", "mitmproxy", id="a flow of mitmproxy"),
    pytest.param(b"1201:7:request;410:4:port;2:80#", "mitmproxy", id="an older flow of mitmproxy"),
    pytest.param(b"\xd4\xc3\xb2\xa1\x02\0\x04\0" + bytes(12), "pcap", id="pcap"),
    pytest.param(b"\xa1\xb2\x3c\x4d\0\x02\0\x04" + bytes(12), "pcap", id="pcap with nanoseconds, the high byte first"),
    pytest.param(b"\n\r\r\n\x1c\0\0\0\x4d\x3c\x2b\x1a\x01\0\0\0", "pcap", id="pcapng"),
    pytest.param(b"\0\0\0\x72\0\0\0\x4b\x8d\xba\x5e\x0c\x0b:event-type\x07\0\x05chunk", "amazon", id="Amazon's event stream"),
    pytest.param(b"\0\0\x01\x72\0\0\0\x61\x8d\xba\n\n\x0f:exception-type\x07\0", "amazon", id="an exception in Amazon's event stream"),
    pytest.param(b'{"log":"data: a\\n","stream":"stdout","time":"x"}\n{"log":"\\n","stream":"stdout"}\n', "docker", id="a log of Docker"),
    pytest.param(b'[\n "data: a\\n\\n",\n "data: b\\n\\n"]', "chunk-list", id="a list of pieces"),
    pytest.param(b"2026-01-01T00:00:00.1Z data: a\n2026-01-01T00:00:00.12Z\n2026-01-01T00:00:01Z data: b\n", "log", id="times before lines"),
    pytest.param(b"[info] data: a\n\n[warn] data: b\n\n", "log", id="levels before lines"),
    pytest.param(b"pod/chat-7d4f data: a\npod/chat-7d4f \npod/chat-7d4f data: b\n", "log", id="pods before lines"),
    pytest.param(b"api-1  | event: a\napi-1  | data: b\napi-1  |\n", "log", id="services before lines"),
    pytest.param(b"[12:00:01] data: a\n[12:00:02]\n", "log", id="times in brackets, and one line of data"),
    pytest.param(b"    9  data: a\r\n   10  \r\n   11  data: b\r\n", "log", id="numbers of lines"),
    pytest.param(b"one data: a\n", "text", id="one line"),
    pytest.param(b"12:00:01 INFO sent\n12:00:02 INFO chunk: b'data: a'\n12:00:03 INFO chunk: b' b'\n12:00:03 INFO chunk: b'\\n\\n'\n", "log", id="chunks that cut an event, in quotes behind a prefix"),
    pytest.param(b'{"level":"info","msg":"data: a"}\n{"level":"info","msg":""}\n{"level":"info","msg":"\\n"}\n', "log", id="a log in JSON, with empty lines"),
    pytest.param(b'{"log": "data: {}\\n", "stream": "stdout"}\n', "docker", id="Docker, with spaces"),
    pytest.param(b'{"request": {"method": "POST", "url": "https://x"}, "response": {"body": "data: a"}}', "cassette", id="one exchange in JSON"),
    pytest.param(b'[\n {"scope": "https://x:443", "response": ["data: a"]}]', "cassette", id="a list of exchanges"),
    pytest.param(b"Note: Using embedded CA bundle\n== Info: Trying 1.2.3.4\n", "curl-trace", id="a note before a trace"),
    pytest.param(b"9\ndata: a\n\n\n9\ndata: b\n\n\n0\n\n", "chunked", id="chunks whose line ends were changed"),
    pytest.param(b"1\ndata: a\n\n2\ndata: b\n\n", None, id="numbers before events"),
    pytest.param(b"> data: a\n>\n> data: b\n", "log", id="a quotation"),
    pytest.param(b'"data: a"\n""\n"data: b"\n', "quoted", id="double quotes"),
    pytest.param(b"b'data: a\\n\\n'\nb'data: b\\n\\n'\n", "quoted", id="Python's bytes"),
    pytest.param(b"metadata: a\nmetadata: b\n", "text", id="words that end like a field"),
    pytest.param(b"one data: a\ntwo, three\nfour data: b\nfive. six!\nseven? no\n", "text", id="text with such a line now and then"),
    pytest.param(b"x data: a\n!! data: b\n", "text", id="lines with different prefixes"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "kind"), RECORDED)
def test_a_recording_is_named(body: bytes, kind: str | None) -> None:
    assert sniff(body) == kind


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
    pytest.param(b'error: {"code": 400}\n', id="JSON in a field error"),
    pytest.param(
        b": interactions:\ninteractions:\n- request\ndata: a\n",
        id="a comment before what looks like a recording",
    ),
    pytest.param(b"data: > GET / HTTP/1.1\n> GET / HTTP/1.1\n", id="a field before it"),
]


@pytest.mark.parametrize("body", STREAM)
def test_maybe_a_stream(body: bytes) -> None:
    assert sniff(body) is None


def test_only_the_beginning_is_looked_at() -> None:
    words = b"no field in this line\n" * (SNIFF_BYTES // 22 + 1)
    assert sniff(words + b"data: a\n\n") == "text"
