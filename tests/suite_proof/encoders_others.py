"""Faults in what a client never sees: the reconnection time, and comments."""

from collections.abc import Iterable

from sse_conform.suite import Message

from .encoders_fault import EncoderFault
from .encoders_plain import PlainEncoder


class AnyRetry(PlainEncoder):
    def retry(self, time: int | float) -> list[str]:
        return [self.field("retry", str(time))]


class SkipsZeroRetry(PlainEncoder):
    def retry(self, time: int | float) -> list[str]:
        return super().retry(time) if time else []


class RetryInSeconds(PlainEncoder):
    def digits(self, time: int) -> str:
        return f"{time / 1000:g}"


class RetryGrouped(PlainEncoder):
    def digits(self, time: int) -> str:
        return f"{time:,}"


class RetryIn32Bits(PlainEncoder):
    def digits(self, time: int) -> str:
        return str(time & 0xFFFFFFFF)


class RetryOnce(PlainEncoder):
    def encode(self, messages: Iterable[Message]) -> bytes:
        self.said = False
        return super().encode(messages)

    def retry(self, time: int | float) -> list[str]:
        said, self.said = self.said, True
        return [] if said else super().retry(time)


class RawComment(PlainEncoder):
    def comment(self, text: str) -> list[str]:
        return [self.field("", self.scalars(text, "comment"))]


class CommentSplitAtLineFeeds(PlainEncoder):
    def comment(self, text: str) -> list[str]:
        return [self.field("", line) for line in self.scalars(text, "comment").split("\n")]


class SkipsEmptyComment(PlainEncoder):
    def comment(self, text: str) -> list[str]:
        return super().comment(text) if text else []


class HeartbeatIsAnEvent(PlainEncoder):
    def comment(self, text: str) -> list[str]:
        return [*self.data(text), ""]


class CommentInsteadOfEvent(PlainEncoder):
    def fields(self, message: Message) -> list[str]:
        return self.comment(message.comment) if message.comment else super().fields(message)


FAULTS = (
    EncoderFault(
        "any-retry",
        "a negative or fractional time is written, and ignored when it is read",
        "isucon/isucon6-final#228: 0.5; d521bb85/cloudflare-workers-sse#2 throws instead",
        AnyRetry,
    ),
    EncoderFault(
        "skips-zero-retry", "a time of 0 is not written", "nestjs/nest#17359, gin-contrib/sse", SkipsZeroRetry
    ),
    EncoderFault(
        "retry-in-seconds", "the time is written in seconds", "isucon/isucon6-final#228", RetryInSeconds
    ),
    EncoderFault(
        "retry-grouped", "the digits of the time are grouped", "messages formatted for a locale", RetryGrouped
    ),
    EncoderFault(
        "retry-in-32-bits",
        "a time of more than 32 bits loses the upper ones",
        "me-no-dev/ESPAsyncWebServer: uint32_t reconnect",
        RetryIn32Bits,
    ),
    EncoderFault(
        "retry-once",
        "only the first time on a connection is written",
        "servers that hold the time for a part of the greeting",
        RetryOnce,
    ),
    EncoderFault(
        "raw-comment",
        "a comment is written as it is, with the line ends in it",
        "mpetrunic/fastify-sse-v2#110, wheels-dev/wheels#2051, kennethreitz/responder#616",
        RawComment,
    ),
    EncoderFault(
        "comment-split-at-line-feeds",
        "a comment is cut at LF only, and a CR goes out as it is",
        "javalin/javalin#2579 shows it: comment.split(NEW_LINE)",
        CommentSplitAtLineFeeds,
    ),
    EncoderFault(
        "skips-empty-comment",
        "an empty comment is not written, so there is no heartbeat",
        "writers that ask if a field is true, as denoland/std did before #7051",
        SkipsEmptyComment,
    ),
    EncoderFault(
        "heartbeat-is-an-event",
        "a heartbeat is an event that every client has to ignore",
        "anomalyco/opencode#2840 met it on the other side",
        HeartbeatIsAnEvent,
    ),
    EncoderFault(
        "comment-instead-of-event",
        "a message with a comment is written as a comment only",
        "writers that tell comments from events before they write",
        CommentInsteadOfEvent,
    ),
)
