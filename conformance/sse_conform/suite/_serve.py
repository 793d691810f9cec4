"""The program's side of the protocol, for an implementation in Python: commands come in, answers go out.

serve(MyDecoder(), sys.stdin.buffer, sys.stdout.buffer)
"""

import json
from collections.abc import Mapping
from typing import IO, Any, cast

import attrs

from ._case import Message
from ._protocol import VERSION, isomorphic, line
from ._replies import (
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
    Writing,
)
from .adapters import InProcess

_ROLES = ("decoder", "encoder", "checker")


def serve(subject: object, commands: IO[bytes], answers: IO[bytes]) -> None:
    """Answer commands until there are no more.

    :param subject: as for `InProcess`.
    """
    adapter = InProcess(subject)
    implementation = adapter.start()
    chunks: list[bytes] = []
    last_event_id = ""
    for command in commands:
        members: dict[str, Any] = json.loads(command)
        name = members["cmd"]
        if name == "open":
            chunks, last_event_id = [], members["last_event_id"]
        elif name == "feed":
            chunks.append(members["x"].encode("latin-1"))
        else:
            answer = _hello(implementation)
            if name != "hello":
                (reply,) = adapter.ask([_task(members, Decode(tuple(chunks), last_event_id))])
                answer = {"seq": members["seq"], **_answer(reply)}
            answers.write(line(answer))
            answers.flush()


def _hello(implementation: Implementation) -> Mapping[str, object]:
    roles = {role: getattr(implementation, role) for role in _ROLES}
    return {
        "v": VERSION,
        "name": implementation.name,
        "version": implementation.version,
        "language": implementation.language,
        **{role: sorted(capabilities) for role, capabilities in roles.items() if capabilities is not None},
    }


def _task(members: Mapping[str, Any], decode: Decode) -> Task:
    if members["cmd"] == "eof":
        return decode
    if members["cmd"] == "encode":
        return Encode(tuple(Message(**message) for message in members["messages"]))
    stream = members["x"].encode("latin-1")
    return Check(stream, members["format"], members["profile"], members["force"])


def _answer(reply: Reply) -> Mapping[str, object]:
    match reply:
        case Reading():
            return {
                "events": [attrs.asdict(event) for event in reply.events],
                "comments": None if reply.comments is None else list(reply.comments),
                "state": dict(reply.state),
                "error": reply.error,
            }
        case Writing():
            return {"x": isomorphic(reply.wire)}
        case Refusal():
            return {"refused": reply.field, "message": reply.message}
        case Checking():
            said = cast("dict[str, object]", attrs.asdict(reply))
            return {name: value for name, value in said.items() if value is not None}
        case Skip():
            return {"skipped": reply.message}
        case _:
            return {"errored": reply.message}
