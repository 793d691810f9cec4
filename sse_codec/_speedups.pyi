"""The compiled decoder, whose types are those of the pure one."""

from sse_codec._decoder import Decoder as Decoder
