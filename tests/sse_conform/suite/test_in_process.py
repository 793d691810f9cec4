"""Objects of this process as implementations: what they give, raise and declare."""

import sys
import unittest
from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from sse_codec import EncodeError, Event
from sse_conform.suite import (
    AdapterError,
    Check,
    Checking,
    Decode,
    Dispatched,
    Encode,
    InProcess,
    Message,
    Reading,
    Refusal,
    Reply,
    Skip,
    Task,
    Trouble,
    Writing,
    load_subject,
)

BROKEN = ValueError("broken")


def ask(task: Task, **methods: Any) -> Reply:
    (reply,) = InProcess(SimpleNamespace(**methods)).ask([task])
    return reply


def decode(given: Any) -> Reply:
    return ask(Decode((b"a", b"b")), decode=lambda chunks: given)


GIVEN = {
    "nothing": ([], []),
    "events of the codec": ([Event("t", "A", "7")], [Dispatched("t", "A", "7", 0)]),
    "mappings": ([{"data": "A", "id": "7"}], [Dispatched("message", "A", "7", 0)]),
    "objects that lack an id": ([SimpleNamespace(type=None, data="A")], [Dispatched("message", "A", "", 0)]),
}


@pytest.mark.parametrize(("given", "events"), GIVEN.values(), ids=GIVEN)
def test_events(given: object, events: list[Dispatched]) -> None:
    assert decode(given) == Reading(events)


def test_a_reading_is_taken_as_it_is() -> None:
    reading = Reading([], ("x",), {"retry": 5})
    assert decode(reading) is reading


def test_events_know_the_chunk_that_was_taken_last() -> None:
    def parse(chunks: Iterable[bytes]) -> Iterator[Event]:
        for chunk in chunks:
            yield Event(data=chunk.decode())

    reply = ask(Decode((b"a", b"b")), decode=parse)
    assert reply == Reading([Dispatched(data="a", chunk=1), Dispatched(data="b", chunk=2)])


def test_a_connection_is_opened_with_an_id_only_when_there_is_one() -> None:
    def parse(chunks: Iterable[bytes], last_event_id: str = "none given") -> list[Event]:
        return [Event(id=last_event_id)]

    assert ask(Decode((), "7"), decode=parse) == Reading([Dispatched(id="7", chunk=0)])
    assert ask(Decode(()), decode=parse) == Reading([Dispatched(id="none given", chunk=0)])


def raising(error: Exception) -> Any:
    def method(_: object) -> Iterator[Event]:
        yield Event(data="A")
        raise error

    return method


def raising_at_once(error: Exception) -> Any:
    def method(_: object) -> object:
        raise error

    return method


def test_a_decoder_that_raises_gave_up_after_its_events() -> None:
    reply = ask(Decode(()), decode=raising(BROKEN))
    assert reply == Reading([Dispatched(data="A", chunk=0)], error="ValueError: broken")
    assert isinstance(reply, Reading)
    assert reply.cause is BROKEN


def test_an_event_with_a_value_of_another_kind_is_an_error() -> None:
    reply = decode([{"data": b"A"}])
    assert reply == Reading([], error="TypeError: data of an event is b'A', not a str")


MESSAGES = (Message("A"),)
ENCODED: dict[str, tuple[object, Reply]] = {
    "bytes": (lambda messages: b"data: A\n\n", Writing(b"data: A\n\n")),
    "no bytes": (lambda messages: "data: A\n\n", Trouble("encode gave str, not bytes")),
    "an error with a field": (raising_at_once(EncodeError("id", "no")), Refusal("id", "EncodeError: id: no")),
    "an error with a field that is none": (
        raising_at_once(EncodeError("newline", "no")),
        Refusal(None, "EncodeError: newline: no"),
    ),
    "an error without words": (raising_at_once(ValueError()), Refusal(None, "ValueError")),
}


@pytest.mark.parametrize(("encode", "reply"), ENCODED.values(), ids=ENCODED)
def test_encoding(encode: object, reply: Reply) -> None:
    assert ask(Encode(MESSAGES), encode=encode) == reply


CHECKED: dict[str, tuple[object, Reply]] = {
    "a checking": (lambda task: Checking(text="T"), Checking(text="T")),
    "something else": (lambda task: None, Trouble("check gave NoneType")),
    "an error": (raising_at_once(BROKEN), Trouble("ValueError: broken")),
}


@pytest.mark.parametrize(("check", "reply"), CHECKED.values(), ids=CHECKED)
def test_checking(check: object, reply: Reply) -> None:
    assert ask(Check(b"", "sse", "p", ""), check=check) == reply


@pytest.mark.parametrize(
    "task", [Decode(()), Encode(MESSAGES), Check(b"", "sse", "p", "")], ids=["decode", "encode", "check"]
)
def test_skipping(task: Task) -> None:
    skip = raising_at_once(unittest.SkipTest("not built"))
    assert ask(task, decode=skip, encode=skip, check=skip) == Skip("not built")


def test_who_it_is() -> None:
    subject = SimpleNamespace(
        decode=len, check=len, name="mine", version="2", capabilities=["id", "comments", "text"]
    )
    implementation = InProcess(subject).start()
    assert (implementation.name, implementation.version, implementation.language) == ("mine", "2", "python")
    assert implementation.decoder == {"id", "comments"}
    assert implementation.encoder is None
    assert implementation.checker == {"text"}
    assert InProcess(SimpleNamespace(encode=len)).start().encoder == frozenset()


def test_a_capability_that_does_not_exist() -> None:
    subject = SimpleNamespace(encode=len, capabilities=["prompt"])
    with pytest.raises(
        AdapterError, match=r"^there is no capability 'prompt'; choose of comments, dataless, id"
    ):
        InProcess(subject).start()


def test_an_object_without_a_method() -> None:
    with pytest.raises(AdapterError, match=r"has none of the methods decode, encode, check"):
        InProcess(object()).start()


def test_a_subject_is_loaded_by_its_path() -> None:
    assert type(load_subject("sse_conform.suite.reference:Reference")).__name__ == "Reference"


PATHS = {
    "no factory": ("json", "'json' names no factory; write package.module:factory"),
    "no module": (
        "no_such_module:f",
        "no_such_module:f cannot be loaded: ModuleNotFoundError: No module named",
    ),
    "no name": ("json:f", "json:f cannot be loaded: AttributeError: "),
    "a call that fails": ("json:loads", "json:loads cannot be loaded: TypeError: "),
}


@pytest.mark.parametrize(("path", "message"), PATHS.values(), ids=PATHS)
def test_a_subject_that_cannot_be_loaded(path: str, message: str) -> None:
    with pytest.raises(AdapterError) as caught:
        load_subject(path)
    assert str(caught.value).startswith(message)
    assert "no_such_module" not in sys.modules
