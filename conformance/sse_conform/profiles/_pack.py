"""Writes the shipped profiles as the codec reads them, from their TOML files: ``python -m sse_conform.profiles._pack``.

It works on a checkout, at whose root it is to be run.
"""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Final

ORDERING: Final = Path("sse_codec", "ordering")


def packed(folder: Path) -> str:
    """Return the TOML files of a folder as lines of JSON, each of which begins with the name of its profile."""
    return "".join(map(_line, sorted(folder.glob("*.toml"))))


def _line(path: Path) -> str:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    named = {"profile": data["profile"], **data}
    return json.dumps(named, default=date.isoformat, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    (ORDERING / "profiles.jsonl").write_text(packed(ORDERING / "profiles"), encoding="utf-8", newline="\n")
