"""Events that an event stream can carry: what is written for them reads back as the same, whatever came before."""

from hypothesis import strategies as st

from sse_codec import Event

_TRAPS = [" ", ":", "data: x", "id: 7", "0", "é", "\U0001f600", "\ufeff", "\t", "\x0b", "\x0c", "\x85", "\u2028", "[DONE]"]  # fmt: skip
_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0")
"""Of one line: no line end, no half of a surrogate pair, no U+0000, which an id cannot hold."""


def events() -> st.SearchStrategy[Event]:
    """Events with data of any number of lines; `id` is the last event id, as a decoder gives it with the event."""
    lines = st.lists(_line(), min_size=1, max_size=4).map("\n".join)
    types = st.one_of(st.just("message"), _line().filter(bool))
    return st.builds(Event, type=types, data=lines, id=st.one_of(st.just(""), _line()))


def _line() -> st.SearchStrategy[str]:
    return st.lists(st.one_of(st.sampled_from(_TRAPS), _CHARACTERS), max_size=4).map("".join)
