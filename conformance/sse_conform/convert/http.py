"""The head of a response and its body, as ``curl -i`` prints them."""

from ..captures import Capture
from ._safe import safe_response
from ._shape import OneStream, WriteError


class FileWriter(OneStream):
    """Writes one response."""

    def begin(self, capture: Capture) -> None:
        super().begin(capture)
        head = safe_response(capture)
        if head is None:
            raise WriteError(f"{capture.source} has no response head; write the body alone, to a file *.sse")
        lines = [f"HTTP/{head.version} {head.status}", *(f"{name}: {value}" for name, value in head.headers)]
        if any("\n" in line or "\r" in line for line in lines):
            raise WriteError(
                f"{capture.source} has a header with a line break in it; write it to a file *.ssecap"
            )
        self.write("".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1", "backslashreplace"))
