"""Every reader of a stranger's bytes as a target: it takes bytes, and raises for a promise that the reader broke.

Each target has seeds to change: our own fixtures, profiles and captures, and answers of the suite's protocol.
"""

import gzip
import json
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from random import Random
from typing import NamedTuple

# After everything else: the installed package is used when there is one, and that of this checkout otherwise.
sys.path += [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "conformance")]

import brotli
from differential import an_input, broken
from streams import a_stream

from sse_codec import EncodeError, Event, Scanner, encode
from sse_codec.ordering import Checker, ProfileError, parse_profile, shipped_profiles
from sse_conform.captures import Capture, CaptureError, Chunk, Skipped, read_capture, read_captures
from sse_conform.check import StreamCheck
from sse_conform.render import JsonLinesRenderer, TextRenderer, visible
from sse_conform.rules._causes import Meanings
from sse_conform.rules._failure import told_failure
from sse_conform.sniff import KINDS, sniff
from sse_conform.suite import CaseError, Check, Decode, Encode, Message
from sse_conform.suite._judge import read
from sse_conform.suite._protocol import ProtocolError, parse_answer, parse_hello
from sse_conform.suite.adapters._oneshot import _reading

ROOT = Path(__file__).parents[1]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
EVENTS = [
    Event("message", '{"type": "x", "id": 1, "index": 0, "text": "a"}', ""),
    Event("x", '{"type": "x", "id": "1"}', ""),
    Event("message", "[DONE]", ""),
    Event("end", "{}", "7"),
]
TASKS = (Decode((b"data: a\n\n",)), Encode((Message("a"),)), Check(b"", "sse", "ciniterflow", ""))
MOST_OUTPUT = 1 << 20
LONGEST_WORDS = 1000


class Fault(Exception):
    """A reader did what it must not."""


class Dice(Random):
    """Random numbers from given bytes, and noughts when there are no more."""

    def __init__(self, data: bytes) -> None:
        super().__init__(0)
        self.data = data
        self.used = 0

    def getrandbits(self, k: int, /) -> int:
        size = (k + 7) // 8
        taken = self.data[self.used : self.used + size]
        self.used += size
        return int.from_bytes(taken, "big") & ((1 << k) - 1)

    def random(self) -> float:
        return self.getrandbits(16) / (1 << 16)


def decoder(data: bytes) -> None:
    """Decoder and scanner read what the oracle of the tests reads; the bytes are the dice of `streams.py`."""
    if fault := broken(an_input(Dice(data))):
        raise Fault(fault)


def encoder(data: bytes) -> None:
    """What is written reads back as itself, or is refused for a field; the texts have a bar between them."""
    texts = data.decode("utf-8", "replace").replace("\\ud83d", "\ud83d").split("|")
    type, id, comment = [*texts, "", "", ""][:3]
    text = "|".join(texts[3:])
    try:
        wire = encode(text, type=type or "message", id=id, comment=comment, retry=len(data))
    except EncodeError as error:
        if error.field not in ("data", "type", "id", "comment"):
            raise Fault(f"it refuses {error.field}") from error
        return
    reading = read(wire)
    events = [(event.type, event.data, event.id) for event in reading.events]
    if events != [(type or "message", text, id)] or reading.comments != tuple(comment.split("\n")):
        raise Fault(f"{wire!r} reads back as {reading!r}")


def profile(data: bytes) -> None:
    """A profile is taken and checks events, or is refused with a sentence of printable characters."""
    try:
        taken = parse_profile(data.decode("utf-8", "replace"))
    except ProfileError as error:
        if not str(error) or visible(str(error)) != str(error):
            raise Fault(f"it says {str(error)!r}") from error
        return
    checker = Checker(taken)
    for event in EVENTS:
        checker.feed(event)
    checker.close()


def capture(data: bytes) -> None:
    """A file is opened as a capture, or refused; of what it expands to, a mebibyte is read."""
    taken = 0
    try:
        for each in read_capture("x", BytesIO(data)).reads:
            taken += len(each.data) if isinstance(each, Chunk) else 0
            if taken > MOST_OUTPUT:
                return
    except CaptureError:
        return


