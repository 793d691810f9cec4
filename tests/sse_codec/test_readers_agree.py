"""Decoder, scanner and oracle agree on every stream, however it is cut, and each event comes in the same call."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .cases import CASES, Case
from .oracle import read, read_lossless
from .readers import blocks_of, decode, decode_with_comments, scan
from .strategies import chunked_streams
from .twins import ScannerTwin, Twin

SEEDS = st.sampled_from(["", "7"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_oracle_reads_the_table_as_it_says(case: Case) -> None:
    reading = read([case.stream])
    assert (reading.events, reading.comments) == (case.events, list(case.comments))
    assert (reading.last_event_id, reading.retry) == (case.last_event_id, case.retry)
    assert reading.discarded == case.discarded


@given(chunked_streams(), SEEDS)
def test_the_decoder_reads_what_the_oracle_reads(Decoder: Twin, chunks: list[bytes], seed: str) -> None:
    assert decode(chunks, seed, twin=Decoder) == read(chunks, seed).without_comments()


@given(chunked_streams(), SEEDS)
def test_with_comments_it_reads_the_same(Decoder: Twin, chunks: list[bytes], seed: str) -> None:
    assert decode_with_comments(chunks, seed, twin=Decoder) == read(chunks, seed)


@given(chunked_streams(), SEEDS)
def test_the_scanner_reads_what_the_oracle_reads(
    Scanner: ScannerTwin, chunks: list[bytes], seed: str
) -> None:
    assert scan(chunks, seed, twin=Scanner) == read_lossless(chunks, seed)


@given(chunked_streams())
def test_the_scanner_loses_no_byte(Scanner: ScannerTwin, chunks: list[bytes]) -> None:
    assert b"".join(block.raw for block in blocks_of(chunks, twin=Scanner)) == b"".join(chunks)


@given(chunked_streams(), st.integers(1, 24))
def test_the_decoder_hits_a_limit_where_the_oracle_does(
    Decoder: Twin, chunks: list[bytes], limit: int
) -> None:
    assert decode(chunks, limit=limit, twin=Decoder) == read(chunks, limit=limit).without_comments()
    assert decode_with_comments(chunks, limit=limit, twin=Decoder) == read(chunks, limit=limit)


@given(chunked_streams(), st.integers(1, 24))
def test_the_scanner_hits_a_limit_where_the_oracle_does(
    Scanner: ScannerTwin, chunks: list[bytes], limit: int
) -> None:
    assert scan(chunks, limit=limit, twin=Scanner) == read_lossless(chunks, limit=limit)
