"""Build hook: a wheel carries the fixtures, byte for byte, where the toolkit finds them.

Only in standard builds: an editable install would get a copy that goes stale, and has the checkout's own anyway.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FixturesHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            build_data["force_include"]["fixtures"] = "sse_conform/fixtures"
