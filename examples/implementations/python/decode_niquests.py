"""niquests: the SSE extension of its urllib3, started on a stand-in for the response as the session would start it."""

from types import SimpleNamespace

from adapter import event, serve
from niquests.packages.urllib3.contrib.webextensions.sse import ServerSideEventExtensionFromHTTP


def decode(connection):
    response = SimpleNamespace(
        _fp=SimpleNamespace(_dsa=None),
        _police_officer=None,
        stream=lambda amount, decode_content: connection.chunks(),
    )
    extension = ServerSideEventExtensionFromHTTP()
    extension.start(response)
    while (sse := extension.next_payload()) is not None:
        yield event(sse.event, sse.data, sse.id)


serve("niquests", decode=decode, decoder=["id", "prompt"])
