"""An exception says what, where and what to do; carries its facts; and is caught by the names that people expect."""

import pickle

import pytest

from sse_codec import ClosedError, CodecError, EncodeError, LimitExceeded


def test_a_limit() -> None:
    error = LimitExceeded("max_event_size", 8, 17)
    assert (error.limit, error.maximum, error.offset) == error.args == ("max_event_size", 8, 17)
    assert str(error) == (
        "the block at byte 17 of the stream is larger than max_event_size=8 bytes; "
        "raise max_event_size, or set it to None for no limit, if the peer is trusted"
    )


def test_a_refusal() -> None:
    error = EncodeError("id", "no")
    assert (error.field, error.problem) == error.args == ("id", "no")
    assert str(error) == "id: no"


@pytest.mark.parametrize(
    ("error", "bases"),
    [
        (LimitExceeded("max_event_size", 8, 17), [CodecError]),
        (EncodeError("id", "no"), [CodecError, ValueError]),
        (ClosedError("closed"), [CodecError, RuntimeError]),
    ],
    ids=["a limit", "a refusal", "a closed reader"],
)
def test_what_catches_it(error: CodecError, bases: list[type]) -> None:
    assert all(isinstance(error, base) for base in bases)
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), copy.args, vars(copy)) == (type(error), error.args, vars(error))
