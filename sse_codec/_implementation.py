"""Chooses between the twins of each reader: the compiled one where there is one, unless ``SSE_CODEC_PURE`` asks for the pure one.

Twins differ in speed alone, so no other module has to choose. Where no reader was compiled, or this interpreter
cannot load the compiled ones, the pure ones serve without a word.
"""

from os import environ

try:
    if environ.get("SSE_CODEC_PURE", "0") not in ("", "0"):
        raise ImportError("SSE_CODEC_PURE asks for the pure readers")
    from sse_codec._speedups import Decoder, Scanner
except ImportError:
    from sse_codec._decoder import Decoder
    from sse_codec._scanner import Scanner

ACCELERATED = Decoder.__module__ == "sse_codec._speedups"
"""Whether ``Decoder`` and ``Scanner`` are the compiled ones. The environment variable ``SSE_CODEC_PURE=1`` asks for the pure ones."""

__all__ = ["ACCELERATED", "Decoder", "Scanner"]
