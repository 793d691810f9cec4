"""The two decoders, by what they are: the pure one, and the compiled one where there is one."""

from importlib import import_module
from typing import TypeAlias

from sse_codec import _decoder

Twin: TypeAlias = type[_decoder.Decoder]

DECODERS: dict[str, Twin] = {"pure": _decoder.Decoder}
try:
    DECODERS["compiled"] = import_module("sse_codec._speedups").Decoder
except ModuleNotFoundError:  # one that is there and cannot be loaded is a failure, not a fallback
    pass  # tests/conftest.py says it at the head of the run
