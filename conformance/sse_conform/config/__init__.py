"""The configuration of a project: `sse-conform.toml`, or `[tool.sse-conform]` in `pyproject.toml`."""

from ._config import Config, PathTable
from ._keys import KEYS, Key
from ._read import ConfigError, read_config, read_nearest

__all__ = ["KEYS", "Config", "ConfigError", "Key", "PathTable", "read_config", "read_nearest"]
