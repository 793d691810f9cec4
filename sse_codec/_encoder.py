"""Values in, bytes out: what is written reads back as the same value, or is refused.

A receiver ends a line at LF, CR and CR LF, so no line that is written holds one of them: nothing that a caller
puts into a value can start a field, end an event or forge another.
"""

from sse_codec._errors import EncodeError
from sse_codec._values import DEFAULT_TYPE, Event
from sse_codec._wire import MAX_RETRY, as_text, with_lf_only

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, Literal, TypeAlias

    Newline: TypeAlias = Literal["\n", "\r\n", "\r"]

_class_of: "Final" = type
"""What ``type`` is where a parameter has its name."""


def encode(
    data: str | None,
    *,
    type: str = DEFAULT_TYPE,
    id: str | None = None,
    retry: int | None = None,
    comment: str | None = None,
    newline: "Newline" = "\n",
    normalize: bool = False,
    explicit_type: bool = False,
) -> bytes:
    """Return the bytes of one block, its blank line included (HTML standard, 9.2.5).

    :param data: the event's data, any text without CR. ``""`` dispatches an event with empty data; None writes
        no ``data`` line, so the receiver takes ``id`` and ``retry`` and dispatches nothing.
    :param type: the event type. A receiver assumes ``message``, so that type is left out unless ``explicit_type`` is set.
    :param id: the new last event id. ``""`` resets it, None leaves it as it is.
    :param retry: the reconnection time in milliseconds.
    :param comment: text of comment lines before the fields, one for each of its lines.
    :param newline: the line ending to write: LF, CR LF or CR.
    :param normalize: take each CR LF and lone CR of ``data`` and ``comment`` for a line break, which reads back as
        LF, and do not refuse it.
    :param explicit_type: write ``event: message`` too, for a receiver that wants each event to name its type.
    :raises EncodeError: a value would not read back as itself; ``field`` names it.
    :raises TypeError: a value is no text, or ``retry`` no int.
    """
    head = ""
    if comment is not None:
        comment = as_text("comment", comment)
        if "\r" in comment:
            if not normalize:
                raise _refused_cr("comment", comment)
            comment = with_lf_only(comment)
        head = _lines("", comment)
    if id is not None:
        if _class_of(id) is not str:
            id = as_text("id", id)
        if "\n" in id or "\r" in id or "\0" in id:
            raise _refused("id", id)
        head += f"id: {id}\n" if id else "id:\n"
    if retry is not None:
        head += f"retry: {_milliseconds(retry)}\n"
    named = explicit_type and data is not None
    if type is not DEFAULT_TYPE:
        if _class_of(type) is not str:
            type = as_text("type", type)
        named = named or type != DEFAULT_TYPE
        if named and (not type or data is None or "\n" in type or "\r" in type):
            raise _refused_type(type, data)
    if data is None:
        text = head + "\n"
    else:
        if _class_of(data) is not str:
            data = _text_of(data)
        if "\r" in data:
            if not normalize:
                raise _refused_cr("data", data)
            data = with_lf_only(data)
        # Most data are one line. Either way the block is made at once, as each part added would copy long text again.
        if not data or "\n" in data:
            text = _with_lines(f"{head}event: {type}\n" if named else head, data)
        else:
            text = f"{head}event: {type}\ndata: {data}\n\n" if named else f"{head}data: {data}\n\n"
    if newline != "\n":
        text = text.replace("\n", _line_end(as_text("newline", newline)))
    try:
        return text.encode()
    except UnicodeEncodeError:
        fields = {"comment": comment, "id": id, "type": type, "data": data}
        field = next(name for name, text in fields.items() if text is not None and _has_surrogate(text))
        raise EncodeError(field, "a lone surrogate has no UTF-8; escape it, as JSON does") from None


def encode_comment(text: str = "", *, newline: "Newline" = "\n", normalize: bool = False) -> bytes:
    """Return the bytes of a comment, one line for each line of ``text``, with a blank line to flush it.

    Without text it is the shortest heartbeat: proxies see traffic, and the client sees nothing (9.2.7).

    :param normalize: take each CR LF and lone CR for a line break, and do not refuse it.
    :raises EncodeError: the text holds a CR or a lone surrogate.
    """
    return encode(None, comment=as_text("text", text), newline=newline, normalize=normalize)


