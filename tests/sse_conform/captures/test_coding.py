"""Content codings: undone as the bytes come, piece by piece, and named where the data is damaged or breaks off."""

import gzip
import importlib
import sys
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import brotli
import pytest

from sse_conform.captures import Capture, CaptureError, Chunk, Ending, NoStreamError, read_capture
from sse_conform.captures._coding import PIECE_SIZE, undone
from sse_conform.head import ResponseHead

zstd: Any = importlib.import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
EVENTS = [b"data: one\n\n", "data: zwölf €\n\n".encode(), b"data: " + b"x" * 500 + b"\n\n"]
WHOLE = b"".join(EVENTS)


def raw_deflate(data: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush()


COMPRESSED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}
ONE_SHOT = [
    *(pytest.param([name], compress, id=name) for name, compress in COMPRESSED.items()),
    pytest.param(["deflate"], raw_deflate, id="deflate without a header"),
    pytest.param(["deflate"], lambda data: raw_deflate(b"")[:0] + zlib.compress(data, 0), id="deflate, stored"),
    pytest.param(["GZIP"], gzip.compress, id="in capitals"),
    pytest.param(["identity", "gzip"], gzip.compress, id="identity is none"),
    pytest.param(["gzip", "br"], lambda data: brotli.compress(gzip.compress(data)), id="two, the last undone first"),
    pytest.param(["br", "zstd", "gzip"], lambda data: gzip.compress(zstd.compress(brotli.compress(data))), id="three"),
    pytest.param(["gzip"], lambda data: gzip.compress(data[:9]) + gzip.compress(data[9:]), id="gzip in two members"),
    pytest.param(["gzip"], lambda data: gzip.compress(data) + b"\0" * 200, id="gzip with padding"),
    pytest.param(["zstd"], lambda data: zstd.compress(data[:9]) + zstd.compress(data[9:]), id="zstd in two frames"),
]  # fmt: skip


def capture(reads: Iterator[Chunk | Ending], *codings: str) -> Capture:
    head = ResponseHead("1.1", 200, tuple(("Content-Encoding", name) for name in codings))
    return Capture("x", "live", "timed", head, reads)


def sent(*chunks: bytes, ending: Ending = Ending()) -> Iterator[Chunk | Ending]:  # noqa: B008 - it is frozen
    yield from (Chunk(chunk, float(number)) for number, chunk in enumerate(chunks))
    yield ending


def body(capture: Capture) -> tuple[bytes, Ending]:
    *chunks, last = capture.reads
    assert isinstance(last, Ending)
    return b"".join(read.data for read in chunks if isinstance(read, Chunk)), last


@pytest.mark.parametrize("size", [1, 7, 100_000], ids="{} bytes at a time".format)
@pytest.mark.parametrize(("codings", "compress"), ONE_SHOT)
def test_a_whole_body(codings: list[str], compress: Callable[[bytes], bytes], size: int) -> None:
    data = compress(WHOLE)
    chunks = [data[start : start + size] for start in range(0, len(data), size)]
    assert body(undone(capture(sent(*chunks), *codings))) == (WHOLE, Ending())


def test_the_notes_say_what_was_undone() -> None:
    assert undone(capture(sent(), "gzip")).notes == ("gzip undone",)
    assert undone(capture(sent(), "gzip, br")).notes == ("br, then gzip undone",)
    assert undone(capture(sent(), "identity")).notes == ()


class Flushing:
    """A compressor that a server flushes after each event."""

    def __init__(self, coding: str) -> None:
        self.coding = coding
        match coding:
            case "gzip":
                self.inner: Any = zlib.compressobj(wbits=31)
            case "deflate":
                self.inner = zlib.compressobj()
            case "br":
                self.inner = brotli.Compressor(quality=5)
            case _:
                self.inner = zstd.ZstdCompressor()

    def __call__(self, event: bytes) -> bytes:
        match self.coding:
            case "gzip" | "deflate":
                return self.inner.compress(event) + self.inner.flush(zlib.Z_SYNC_FLUSH)
            case "br":
                return self.inner.process(event) + self.inner.flush()
            case _:
                return self.inner.compress(event, self.inner.FLUSH_BLOCK)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_an_event_that_was_flushed_comes_with_its_bytes_and_their_time(coding: str) -> None:
    flushing = Flushing(coding)
    reads = undone(capture(sent(*map(flushing, EVENTS)), coding)).reads
    for number, event in enumerate(EVENTS):
        assert next(reads) == Chunk(event, float(number))
    last = next(reads)
    assert isinstance(last, Ending)
    assert last.kind == "unfinished"  # since the compressor was never finished
    assert list(reads) == []


