"""An event that repeats an earlier one, but for a few leaves that nothing depends on, is not parsed and not judged anew.

Most events of a stream are pieces of one text: between two of them nothing differs but the piece. So the check learns
what such an event looks like, as the decoder learns the frame of a block. What it learns holds for one version of the
stream's state: a move of the order, of a slice or of what the checks remember of one, and all is forgotten. An event of
which anything was found is not learnt.
"""

from ._readings import Readings
from ._repeats import Repeats

__all__ = ["Readings", "Repeats"]
