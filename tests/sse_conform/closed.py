"""A schema as it is, and one that takes no member which it does not name: so that none is written that it leaves out."""

import json
from typing import Any

from jsonschema.protocols import Validator
from jsonschema.validators import validator_for

from sse_conform.schemas import schema_text


def closed(schema: Any) -> Any:
    """The schema, with every object closed that has named members."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    members = {name: closed(each) for name, each in schema.items()}
    if isinstance(members.get("properties"), dict):
        members.setdefault("additionalProperties", False)
    return members


def validator(name: str) -> Validator:
    schema = closed(json.loads(schema_text(name)))
    return validator_for(schema)(schema)


def faults(name: str, text: str) -> list[str]:
    """What is wrong with a JSON text by a schema, with the place."""
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(json.loads(text))]
