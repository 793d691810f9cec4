"""Build hooks: sse-conform has the version of the sse-codec beside it, requires that, and carries the fixtures.

A checkout has both above this folder. An sdist has copies: the fixtures beside the package, version and requirements in
PKG-INFO. It needs nothing from outside.
"""

import tomllib
from pathlib import Path
from typing import Any, cast

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface


class VersionHook(MetadataHookInterface):
    def update(self, metadata: dict[str, Any]) -> None:
        text = Path(self.root).parent.joinpath("pyproject.toml").read_text(encoding="utf-8")
        version = tomllib.loads(text)["project"]["version"]
        metadata["version"] = version
        others = cast(Any, self).config["dependencies"]  # hatchling gives the table no type
        metadata["dependencies"] = [f"sse-codec=={version}", *others]


class FixturesHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return  # it has the checkout's own fixtures, and a copy would go stale
        unpacked = Path(self.root, "fixtures")
        fixtures = unpacked if unpacked.is_dir() else Path(self.root).parent / "fixtures"
        place = "fixtures" if self.target_name == "sdist" else "sse_conform/fixtures"
        build_data["force_include"][str(fixtures)] = place
