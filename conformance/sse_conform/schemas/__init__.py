"""JSON Schemas of what the commands read and write, for programs that do so too.

They are of draft 2020-12; that of profile files is of draft 7, which editors of TOML know. Members may be added to what
is written, so it may hold more than a schema names; none is taken away or changed while its ``v`` stays.
"""

import json
from importlib import resources
from typing import Any, Final

SCHEMAS: Final = {
    "check": "the report of check --format json",
    "finding": "a finding in that report",
    "line": "a line of check --format jsonl: a finding, a capture or the summary",
    "rules": "the output of rules --format json",
    "baseline": "the known findings that check --baseline reads and --update-baseline writes",
    "event": "a line that decode writes and encode reads",
    "ssecap": "a line of a .ssecap file, which check -o and convert write",
    "suite-run": "the results of suite run --format json",
    "suite-list": "the output of suite list --format json",
    "suite-export": "the cases, as suite export writes them",
    "fuzz": "the report of fuzz --format json",
    "profile-list": "the output of profile list --format json",
    "profile-show": "the output of profile show --format json",
    "profile": "a profile file, as TOML or as the JSON that it stands for",
}
"""Each schema, and what it describes."""


def schema_text(name: str) -> str:
    """The schema of that name, a JSON document that needs no other. Raises KeyError when there is none."""
    if name not in SCHEMAS:
        raise KeyError(name)
    if name in ("finding", "line"):
        return json.dumps(_part("check", name), indent=1, ensure_ascii=False) + "\n"
    if name == "suite-export":
        from ..suite import fixtures_folder  # noqa: PLC0415 - the suite takes a tenth of a second to load

        return (fixtures_folder() / "cases.schema.json").read_text(encoding="utf-8")
    return (resources.files("sse_conform.schemas") / f"{name}.schema.json").read_text(encoding="utf-8")


def _part(whole: str, name: str) -> dict[str, Any]:
    """A definition of a schema as one of its own."""
    schema = json.loads(schema_text(whole))
    return {
        "$schema": schema["$schema"],
        "title": SCHEMAS[name].capitalize(),
        "$ref": f"#/$defs/{name}",
        "$defs": schema["$defs"],
    }
