"""The events of a prediction: one class for each kind that the documentation has, and ``Other`` for all else."""

import json
from collections.abc import Iterable
from typing import Any, Final, TypeAlias

from sse_codec._wire import as_text

from ._sources import SourceDocument, UsedTool
from ._values import JsonObject, Value, as_tuple, is_list, present


class Start(Value):
    """The stream begins."""

    __slots__ = ("text",)
    __match_args__ = ("text",)

    text: Final[str]
    """A copy of the first token, often ``""``. It is not part of the answer: the token comes again."""

    def __init__(self, text: str = "") -> None:
        self.text = as_text("text", text)


class Token(Value):
    """The next piece of the answer."""

    __slots__ = ("text",)
    __match_args__ = ("text",)

    text: Final[str]
    """The piece, which may be ``""``. One emoji may come in halves, each a lone surrogate, in two tokens."""

    def __init__(self, text: str = "") -> None:
        self.text = as_text("text", text)


class Error(Value):
    """The prediction failed; nothing comes after this, or ``End``."""

    __slots__ = ("message",)
    __match_args__ = ("message",)

    message: Final[str]
    """What the server says about it: text, or the JSON of a value that is no text."""

    def __init__(self, message: str = "") -> None:
        self.message = as_text("message", message)


class End(Value):
    """The response is finished, which does not say that it succeeded."""

    __slots__ = ("error",)
    __match_args__ = ("error",)

    error: Final[str | None]
    """What it says of a failure: text, or the JSON of a value that is no text; None, as a rule, when it says nothing."""

    def __init__(self, error: str | None = None) -> None:
        self.error = None if error is None else as_text("error", error)


class SourceDocuments(Value):
    """The sources of the answer. When this event comes again, the last one holds."""

    __slots__ = ("documents",)
    __match_args__ = ("documents",)

    documents: Final[tuple[SourceDocument, ...]]
    """The passages, in the order of the server."""

    def __init__(self, documents: Iterable[SourceDocument] = ()) -> None:
        self.documents = as_tuple("documents", documents, SourceDocument)


class UsedTools(Value):
    """The tools used so far. When this event comes again, the last one holds."""

    __slots__ = ("tools",)
    __match_args__ = ("tools",)

    tools: Final[tuple[UsedTool, ...]]
    """One entry for each use, in the order of the server."""

    def __init__(self, tools: Iterable[UsedTool] = ()) -> None:
        self.tools = as_tuple("tools", tools, UsedTool)


class Other(Value):
    """An event that this package has no class for, or one whose value is not what its kind promises."""

    __slots__ = ("kind", "value")
    __match_args__ = ("kind", "value")

    kind: Final[str]
    """The kind, by the framing of the stream; the SSE event type where the framing does not say."""
    value: Final[Any]
    """The value as it came: text, or any JSON value; None when there was none."""

    def __init__(self, kind: str, value: Any = None) -> None:
        self.kind = as_text("kind", kind)
        self.value = value


class Metadata(JsonObject):
    """What belongs to the answer as a whole; it comes after every token.

    :param chat_id: the chat, to be sent with the next question.
    :param message_id: this answer; written as the documentation says, ``messageId``.
    :param session_id: the memory that the chat uses.
    :param question: the question as the flow understood it.
    :param memory_type: the kind of memory.
    :param follow_up_prompts: questions to suggest to the user.
    :param flow_variables: the variables of the flow.
    :param action: the choice that a paused flow waits for.
    """

    __slots__ = ()
    __match_args__ = (
        "chat_id",
        "message_id",
        "session_id",
        "question",
        "memory_type",
        "follow_up_prompts",
        "flow_variables",
        "action",
    )

    def __init__(
        self,
        chat_id: str = "",
        message_id: str = "",
        *,
        session_id: str = "",
        question: str = "",
        memory_type: str = "",
        follow_up_prompts: tuple[str, ...] = (),
        flow_variables: dict[str, Any] | None = None,
        action: dict[str, Any] | None = None,
    ) -> None:
        prompts = json.dumps(follow_up_prompts, ensure_ascii=False) if follow_up_prompts else ""
        self.raw = present(
            chatId=chat_id,
            messageId=message_id,
            sessionId=session_id,
            question=question,
            memoryType=memory_type,
            followUpPrompts=prompts,
            flowVariables=flow_variables,
            action=action,
        )

    @property
    def chat_id(self) -> str:
        """The chat, to be sent with the next question; ``""`` for none."""
        return self._text("chatId")

    @property
    def message_id(self) -> str:
        """This answer: ``messageId`` as documented, else ``chatMessageId`` as the server writes; ``""`` for none."""
        return self._text("messageId") or self._text("chatMessageId")

    @property
    def session_id(self) -> str:
        """The memory that the chat uses, ``""`` for none."""
        return self._text("sessionId")

    @property
    def question(self) -> str:
        """The question as the flow understood it, ``""`` for none."""
        return self._text("question")

    @property
    def memory_type(self) -> str:
        """The kind of memory, ``""`` for none."""
        return self._text("memoryType")

    @property
    def follow_up_prompts(self) -> tuple[str, ...]:
        """Questions to suggest to the user; the wire has them as a string that holds a JSON list."""
        prompts: Any = self.raw.get("followUpPrompts")
        if isinstance(prompts, str):
            try:
                prompts = json.loads(prompts)
            except (ValueError, RecursionError):
                return ()
        members = prompts if is_list(prompts) else []
        return tuple(prompt for prompt in members if isinstance(prompt, str))

    @property
    def flow_variables(self) -> dict[str, Any]:
        """The variables of the flow, empty for none."""
        return self._object("flowVariables")

    @property
    def action(self) -> dict[str, Any]:
        """The choice that a paused flow waits for (``id``, ``mapping``, ``elements``), empty for none."""
        return self._object("action")


PredictionEvent: TypeAlias = Start | Token | Metadata | End | Error | SourceDocuments | UsedTools | Other
"""What ``PredictionStream.feed`` returns and ``PredictionWriter.write`` takes."""
