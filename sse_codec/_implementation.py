"""Which of the two decoders is the one: the compiled if it is there, unless ``SSE_CODEC_PURE`` says otherwise.

They do the same in every respect but speed, so nothing else need ask. Where none was compiled, or this interpreter
cannot load what was, the pure one serves without a word.
"""

from os import environ

try:
    if environ.get("SSE_CODEC_PURE", "0") not in ("", "0"):
        raise ImportError("SSE_CODEC_PURE asks for the pure decoder")
    from sse_codec._speedups import Decoder
except ImportError:
    from sse_codec._decoder import Decoder

ACCELERATED = Decoder.__module__ == "sse_codec._speedups"
"""Whether ``Decoder`` is the compiled one. The environment variable ``SSE_CODEC_PURE=1`` asks for the pure one."""

__all__ = ["ACCELERATED", "Decoder"]
