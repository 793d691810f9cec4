"""Faults in the reconnection time."""

import re

from ..fault import Fault
from ..plain import Plain

LONGEST = 4300
"""Digits that Python converts before it raises."""


class ByInt(Plain):
    def take_retry(self, value: str) -> None:
        try:
            self.retry = int(value)
        except ValueError:
            pass


class Raises(Plain):
    def take_retry(self, value: str) -> None:
        self.retry = int(value)


class ParseInt(Plain):
    def take_retry(self, value: str) -> None:
        digits = re.match(r"\s*([+-]?[0-9]+)", value)
        if digits:
            self.retry = int(digits[1][:LONGEST])


class TrailingJunk(Plain):
    def take_retry(self, value: str) -> None:
        super().take_retry(re.split("[^0-9]", value)[0] or value)


class AnyDigits(Plain):
    def take_retry(self, value: str) -> None:
        if value.isdigit():
            self.retry = int(value[:LONGEST])


class ByNumber(Plain):
    def take_retry(self, value: str) -> None:
        try:
            self.retry = int(value, 16) if value.startswith("0x") else int(float(value or "0"))
        except (ValueError, OverflowError):
            pass


class BadIsZero(Plain):
    def take_retry(self, value: str) -> None:
        self.retry = 0
        super().take_retry(value)


class BadForgets(Plain):
    def take_retry(self, value: str) -> None:
        self.retry = None
        super().take_retry(value)


class EmptyForgets(Plain):
    def take_retry(self, value: str) -> None:
        self.retry = None if value == "" else self.retry
        super().take_retry(value)


class RaisesWhenLong(Plain):
    def take_retry(self, value: str) -> None:
        if len(value.strip("0123456789")) == 0 and len(value) > LONGEST:
            raise ValueError("Exceeds the limit (4300 digits) for integer string conversion")
        super().take_retry(value)


class RaisesOver64Bits(Plain):
    def take_retry(self, value: str) -> None:
        if value.isdecimal() and len(value.lstrip("0")) > 19:
            raise OverflowError("value out of range")
        super().take_retry(value)


class Wraps(Plain):
    def take_retry(self, value: str) -> None:
        super().take_retry(value)
        if self.retry is not None:
            self.retry &= 0xFFFFFFFF


class ZeroIgnored(Plain):
    def take_retry(self, value: str) -> None:
        if value.strip("0"):
            super().take_retry(value)


class Octal(Plain):
    def take_retry(self, value: str) -> None:
        if re.fullmatch("0[0-7]+", value):
            self.retry = int(value, 8)
        else:
            super().take_retry(value)


class OnlyWithData(Plain):
    def open(self, last_event_id: str) -> None:
        super().open(last_event_id)
        self.wish: int | None = None

    def take_retry(self, value: str) -> None:
        before = self.retry
        super().take_retry(value)
        self.wish, self.retry = self.retry, before

    def dispatch(self, type: str, data: str) -> None:
        super().dispatch(type, data)
        self.retry, self.wish = self.wish if self.wish is not None else self.retry, None

    def blank(self) -> None:
        super().blank()
        self.wish = None


class WithItsBlock(Plain):
    def open(self, last_event_id: str) -> None:
        super().open(last_event_id)
        self.wish: int | None = None

    def take_retry(self, value: str) -> None:
        before = self.retry
        super().take_retry(value)
        self.wish, self.retry = self.retry, before

    def blank(self) -> None:
        super().blank()
        self.retry, self.wish = self.wish if self.wish is not None else self.retry, None


class HasADefault(Plain):
    def open(self, last_event_id: str) -> None:
        super().open(last_event_id)
        self.retry = 3000


class InSeconds(Plain):
    def take_retry(self, value: str) -> None:
        self.retry, before = None, self.retry
        super().take_retry(value)
        self.retry = before if self.retry is None else self.retry * 1000


FAULTS = (
    Fault(
        "retry-by-int",
        "whatever int() takes is a reconnection time: signs, blanks, underscores, digits of all scripts",
        "florimondmanca/httpx-sse, openai/openai-python, rtfol/aiohttp-sse-client",
        ByInt,
    ),
    Fault(
        "retry-raises",
        "a retry field that is not a number ends the stream with an exception",
        "spring-projects/spring-framework#37193, btubbs/sseclient",
        Raises,
    ),
    Fault(
        "retry-by-parse-int",
        "what begins as a number is one, with or without a sign",
        "Effect-TS/effect#7048, Azure/fetch-event-source, EventSource/eventsource before 3",
        ParseInt,
    ),
    Fault(
        "retry-with-trailing-junk",
        "what stands after the digits is ignored",
        "WebKit/WebKit#2750",
        TrailingJunk,
    ),
    Fault(
        "retry-in-any-digits",
        "digits of all scripts count, and those that are no decimals raise",
        "softwaremill/sttp-model#485; Python's str.isdigit",
        AnyDigits,
    ),
    Fault(
        "retry-by-number",
        "hexadecimal, exponents and fractions count, and nothing is 0",
        "lukeed/fetch-event-stream: `+value`",
        ByNumber,
    ),
    Fault(
        "bad-retry-is-zero",
        "a retry field that must be ignored sets the time to 0",
        "clue/reactphp-eventsource#26, donovanhide/eventsource",
        BadIsZero,
    ),
    Fault(
        "bad-retry-forgets",
        "a retry field that must be ignored undoes the one before",
        "softwaremill/sttp-model#485",
        BadForgets,
    ),
    Fault(
        "empty-retry-forgets",
        "a retry field without a value brings back the time that holds when none is asked for",
        "WebKit/WebKit#2750, in the lines around the change",
        EmptyForgets,
    ),
    Fault(
        "retry-raises-over-4300-digits",
        "a number with very many digits ends the stream with an exception",
        "Python's limit on conversions since 3.11, where it is not caught",
        RaisesWhenLong,
    ),
    Fault(
        "retry-raises-over-64-bits",
        "a number too large for the machine ends the stream with an exception",
        "spring-projects/spring-framework#37193: Long.parseLong",
        RaisesOver64Bits,
    ),
    Fault(
        "retry-wraps",
        "a number of more than 32 bits loses its upper ones",
        "envoyproxy/envoy#43176, where a guard against it was written",
        Wraps,
    ),
    Fault(
        "zero-retry-ignored",
        "a time of 0 does not count",
        "btubbs/sseclient: `if msg.retry`; lukeed/fetch-event-stream: `+value || undefined`",
        ZeroIgnored,
    ),
    Fault(
        "retry-in-octal",
        "a leading zero makes the number octal",
        "strtol with base 0; parseInt without a base in old engines",
        Octal,
    ),
    Fault(
        "retry-only-with-data",
        "a retry field in a block without data does not count",
        "jpopesculian/eventsource-stream#6",
        OnlyWithData,
    ),
    Fault(
        "retry-with-its-block",
        "a retry field counts only when the blank line of its block has come",
        "parsers that collect all fields of a block and take them when it ends",
        WithItsBlock,
    ),
    Fault(
        "retry-has-a-default",
        "the client's own time looks like one that the stream asked for",
        "btubbs/sseclient: retry=3000 in its constructor",
        HasADefault,
    ),
    Fault(
        "retry-in-seconds", "the number is taken for seconds", "launchdarkly/ios-eventsource#22", InSeconds
    ),
)
