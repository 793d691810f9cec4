"""Typed events are values, and read the members of strange payloads as absent."""

import re
from typing import Any

import pytest

from sse_codec.ciniterflow import (
    End,
    Error,
    Metadata,
    Other,
    SourceDocument,
    SourceDocuments,
    Start,
    Token,
    UsedTool,
    UsedTools,
)

DOCUMENT = SourceDocument("Swifts sleep on the wing.", {"page": 4}, "s-1")

VALUES = {
    "Start('a')": Start("a"),
    "Token('a')": Token("a"),
    "Error('a')": Error("a"),
    "End(None)": End(),
    "End('a')": End("a"),
    "Other('tool', [1])": Other("tool", [1]),
    "SourceDocuments(())": SourceDocuments(),
    "UsedTools(())": UsedTools(),
    "Metadata.from_raw({'chatId': 'c'})": Metadata("c"),
}


@pytest.mark.parametrize("shown", VALUES, ids=str)
def test_a_value_shows_how_to_make_it(shown: str) -> None:
    names = {kind.__name__: kind for kind in map(type, VALUES.values())}
    assert repr(VALUES[shown]) == shown
    assert eval(shown, names) == VALUES[shown]


@pytest.mark.parametrize("shown", VALUES, ids=str)
def test_a_value_equals_only_its_like(shown: str) -> None:
    assert [other for other in VALUES.values() if other == VALUES[shown]] == [VALUES[shown]]
    assert VALUES[shown] != shown


NO_TEXT: dict[str, tuple[Any, Any, str]] = {
    "a token of a number": (Token, 5, "text must be str, not int"),
    "a token of nothing": (Token, None, "text must be str, not NoneType"),
    "a start of bytes": (Start, b"a", "text must be str, not bytes; decode it first"),
    "an error of an exception": (Error, ValueError("a"), "message must be str, not ValueError"),
    "an end of a number": (End, 5, "error must be str, not int"),
    "a kind that is none": (Other, 5, "kind must be str, not int"),
    "sources of raw objects": (
        SourceDocuments,
        [{"pageContent": "x"}],
        "documents[0] must be a SourceDocument, not dict; SourceDocument.from_raw takes one",
    ),
    "sources of text": (SourceDocuments, [DOCUMENT, "x"], "documents[1] must be a SourceDocument, not str"),
    "sources of one": (
        SourceDocuments,
        DOCUMENT,
        "documents must be an iterable of SourceDocument, not SourceDocument",
    ),
    "sources that are one raw object": (
        SourceDocuments,
        {"pageContent": "x"},
        "documents must be an iterable of SourceDocument, not dict",
    ),
    "sources that are text": (
        SourceDocuments,
        "x",
        "documents must be an iterable of SourceDocument, not str",
    ),
    "tools that are none": (UsedTools, None, "tools must be an iterable of UsedTool, not NoneType"),
    "tools of sources": (UsedTools, [DOCUMENT], "tools[0] must be a UsedTool, not SourceDocument"),
    "a tool with raw sources": (
        lambda sources: UsedTool("t", source_documents=sources),
        [{}],
        "source_documents[0] must be a SourceDocument, not dict; SourceDocument.from_raw takes one",
    ),
}


@pytest.mark.parametrize(("kind", "value", "problem"), NO_TEXT.values(), ids=NO_TEXT)
def test_an_event_says_what_it_wants(kind: Any, value: Any, problem: str) -> None:
    with pytest.raises(TypeError, match=f"^{re.escape(problem)}$"):
        kind(value)


def test_a_list_of_results_is_as_good_as_a_tuple() -> None:
    assert UsedTools([]) == UsedTools()
    assert SourceDocuments([DOCUMENT]) == SourceDocuments((DOCUMENT,))
    assert SourceDocuments(iter([DOCUMENT])).documents == (DOCUMENT,)
    assert UsedTool("t", source_documents=[DOCUMENT]) == UsedTool("t", source_documents=(DOCUMENT,))


def test_values_of_text_can_be_counted() -> None:
    assert {Token("a"), Token("a"), Start("a"), End(), End()} == {Token("a"), Start("a"), End()}


