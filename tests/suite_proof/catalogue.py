"""All faulty decoders, by their names."""

from .fault import Fault
from .faults import (
    chunks,
    comments,
    connections,
    data,
    event_types,
    fast_lane,
    fields,
    ids,
    lines,
    retry,
    text,
)

ROOMS = (lines, text, fields, data, event_types, ids, retry, comments, chunks, connections, fast_lane)

FAULTS: dict[str, Fault] = {fault.id: fault for room in ROOMS for fault in room.FAULTS}
