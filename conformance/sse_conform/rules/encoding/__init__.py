"""Rules 2xx: the bytes as text."""

from .invalid_utf8 import InvalidUtf8
from .lone_surrogate_escape_in_json import LoneSurrogateEscapeInJson
from .non_ascii_id import NonAsciiId
from .nul_in_id import NulInId
from .nul_in_stream import NulInStream
from .raw_unicode_line_separators import RawUnicodeLineSeparators
from .replacement_character_in_data import ReplacementCharacterInData
from .truncated_utf8_at_line_end import TruncatedUtf8AtLineEnd
from .utf8_split_across_chunks import Utf8SplitAcrossChunks
from .utf16_or_latin1_suspected import Utf16OrLatin1Suspected

RULES = (
    InvalidUtf8,
    TruncatedUtf8AtLineEnd,
    Utf8SplitAcrossChunks,
    RawUnicodeLineSeparators,
    NulInId,
    NulInStream,
    ReplacementCharacterInData,
    NonAsciiId,
    LoneSurrogateEscapeInJson,
    Utf16OrLatin1Suspected,
)
