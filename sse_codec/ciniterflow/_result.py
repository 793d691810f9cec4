"""What a prediction came to, as one value."""

from typing import Final, Literal, TypeAlias

from sse_codec.ordering import Finding

from ._events import Metadata
from ._sources import SourceDocument, UsedTool
from ._values import Value

Outcome: TypeAlias = Literal["completed", "failed", "aborted", "cut", "truncated"]
"""How a prediction went: see ``PredictionResult.outcome``."""


class PredictionResult(Value):
    """What a prediction came to."""

    __slots__ = ("error", "findings", "metadata", "outcome", "source_documents", "text", "used_tools")
    __match_args__ = (
        "text",
        "metadata",
        "source_documents",
        "used_tools",
        "error",
        "outcome",
        "findings",
    )

    text: Final[str]
    """The answer, or as much of it as came."""
    metadata: Final[Metadata | None]
    """The last metadata; None when none came."""
    source_documents: Final[tuple[SourceDocument, ...]]
    """The last list of sources."""
    used_tools: Final[tuple[UsedTool, ...]]
    """The last list of tools."""
    error: Final[str | None]
    """The message of the first ``error``, or of an ``end`` that carries one; None when none came."""
    outcome: Final[Outcome]
    """How it went: the words that the profile ``flowise`` has for it.

    ``completed``; ``failed``: an error came, in an event of its own or in the end, or the flow says that it failed or
    took too long; ``aborted``: the user stopped it; ``cut``: its audio was cut off; ``truncated``: none of these, and no
    end came.
    """
    findings: Final[tuple[Finding, ...]]
    """What is wrong with the order of the events; empty unless the stream was given a profile."""

    def __init__(
        self,
        text: str = "",
        metadata: Metadata | None = None,
        source_documents: tuple[SourceDocument, ...] = (),
        used_tools: tuple[UsedTool, ...] = (),
        error: str | None = None,
        outcome: Outcome = "truncated",
        findings: tuple[Finding, ...] = (),
    ) -> None:
        self.text = text
        self.metadata = metadata
        self.source_documents = source_documents
        self.used_tools = used_tools
        self.error = error
        self.outcome = outcome
        self.findings = findings
