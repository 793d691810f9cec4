"""Without being told, the check finds the profile of every stream that a real server sent."""

import os
from pathlib import Path
from typing import Final

import pytest

from sse_conform.check import StreamCheck

from .folders import PROFILES

NO_EVENT: Final = "it holds no event"
OPENROUTER: Final = "an answer of OpenRouter, among those of OpenAI"
LIKE_OPENAI: Final = (
    "another server's, that holds nothing to tell it from OpenAI's but members that nobody has to know"
)

EXCEPTIONS: Final = {
    "gemini/1_vx__streaming-failure-image-rejected.txt": (None, NO_EVENT),
    "gemini/vx__streaming-failure-api-key.txt": (None, NO_EVENT),
    "gemini/vx__streaming-failure-image-rejected.txt": (None, NO_EVENT),
    "gemini/vx__streaming-failure-prompt-blocked-safety.txt": (None, NO_EVENT),
    "openai-chat/llm__test_tools_streaming_variant_a.yaml.1.sse": ("openai-compatible", OPENROUTER),
    "openai-chat/llm__test_tools_streaming_variant_b.yaml.0.sse": ("openai-compatible", OPENROUTER),
    "openai-chat/llm__test_tools_streaming_variant_d.yaml.1.sse": ("openai-compatible", OPENROUTER),
    "openai-compat/openllmetry__test_chat_streaming_legacy.yaml.0.sse": ("openai-chat", LIKE_OPENAI),
    "openai-compat/openllmetry__test_trace_propagation_stream_async_ChatOpenAI_.yaml.0.sse": ("openai-chat", LIKE_OPENAI),
}  # fmt: skip
"""The files that are not of the profile of their folder, or not seen to be, and why."""


@pytest.mark.parametrize("file", EXCEPTIONS)
def test_every_exception_is_still_there(file: str) -> None:
    assert (Path(os.environ["SSE_CAPTURES"]) / file).is_file()


def test_the_profile_is_found(capture: Path) -> None:
    file = capture.relative_to(os.environ["SSE_CAPTURES"])
    check = StreamCheck(file.as_posix())
    check.feed(capture.read_bytes())
    check.close()
    folder = PROFILES[file.parts[0]]
    expected, _ = EXCEPTIONS.get(file.as_posix(), (folder, ""))
    assert check.report.profile == expected


def test_it_is_found_in_any_chunks(capture: Path) -> None:
    stream = capture.read_bytes()
    reports = []
    for size in (len(stream) or 1, 4096, 100):
        check = StreamCheck(capture.name)
        for start in range(0, len(stream), size):
            check.feed(stream[start : start + size])
        check.close()
        reports.append((check.report.profile, check.report.profile_reason, check.report.by_level))
    assert reports == reports[:1] * 3
