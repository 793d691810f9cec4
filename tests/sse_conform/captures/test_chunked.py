"""A chunked body that nobody undid: its chunks are those of the wire, and a broken one ends the stream."""

import gzip

import pytest

from sse_conform.captures import Ending, _dechunk

from .reading import Got, only

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
BODY = b"9\r\ndata: a\n\n\r\na;x=y\r\ndata: bc\n\n\r\n"
CHUNKS = (b"data: a\n\n", b"data: bc\n\n")
WHOLE = Ending()


def read(data: bytes, piece: int = 1 << 16) -> tuple[tuple[bytes, ...], Ending | None]:
    found = only(data, piece=piece)
    assert (found.format, found.fidelity) == ("chunked", "chunks")
    assert found.notes == ("the chunked transfer coding undone",)
    return found.chunks, found.ending


ENDINGS = [
    pytest.param(b"0\r\n\r\n", WHOLE, id="the last chunk"),
    pytest.param(b"000;a\r\nTrailer: x\r\nOther: y\r\n\r\n", WHOLE, id="trailers"),
    pytest.param(b"0\r\n", WHOLE, id="no line after the last chunk"),
    pytest.param(b"0\n\n", WHOLE, id="LF where CR LF belongs"),
    pytest.param(b"0\r\n\r\n\r\n", WHOLE, id="blank lines after the last chunk"),
    pytest.param(b"", Ending("incomplete"), id="no last chunk"),
    pytest.param(b"1", Ending("incomplete"), id="half a size"),
    pytest.param(b"0\r\n\r\nabc", Ending("incomplete", "3 bytes follow the last chunk"), id="more after the last chunk"),
    pytest.param(b"zz\r\nx", Ending("incomplete", "'zz' is no size of a chunk, at byte 33 of the body as it was sent"), id="no size"),
    pytest.param(b"\xff\n", Ending("incomplete", "'\\xff' is no size of a chunk, at byte 33 of the body as it was sent"), id="no text"),
    pytest.param(b"1" * 5000, Ending("incomplete", "the line before a chunk is longer than 4,096 bytes"), id="a line without end"),
]  # fmt: skip


@pytest.mark.parametrize("piece", [1, 7, 1 << 16])
@pytest.mark.parametrize(("rest", "ending"), ENDINGS)
def test_how_it_ends(rest: bytes, ending: Ending, piece: int) -> None:
    chunks, found = read(BODY + rest, piece)
    assert chunks == CHUNKS
    assert found is not None
    if "follow" not in ending.detail:
        assert found == ending
    assert found.kind == ending.kind


def test_a_chunk_that_is_longer_than_its_size() -> None:
    chunks, ending = read(b"9\r\ndata: a\n\n\r\n3\r\n: abc\r\n\r\n")
    assert chunks == (b"data: a\n\n", b": a")
    assert ending == Ending(
        "incomplete", "a chunk is longer than its size says, near byte 20 of the body as it was sent"
    )


def test_a_chunk_that_is_cut() -> None:
    chunks, ending = read(b"9\r\ndata: a\n\n\r\n9\r\ndata")
    assert chunks == (b"data: a\n\n", b"data")
    assert ending == Ending("incomplete")


def test_a_huge_chunk_comes_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_dechunk, "MAX_HELD", 10)
    chunks, _ = read(b"14\r\ndata: 0123456789ab\n\n\r\n0\r\n\r\n", 8)
    assert b"".join(chunks) == b"data: 0123456789ab\n\n"
    assert len(chunks) == 2


def test_curl_with_raw_keeps_the_chunks_and_the_head() -> None:
    found = only(HEAD + BODY + b"0\r\n\r\n")
    assert (found.format, found.fidelity, found.chunks, found.ending) == ("curl", "chunks", CHUNKS, WHOLE)
    assert found.notes == ("the chunked transfer coding undone",)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"data: a\n\n", id="undone by curl"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"abc", id="what may be the beginning of a size"),
        pytest.param(b"2\r\ndata: a\n\n", id="a number that is no size"),
    ],
)
def test_a_body_that_curl_undid_is_taken_as_it_is(body: bytes) -> None:
    found = only(HEAD + body, piece=5)
    assert (found.fidelity, found.body, found.notes) == ("bytes", body, ())


def test_a_coding_that_curl_undid_is_left_alone() -> None:
    head = HEAD.replace(b"Transfer-Encoding: chunked", b"Content-Encoding: gzip")
    assert (only(head + b"data: a\n\n").body, only(head + b"data: a\n\n").notes) == (b"data: a\n\n", ())


def test_both_codings_are_undone() -> None:
    data = gzip.compress(b"data: a\n\n")
    head = HEAD.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n")
    found: Got = only(head + b"%x\r\n%b\r\n0\r\n\r\n" % (len(data), data))
    assert (found.body, found.ending) == (b"data: a\n\n", WHOLE)
    assert found.notes == ("the chunked transfer coding undone", "gzip undone")
