"""The tables of an audit, as Arrow schemas: what goes in, and what comes out.

One version serves both. Columns may be added without a new one, and none is taken away or changed.
"""

from typing import Final

import pyarrow as pa

VERSION: Final = 1
"""Version of the tables; it stands in the metadata of each schema as ``sse_conform.audit``."""

_METADATA: Final[dict[bytes | str, bytes | str]] = {"sse_conform.audit": str(VERSION)}

HEAD: Final = pa.struct(
    [
        pa.field("version", pa.string()),
        pa.field("status", pa.int32()),
        pa.field(
            "headers", pa.list_(pa.struct([pa.field("name", pa.string()), pa.field("value", pa.string())]))
        ),
    ]
)
"""A response head: the version of HTTP, the status, and the header fields in wire order."""
CHUNKS: Final = pa.list_(pa.struct([pa.field("data", pa.large_binary()), pa.field("t", pa.float64())]))
"""A body in chunks, each with the seconds since the request was sent; null where they are not known."""
TAGS: Final = pa.map_(pa.string(), pa.string())
"""What a user says of a stream, such as its model or its day."""

FINDING: Final = pa.struct(
    [
        pa.field("code", pa.string()),
        pa.field("name", pa.string()),
        pa.field("level", pa.string()),
        pa.field("basis", pa.string()),
        pa.field("message", pa.string()),
        pa.field("byte", pa.int64()),
        pa.field("line", pa.int64()),
        pa.field("col", pa.int64()),
        pa.field("event", pa.int64()),
        pa.field("chunk", pa.int64()),
        pa.field("t", pa.float64()),
        pa.field("span", pa.int64()),
        pa.field("help", pa.string()),
        pa.field("spec", pa.string()),
        pa.field("url", pa.string()),
        pa.field("kind", pa.string()),
        pa.field("excerpt", pa.string()),
    ]
)
"""One finding, with the members of a finding of ``check --format json``, and the line of the stream at which it points.

Of those it has neither ``v``, ``source`` and ``fingerprint``, which the row stands for, nor ``baseline``, since an audit has none.
"""
RULE: Final = pa.struct(
    [
        pa.field("code", pa.string()),
        pa.field("name", pa.string()),
        pa.field("level", pa.string()),
        pa.field("occurrences", pa.int64()),
    ]
)
"""How often a rule struck, also where the findings were too many to be listed."""
PART: Final = pa.struct([pa.field("name", pa.string()), pa.field("lacks", pa.string())])
"""A part of the check (format, http, order, values) that was not made, and why."""

STREAMS: Final = pa.schema(
    [
        pa.field("id", pa.string()),
        pa.field("tags", TAGS),
        pa.field("problem", pa.string()),
        pa.field("profile", pa.string()),
        pa.field("profile_reason", pa.string()),
        pa.field("framing", pa.string()),
        pa.field("outcome", pa.string()),
        pa.field("failure", pa.string()),
        pa.field("notice", pa.string()),
        pa.field("sniffed", pa.string()),
        pa.field("events", pa.int64()),
        pa.field("bytes", pa.int64()),
        pa.field("first_chunk", pa.float64()),
        pa.field("duration", pa.float64()),
        pa.field("errors", pa.int64()),
        pa.field("warnings", pa.int64()),
        pa.field("notes", pa.int64()),
        pa.field("rules", pa.list_(RULE)),
        pa.field("unchecked", pa.list_(PART)),
        pa.field("not_applicable", pa.list_(pa.string())),
        pa.field("findings", pa.list_(FINDING)),
    ],
    metadata=_METADATA,
)
"""One row for each stream. ``problem`` says why a stream could not be checked; it is null for one that was."""
