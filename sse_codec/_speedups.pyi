"""The compiled readers, whose types are those of the pure ones."""

from sse_codec._decoder import Decoder as Decoder
from sse_codec._scanner import Scanner as Scanner
