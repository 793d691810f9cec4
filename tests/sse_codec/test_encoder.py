"""What is written reads back as the same event, or is refused with the name of the field: nothing can be forged."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sse_codec import Comment, Decoder, EncodeError, Encoder, Event, encode, encode_comment

from .cases import a

NEWLINES = ["\n", "\r\n", "\r"]
each_newline = pytest.mark.parametrize("newline", NEWLINES, ids=["LF", "CR LF", "CR"])


def write(data: str | None = "a", **fields: Any) -> bytes:
    return encode(data, **fields)


# fmt: off
@pytest.mark.parametrize(("fields", "expected"), [
    pytest.param({}, b"data: a\n\n", id="data alone"),
    pytest.param({"data": ""}, b"data:\n\n", id="empty data"),
    pytest.param({"data": " a"}, b"data:  a\n\n", id="a leading space"),
    pytest.param({"data": " "}, b"data:  \n\n", id="a space alone"),
    pytest.param({"data": "\ta "}, b"data: \ta \n\n", id="other white space"),
    pytest.param({"data": "a\nb"}, b"data: a\ndata: b\n\n", id="two lines"),
    pytest.param({"data": "a\n"}, b"data: a\ndata:\n\n", id="a last line that is empty"),
    pytest.param({"data": "\na"}, b"data:\ndata: a\n\n", id="a first line that is empty"),
    pytest.param({"data": "\n"}, b"data:\ndata:\n\n", id="two empty lines"),
    pytest.param({"data": "a\n\nb"}, b"data: a\ndata:\ndata: b\n\n", id="an empty line between"),
    pytest.param({"data": ":"}, b"data: :\n\n", id="a colon"),
    pytest.param({"data": "a\0b"}, b"data: a\0b\n\n", id="a NUL in the data"),
    pytest.param({"data": "\ufeffa"}, b"data: \xef\xbb\xbfa\n\n", id="a byte order mark in the data"),
    pytest.param({"data": "\u20ac\U0001f600"}, "data: \u20ac\U0001f600\n\n".encode(), id="data not in ASCII"),
    pytest.param({"data": "a\x0b\x0c\x1c\x85\u2028\u2029b"}, "data: a\x0b\x0c\x1c\x85\u2028\u2029b\n\n".encode(), id="what only looks like a line end"),
    pytest.param({"data": None}, b"\n", id="nothing"),
    pytest.param({"type": "t"}, b"event: t\ndata: a\n\n", id="a type"),
    pytest.param({"type": " t "}, b"event:  t \ndata: a\n\n", id="a type with spaces"),
    pytest.param({"type": "t\0u:"}, b"event: t\0u:\ndata: a\n\n", id="a type with a NUL and a colon"),
    pytest.param({"type": "message"}, b"data: a\n\n", id="the type that is assumed"),
    pytest.param({"type": "Message"}, b"event: Message\ndata: a\n\n", id="a type like it"),
    pytest.param({"type": "t", "data": ""}, b"event: t\ndata:\n\n", id="a type with empty data"),
    pytest.param({"id": "1"}, b"id: 1\ndata: a\n\n", id="an id"),
    pytest.param({"id": " 1"}, b"id:  1\ndata: a\n\n", id="an id with a space"),
    pytest.param({"id": ""}, b"id:\ndata: a\n\n", id="an id that resets"),
    pytest.param({"id": "1", "data": None}, b"id: 1\n\n", id="an id alone"),
    pytest.param({"id": "", "data": None}, b"id:\n\n", id="a reset alone"),
    pytest.param({"retry": 0}, b"retry: 0\ndata: a\n\n", id="a retry of zero"),
    pytest.param({"retry": 1500}, b"retry: 1500\ndata: a\n\n", id="a retry"),
    pytest.param({"retry": 2**63 - 1, "data": None}, b"retry: 9223372036854775807\n\n", id="the largest retry, alone"),
    pytest.param({"retry": True, "data": None}, b"retry: 1\n\n", id="a retry that is a subclass of int"),
    pytest.param({"comment": "c"}, b": c\ndata: a\n\n", id="a comment"),
    pytest.param({"comment": ""}, b":\ndata: a\n\n", id="an empty comment"),
    pytest.param({"comment": " c: d"}, b":  c: d\ndata: a\n\n", id="a comment with a space and a colon"),
    pytest.param({"comment": "c\n\nd\0"}, b": c\n:\n: d\0\ndata: a\n\n", id="a comment of three lines"),
    pytest.param({"comment": "c", "data": None}, b": c\n\n", id="a comment alone"),
    pytest.param({"data": "b", "type": "t", "id": "1", "retry": 5, "comment": "c"}, b": c\nid: 1\nretry: 5\nevent: t\ndata: b\n\n", id="all of them"),
])
def test_the_bytes(fields: dict[str, Any], expected: bytes) -> None:
    assert write(**fields) == expected
    assert write(**fields, newline="\r\n") == expected.replace(b"\n", b"\r\n")
    assert write(**fields, newline="\r") == expected.replace(b"\n", b"\r")
    assert write(**fields, normalize=True) == expected


SURROGATE = "a lone surrogate has no UTF-8; escape it, as JSON does"


@pytest.mark.parametrize(("fields", "field", "problem"), [
    pytest.param({"data": "a\rb"}, "data", "a CR at index 1 would read back as a line break; pass normalize=True to send a line break", id="a CR in the data"),
    pytest.param({"data": "ab\r\nc"}, "data", "a CR at index 2 would read back as a line break; pass normalize=True to send a line break", id="a CR LF in the data"),
    pytest.param({"data": "a\rb\r"}, "data", "a CR at index 1 would read back as a line break; pass normalize=True to send a line break", id="the first of two CRs"),
    pytest.param({"data": "\ud800"}, "data", SURROGATE, id="a high surrogate in the data"),
    pytest.param({"data": "a\udfffb"}, "data", SURROGATE, id="a low surrogate in the data"),
    pytest.param({"data": "\ud83d\ude00"}, "data", SURROGATE, id="a pair of surrogates in the data"),
    pytest.param({"type": "t\nu"}, "type", "an LF at index 1 cannot be part of it", id="an LF in the type"),
    pytest.param({"type": "tt\ru"}, "type", "a CR at index 2 cannot be part of it", id="a CR in the type"),
    pytest.param({"type": ""}, "type", "an empty type would read back as 'message'; leave it out for that", id="an empty type"),
    pytest.param({"type": "t", "data": None}, "type", "without data no event is dispatched, whatever its type", id="a type without data"),
    pytest.param({"type": "\udbff"}, "type", SURROGATE, id="a surrogate in the type"),
    pytest.param({"id": "1\n"}, "id", "an LF at index 1 cannot be part of it", id="an LF in the id"),
    pytest.param({"id": "1\n2\n"}, "id", "an LF at index 1 cannot be part of it", id="the first of two LFs"),
    pytest.param({"id": "\r"}, "id", "a CR at index 0 cannot be part of it", id="a CR in the id"),
    pytest.param({"id": "12\0"}, "id", "a NUL at index 2 cannot be part of it", id="a NUL in the id"),
    pytest.param({"id": "\udc00"}, "id", SURROGATE, id="a surrogate in the id"),
    pytest.param({"id": "\udc00", "data": None}, "id", SURROGATE, id="a surrogate in the id, and nothing else"),
    pytest.param({"comment": "c\rd"}, "comment", "a CR at index 1 would read back as a line break; pass normalize=True to send a line break", id="a CR in a comment"),
    pytest.param({"comment": "\ud800", "data": "\ud800"}, "comment", SURROGATE, id="surrogates in a comment and in the data"),
    pytest.param({"retry": -1}, "retry", "must be a whole number of milliseconds from 0 to 2**63 - 1, not -1", id="a negative retry"),
    pytest.param({"retry": 1.5}, "retry", "must be a whole number of milliseconds from 0 to 2**63 - 1, not 1.5", id="a fraction"),
    pytest.param({"retry": 2.0}, "retry", "must be a whole number of milliseconds from 0 to 2**63 - 1, not 2.0", id="a whole float"),
    pytest.param({"retry": 10**30 - 1}, "retry", f"must be a whole number of milliseconds from 0 to 2**63 - 1, not {'9' * 30}", id="a retry of thirty digits"),
    pytest.param({"retry": -(10**30)}, "retry", "must be a whole number of milliseconds from 0 to 2**63 - 1, not one that large", id="a negative retry of more"),
    pytest.param({"retry": 10**5000}, "retry", "must be a whole number of milliseconds from 0 to 2**63 - 1, not one that large", id="a retry that Python does not show"),
    pytest.param({"retry": 2**63}, "retry", "must be a whole number of milliseconds from 0 to 2**63 - 1, not 9223372036854775808", id="a retry that a receiver clamps"),
    pytest.param({"newline": "\n\n"}, "newline", "must be LF, CR LF or CR, not '\\n\\n'", id="two line ends for one"),
    pytest.param({"newline": ""}, "newline", "must be LF, CR LF or CR, not ''", id="no line end"),
    pytest.param({"newline": "\u2028"}, "newline", "must be LF, CR LF or CR, not '\\u2028'", id="a line end of another standard"),
])
def test_what_is_refused(fields: dict[str, Any], field: str, problem: str) -> None:
    with pytest.raises(EncodeError, match=f"^{re.escape(f'{field}: {problem}')}$") as caught:
        write(**fields)
    assert (caught.value.field, caught.value.problem) == (field, problem)


@pytest.mark.parametrize(("fields", "problem"), [
    pytest.param({"data": {"a": 1}}, "data must be str, not dict; json.dumps writes a value as text", id="an object for data"),
    pytest.param({"data": ["a\n\ndata: forged"]}, "data must be str, not list; json.dumps writes a value as text", id="a list for data"),
    pytest.param({"data": 5}, "data must be str, not int; json.dumps writes a value as text", id="a number for data"),
    pytest.param({"data": b"a"}, "data must be str, not bytes; decode it first", id="bytes for data"),
    pytest.param({"data": bytearray(b"a")}, "data must be str, not bytearray; decode it first", id="a bytearray for data"),
    pytest.param({"data": Event("t", "a")}, "data must be str, not Event; an Encoder writes events", id="an event for data"),
    pytest.param({"type": None}, "type must be str, not NoneType", id="no type"),
    pytest.param({"type": b"t"}, "type must be str, not bytes; decode it first", id="bytes for a type"),
    pytest.param({"type": None, "data": None}, "type must be str, not NoneType", id="no type without data"),
    pytest.param({"id": 7}, "id must be str, not int", id="a number for an id"),
    pytest.param({"id": b"7"}, "id must be str, not bytes; decode it first", id="bytes for an id"),
    pytest.param({"retry": "5"}, "retry must be an int of milliseconds, not str", id="text for a retry"),
    pytest.param({"retry": [5]}, "retry must be an int of milliseconds, not list", id="a list for a retry"),
    pytest.param({"comment": 5}, "comment must be str, not int", id="a number for a comment"),
    pytest.param({"comment": b"c"}, "comment must be str, not bytes; decode it first", id="bytes for a comment"),
    pytest.param({"newline": b"\r\n"}, "newline must be str, not bytes; decode it first", id="bytes for a line end"),
])
def test_what_is_no_text_is_refused_with_what_is_wanted(fields: dict[str, Any], problem: str) -> None:
    with pytest.raises(TypeError, match=f"^{re.escape(problem)}$"):
        write(**fields)


class Liar(str):
    """Text that shows another wherever Python lets it."""

    __slots__ = ()
    shown = "x\n\nevent: forged\ndata: forged\r\r"

    def __str__(self) -> str:
        return self.shown

    def __format__(self, spec: str) -> str:
        return self.shown

    def __contains__(self, part: object) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    def __hash__(self) -> int:
        return 0

    def __len__(self) -> int:
        return 0

    def replace(self, *_: object) -> str:
        return self.shown

    def split(self, *_: object, **__: object) -> list[str]:
        return [self.shown]

    def encode(self, *_: object, **__: object) -> bytes:
        return self.shown.encode()


class Late(int):
    """A number that shows another."""

    def __str__(self) -> str:
        return "1\n\ndata: forged"

    def __int__(self) -> int:
        return -1

    def __format__(self, spec: str) -> str:
        return str(self)


@pytest.mark.parametrize(("fields", "expected"), [
    pytest.param({"data": Liar("a")}, b"data: a\n\n", id="data"),
    pytest.param({"data": Liar("a"), "normalize": True}, b"data: a\n\n", id="data, normalized"),
    pytest.param({"type": Liar("t")}, b"event: t\ndata: a\n\n", id="a type"),
    pytest.param({"type": Liar("message")}, b"data: a\n\n", id="the type that is assumed"),
    pytest.param({"id": Liar("7")}, b"id: 7\ndata: a\n\n", id="an id"),
    pytest.param({"comment": Liar("c")}, b": c\ndata: a\n\n", id="a comment"),
    pytest.param({"retry": Late(5)}, b"retry: 5\ndata: a\n\n", id="a retry"),
    pytest.param({"retry": True}, b"retry: 1\ndata: a\n\n", id="a truth for a retry"),
])
def test_a_value_is_written_as_what_it_holds_and_not_as_what_it_shows(fields: dict[str, Any], expected: bytes) -> None:
    assert write(**fields) == expected


@pytest.mark.parametrize("field", ["data", "type", "id", "comment"])
def test_a_value_that_hides_a_line_end_is_refused(field: str) -> None:
    with pytest.raises(EncodeError, match=f"^{field}: a CR at index 1 "):
        write(**{field: Liar("a\rdata: forged")})


def test_a_line_end_that_lies_is_the_one_that_it_holds() -> None:
    class Unequal(Liar):
        __slots__ = ()

        def __ne__(self, other: object) -> bool:
            return True

        __hash__ = Liar.__hash__

    assert write("a", newline=Unequal("\r\n")) == b"data: a\r\n\r\n"
    with pytest.raises(EncodeError, match=r"^newline: "):
        write("a", newline=Unequal("\nid: forged\n"))


@pytest.mark.parametrize(("fields", "expected"), [
    pytest.param({}, b"event: message\ndata: a\n\n", id="the type that is assumed"),
    pytest.param({"type": "message"}, b"event: message\ndata: a\n\n", id="the same, named"),
    pytest.param({"data": ""}, b"event: message\ndata:\n\n", id="empty data"),
    pytest.param({"data": "a\nb", "id": "1"}, b"id: 1\nevent: message\ndata: a\ndata: b\n\n", id="two lines"),
    pytest.param({"type": "t"}, b"event: t\ndata: a\n\n", id="another type"),
    pytest.param({"data": None, "comment": "c"}, b": c\n\n", id="without data there is no event to be named"),
])
def test_the_type_that_is_assumed_may_be_written(fields: dict[str, Any], expected: bytes) -> None:
    assert write(**fields, explicit_type=True) == expected


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param("a\rb", "a\nb", id="a CR"),
    pytest.param("a\r\nb", "a\nb", id="a CR LF"),
    pytest.param("a\n\rb", "a\n\nb", id="an LF CR is two"),
    pytest.param("a\r\r\nb\r", "a\n\nb\n", id="some of each"),
    pytest.param("\r\n", "\n", id="a CR LF alone"),
])
def test_normalizing_makes_every_line_break_an_lf(text: str, expected: str) -> None:
    assert Decoder().feed(encode(text, normalize=True)) == a(expected)
    comments = [Comment(line) for line in expected.split("\n")]
    assert Decoder().feed_with_comments(encode_comment(text, normalize=True)) == comments
    assert Decoder().feed_with_comments(encode(None, comment=text, normalize=True)) == comments


HOSTILE = [
    "a\ndata: b", "a\n\ndata: b", "a\nevent: t", "a\nid: 1", "a\nretry: 1", "a\n: c", "\n", "\n\n", "\n\n\n\ndata: b\n\n",
    "data: b", "event: t", ": c", "id", "\0", "a\u2028data: b", "a\x85\x85data: b", "\x0b\x0c\n\x1cid: 1", "\ufeff", "\\n\\ndata: b",
    "a\r\rdata: b", "a\r\n\r\ndata: b", "\r", "a\rid: 1",
]
# fmt: on


@each_newline
@pytest.mark.parametrize("text", HOSTILE, ids=repr)
def test_data_forges_nothing(text: str, newline: Any) -> None:
    decoder = Decoder()
    written = encode(text, newline=newline, normalize=True) + encode("behind", newline=newline)
    assert decoder.feed(written) == a(text.replace("\r\n", "\n").replace("\r", "\n"), "behind")
    assert (decoder.last_event_id, decoder.retry) == ("", None)


@each_newline
@pytest.mark.parametrize("text", HOSTILE, ids=repr)
def test_a_comment_forges_nothing(text: str, newline: Any) -> None:
    decoder = Decoder()
    if "\r" in text:
        with pytest.raises(EncodeError, match=r"^comment: "):
            encode_comment(text, newline=newline)
    written = encode_comment(text, newline=newline, normalize=True)
    written += encode("behind", comment=text, newline=newline, normalize=True)
    items = decoder.feed_with_comments(written)
    comments = [Comment(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    assert items == [*comments, *comments, Event(data="behind")]
    assert (decoder.last_event_id, decoder.retry) == ("", None)


@each_newline
@pytest.mark.parametrize("field", ["type", "id"])
@pytest.mark.parametrize("text", HOSTILE, ids=repr)
def test_a_type_and_an_id_forge_nothing(field: str, text: str, newline: Any) -> None:
    if set(text) & ({"\n", "\r", "\0"} if field == "id" else {"\n", "\r"}):
        with pytest.raises(EncodeError, match=f"^{field}: "):
            write("b", newline=newline, **{field: text})
        return
    decoder = Decoder()
    (event,) = decoder.feed(write("b", newline=newline, **{field: text}))
    assert event == Event(**{"data": "b", field: text})
    assert decoder.retry is None


TEXT = st.text(st.one_of(st.characters(), st.sampled_from("\n\n\r :\0\ufeff\u2028\ud800")), max_size=12)


def refusal(event: Event) -> str | None:
    """Return the field that cannot be written, of those that are looked at first to last."""
    for field, text, forbidden in (
        ("id", event.id, "\n\r\0"),
        ("type", event.type, "\n\r"),
        ("data", event.data, "\r"),
    ):
        if set(text) & set(forbidden) or (field == "type" and not text):
            return field
    for field, text in (("id", event.id), ("type", event.type), ("data", event.data)):
        if any("\ud800" <= character <= "\udfff" for character in text):
            return field
    return None


@given(st.lists(st.builds(Event, TEXT, TEXT, TEXT), max_size=5), st.sampled_from(NEWLINES), TEXT)
def test_decoding_what_was_encoded_is_the_identity_or_a_refusal(
    events: list[Event], newline: Any, seed: str
) -> None:
    encoder = Encoder(last_event_id=seed, newline=newline)
    decoder = Decoder(last_event_id=seed)
    for event in events:
        changed = event if event.id != encoder.last_event_id else Event(event.type, event.data)
        if field := refusal(changed):
            before = encoder.last_event_id
            with pytest.raises(EncodeError, match=f"^{field}: "):
                encoder.encode(event)
            assert encoder.last_event_id == before
        else:
            assert decoder.feed(encoder.encode(event)) == [event]
        assert decoder.last_event_id == encoder.last_event_id
    assert decoder.close() == 0


@given(st.text("a :\r\n\0\u2028\u20ac", max_size=30), st.sampled_from(NEWLINES))
def test_normalized_data_reads_back_with_lf(text: str, newline: Any) -> None:
    expected = text.replace("\r\n", "\n").replace("\r", "\n")
    assert Decoder().feed(encode(text, newline=newline, normalize=True)) == a(expected)


def test_a_heartbeat_is_the_shortest_comment() -> None:
    assert encode_comment() == b":\n\n"
    assert encode_comment(newline="\r\n") == b":\r\n\r\n"
    assert Decoder().feed_with_comments(encode_comment()) == [Comment("")]


def test_a_comment_is_a_comment_line_for_each_of_its_lines() -> None:
    assert encode_comment("a\n b") == b": a\n:  b\n\n"


@pytest.mark.parametrize("text", ["a\r", "\ud800"], ids=repr)
def test_a_comment_that_cannot_be_written_is_refused(text: str) -> None:
    with pytest.raises(EncodeError) as caught:
        encode_comment(text)
    assert caught.value.field == "comment"


@pytest.mark.parametrize(("text", "problem"), [
    (5, "text must be str, not int"), (b"c", "text must be str, not bytes; decode it first"), (None, "text must be str, not NoneType"),
], ids=repr)  # fmt: skip
def test_a_comment_is_text(text: Any, problem: str) -> None:
    with pytest.raises(TypeError, match=f"^{re.escape(problem)}$"):
        encode_comment(text)


def test_the_encoder_writes_an_id_only_when_it_changes() -> None:
    encoder = Encoder()
    assert encoder.encode(Event(data="a")) == b"data: a\n\n"
    assert encoder.encode(Event(data="a", id="1")) == b"id: 1\ndata: a\n\n"
    assert encoder.encode(Event("t", "b", "1")) == b"event: t\ndata: b\n\n"
    assert encoder.encode(Event(data="a", id="2")) == b"id: 2\ndata: a\n\n"
    assert encoder.last_event_id == "2"
    assert encoder.encode(Event(data="a")) == b"id:\ndata: a\n\n"
    assert encoder.encode(Event(data="a")) == b"data: a\n\n"
    assert encoder.last_event_id == ""


def test_the_encoder_starts_from_the_id_that_the_receiver_has() -> None:
    encoder = Encoder(last_event_id="7")
    assert encoder.last_event_id == "7"
    assert encoder.encode(Event(data="a", id="7")) == b"data: a\n\n"
    assert Encoder(last_event_id="7").encode(Event(data="a")) == b"id:\ndata: a\n\n"


def test_the_encoder_forgets_an_event_that_it_refused() -> None:
    encoder = Encoder(last_event_id="1")
    with pytest.raises(EncodeError, match=r"^data: "):
        encoder.encode(Event(data="\r", id="2"))
    assert encoder.last_event_id == "1"
    assert encoder.encode(Event(data="a", id="2")) == b"id: 2\ndata: a\n\n"


@each_newline
def test_the_encoder_writes_the_line_end_that_it_is_told(newline: Any) -> None:
    expected = "id: 1\nevent: t\ndata: a\ndata: b\n\n".replace("\n", newline).encode()
    assert Encoder(newline=newline).encode(Event("t", "a\nb", "1")) == expected


def test_the_encoder_normalizes_when_it_is_told() -> None:
    assert Encoder(normalize=True).encode(Event(data="a\r\nb\rc")) == b"data: a\ndata: b\ndata: c\n\n"
    with pytest.raises(EncodeError, match=r"^data: "):
        Encoder().encode(Event(data="a\r\nb"))


def test_the_encoder_names_the_type_that_is_assumed_when_it_is_told() -> None:
    assert Encoder(explicit_type=True).encode(Event(data="a")) == b"event: message\ndata: a\n\n"


# fmt: off
@pytest.mark.parametrize(("event", "problem"), [
    pytest.param({"data": "a"}, "an Encoder writes an Event, not dict; encode(data) writes text", id="an object"),
    pytest.param("a", "an Encoder writes an Event, not str; encode(data) writes text", id="text"),
    pytest.param(Comment("c"), "an Encoder writes an Event, not Comment; encode(data) writes text", id="a comment"),
    pytest.param(Event("t", None), "data must be str, not NoneType; json.dumps writes a value as text", id="an event of nothing"),  # type: ignore[arg-type]
    pytest.param(Event("t", {"a": 1}), "data must be str, not dict; json.dumps writes a value as text", id="an event of an object"),  # type: ignore[arg-type]
    pytest.param(Event(None, "a"), "type must be str, not NoneType", id="an event without type"),  # type: ignore[arg-type]
    pytest.param(Event("t", "a", None), "id must be str, not NoneType", id="an event without id"),  # type: ignore[arg-type]
    pytest.param(Event("t", "a", 7), "id must be str, not int", id="an event with a number for an id"),  # type: ignore[arg-type]
])
def test_the_encoder_says_what_it_wants(event: Any, problem: str) -> None:
    encoder = Encoder(last_event_id="1")
    with pytest.raises(TypeError, match=f"^{re.escape(problem)}$"):
        encoder.encode(event)
    assert encoder.last_event_id == "1"
# fmt: on


def test_the_encoder_starts_from_text() -> None:
    with pytest.raises(TypeError, match=r"^last_event_id must be str, not NoneType$"):
        Encoder(last_event_id=None)  # type: ignore[arg-type]


def test_the_encoder_writes_an_id_that_says_it_is_the_last_one() -> None:
    assert Encoder(last_event_id="7").encode(Event(data="a", id=Liar("8"))) == b"id: 8\ndata: a\n\n"
