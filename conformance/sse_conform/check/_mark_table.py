"""Writes `marks.json`, the marks of the shipped profiles: ``python -m sse_conform.check._mark_table``."""

import json

from sse_codec.ordering import load_outline, shipped_profiles

from ._evidence import Families
from ._marks import FILE


def marks_text() -> str:
    """Return the text of `marks.json` for the profiles as they are."""
    families = Families(map(load_outline, shipped_profiles()))
    table = {
        family: {
            "profiles": [outline.name for outline in outlines],
            "marks": sorted(families.marks(family)),
        }
        for family, outlines in families.members.items()
    }
    return json.dumps(table, ensure_ascii=False).replace("], [", "],\n[") + "\n"


if __name__ == "__main__":
    FILE.write_text(marks_text(), encoding="utf-8", newline="\n")
