"""What a flow returns beside its text: the sources that it drew on and the tools that it used."""

from collections.abc import Iterable
from typing import Any

from ._values import JsonObject, as_tuple, is_list, is_object, present


class SourceDocument(JsonObject):
    """A passage that a vector store returned.

    :param page_content: the passage.
    :param metadata: what the store knows of it, such as its source and page.
    :param id: its id in the store, ``""`` for none.
    """

    __slots__ = ()
    __match_args__ = ("page_content", "metadata", "id")

    def __init__(self, page_content: str = "", metadata: dict[str, Any] | None = None, id: str = "") -> None:
        self.raw = {"pageContent": page_content, "metadata": metadata or {}, **present(id=id)}

    @property
    def page_content(self) -> str:
        """The passage."""
        return self._text("pageContent")

    @property
    def metadata(self) -> dict[str, Any]:
        """What the store knows of the passage, such as its source and page."""
        return self._object("metadata")

    @property
    def id(self) -> str:
        """Its id in the store, ``""`` for none."""
        return self._text("id")


class UsedTool(JsonObject):
    """One use of a tool.

    :param tool: the tool's name.
    :param input: what it was given, as a rule an object.
    :param output: what it returned, text or any JSON value.
    :param source_documents: the passages that it returned beside its output.
    :param error: what went wrong, ``""`` for nothing.
    """

    __slots__ = ()
    __match_args__ = ("tool", "input", "output", "source_documents", "error")

    def __init__(
        self,
        tool: str = "",
        input: Any = None,  # noqa: A002 - the name of the wire is toolInput
        output: Any = "",
        source_documents: Iterable[SourceDocument] = (),
        error: str = "",
    ) -> None:
        documents = [
            document.raw for document in as_tuple("source_documents", source_documents, SourceDocument)
        ]
        self.raw = {
            "tool": tool,
            "toolInput": input,
            "toolOutput": output,
            **present(sourceDocuments=documents, error=error),
        }

    @property
    def tool(self) -> str:
        """The tool's name."""
        return self._text("tool")

    @property
    def input(self) -> Any:
        """What the tool was given, as a rule an object; None when the server does not say."""
        return self.raw.get("toolInput")

    @property
    def output(self) -> Any:
        """What the tool returned, text or any JSON value; None when the server does not say."""
        return self.raw.get("toolOutput")

    @property
    def source_documents(self) -> tuple[SourceDocument, ...]:
        """The passages that the tool returned beside its output."""
        return tuple(map(SourceDocument.from_raw, objects(self.raw.get("sourceDocuments")) or ()))

    @property
    def error(self) -> str:
        """What went wrong, ``""`` for nothing."""
        return self._text("error")


def objects(value: object) -> list[dict[str, Any]] | None:
    """Return the objects of a JSON list, without its nulls, which occur; an absent list is empty.

    None is the answer for a value that cannot be read so.
    """
    if value is None:
        return []
    if not is_list(value):
        return None
    members = [member for member in value if member is not None]
    return members if all(map(is_object, members)) else None
