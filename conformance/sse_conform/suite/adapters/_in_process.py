"""Reaches an implementation in this process: any object with a `decode`, `encode` or `check` method.

What such a method raises is a reply of the implementation: the decoder gave up, the encoder refused. There is no
protection from one that hangs; a program of its own has that.
"""

import unittest
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, cast

from .._case import DECODER_CAPABILITIES, ENCODER_CAPABILITIES, ORDER_CAPABILITIES, Dispatched
from .._expect import MESSAGE_FIELDS
from .._replies import (
    AdapterError,
    Check,
    Checking,
    Decode,
    Encode,
    Implementation,
    Reading,
    Refusal,
    Reply,
    Skip,
    Task,
    Trouble,
    Writing,
)

ROLES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "decode": ("decoder", DECODER_CAPABILITIES),
    "encode": ("encoder", ENCODER_CAPABILITIES),
    "check": ("checker", ORDER_CAPABILITIES),
}
"""Method of the subject: the role that it makes, and the capabilities of that role."""


class InProcess:
    """An object of this process under test.

    :param subject: has one or more of `decode(chunks)`, `encode(messages)` and `check(task)`, and may have
        `capabilities`, `name`, `version`. With the capability `reconnect` it is also called as
        `decode(chunks, last_event_id=...)`. `decode` gives events, or a Reading; an event is an object, or a
        mapping, with `type`, `data` and `id`. `encode` gives bytes. `check` gives a Checking.
    """

    def __init__(self, subject: object) -> None:
        self._subject: Any = subject

    def start(self) -> Implementation:
        """Say what the subject is, by its methods and attributes."""
        declared = frozenset(cast("Iterable[str]", getattr(self._subject, "capabilities", ())))
        roles = {role: known for method, (role, known) in ROLES.items() if hasattr(self._subject, method)}
        if not roles:
            raise AdapterError(Trouble(f"{self._subject!r} has none of the methods {', '.join(ROLES)}"))
        for capability in sorted(declared):
            if not any(capability in known for known in roles.values()):
                offer = ", ".join(sorted({name for known in roles.values() for name in known}))
                raise AdapterError(Trouble(f"there is no capability {capability!r}; choose of {offer}"))
        return Implementation(
            name=getattr(self._subject, "name", type(self._subject).__name__),
            version=getattr(self._subject, "version", ""),
            language="python",
            decoder=declared.intersection(roles["decoder"]) if "decoder" in roles else None,
            encoder=declared.intersection(roles["encoder"]) if "encoder" in roles else None,
            checker=declared.intersection(roles["checker"]) if "checker" in roles else None,
        )

    def ask(self, tasks: Iterable[Task]) -> Iterator[Reply]:
        """Call the subject once for each task."""
        for task in tasks:
            try:
                yield self._ask(task)
            except unittest.SkipTest as skip:
                yield Skip(str(skip))

    def _ask(self, task: Task) -> Reply:
        if isinstance(task, Decode):
            return _decode(self._subject.decode, task)
        if isinstance(task, Encode):
            return _encode(self._subject.encode, task)
        return _check(self._subject.check, task)

    def close(self) -> None:
        """Nothing to end."""


def load_subject(path: str) -> object:
    """What `package.module:factory` names, called without arguments.

    :raises AdapterError: there is no such module or name, or the call fails.
    """
    module, _, name = path.partition(":")
    if not name:
        raise AdapterError(Trouble(f"{path!r} names no factory; write package.module:factory"))
    try:
        return getattr(import_module(module), name)()
    except Exception as error:
        raise AdapterError(Trouble(f"{path} cannot be loaded: {_words(error)}")) from error


def _decode(decode: Callable[..., object], task: Decode) -> Reply:
    chunks = _Counted(task.chunks)
    events: list[Dispatched] = []
    seed = {"last_event_id": task.last_event_id} if task.last_event_id else {}
    try:
        result = decode(chunks, **seed)
        if isinstance(result, Reading):
            return result
        for event in cast("Iterable[object]", result):
            events.append(as_dispatched(event, chunks.count))
    except unittest.SkipTest:
        raise
    except Exception as error:
        return Reading(events, error=_words(error), cause=error)
    return Reading(events)


class _Counted:
    """Chunks that know how many of them were taken."""

    def __init__(self, chunks: tuple[bytes, ...]) -> None:
        self._chunks = iter(chunks)
        self.count = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        chunk = next(self._chunks)
        self.count += 1
        return chunk


def as_dispatched(event: object, chunk: int) -> Dispatched:
    """The event of an implementation as ours. A member that is missing or None stands for the initial value of the standard."""
    names = ("type", "data", "id")
    if isinstance(event, Mapping):
        given = cast("Mapping[str, object]", event)
        values = {name: given.get(name) for name in names}
    else:
        values = {name: getattr(event, name, None) for name in names}
    texts = {name: value for name, value in values.items() if value is not None}
    for name, value in texts.items():
        if not isinstance(value, str):
            raise TypeError(f"{name} of an event is {value!r}, not a str")
    return Dispatched(**cast("dict[str, str]", texts), chunk=chunk)


def _encode(encode: Callable[..., object], task: Encode) -> Reply:
    try:
        wire = encode(task.messages)
    except unittest.SkipTest:
        raise
    except Exception as error:
        field = getattr(error, "field", None)
        return Refusal(field if field in MESSAGE_FIELDS else None, _words(error))
    if not isinstance(wire, bytes):
        return Trouble(f"encode gave {type(wire).__name__}, not bytes")
    return Writing(wire)


def _check(check: Callable[..., object], task: Check) -> Reply:
    try:
        checking = check(task)
    except unittest.SkipTest:
        raise
    except Exception as error:
        return Trouble(_words(error))
    return checking if isinstance(checking, Checking) else Trouble(f"check gave {type(checking).__name__}")


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
