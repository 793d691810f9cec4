"""One finding on each line, as JSON, written as it is found: for programs that watch a live stream."""

from collections.abc import Iterator

from ..finding import Finding
from ._base import Renderer
from ._values import finding_value, one_line


class JsonLinesRenderer(Renderer):
    def finding(self, finding: Finding) -> Iterator[str]:
        yield one_line(finding_value(finding)) + "\n"
