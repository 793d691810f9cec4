"""An event that repeats an earlier one, but for a few leaves that nothing depends on, is not parsed and not judged anew.

Most events of a stream are leaves of one text, and only the piece differs. So the check learns how such an event reads,
as the decoder learns the frame of a block. A lesson holds for one version of the stream's state: when the order moves,
or a slice, or the memory of a check, the check forgets all lessons. It never learns an event with a finding.
"""

from ._read_set import ReadSet
from ._templates import Templates

__all__ = ["ReadSet", "Templates"]
