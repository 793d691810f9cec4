"""Faults in where a line ends."""

import re
from collections.abc import Iterator

from ..fault import Fault
from ..plain import PIECES, Plain


class CrLfTwice(Plain):
    def feed(self, chunk: bytes) -> None:
        self.after_cr = False
        super().feed(chunk)


class EmptyChunkForgetsCr(Plain):
    def feed(self, chunk: bytes) -> None:
        self.after_cr = self.after_cr and chunk != b""
        super().feed(chunk)


class CrLfIsABlankLine(Plain):
    def lines(self, data: bytes) -> Iterator[bytes]:
        for line in super().lines(data):
            self.after_cr = False
            yield line


class CrSwallowsLaterLf(Plain):
    def lines(self, data: bytes) -> Iterator[bytes]:
        after_cr = self.after_cr
        for piece in PIECES.findall(data):
            if piece == b"\n" and after_cr:
                continue
            after_cr = after_cr or piece == b"\r"
            yield from super().lines(piece)
        self.after_cr = data.endswith(b"\r")


class NoLoneCr(Plain):
    def lines(self, data: bytes) -> Iterator[bytes]:
        self.rest += data
        *lines, rest = self.rest.split(b"\n")
        self.rest = rest
        for line in lines:
            self.position += len(line) + 1
            yield bytes(line).removesuffix(b"\r")


class OnlyLf(Plain):
    def lines(self, data: bytes) -> Iterator[bytes]:
        self.rest += data
        *lines, rest = self.rest.split(b"\n")
        self.rest = rest
        for line in lines:
            self.position += len(line) + 1
            yield bytes(line)


class EndsDoNotMix(Plain):
    def lines(self, data: bytes) -> Iterator[bytes]:
        self.rest += data
        *blocks, rest = re.split(rb"\r\n\r\n|\r\r|\n\n", self.rest)
        self.rest = bytearray(rest)
        for block in blocks:
            yield from filter(None, re.split(rb"\r\n|\r|\n", block))
            yield b""


class UnicodeLineEnds(Plain):
    def interpret(self, line: str) -> None:
        for part in line.splitlines() or [""]:
            super().interpret(part)


class SeparatorsEndLines(Plain):
    def interpret(self, line: str) -> None:
        for part in re.split("[\u2028\u2029]", line):
            super().interpret(part)


class BlankAfterTrim(Plain):
    def interpret(self, line: str) -> None:
        super().interpret(line if line.strip() else "")


FAULTS = (
    Fault(
        "cr-lf-twice",
        "CR at the end of a chunk and LF at the start of the next end two lines",
        "rexxars/eventsource-parser#17, Effect-TS/effect#6954, mpetazzoni/sseclient, kaitranntt/ccs#1359",
        CrLfTwice,
    ),
    Fault(
        "empty-chunk-forgets-cr",
        "an empty chunk between CR and LF makes two line ends of them",
        "oven-sh/bun#29960: the flag is reset by every call",
        EmptyChunkForgetsCr,
    ),
    Fault(
        "cr-lf-is-a-blank-line",
        "CR and LF are each a line end, so every line that ends with both ends its event",
        r"mpetazzoni/sse.js and its many copies: split(/(\r\n|\r|\n){2}/)",
        CrLfIsABlankLine,
    ),
    Fault(
        "cr-swallows-later-lf",
        "after one CR LF every LF of the chunk is taken for the second half of a pair",
        "Effect-TS/effect#7670",
        CrSwallowsLaterLf,
    ),
    Fault(
        "no-lone-cr",
        "a line ends at LF or CR LF, and CR alone is a character like any other",
        "a2aproject/a2a-js#714, rtfol/aiohttp-sse-client, LaunchDarkly's dotnet-eventsource#83",
        NoLoneCr,
    ),
    Fault(
        "only-lf",
        "a line ends at LF only, so that with CR LF no line is blank",
        "hey-api/hey-api#3054, miruamel/xuan#194, assistant-ui/assistant-ui#4819",
        OnlyLf,
    ),
    Fault(
        "line-ends-do-not-mix",
        "an event ends at two of the same line end running",
        "btubbs/sseclient, openai/openai-python, mpetazzoni/sse.js#77",
        EndsDoNotMix,
    ),
    Fault(
        "unicode-line-ends",
        "U+0085, U+2028, U+2029, VT, FF and U+001C to U+001E end a line, as for str.splitlines",
        "florimondmanca/httpx-sse#34, modelcontextprotocol/python-sdk#1356, mpetazzoni/sseclient#9",
        UnicodeLineEnds,
    ),
    Fault(
        "separators-end-lines",
        "U+2028 and U+2029 end a line, as in JavaScript",
        "modelcontextprotocol/typescript-sdk#1925",
        SeparatorsEndLines,
    ),
    Fault(
        "blank-after-trim",
        "a line of blanks ends the event",
        "mpetazzoni/sseclient: `if not line.strip()`",
        BlankAfterTrim,
    ),
)