def bomb(coding: str) -> bytes:
    return COMPRESSED[coding](b"data: " + b"\0" * 40_000_000 + b"\n\n")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_data_that_expands_a_thousandfold_is_handed_on_in_pieces(coding: str) -> None:
    data = bomb(coding)
    assert len(data) < 100_000
    sizes = [len(read.data) for read in undone(capture(sent(data), coding)).reads if isinstance(read, Chunk)]
    assert sum(sizes) == 40_000_008
    assert max(sizes) <= PIECE_SIZE
    assert min(sizes[:-1]) >= PIECE_SIZE // 4


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_who_stops_early_never_pays_for_the_rest(coding: str) -> None:
    reads = undone(capture(sent(bomb(coding)), coding)).reads
    tracemalloc.start()
    try:
        first = next(reads)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(first, Chunk)
    assert peak < 4_000_000


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_damage_ends_the_stream_is_placed_and_takes_nothing_with_it(coding: str) -> None:
    flushed = Flushing(coding)(WHOLE * 9)
    reads = sent(flushed, b"\xff" * 1000, Flushing(coding)(WHOLE))
    found, ending = body(undone(capture(reads, coding)))
    assert found == WHOLE * 9
    assert ending.kind == "corrupt"
    assert ending.detail.startswith(f"the {coding} data is damaged near byte ")
    place = int(ending.detail.rpartition(" ")[2].replace(",", ""))
    assert 0 <= place - len(flushed) < 1000


TEXT = b"".join(b"data: %d\n\n" % (number**3) for number in range(2000))


def test_a_checksum_that_is_wrong() -> None:
    data = bytearray(gzip.compress(TEXT, mtime=0))
    data[-8] ^= 1
    found, ending = body(undone(capture(sent(bytes(data)), "gzip")))
    assert TEXT.startswith(found)
    assert len(TEXT) - len(found) < 500
    assert ending.kind == "corrupt"
    assert ending.detail.startswith("the gzip data is damaged near byte ")


@pytest.mark.parametrize(
    ("coding", "data", "detail"),
    [
        pytest.param("gzip", WHOLE, "the data is not gzip, as Content-Encoding says", id="no gzip at all"),
        pytest.param("br", WHOLE, "the data is not br, as Content-Encoding says", id="no br at all"),
        pytest.param("zstd", WHOLE, "the data is not zstd, as Content-Encoding says", id="no zstd at all"),
        pytest.param("gzip", gzip.compress(WHOLE)[:-1], f"the gzip data breaks off after {len(gzip.compress(WHOLE)) - 1} bytes", id="cut gzip"),
        pytest.param("br", brotli.compress(WHOLE)[:-1], f"the br data breaks off after {len(brotli.compress(WHOLE)) - 1} bytes", id="cut br"),
        pytest.param("zstd", zstd.compress(WHOLE)[:-1], f"the zstd data breaks off after {len(zstd.compress(WHOLE)) - 1} bytes", id="cut zstd"),
        pytest.param("gzip", gzip.compress(WHOLE) + b"data: more\n\n", f"the gzip data is damaged near byte {len(gzip.compress(WHOLE))}", id="text behind gzip"),
        pytest.param("deflate", zlib.compress(WHOLE) + b"x", "bytes follow the end of the deflate data at byte ", id="text behind deflate"),
        pytest.param("gzip, br", brotli.compress(b"data: a\n\n"), "the data is not gzip, as Content-Encoding says", id="one coding in another"),
        pytest.param("gzip, br", brotli.compress(gzip.compress(b"a")[:-1]), "the gzip data breaks off after 20 bytes", id="the inner one is cut"),
    ],
)  # fmt: skip
def test_where_it_breaks(coding: str, data: bytes, detail: str) -> None:
    _, ending = body(undone(capture(sent(data), coding)))
    assert ending.kind == ("unfinished" if "breaks off" in detail else "corrupt")
    assert ending.detail.startswith(detail)


def test_a_window_that_is_too_large_for_http() -> None:
    parameter = zstd.CompressionParameter
    compressor = zstd.ZstdCompressor(options={parameter.window_log: 27})
    data = compressor.compress(b"data: a\n\n", compressor.FLUSH_BLOCK)
    reason = "the zstd data needs a window of more than 8 MiB, which RFC 9659 forbids"
    assert body(undone(capture(sent(data), "zstd"))) == (b"", Ending("corrupt", reason))


@pytest.mark.parametrize("kind", ["reset", "short", "timeout", "time-up", "stopped", "incomplete"])
def test_another_ending_stays_what_it_is(kind: Any) -> None:
    ending = Ending(kind, "so it was")
    assert body(undone(capture(sent(gzip.compress(WHOLE)[:-9], ending=ending), "gzip")))[1] == ending


