"""Without being told, the check finds the profile of every stream that a real server sent, be it cut after its first event."""

from pathlib import Path
from typing import Final

import pytest

from sse_codec import Scanner
from sse_conform.check import StreamCheck
from sse_conform.report import Report

from .conftest import folders, name_of
from .folders import profile_of

NO_EVENT: Final = "it holds no event"
OPENROUTER: Final = "an answer of OpenRouter, among those of OpenAI"
LIKE_OPENAI: Final = (
    "another server's, that holds nothing to tell it from OpenAI's but members that nobody has to know"
)

EXCEPTIONS: Final = {
    "captures/gemini/1_vx__streaming-failure-image-rejected.txt": (None, NO_EVENT),
    "captures/gemini/vx__streaming-failure-api-key.txt": (None, NO_EVENT),
    "captures/gemini/vx__streaming-failure-image-rejected.txt": (None, NO_EVENT),
    "captures/gemini/vx__streaming-failure-prompt-blocked-safety.txt": (None, NO_EVENT),
    "captures/openai-chat/llm__test_tools_streaming_variant_a.yaml.1.sse": ("openai-compatible", OPENROUTER),
    "captures/openai-chat/llm__test_tools_streaming_variant_b.yaml.0.sse": ("openai-compatible", OPENROUTER),
    "captures/openai-chat/llm__test_tools_streaming_variant_d.yaml.1.sse": ("openai-compatible", OPENROUTER),
    "captures/openai-compat/openllmetry__test_chat_streaming_legacy.yaml.0.sse": ("openai-chat", LIKE_OPENAI),
    "captures/openai-compat/openllmetry__test_trace_propagation_stream_async_ChatOpenAI_.yaml.0.sse": ("openai-chat", LIKE_OPENAI),
    "captures-2026/openai-compat/0c51aa3746__TestTokenCounts.test_groq.yaml.sse": ("openai-chat", LIKE_OPENAI),
    "captures-2026/openai-compat/15206a5400__huggingface-v3-latest.cassette.json.sse": ("openai-chat", LIKE_OPENAI),
    "captures-2026/openai-compat/2ef190bc60__chat_streaming_responses_azure_grok-4-1-fast-non-reasoning_s.sse": ("openai-chat", LIKE_OPENAI),
    "captures-2026/openai-compat/cc5f0dbd72__openai-text.chunks.txt.sse": ("openai-chat", LIKE_OPENAI),
    "captures-2026/openai-compat/fe7757b4ef__huggingface-v3.cassette.json.sse": ("openai-chat", LIKE_OPENAI),
}  # fmt: skip
"""The files that are not of the profile of their folder, or not seen to be, and why."""

ENDS_AT_ONCE: Final = "its first event says that the model has stopped"
ENDED: Final = {
    "captures/gemini/1_vx__streaming-success-citations.txt": ENDS_AT_ONCE,
    "captures/gemini/vx__streaming-failure-error-mid-stream.txt": ENDS_AT_ONCE,
    "captures/gemini/vx__streaming-success-unknown-safety-enum.txt": ENDS_AT_ONCE,
}
"""Streams of two events or more whose first event ends them."""


def report(stream: bytes, size: int = 0) -> Report:
    """What is said of a stream, in chunks of this size; 0 for all at once."""
    check = StreamCheck("stream")
    for start in range(0, len(stream), size or len(stream) or 1):
        check.feed(stream[start : start + (size or len(stream))])
    check.close()
    return check.report


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_every_exception_is_still_there(folder: Path) -> None:
    named = [file for file in (*EXCEPTIONS, *ENDED) if file.startswith(f"{folder.name}/")]
    assert [file for file in named if not (folder.parent / file).is_file()] == []


def test_the_profile_is_found(capture: Path) -> None:
    expected, _ = EXCEPTIONS.get(name_of(capture), (profile_of(capture), ""))
    assert report(capture.read_bytes()).profile == expected


def test_it_is_found_in_any_chunks(capture: Path) -> None:
    stream = capture.read_bytes()
    reports = [report(stream, size) for size in (0, 4096, 100)]
    told = [(each.profile, each.profile_reason, each.by_level) for each in reports]
    assert told == told[:1] * 3


def test_a_stream_that_is_cut_after_its_first_event_is_truncated(capture: Path) -> None:
    stream = capture.read_bytes()
    blocks = [block for block in Scanner().feed(stream) if block.event is not None]
    found = report(stream).profile
    if len(blocks) < 2 or found is None:
        return  # nothing is left out, or nobody knows that it is
    first = report(stream[: blocks[0].offset + len(blocks[0].raw)])
    assert first.profile is not None
    assert (first.outcome == "truncated") != (name_of(capture) in ENDED)