class Encoder:
    """Encoder of one event stream, the mirror of ``Decoder``: what it writes decodes to the same events.

    It writes an ``id`` line only when an event changes the last event id; an empty ``id`` line resets it.

    :param last_event_id: the id that the receiver starts from, as it sent it in ``Last-Event-ID``.
    :param newline: the line ending to write: LF, CR LF or CR.
    :param normalize: take each CR LF and lone CR of ``data`` for a line break, and do not refuse it.
    :param explicit_type: write ``event: message`` too.
    """

    __slots__ = ("_explicit_type", "_newline", "_normalize", "last_event_id")

    last_event_id: str
    """The last event id that the receiver knows; ``""`` for none."""

    def __init__(
        self,
        *,
        last_event_id: str = "",
        newline: "Newline" = "\n",
        normalize: bool = False,
        explicit_type: bool = False,
    ) -> None:
        self.last_event_id = as_text("last_event_id", last_event_id)
        self._newline: Newline = newline
        self._normalize = normalize
        self._explicit_type = explicit_type

    def encode(self, event: Event) -> bytes:
        """Return the bytes of the event.

        :raises EncodeError: a value would not read back as itself; nothing is remembered of the event then.
        :raises TypeError: ``event`` is no ``Event``, or a member has the wrong type.
        """
        try:
            type, data, id = event.type, event.data, event.id
        except AttributeError:
            raise TypeError(
                f"an Encoder writes an Event, not {_class_of(event).__name__}; encode(data) writes text"
            ) from None
        if _class_of(data) is not str:
            data = _text_of(data)
        if _class_of(id) is not str:
            id = as_text("id", id)
        block = encode(
            data,
            type=type,
            id=None if id == self.last_event_id else id,
            newline=self._newline,
            normalize=self._normalize,
            explicit_type=self._explicit_type,
        )
        self.last_event_id = id
        return block


def _with_lines(head: str, data: str) -> str:
    text = "".join((head, "data: ", data.replace("\n", "\ndata: "), "\n\n"))
    if ": \n" in text:  # there may be a line of nothing, and seldom is
        text = f"{head}{_lines('data', data)}\n"
    return text


def _lines(name: str, text: str) -> str:
    # One space is stripped from a value, so one is written, or a value's own would be lost; none before nothing.
    return "".join([f"{name}: {line}\n" if line else f"{name}:\n" for line in text.split("\n")])


def _refused(field: str, value: str) -> EncodeError:
    names = {"\n": "an LF", "\r": "a CR", "\0": "a NUL"}
    character = next(filter(value.__contains__, names))
    return EncodeError(field, f"{names[character]} at index {value.index(character)} cannot be part of it")


def _refused_type(type: str, data: str | None) -> EncodeError:
    if not type:
        return EncodeError("type", "an empty type would read back as 'message'; leave it out for that")
    if data is None:
        return EncodeError("type", "without data no event is dispatched, whatever its type")
    return _refused("type", type)


def _refused_cr(field: str, text: str) -> EncodeError:
    cure = "pass normalize=True to send a line break"
    return EncodeError(field, f"a CR at index {text.index(chr(13))} would read back as a line break; {cure}")


def _text_of(data: object) -> str:
    kind = type(data)
    if issubclass(kind, Event):
        raise TypeError("data must be str, not Event; an Encoder writes events")
    if not issubclass(kind, (str, bytes, bytearray, memoryview)):
        raise TypeError(f"data must be str, not {kind.__name__}; json.dumps writes a value as text")
    return as_text("data", data)


def _line_end(newline: str) -> str:
    if newline not in ("\r\n", "\r"):
        raise EncodeError("newline", f"must be LF, CR LF or CR, not {newline!r}")
    return newline


def _milliseconds(retry: object) -> int:
    if isinstance(retry, int):
        milliseconds = int.__int__(retry)  # a subclass may show another number than it holds
        if 0 <= milliseconds <= MAX_RETRY:
            return milliseconds
    elif not isinstance(retry, float):
        raise TypeError(f"retry must be an int of milliseconds, not {type(retry).__name__}")
    shown = retry if abs(retry) < 10**30 else "one that large"  # Python shows no int of more than 4300 digits
    raise EncodeError("retry", f"must be a whole number of milliseconds from 0 to 2**63 - 1, not {shown}")


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
