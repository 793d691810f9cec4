"""Rules 6xx and 7xx: when a stream came, and in which chunks."""

from .burst_after_silence import BurstAfterSilence
from .comment_without_blank_line import CommentWithoutBlankLine
from .fixed_size_chunks import FixedSizeChunks
from .keepalive_as_data_event import KeepaliveAsDataEvent
from .keepalive_gap import KeepaliveGap
from .one_byte_chunks import OneByteChunks
from .slow_first_byte import SlowFirstByte
from .stall_then_close import StallThenClose
from .terminal_marker_without_close import TerminalMarkerWithoutClose

RULES = (
    KeepaliveGap,
    KeepaliveAsDataEvent,
    CommentWithoutBlankLine,
    TerminalMarkerWithoutClose,
    SlowFirstByte,
    BurstAfterSilence,
    FixedSizeChunks,
    OneByteChunks,
    StallThenClose,
)