def container(data: bytes) -> None:
    """All that a recording holds is read, or refused with a reason that is not long."""
    taken = 0
    found = read_captures("x", BytesIO(data))
    while True:
        try:
            each = next(found, None)
            if each is None:
                return
            for read in each.reads if isinstance(each, Capture) else ():
                taken += len(read.data) if isinstance(read, Chunk) else 0
                if taken > MOST_OUTPUT:
                    return
            told = each.reason if isinstance(each, CaptureError | Skipped) else ""
        except CaptureError as error:
            told = error.reason
        if len(told) > LONGEST_WORDS * 10:
            raise Fault(f"it says {told[:100]!r} and much more")


def protocol(data: bytes) -> None:
    """A program's answer is one, or the program broke the protocol."""
    readers: list[Callable[[], object]] = [
        lambda: parse_hello(data),
        *(lambda task=task: parse_answer(data, 1, task) for task in TASKS),
        lambda: _reading(data.splitlines(keepends=True)),
    ]
    for take in readers:
        try:
            take()
        except (ProtocolError, CaseError) as error:
            if not str(error):
                raise Fault("it does not say why") from error


def kind(data: bytes) -> None:
    """The reader names a kind of body from the list, or none."""
    if (found := sniff(data)) is not None and found not in KINDS:
        raise Fault(f"there is no kind {found!r}")


def failure(data: bytes) -> None:
    """What an event tells of a failure is told in printable characters, and not at length."""
    type, _, text = data.decode("utf-8", "replace").partition("|")
    told = told_failure(type, text)
    if told is not None and (not told.words.isprintable() or len(told.words) > LONGEST_WORDS):
        raise Fault(f"it says {told.words!r}")


def causes(data: bytes) -> None:
    """What a block was meant to be is events, or nothing."""
    scanner, meanings = Scanner(), Meanings()
    for block in [*scanner.feed(data), *filter(None, [scanner.close()])]:
        meaning = meanings.of(block)
        if meaning is not None and not all(isinstance(event, Event) for event in meaning.events):
            raise Fault(f"it means {meaning!r}")


def check(data: bytes) -> None:
    """The check of a stream ends, and says the same in printable characters, however the stream was cut."""
    place = len(data) // 3
    whole, cut = _checked([data]), _checked([data[:place], data[place:]])
    if whole != cut:
        raise Fault(f"whole {whole}, cut at {place} {cut}")


def _checked(chunks: list[bytes]) -> list[str]:
    checking = StreamCheck("x")
    findings = [finding for chunk in chunks for finding in checking.feed(chunk)] + checking.close()
    for renderer in (TextRenderer(), JsonLinesRenderer()):
        for finding in findings:
            text = "".join(renderer.finding(finding))
            if not text.replace("\n", "").isprintable():
                raise Fault(f"it writes {text!r}")
    return sorted(f"{finding.code} {finding.pos} {finding.message}" for finding in findings)


def _streams() -> Iterator[bytes]:
    """Streams of the fixtures, their beginnings alone: what is wrong is wrong in few bytes."""
    for path in sorted((ROOT / "fixtures").rglob("*.sse")):
        yield path.read_bytes()[:4000]
    source = Random(1)
    yield from (b"".join(a_stream(source)) for _ in range(50))


def _dice() -> Iterator[bytes]:
    source = Random(2)
    return (source.randbytes(source.randint(1, 300)) for _ in range(50))


def _texts() -> Iterator[bytes]:
    yield from (b"token|7|note|a\nb", b"|||", b"a|\r|x|\n", b"||\\ud83d|a")
    yield "é|\ufeff|\u2028|\U0001f600".encode()


def _profiles() -> Iterator[bytes]:
    folder = ROOT / "sse_codec" / "ordering" / "profiles"
    yield from (path.read_bytes() for path in sorted(folder.glob("*.toml")))
    yield from (f'extends = "{name}"\n'.encode() for name in shipped_profiles())


