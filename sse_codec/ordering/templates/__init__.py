"""An event that repeats an earlier one, but for a few leaves that nothing depends on, is not parsed and not judged anew.

Most events of a stream are pieces of one text, and only the piece differs. So the check makes a template of such an event.
A template holds for one version of the stream's state: when the order moves, or a slice, or the memory of a check, the
check lets all templates go. An event with a finding never becomes a template.
"""

from ._guards import ReadSet
from ._templates import Templates

__all__ = ["ReadSet", "Templates"]
