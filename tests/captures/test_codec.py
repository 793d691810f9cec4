"""The codec reads streams that real servers sent: nothing is lost, and every cut gives the same events."""

from pathlib import Path

from sse_codec import Decoder, Scanner


def test_the_scanner_gives_back_every_byte(capture: Path) -> None:
    stream = capture.read_bytes()
    scanner = Scanner()
    blocks = scanner.feed(stream)
    last = scanner.close()
    assert b"".join(block.raw for block in [*blocks, *([last] if last else [])]) == stream


def test_decoder_and_scanner_find_the_same_events_in_any_chunks(capture: Path) -> None:
    stream = capture.read_bytes()
    scanned = [block.event for block in Scanner().feed(stream) if block.event]
    assert Decoder().feed(stream) == scanned
    for size in (1, 7, 4096):
        decoder = Decoder()
        chunks = (stream[start : start + size] for start in range(0, len(stream), size))
        assert [event for chunk in chunks for event in decoder.feed(chunk)] == scanned
