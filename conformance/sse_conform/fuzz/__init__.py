"""Fuzzing: an implementation against ours over inputs that nobody thought of, until the smallest difference is told.

    from sse_conform.fuzz import DecoderSide, Limits, Search
    from sse_conform.suite import InProcess, fixtures_folder, load_statements

    adapter = InProcess(subject)
    side = DecoderSide(adapter, adapter.start())
    search = Search(side, seed=1, limits=Limits(seconds=10), statements=load_statements(fixtures_folder()))
    for difference in search.differences():
        print(difference.requirement.name, difference.given)

It needs hypothesis, which the extra `testing` brings.
"""

from ..strategies import wire_streams as _  # noqa: F401 - it says what to install where hypothesis is missing
from ._corpus import CorpusError, keep, read_corpus
from ._decoder import DecoderSide
from ._difference import Difference
from ._encoder import EncoderSide
from ._messages import Messages
from ._report import FuzzRenderer, JsonRenderer, Summary, TextRenderer
from ._search import Counts, Limits, Search, Side
from ._stream import Stream
from ._toml import cases_text

__all__ = [
    "CorpusError",
    "Counts",
    "DecoderSide",
    "Difference",
    "EncoderSide",
    "FuzzRenderer",
    "JsonRenderer",
    "Limits",
    "Messages",
    "Search",
    "Side",
    "Stream",
    "Summary",
    "TextRenderer",
    "cases_text",
    "keep",
    "read_corpus",
]