def _captures() -> Iterator[bytes]:
    body = b"event: a\ndata: {}\n\n" * 20
    yield body
    yield HEAD + b"\r\n" + body
    yield b"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n" + HEAD + b"Content-Length: 380\r\n\r\n" + body
    codings: list[tuple[bytes, Callable[[bytes], bytes]]] = [
        (b"gzip", gzip.compress),
        (b"deflate", zlib.compress),
        (b"br", brotli.compress),
        (b"gzip, br", lambda data: brotli.compress(gzip.compress(data))),
    ]
    for name, coded in codings:
        yield HEAD + b"Content-Encoding: " + name + b"\r\n\r\n" + coded(body)


def _containers() -> Iterator[bytes]:
    """Recordings of every kind that the fixtures have, and kinds of which they have none."""
    for path in sorted((ROOT / "fixtures" / "verdicts").glob("recording-*")):
        yield path.read_bytes()[:6000]
    yield (ROOT / "fixtures" / "recordings" / "tape.yaml").read_bytes()
    yield b"interactions:\n- &a {request: &b {method: GET, uri: x}, response: {status: 200, body: !!binary ZGF0YTogYQoK}}\n- *a\n- [*b, *c]\n"
    yield b'[{"scope":"http://a","method":"GET","path":"/","status":200,"response":["6461"],"rawHeaders":["Content-Encoding","gzip"]}]'
    yield b'{"log":{"entries":[{"request":{"method":"GET","url":"x"},"_eventSourceMessages":[{"data":"a","time":1}]},{"_webSocketMessages":[{"type":"receive","data":"{}"}]}]}}'
    yield b'\tmessage\t{"a":1}\t10:00:00.000\n7\ttoken\tb\t10:00:00.100\n'
    yield b'{"type":"a"}\n{"type":"b","data":"x"}\n'
    yield b'[{"choices":[]},\n{"choices":[]}]'
    yield b'{"meta":{},"stream":[{"delayMs":5,"chunk":"data: a\\n\\n"}]}'


def _answers() -> Iterator[bytes]:
    answers: list[dict[str, object]] = [
        {"v": 1, "name": "x", "version": "1", "language": "c", "decoder": ["id"], "encoder": [], "checker": None},
        {"seq": 1, "events": [{"type": "a", "data": "b", "id": "7", "chunk": 1}], "comments": ["c"], "state": {"last_event_id": "7", "retry": 1, "discarded": 0}, "error": None},
        {"seq": 1, "x": "data: a\n\n"},
        {"seq": 1, "refused": "id", "message": "no"},
        {"seq": 1, "findings": [{"code": "A", "level": "error", "byte": 0, "line": 1, "event": 1}], "framing": "a", "outcome": "b", "text": "c"},
        {"seq": 1, "skipped": "x"},
        {"type": "message", "data": "a", "id": ""},
        {"comment": "a"},
    ]  # fmt: skip
    return (json.dumps(answer).encode() for answer in answers)


def _failures() -> Iterator[bytes]:
    documents: list[object] = [
        {"error": {"type": "overloaded_error", "message": "busy", "code": 529}},
        {"type": "error", "error": {"message": "x", "status": "FAILED"}},
        {"error": True, "message": "x"},
        {"jsonrpc": "2.0", "error": {"code": -32603, "message": "x"}},
        "failed",
    ]
    for type in ("", "error", "run.failed"):
        yield from (f"{type}|{json.dumps(document)}".encode() for document in documents)


class Target(NamedTuple):
    """What takes the bytes, and what they are made of."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]


TARGETS = {
    "decoder": Target(decoder, _dice),
    "encoder": Target(encoder, _texts),
    "profile": Target(profile, _profiles),
    "capture": Target(capture, _captures),
    "container": Target(container, _containers),
    "protocol": Target(protocol, _answers),
    "kind": Target(kind, lambda: (*_streams(), *_captures())),
    "failure": Target(failure, _failures),
    "causes": Target(causes, _streams),
    "check": Target(check, _streams),
}
