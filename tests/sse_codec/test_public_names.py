"""One public name, one import path: what the package exports, and nothing beside it."""

import importlib
from types import ModuleType

import pytest

import sse_codec

# fmt: off
READING = {"Decoder", "Scanner", "Event", "Comment", "Block", "Line", "Fact", "iter_events", "aiter_events", "DEFAULT_MAX_EVENT_SIZE", "ACCELERATED"}
WRITING = {"encode", "encode_comment", "Encoder"}
CONNECTING = {"Subscription", "check_head", "Reconnect", "Stop", "MEDIA_TYPE"}
FAILING = {"CodecError", "LimitExceeded", "EncodeError", "ClosedError"}
# fmt: on


def test_the_names_of_the_package() -> None:
    assert set(sse_codec.__all__) == READING | WRITING | CONNECTING | FAILING
    assert len(sse_codec.__all__) == len(set(sse_codec.__all__))


def test_nothing_else_is_in_reach() -> None:
    names = {
        name
        for name, value in vars(sse_codec).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    assert names == set(sse_codec.__all__)


@pytest.mark.parametrize("package", ["sse_codec.ordering", "sse_codec.ciniterflow"])
def test_no_name_has_two_import_paths(package: str) -> None:
    assert set(importlib.import_module(package).__all__) & set(sse_codec.__all__) == set()


@pytest.mark.parametrize("name", sorted(sse_codec.__all__))
def test_every_name_says_what_it_is(name: str) -> None:
    value = getattr(sse_codec, name)
    if callable(value):
        assert value.__doc__
        assert value.__module__.startswith("sse_codec._")
