"""assel: the public parse. An event has the id of its own block only. One of the few that also writes."""

from adapter import event, serve
from assel import Event, LineParser, parse, send


def decode(connection):
    # All its parsers share one UTF-8 decoder: what one stream left there would spoil every case after it.
    LineParser.utf8dec.reset()
    for sse in parse(connection.chunks()):
        yield event(sse.event, sse.data)


def encode(messages):
    return b"".join(map(write, messages))


def write(message):
    if message["data"] is None:
        return send(comment=message["comment"])
    sse = Event(message["data"], message["type"] or "message", message["id"], message["retry"])
    return send(sse, message["comment"])


ENCODER = ["comments", "id", "retry", "surrogates", "type"]
serve("assel", decode=decode, decoder=["prompt"], encode=encode, encoder=ENCODER)
