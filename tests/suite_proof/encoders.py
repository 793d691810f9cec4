"""All faulty encoders, by their names."""

from . import encoders_data, encoders_fields, encoders_others, encoders_stream
from .encoders_fault import EncoderFault

ROOMS = (encoders_stream, encoders_data, encoders_fields, encoders_others)

FAULTS: dict[str, EncoderFault] = {fault.id: fault for room in ROOMS for fault in room.FAULTS}
