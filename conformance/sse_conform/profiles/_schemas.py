"""The schemas that the checks of a profile have, as they are written: what is loaded is made to judge, not to be read."""

import json
import tomllib
from pathlib import Path
from typing import Any

from sse_codec.ordering import shipped_profiles

from ._inspect import lineage, shipped_tables


def check_schemas(name_or_path: str) -> dict[str, Any]:
    """The schemas of the checks with the rule `schema`, by id, of a profile that can be loaded."""
    path = Path(name_or_path)
    if name_or_path in shipped_profiles():
        data = shipped_tables(name_or_path)
    else:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    found: dict[str, Any] = {}
    for each in lineage(path, data):
        for table in each.get("check", ()):
            schema = table.get("schema")
            if schema is not None:
                found.setdefault(table["id"], _read(path, schema) if isinstance(schema, str) else schema)
    return found


def _read(path: Path, name: str) -> Any:
    return json.loads(path.parent.joinpath(name).read_text(encoding="utf-8-sig"))