def test_metadata_is_written_with_the_names_of_the_documentation() -> None:
    metadata = Metadata(
        "c1",
        "m1",
        session_id="s1",
        question="Do swifts land?",
        memory_type="Buffer Memory",
        follow_up_prompts=("Où?", 'Why "swift"?'),
        flow_variables={"lang": "en"},
        action={"id": "a1"},
    )
    assert metadata.raw == {
        "chatId": "c1",
        "messageId": "m1",
        "sessionId": "s1",
        "question": "Do swifts land?",
        "memoryType": "Buffer Memory",
        "followUpPrompts": '["Où?", "Why \\"swift\\"?"]',
        "flowVariables": {"lang": "en"},
        "action": {"id": "a1"},
    }
    match metadata:
        case Metadata(chat, message, session, question, memory, prompts, variables, action):
            taken = (chat, message, session, question, memory, prompts, variables, action)
        case _:
            taken = ()
    assert taken == (
        "c1",
        "m1",
        "s1",
        "Do swifts land?",
        "Buffer Memory",
        ("Où?", 'Why "swift"?'),
        {"lang": "en"},
        {"id": "a1"},
    )


def test_metadata_without_members_writes_none() -> None:
    assert Metadata().raw == {}


MESSAGE_IDS = {
    "as documented": ({"messageId": "m1"}, "m1"),
    "as the server writes": ({"chatMessageId": "m2"}, "m2"),
    "both": ({"messageId": "m1", "chatMessageId": "m2"}, "m1"),
    "null": ({"messageId": None, "chatMessageId": "m2"}, "m2"),
    "a number": ({"messageId": 5}, ""),
    "none": ({}, ""),
}


@pytest.mark.parametrize(("raw", "message_id"), MESSAGE_IDS.values(), ids=MESSAGE_IDS)
def test_message_id_has_two_names(raw: dict[str, object], message_id: str) -> None:
    assert Metadata.from_raw(raw).message_id == message_id


PROMPTS = {
    "a string that holds a list": ('["How far?", "When?"]', ("How far?", "When?")),
    "a list": (["How far?"], ("How far?",)),
    "a list with others than strings": (["How far?", None, 3], ("How far?",)),
    "a string that holds an object": ('{"a": 1}', ()),
    "a string that is no JSON": ("How far?", ()),
    "a string nested too deeply": ("[" * 100_000, ()),
    "an empty string": ("", ()),
    "null": (None, ()),
}


@pytest.mark.parametrize(("value", "prompts"), PROMPTS.values(), ids=PROMPTS)
def test_follow_up_prompts_are_read_from(value: object, prompts: tuple[str, ...]) -> None:
    assert Metadata.from_raw({"followUpPrompts": value}).follow_up_prompts == prompts


def test_strange_members_of_metadata_read_as_absent_and_stay_in_raw() -> None:
    raw = {"chatId": 7, "sessionId": [], "question": None, "flowVariables": "x", "action": [1], "new": True}
    metadata = Metadata.from_raw(raw)
    assert metadata == Metadata.from_raw(dict(raw))
    assert (metadata.chat_id, metadata.session_id, metadata.question) == ("", "", "")
    assert (metadata.flow_variables, metadata.action) == ({}, {})
    assert metadata.raw == raw


def test_a_source_document_has_its_members() -> None:
    match DOCUMENT:
        case SourceDocument(page_content, metadata, id):
            taken = (page_content, metadata, id)
        case _:
            taken = ()
    assert taken == ("Swifts sleep on the wing.", {"page": 4}, "s-1")
    assert DOCUMENT.raw == {"pageContent": "Swifts sleep on the wing.", "metadata": {"page": 4}, "id": "s-1"}


def test_a_source_document_without_id_writes_none() -> None:
    assert SourceDocument("text").raw == {"pageContent": "text", "metadata": {}}


def test_a_used_tool_has_its_members() -> None:
    tool = UsedTool("search", {"query": "swift"}, "2 hits", (DOCUMENT,), "slow")
    assert tool.raw == {
        "tool": "search",
        "toolInput": {"query": "swift"},
        "toolOutput": "2 hits",
        "sourceDocuments": [DOCUMENT.raw],
        "error": "slow",
    }
    match tool:
        case UsedTool(name, given, output, documents, error):
            taken = (name, given, output, documents, error)
        case _:
            taken = ()
    assert taken == ("search", {"query": "swift"}, "2 hits", (DOCUMENT,), "slow")


STRANGE_DOCUMENTS = {
    "null": None,
    "no list": "x",
    "a list with others than objects": [DOCUMENT.raw, "x"],
}


@pytest.mark.parametrize("documents", STRANGE_DOCUMENTS.values(), ids=STRANGE_DOCUMENTS)
def test_strange_members_of_a_tool_read_as_absent(documents: object) -> None:
    tool = UsedTool.from_raw({"tool": None, "error": {}, "sourceDocuments": documents})
    assert (tool.tool, tool.input, tool.output, tool.source_documents, tool.error) == (
        "",
        None,
        None,
        (),
        "",
    )
