"""`profile import` and `profile export` on the command line."""

import json
from pathlib import Path

from sse_conform.cli._exit import Exit

from ..conftest import Run

DESCRIPTION = """
openapi: 3.2.0
info: {title: Chat, version: 1}
paths:
  /chat:
    get:
      operationId: stream
      responses:
        '200':
          content:
            text/event-stream:
              itemSchema:
                properties: {event: {const: token}, data: {type: string}}
"""


def test_a_description_becomes_a_draft_that_can_be_used(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(DESCRIPTION)
    result = run("profile", "import", path, "--operation", "stream", "--name", "chat")
    assert result.exit_code == Exit.CLEAN
    draft = tmp_path / "chat.toml"
    draft.write_text(result.stdout)
    assert run("profile", "check", draft).stdout == "Found nothing wrong in 1 profile.\n"
    exported = run("profile", "export", "--json-schema", draft)
    assert json.loads(exported.stdout)["anyOf"][0]["properties"]["event"] == {"const": "token"}


def test_what_cannot_be_imported_is_said(run: Run, tmp_path: Path) -> None:
    result = run("profile", "import", tmp_path / "none.yaml")
    assert (result.exit_code, "none.yaml cannot be read: No such file" in result.stderr) == (
        Exit.UNUSABLE,
        True,
    )
    path = tmp_path / "openapi.yaml"
    path.write_text("openapi: 3.0.0\n")
    result = run("profile", "import", path)
    assert (result.exit_code, "no operation that answers with text/event-stream" in result.stderr) == (Exit.UNUSABLE, True)  # fmt: skip


def test_an_export_says_what_it_writes(run: Run) -> None:
    result = run("profile", "export", "ciniterflow")
    assert (result.exit_code, "--json-schema" in result.stderr) == (Exit.UNUSABLE, True)
    assert "no shipped profile" in run("profile", "export", "--json-schema", "none").stderr
