"""Speaks the suite's protocol for one Python package; an adapter only says how that package reads or writes.

The page about the protocol is docs/suite-protocol.md. This file needs nothing but Python, so that it runs in the
environment of any package.
"""

import asyncio
import inspect
import json
import sys
from collections.abc import AsyncIterator, Iterator
from importlib.metadata import version

NO_MESSAGE = {"data": None, "type": None, "id": None, "retry": None, "comment": None}


class Connection:
    """One response: its chunks, and what the package says beside its events."""

    def __init__(self, chunks: list[bytes], last_event_id: str) -> None:
        self.all_chunks = chunks
        self.last_event_id = last_event_id
        self.taken = 0
        """How many chunks the package has been given: that is what an event is stamped with."""
        self.comments: list[str] = []
        self.state: dict[str, object] = {}

    def chunks(self) -> Iterator[bytes]:
        """The chunks, each given when the package asks for it. Clients never see an empty read."""
        for chunk in self.all_chunks:
            self.taken += 1
            if chunk:
                yield chunk

    async def achunks(self) -> AsyncIterator[bytes]:
        """The same for a package that awaits them."""
        for chunk in self.chunks():
            yield chunk


def event(type=None, data=None, id=None):
    """What the package gave; a member that it has not, or has as None, is left out."""
    given = {"type": type, "data": data, "id": id}
    return {name: value for name, value in given.items() if value is not None}


def serve(package, *, decode=None, decoder=(), encode=None, encoder=()):
    """Answer commands until there are no more.

    `decode(connection)` gives events as `event` makes them; `encode(messages)` gives bytes. What either raises is an
    answer: the package gave up, or refused.
    """
    roles = {"decoder": decode and list(decoder), "encoder": encode and list(encoder)}
    hello = {"v": 1, "name": package, "version": version(package), "language": "python", **roles}
    chunks, last_event_id = [], ""
    for line in sys.stdin:
        command = json.loads(line)
        if command["cmd"] == "hello":
            answer = hello
        elif command["cmd"] == "open":
            chunks, last_event_id = [], command["last_event_id"]
            continue
        elif command["cmd"] == "feed":
            chunks.append(command["x"].encode("latin-1"))
            continue
        elif command["cmd"] == "eof":
            answer = _decode(decode, Connection(chunks, last_event_id), set(decoder))
        else:
            answer = _encode(encode, [{**NO_MESSAGE, **message} for message in command["messages"]])
        print(json.dumps({**answer, "seq": command["seq"]} if "seq" in command else answer), flush=True)


def _decode(decode, connection, capabilities):
    events, error = [], None

    def take(given):
        events.append({**given, "chunk": connection.taken} if "prompt" in capabilities else given)

    try:
        result = decode(connection)
        if inspect.isasyncgen(result):
            asyncio.run(_drain(result, take))
        else:
            for given in result:
                take(given)
    except Exception as raised:
        error = _words(raised)
    comments = connection.comments if "comments" in capabilities else None
    return {"events": events, "comments": comments, "state": connection.state, "error": error}


async def _drain(events, take):
    async for given in events:
        take(given)


def _encode(encode, messages):
    try:
        result = encode(messages)
        written = asyncio.run(result) if inspect.iscoroutine(result) else result
    except Exception as raised:
        return {"refused": None, "message": _words(raised)}
    return {"x": written.decode("latin-1")}


def _words(error):
    return f"{type(error).__name__}: {error}"[:400]
