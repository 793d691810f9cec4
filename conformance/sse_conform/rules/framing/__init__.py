"""Rules 1xx: lines, blocks and the names of fields."""

from .bare_cr_terminators import BareCrTerminators
from .bare_json_lines import BareJsonLines
from .blank_line_with_spaces import BlankLineWithSpaces
from .block_without_data import BlockWithoutData
from .crlf_split_across_chunks import CrlfSplitAcrossChunks
from .crlf_terminators import CrlfTerminators
from .double_space_after_colon import DoubleSpaceAfterColon
from .empty_block import EmptyBlock
from .field_name_case import FieldNameCase
from .field_without_colon import FieldWithoutColon
from .framed_twice import FramedTwice
from .incomplete_final_event import IncompleteFinalEvent
from .late_bom import LateBom
from .leading_bom import LeadingBom
from .leading_whitespace_field import LeadingWhitespaceField
from .mixed_line_endings import MixedLineEndings
from .no_blank_lines import NoBlankLines
from .no_event_delivered import NoEventDelivered
from .no_event_stream import NoEventStream
from .no_space_after_colon import NoSpaceAfterColon
from .trailing_whitespace_in_control_field import TrailingWhitespaceInControlField
from .unprefixed_continuation_line import UnprefixedContinuationLine

RULES = (
    MixedLineEndings,
    BareCrTerminators,
    CrlfTerminators,
    CrlfSplitAcrossChunks,
    IncompleteFinalEvent,
    UnprefixedContinuationLine,
    LeadingWhitespaceField,
    FieldNameCase,
    FieldWithoutColon,
    NoSpaceAfterColon,
    DoubleSpaceAfterColon,
    TrailingWhitespaceInControlField,
    BlankLineWithSpaces,
    EmptyBlock,
    BlockWithoutData,
    LateBom,
    LeadingBom,
    BareJsonLines,
    NoEventStream,
    FramedTwice,
    NoBlankLines,
    NoEventDelivered,
)
