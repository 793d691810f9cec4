"""OpenAPI and profiles: a draft profile of the streams that a description tells of, and the JSON Schema of a profile's events.

OpenAPI describes each event (Media Type Object, `itemSchema` of 3.2). OpenAPI cannot describe the order of events.
"""

from ._document import Document, OpenApiError, Operation, described, load
from ._draft import draft
from ._export import event_schema

__all__ = ["Document", "OpenApiError", "Operation", "described", "draft", "event_schema", "load"]
