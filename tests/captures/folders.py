"""Whose streams each folder of captures holds."""

from pathlib import Path
from typing import Final

PROFILES: Final = {
    "a2a": None,  # version 0.3
    "anthropic": "anthropic-messages",
    "anthropic-complete-legacy": None,
    "cohere": "cohere-v2",
    "cohere-v2": "cohere-v2",
    "datastar": None,
    "gemini": "gemini",
    "gemini-interactions": None,
    "mcp": "mcp-2025-11-25",
    "not-sse": None,
    "openai-chat": "openai-chat",
    "openai-compat": "openai-compatible",
    "openai-completions": "openai-completions",
    "openai-responses": "openai-responses",
    "openai-transcription": None,
    "other": None,
}
"""The profile of each folder; None where the streams are of no shipped one."""


def profile_of(capture: Path) -> str | None:
    """The profile of the folder that a capture is in."""
    return PROFILES[capture.parent.name]
