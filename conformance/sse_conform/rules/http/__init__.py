"""Rules 3xx: the response that carries the stream."""

from .accel_buffering_hint_missing import AccelBufferingHintMissing
from .cache_control_missing import CacheControlMissing
from .charset_not_utf8 import CharsetNotUtf8
from .chunked_termination_missing import ChunkedTerminationMissing
from .close_delimited_body import CloseDelimitedBody
from .connection_reset import ConnectionReset
from .connection_specific_header_in_h2 import ConnectionSpecificHeaderInH2
from .content_coding_broken import ContentCodingBroken
from .content_encoding_on_stream import ContentEncodingOnStream
from .content_length_invalid import ContentLengthInvalid
from .content_length_on_stream import ContentLengthOnStream
from .content_length_unmet import ContentLengthUnmet
from .content_type_missing_or_wrong import ContentTypeMissingOrWrong
from .cors_headers_missing import CorsHeadersMissing
from .error_json_with_200 import ErrorJsonWith200
from .http10_response import Http10Response
from .no_transform_missing import NoTransformMissing
from .redirect_without_location import RedirectWithoutLocation
from .silence_at_the_end import SilenceAtTheEnd
from .status_not_200 import StatusNot200

RULES = (
    ContentTypeMissingOrWrong,
    CharsetNotUtf8,
    StatusNot200,
    ErrorJsonWith200,
    CacheControlMissing,
    NoTransformMissing,
    ContentEncodingOnStream,
    ContentLengthOnStream,
    CloseDelimitedBody,
    AccelBufferingHintMissing,
    ConnectionSpecificHeaderInH2,
    RedirectWithoutLocation,
    CorsHeadersMissing,
    Http10Response,
    ChunkedTerminationMissing,
    ContentLengthUnmet,
    ConnectionReset,
    ContentCodingBroken,
    ContentLengthInvalid,
    SilenceAtTheEnd,
)
