"""The readers that have a twin, by what they are: the pure one, and the compiled one where there is one."""

from importlib import import_module
from typing import TypeAlias

from sse_codec import _decoder, _scanner

Twin: TypeAlias = type[_decoder.Decoder]
ScannerTwin: TypeAlias = type[_scanner.Scanner]

DECODERS: dict[str, Twin] = {"pure": _decoder.Decoder}
SCANNERS: dict[str, ScannerTwin] = {"pure": _scanner.Scanner}
try:
    compiled = import_module("sse_codec._speedups")
except ModuleNotFoundError:  # one that is there and cannot be loaded is a failure, not a fallback
    pass  # tests/conftest.py says it at the head of the run
else:
    DECODERS["compiled"] = compiled.Decoder
    SCANNERS["compiled"] = compiled.Scanner
