"""requests-sse: the public EventSource; a transport adapter gives requests a response in memory."""

from datetime import timedelta

import requests
from adapter import event, serve
from http_response import response
from requests.adapters import HTTPAdapter
from requests_sse import EventSource


class End(requests.RequestException):
    """Ends the reconnecting after the one connection."""


class Transport(HTTPAdapter):
    def __init__(self, connection):
        super().__init__()
        self._connection = connection

    def send(self, request, **_):
        if self._connection is None:
            raise End
        connection, self._connection = self._connection, None
        return self.build_response(request, response(connection.chunks(), request.url))


def decode(connection):
    session = requests.Session()
    session.mount("http://", Transport(connection))
    options = {
        "session": session,
        "latest_event_id": connection.last_event_id,
        "reconnection_time": timedelta(0),
        "max_connect_retry": 0,
    }
    try:
        with EventSource("http://test.invalid/", **options) as source:
            for sse in source:
                # The stream would set the time to wait, and this program would wait.
                source._reconnection_time = timedelta(0)
                yield event(sse.type, sse.data, sse.last_event_id)
    except End:
        pass


serve("requests-sse", decode=decode, decoder=["id", "prompt", "reconnect"])
