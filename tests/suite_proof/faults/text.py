"""Faults in how bytes become text."""

import re

from ..fault import Fault
from ..plain import MARK, Plain


class DecodesEachChunk(Plain):
    def feed(self, chunk: bytes) -> None:
        super().feed(chunk.decode("utf-8", "replace").encode())


class Strict(Plain):
    def text(self, line: bytes) -> str:
        return line.decode("utf-8")


class StrictOnEachChunk(Plain):
    def feed(self, chunk: bytes) -> None:
        super().feed(chunk.decode("utf-8").encode())


class DropsInvalid(Plain):
    def text(self, line: bytes) -> str:
        return line.decode("utf-8", "ignore")


class EachByte(Plain):
    def text(self, line: bytes) -> str:
        text = line.decode("utf-8", "surrogateescape")
        return re.sub("[\udc80-\udcff]", "\ufffd", text)


class EachRun(Plain):
    def text(self, line: bytes) -> str:
        text = line.decode("utf-8", "surrogateescape")
        return re.sub("[\udc80-\udcff]+", "\ufffd", text)


class Latin1(Plain):
    def text(self, line: bytes) -> str:
        return line.decode("latin-1")


class KeepsMark(Plain):
    def without_mark(self, chunk: bytes) -> bytes:
        self.begun = True
        return chunk


class MarkInOneChunk(Plain):
    def without_mark(self, chunk: bytes) -> bytes:
        first, self.begun = not self.begun, True
        return chunk.removeprefix(MARK) if first else chunk


class MarkOnEachLine(Plain):
    def text(self, line: bytes) -> str:
        return line.decode("utf-8-sig", "replace")


class MarkOnEachChunk(Plain):
    def without_mark(self, chunk: bytes) -> bytes:
        return super().without_mark(chunk).removeprefix(MARK)


class MarkOnEachValue(Plain):
    def value(self, rest: str) -> str:
        return super().value(rest).removeprefix("\ufeff")


class AllMarks(Plain):
    def without_mark(self, chunk: bytes) -> bytes:
        chunk = super().without_mark(chunk)
        while self.position == 0 and not self.rest and chunk.startswith(MARK):
            chunk = chunk.removeprefix(MARK)
        return chunk


class NulEndsLine(Plain):
    def text(self, line: bytes) -> str:
        return super().text(line.partition(b"\0")[0])


FAULTS = (
    Fault(
        "decodes-each-chunk",
        "each chunk is decoded by itself, so that a character cut in two becomes U+FFFD",
        "librefang/librefang#3448, api7/aisix#111, danielmiessler/Fabric#2203, btubbs/sseclient#38",
        DecodesEachChunk,
    ),
    Fault(
        "utf-8-strict",
        "a byte that is not UTF-8 ends the stream with an exception",
        "openai/openai-python, mpetazzoni/sseclient, launchdarkly/python-eventsource: line.decode()",
        Strict,
    ),
    Fault(
        "utf-8-strict-on-each-chunk",
        "a character cut in two ends the stream with an exception",
        "jawah/urllib3.future#349, mpetazzoni/sseclient#8, zeroclaw-labs/zeroclaw#3723",
        StrictOnEachChunk,
    ),
    Fault(
        "drops-invalid-bytes",
        "bytes that are not UTF-8 disappear without a trace",
        "Python clients that decode with errors='ignore'",
        DropsInvalid,
    ),
    Fault(
        "replaces-each-byte",
        "each byte of an invalid part becomes a U+FFFD of its own",
        "Go: ranging over a string, and converting it to runes",
        EachByte,
    ),
    Fault(
        "replaces-each-run",
        "several invalid parts in a row become one U+FFFD",
        "Go: strings.ToValidUTF8",
        EachRun,
    ),
    Fault(
        "latin-1",
        "a response that names no charset is read as Latin-1",
        "open-metadata/OpenMetadata#29531, Moyf/moys-asr-workflow#132: requests decodes text/* so",
        Latin1,
    ),
    Fault(
        "keeps-byte-order-mark",
        "the byte order mark becomes part of the first field's name, and the field is lost",
        "openai/openai-python#3819, assistant-ui/assistant-ui#6954, rossoctl/cortex#1034, vm0-ai/vm0#24687",
        KeepsMark,
    ),
    Fault(
        "mark-in-one-chunk",
        "the byte order mark is known only if the first chunk holds all of it",
        "EventSource/eventsource before 3: `isFirst && hasBom(buf)`; elizaOS/eliza#19260",
        MarkInOneChunk,
    ),
    Fault(
        "mark-on-each-line",
        "U+FEFF at the start of any line is dropped",
        "Azure/fetch-event-source: its TextDecoder, told nothing else, drops one at the start of every name",
        MarkOnEachLine,
    ),
    Fault(
        "mark-on-each-chunk",
        "U+FEFF at the start of any chunk is dropped",
        "clients with a new TextDecoder for each chunk, as danielmiessler/Fabric#2203",
        MarkOnEachChunk,
    ),
    Fault(
        "mark-on-each-value",
        "U+FEFF at the start of a value is dropped",
        "Azure/fetch-event-source: its TextDecoder drops one at the start of every value",
        MarkOnEachValue,
    ),
    Fault(
        "all-leading-marks",
        "several byte order marks at the start are all dropped",
        "a mark stripped by the transport's decoder and again by the parser; assistant-ui/assistant-ui#6954 warns of it",
        AllMarks,
    ),
    Fault(
        "nul-ends-line",
        "U+0000 ends the line, and what stands after it is lost",
        "readers in C that hold a line as a string",
        NulEndsLine,
    ),
)
