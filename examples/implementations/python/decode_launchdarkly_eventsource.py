"""launchdarkly-eventsource: the public SSEClient with a connection of our own, for which it has an interface."""

from adapter import event, serve
from ld_eventsource import SSEClient
from ld_eventsource.actions import Comment, Event
from ld_eventsource.config import ConnectStrategy
from ld_eventsource.config.connect_strategy import ConnectionClient, ConnectionResult


class Once(ConnectStrategy, ConnectionClient):
    def __init__(self, connection):
        self._connection = connection

    def create_client(self, logger):
        return self

    def connect(self, last_event_id):
        return ConnectionResult(self._connection.chunks(), None)


def decode(connection):
    client = SSEClient(Once(connection), last_event_id=connection.last_event_id)
    for action in client.all:
        if isinstance(action, Event):
            yield event(action.event, action.data, action.last_event_id)
        elif isinstance(action, Comment):
            connection.comments.append(action.comment.removeprefix(" "))
    connection.state["last_event_id"] = client.last_event_id


CAPABILITIES = ["comments", "id", "last_event_id", "prompt", "reconnect"]
serve("launchdarkly-eventsource", decode=decode, decoder=CAPABILITIES)
