"""Whose streams each folder of captures holds."""

from typing import Final

PROFILES: Final = {
    "anthropic": "anthropic-messages",
    "cohere": "cohere-v2",
    "gemini": "gemini",
    "mcp": "mcp-2025-11-25",
    "openai-chat": "openai-chat",
    "openai-compat": "openai-compatible",
    "openai-completions": "openai-completions",
    "openai-responses": "openai-responses",
    "other": None,
}
"""The profile of each folder; None where the streams are of no shipped one."""
