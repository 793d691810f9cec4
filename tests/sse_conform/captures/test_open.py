"""A capture is told apart by its first bytes, waits for no more of them than it must, and is never held as a whole."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from sse_conform.captures import CaptureError, Chunk, Ending, open_capture, read_capture


class Reads:
    """A pipe that gives one prepared read after the other, and counts them."""

    def __init__(self, *reads: bytes) -> None:
        self.left = list(reads)

    def read1(self, size: int, /) -> bytes:
        return self.left.pop(0) if self.left else b""


@pytest.mark.parametrize(
    ("data", "format"),
    [
        pytest.param(b"data: x\n\n", "raw", id="a field"),
        pytest.param(b"\xef\xbb\xbfdata: x\n\n", "raw", id="a byte order mark and a field"),
        pytest.param(b": ping\n\n", "raw", id="a comment"),
        pytest.param(b"message:\ndata:x\n\n", "raw", id="a junk line and a field"),
        pytest.param(b"message\rid:1\r\r", "raw", id="a junk line that ends with CR"),
        pytest.param(b"HTTP/1.1 200 OK\n\ndata: x\n\n", "curl", id="a response head"),
        pytest.param(b"HTTP/1.1 is a protocol\n\n", "raw", id="a line that only looks like a status line"),
        pytest.param(b"\x1f\x8b\x08\x00", "raw", id="something else"),
        pytest.param(b"", "raw", id="nothing"),
    ],
)
def test_the_format(data: bytes, format: str) -> None:
    assert read_capture("x", BytesIO(data)).format == format


def test_a_raw_body_is_passed_on_byte_for_byte() -> None:
    capture = read_capture("x", Reads(b"da", b"ta: \xff\r", b"\n\r\n"))
    assert list(capture.reads) == [Chunk(b"data: \xff\r"), Chunk(b"\n\r\n"), Ending("eof")]
    assert (capture.source, capture.head, capture.fidelity) == ("x", None, "bytes")


def test_no_more_is_awaited_than_the_format_needs() -> None:
    pipe = Reads(b"data: x", b"\n\n")
    capture = read_capture("x", pipe)
    assert pipe.left == [b"\n\n"]
    assert next(capture.reads) == Chunk(b"data: x")
    assert pipe.left == [b"\n\n"]


def test_a_start_that_says_nothing_is_read_up_to_a_chunk() -> None:
    pipe = Reads(*[b"x" * 32 * 1024] * 3)
    read_capture("x", pipe)
    assert len(pipe.left) == 1


def test_a_large_file_comes_in_chunks(tmp_path: Path) -> None:
    path = tmp_path / "large.sse"
    path.write_bytes(b": " + b"x" * 200_000)
    with open_capture(path) as capture:
        sizes = [len(read.data) for read in capture.reads if isinstance(read, Chunk)]
    assert sizes == [65536, 65536, 65536, 3394]


def missing(path: Path) -> None:
    """Leave it missing."""


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(missing, "it cannot be read: No such file or directory", id="a missing file"),
        pytest.param(Path.mkdir, "it cannot be read: Is a directory", id="a directory"),
    ],
)
def test_a_file_that_cannot_be_opened(tmp_path: Path, make: Callable[[Path], None], reason: str) -> None:
    path = tmp_path / "x.sse"
    make(path)
    with pytest.raises(CaptureError) as raised, open_capture(path):
        pytest.fail("it was opened")
    assert (raised.value.source, raised.value.reason) == (str(path), reason)


class Failing:
    """A device whose second read fails."""

    def __init__(self) -> None:
        self.reads = 0

    def read1(self, size: int, /) -> bytes:
        self.reads += 1
        if self.reads == 2:
            raise OSError(5, "Input/output error")
        return b"data: x\n\n"


def test_a_read_that_fails_names_the_source() -> None:
    capture = read_capture("x", Failing())
    assert next(capture.reads) == Chunk(b"data: x\n\n")
    with pytest.raises(CaptureError, match=r"^x: it cannot be read: Input/output error$"):
        next(capture.reads)
