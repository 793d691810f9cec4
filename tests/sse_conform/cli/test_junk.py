"""What is said of input that is no event stream fits the place that it came from."""

from typing import get_args

import pytest

from sse_conform.cli._junk import Source, sentence
from sse_conform.sniff import KINDS

SOURCES = get_args(Source)

SENTENCES = [
    pytest.param("empty", "file", "it is empty; the file was not written, or the server sent nothing", id="an empty file"),
    pytest.param("empty", "stdin", "it is empty; nothing came on standard input", id="empty input"),
    pytest.param("empty", "url", "it is empty; the server sent nothing", id="an empty answer"),
    pytest.param("gzip", "file", "it is gzip-compressed data, not an event stream; decompress it first, as in: gunzip -c FILE | sse-conform check -", id="a compressed file"),
    pytest.param("gzip", "stdin", "it is gzip-compressed data, not an event stream; decompress it first, as in: gunzip -c | sse-conform check -", id="compressed input"),
    pytest.param("gzip", "url", "it is gzip-compressed data, not an event stream; the server compressed the body, and no Content-Encoding says so", id="a compressed answer"),
    pytest.param("gzip", "response", "it is gzip-compressed data, not an event stream; let curl undo it when you record it: curl -isN --compressed URL", id="a compressed body with its head"),
    pytest.param("pcap", "stdin", "it is a packet capture (pcap), not an event stream; take the bodies out, as in: tshark -r FILE --export-objects http,FOLDER", id="a packet capture on standard input"),
    pytest.param("markup", "url", "it is a page of HTML or XML, not an event stream; it may show an error of the server or of a proxy", id="a page as an answer"),
    pytest.param("har", "url", "it is a HAR, the log of HTTP exchanges that browsers save, not an event stream; look at what answers this address", id="a HAR as an answer"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "source", "expected"), SENTENCES)
def test_sentences(kind: str, source: Source, expected: str) -> None:
    assert sentence(kind, source) == expected


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_advice_for_every_source(kind: str) -> None:
    for source in SOURCES:
        said = sentence(kind, source)
        assert KINDS[kind] in said
        assert not (source == "url" and "FILE" in said)
        assert not (source == "stdin" and " FILE | " in said)
    assert sentence(kind) == sentence(kind, "file")


def test_no_har_is_taken_for_an_answer_without_streaming() -> None:
    assert "streaming" not in sentence("har")