def test_a_body_of_nothing_is_whole() -> None:
    assert body(undone(capture(sent(), "gzip"))) == (b"", Ending())


def test_an_unknown_coding_is_named_when_the_body_comes() -> None:
    unknown = undone(capture(sent(b"\x1f\x9d\x90"), "compress"), NoStreamError)
    with pytest.raises(
        NoStreamError, match=r"^x: its Content-Encoding is 'compress', which nobody here can undo$"
    ):
        next(unknown.reads)


@pytest.mark.parametrize("data", [[WHOLE], []], ids=["text", "nothing"])
def test_text_under_a_coding_that_nobody_knows_is_read_as_browsers_do(data: list[bytes]) -> None:
    assert body(undone(capture(sent(*data), "utf-8, gzip"))) == (b"".join(data), Ending())


def test_more_codings_than_any_client_takes() -> None:
    with pytest.raises(CaptureError, match=r"^x: its body has 6 content codings; 5 are the limit$"):
        undone(capture(sent(), *["gzip"] * 6))


def test_a_library_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    with pytest.raises(CaptureError) as raised:
        undone(capture(sent(), "br"))
    install = 'brotli is not installed; install it with: pip install "sse-conform"'
    assert raised.value.reason == f"its Content-Encoding is br, and {install}"


HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"


def recorded(data: bytes, *fields: str) -> Capture:
    return read_capture(
        "x", BytesIO("".join([HEAD, *(f"{field}\r\n" for field in fields), "\r\n"]).encode() + data)
    )


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_recording_whose_body_is_compressed(coding: str) -> None:
    data = COMPRESSED[coding](WHOLE)
    found = recorded(data, f"Content-Encoding: {coding}", f"Content-Length: {len(data)}")
    assert found.notes == (f"{coding} undone",)
    assert found.fidelity == "bytes"
    assert body(found) == (WHOLE, Ending())


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "utf-8"])
@pytest.mark.parametrize("data", [WHOLE, b"", b": hi", "\N{BYTE ORDER MARK}data: \u20ac\n\n".encode()])
def test_a_recording_that_curl_undid(coding: str, data: bytes) -> None:
    found = recorded(data, f"Content-Encoding: {coding}", "Content-Length: 5")
    assert found.notes == ()
    assert body(found) == (data, Ending())


def test_a_character_that_is_cut_where_the_look_ends_is_text_all_the_same() -> None:
    data = b"data: " + b"x" * 57 + "\u20ac\n\n".encode()
    assert body(recorded(data, "Content-Encoding: br"))[0] == data


class Trickle:
    """A pipe that gives a byte at a time."""

    def __init__(self, data: bytes) -> None:
        self.file = BytesIO(data)

    def read1(self, size: int, /) -> bytes:
        return self.file.read(1)


@pytest.mark.parametrize("data", [brotli.compress(WHOLE), WHOLE], ids=["compressed", "undone"])
def test_a_pipe_is_awaited_until_it_tells(data: bytes) -> None:
    head = f"{HEAD}Content-Encoding: br\r\n\r\n".encode()
    assert body(read_capture("x", Trickle(head + data))) == (WHOLE, Ending())


def test_a_recording_with_a_frame_to_skip_first() -> None:
    data = b"\x50\x2a\x4d\x18\x03\0\0\0abc" + zstd.compress(WHOLE)
    assert body(recorded(data, "Content-Encoding: zstd")) == (WHOLE, Ending())


@pytest.mark.parametrize(
    ("data", "fields", "ending"),
    [
        pytest.param(WHOLE, [f"Content-Length: {len(WHOLE)}"], Ending(), id="as long as it says"),
        pytest.param(b"data: a\n\n", ["Content-Length: 1000"], Ending("short", "the body ends after 9 of the 1,000 bytes of its Content-Length"), id="too short"),
        pytest.param(b"data: a\n\n", ["Content-Length: 1"], Ending("long", "the body has 9 bytes, and its Content-Length is 1"), id="too long"),
        pytest.param(b"", ["Content-Length: 9"], Ending(), id="no body, as HEAD is answered"),
        pytest.param(b"data: a\n\n", ["Content-Length: 1, 2"], Ending(), id="two lengths say nothing"),
        pytest.param(b"data: a\n\n", ["Content-Length: 1", "Transfer-Encoding: chunked"], Ending(), id="chunks count, which curl undid"),
        pytest.param(gzip.compress(b"a"), ["Content-Length: 30", "Content-Encoding: gzip"], Ending("short", "the body ends after 21 of the 30 bytes of its Content-Length"), id="compressed bytes are counted"),
    ],
)  # fmt: skip
def test_the_length_of_a_recorded_body(data: bytes, fields: list[str], ending: Ending) -> None:
    assert body(recorded(data, *fields))[1] == ending
