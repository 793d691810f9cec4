"""The whole suite in one JSON document, for consumers in other languages."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from ._case import AnyCase, DecoderCase, EncoderCase, OrderCase, Statement
from ._plain import plain_case
from ._requirements import RequirementSet

FORMAT = 1
SCHEMA = "cases.schema.json"
_KINDS: dict[str, type[AnyCase]] = {"decoder": DecoderCase, "encoder": EncoderCase, "order": OrderCase}


def export(
    cases: Sequence[AnyCase], statements: Iterable[Statement], requirements: Iterable[RequirementSet]
) -> dict[str, Any]:
    """The document, as `cases.schema.json` describes it."""
    return {
        "$schema": SCHEMA,
        "format": FORMAT,
        "standard": {
            each.name: {"section": each.section, "url": each.url, "words": each.words} for each in statements
        },
        "requirements": {
            each.name: {
                "frozen": None if each.frozen is None else each.frozen.isoformat(),
                "cases": [case.id for case in each.cases(cases)],
            }
            for each in requirements
        },
        **{
            kind: [plain_case(case) for case in cases if isinstance(case, class_)]
            for kind, class_ in _KINDS.items()
        },
    }


def export_text(document: dict[str, Any]) -> str:
    """The document as the text of its file: ASCII, so that every byte of a chunk can be seen."""
    return json.dumps(document, indent=1) + "\n"
